import { Combination, combinations, exportedEngines } from './catalogue';
import { ENGINE_SAMPLES, PublishedImage } from './engine-sample';
import { Container } from './render';
import { standInFor } from '../serving/stand-ins';

const all = combinations();

function isStarted(engineClass: string): boolean {
  const { engine } = all.find(one => one.engineClass === engineClass)!;
  return engine._facts.officialImages.some(image => standInFor(image) !== undefined);
}

test('every engine is started by the suites on real servers, or held against what is published of its image', () => {
  const known = Object.entries(ENGINE_SAMPLES).filter(([, { published }]) => published !== undefined).map(([name]) => name);
  expect(exportedEngines().filter(name => !isStarted(name)).sort()).toEqual(known.sort());
});

const PUBLISHED = Object.entries(ENGINE_SAMPLES).flatMap(([name, { published }]): [string, PublishedImage][] => (typeof published === 'object' ? [[name, published]] : []));

describe.each(PUBLISHED)('every container of %s', (engineClass, published) => {
  const mine = all.filter(one => one.engineClass === engineClass).map(one => [one, serverOf(one)] as const);
  const not = (holds: (one: Combination, server: Container) => boolean) =>
    mine.filter(([one, server]) => !holds(one, server)).map(([{ name }]) => name);

  test('starts the program of the image', () => {
    expect(not((_, server) => startsProgram(server, published))).toEqual([]);
  });

  test('says its port, unless the image has the same', () => {
    expect(not(({ engine }, server) => engine.ports.http === published.port || saysPort(server, engine.ports.http))).toEqual([]);
  });

  test('runs as the user that the image names', () => {
    expect(not(({ engine, compute }) => published.user === undefined || engine._hardening(compute).runAsUser === published.user)).toEqual([]);
  });
});

function serverOf(one: Combination): Container {
  return one.render().objects.find(({ kind }) => kind === 'Deployment')!.spec.template!.spec.containers[0];
}

/** Without a command the entry point decides: it takes flags, or first the name of the program. */
function startsProgram({ command, args = [] }: Container, { program, isEntryPoint }: PublishedImage): boolean {
  if (command !== undefined) return command.join('\n').split(/[\s"']+/).includes(program);
  return isEntryPoint && (args[0] === program || args[0].startsWith('--'));
}

function saysPort({ command = [], args = [], env = [] }: Container, port: number): boolean {
  return [...command, ...args, ...env.map(({ value }) => value ?? '')].some(word => new RegExp(`(^|[:= ])${port}($|\\s)`, 'm').test(word));
}
