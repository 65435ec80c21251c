import { combinations, SAMPLED } from './catalogue';
import { render } from './render';
import { Framework, ServerProbe, ServingEngine } from '../../src';
import { shapes } from '../../src/ground/input/shapes';

/** One combination of each engine. */
const engines = SAMPLED.engines.map(name => combinations().find(one => one.engineClass === name)!);

/** What an engine without a version has to be told. */
const REQUIRED: { [engineClass: string]: object } = {
  ContainerEngine: { image: 'registry.example.com/ranker:1.2.3', port: 8000, readiness: ServerProbe.http('/ready') },
  MatrixInferRuntimeEngine: { image: 'registry.example.com/onnx-runtime:1.2.3' },
};

/** Numbers that no server takes: beyond what it reads, written with an exponent, of a part, below nothing. */
const NUMBERS = [1e21, 2 ** 53, 2 ** 31, 1.5, -1, 1e-7];

/** Texts that say nothing, or that something on their way reads as its own. */
const TEXTS = ['', ' ', '\n', 'a\nb', '\u0000', '{{x}}', '{{ .Values.x }}', '"x"', '#x', '- x', '-x', '[x]', '$(X)'];

/** Members of the props of every engine that are of a type. */
function members(type: string): { engineClass: string; member: string }[] {
  return engines.flatMap(({ engineClass }) => {
    const props = shapes().entrance.get(`new_${engineClass}`)![0].type;
    return shapes().struct.get(props)!.filter(one => one.type === type).map(({ name }) => ({ engineClass, member: name }));
  });
}

/** Renders a model on an engine that is told one thing. */
function renderedWith(engineClass: string, props: object): unknown {
  const { engine, compute } = engines.find(one => one.engineClass === engineClass)!;
  const Engine = engine.constructor as new (props: object) => ServingEngine;
  const told = REQUIRED[engineClass] ?? { version: engine.version };
  return render({ engine: new Engine({ ...told, ...props }), compute, framework: engine.frameworks[0] ?? Framework.CUSTOM }).server;
}

const odd = <T>(type: string, values: readonly T[]) => members(type).flatMap(one => values.map(value => ({ ...one, value })));

beforeEach(() => { jest.spyOn(process.stderr, 'write').mockReturnValue(true); });

test('there are members of both types', () => {
  expect(members('number').length).toBeGreaterThan(40);
  expect(members('string').length).toBeGreaterThan(70);
});

test.each(odd('number', NUMBERS))('$engineClass refuses $value as its $member where it is given', ({ engineClass, member, value }) => {
  expect(() => renderedWith(engineClass, { [member]: value })).toThrow(/^invalid .*: got /);
});

test.each(members('number'))('$engineClass takes -0 as its $member for 0, or not at all', ({ engineClass, member }) => {
  const outcome = (value: number) => {
    try {
      return renderedWith(engineClass, { [member]: value });
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(outcome(-0)).toEqual(outcome(0));
});

test.each(odd('string', TEXTS))('$engineClass refuses $value as its $member', ({ engineClass, member, value }) => {
  expect(() => renderedWith(engineClass, { [member]: value })).toThrow(/invalid |engine-refuses|flag-value-refused|cannot serve/);
});
