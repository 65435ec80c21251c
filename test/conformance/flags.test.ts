import { combinations, SAMPLED } from './catalogue';
import { render } from './render';
import { Framework, ModelSource, ServingEngine } from '../../src';
import { shapes } from '../../src/ground/input/shapes';
import { packagedFlags } from '../../src/ground/package-data';

/** One combination for each engine that has data on its flags. */
const engines = SAMPLED.engines
  .map(name => combinations().find(one => one.engineClass === name)!)
  .filter(({ engine }) => engine._facts.flagsFile !== undefined);

/** The same engine in another version, and more of what it can be told. */
function inVersion(engine: ServingEngine, version: string): ServingEngine {
  const Engine = engine.constructor as new (props: object) => ServingEngine;
  const known = shapes().struct.get(`${Engine.name}Props`)!.map(({ name }) => name);
  const told = { version, image: `${engine._facts.officialImages[0]}:${version}`, trustRemoteCode: true, maxModelLen: 4096, maxConcurrentRequests: 8, modelFile: 'tiny.gguf' };
  return new Engine(Object.fromEntries(Object.entries(told).filter(([name]) => known.includes(name))));
}

describe.each(engines.map(({ engineClass, engine, compute }) => ({ engineClass, engine, compute })))('$engineClass', ({ engine, compute }) => {
  const { versions } = packagedFlags(engine._facts.flagsFile!) as { versions: string[] };
  const flagFindings = (version: string, args: string[]) => {
    const source = ModelSource.pvc('weights', { path: engine.name === 'torchserve' ? 'net.mar' : undefined });
    const framework = engine.frameworks[0] ?? Framework.CUSTOM;
    return render({ engine: inVersion(engine, version), compute, source, framework, settings: { args } }).findings.filter(({ rule }) => /flag|version/.test(rule));
  };

  // Versions whose engine cannot be made are refused by the engine itself, in its own tests.
  const made = versions.filter(version => {
    try {
      return inVersion(engine, version) !== undefined;
    } catch {
      return false;
    }
  });

  test('renders only flags that the version has, in every version that it can be made in', () => {
    expect(made.length).toBeGreaterThan(versions.length / 2);
    expect(made.filter(version => flagFindings(version, []).length > 0)).toEqual([]);
  });

  test('refuses a flag that no version has, and only warns of it in a version after the data', () => {
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const newest = versions[versions.length - 1];
    expect(() => flagFindings(newest, ['--no-such-flag-of-any-server'])).toThrow(/flag-unknown: .*--no-such-flag-of-any-server/);
    const newer = newest.replace(/\d+/, number => String(Number(number) + 1));
    expect(flagFindings(newer, ['--no-such-flag-of-any-server']).map(({ rule }) => rule).sort()).toEqual(['engine-version-unverified', 'flag-unverified']);
  });
});
