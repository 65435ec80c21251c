import { Chart, Duration, Size, Testing } from 'cdk8s';
import { ModelCache, RuntimeProfile, Spread } from '../../src';
import { chartIn, gpuCompute, objectOf, PlainEngine, plainModel, plainProfile, serverOf, smallCompute, templateOf } from '../fixtures';

describe('a profile', () => {
  test('renders nothing of its own', () => {
    const chart = chartIn();
    plainProfile(chart);
    expect(Testing.synth(chart)).toEqual([]);
  });

  test('is shared by models of any chart and namespace', () => {
    const chart = chartIn('platform');
    const profile = plainProfile(chart, { env: { MODE: 'fast' } });
    const teams = ['red', 'blue'].map(namespace => new Chart(chart.node.root, namespace, { namespace }));
    teams.forEach(team => plainModel(team, `model-of-${team.namespace}`, { profile }));

    for (const team of teams) expect(serverOf(team).env).toContainEqual({ name: 'MODE', value: 'fast' });
    expect(teams.map(team => objectOf(team, 'Deployment').metadata.namespace)).toEqual(['red', 'blue']);
  });

  test('has the engine and the settings of its base, but for what it says itself', () => {
    const chart = chartIn();
    const engine = new PlainEngine();
    const base = new RuntimeProfile(chart, 'base', { engine, compute: smallCompute(), scheduling: { spread: Spread.ZONES, nodeSelector: { disk: 'ssd' } }, env: { A: '1', B: '1' } });
    const derived = new RuntimeProfile(chart, 'derived', { base, compute: gpuCompute(), scheduling: { nodeSelector: { zone: 'a' } }, env: { B: '2' } });

    expect(derived.engine).toBe(engine);
    expect(derived.settings.compute?.acceleratorCount).toBe(1);
    expect(derived.settings.scheduling).toEqual({ spread: Spread.ZONES, nodeSelector: { disk: 'ssd', zone: 'a' } });
    expect(derived.settings.env).toEqual({ A: '1', B: '2' });
    expect(base.settings.env).toEqual({ A: '1', B: '1' });
  });

  test('can have another engine than its base', () => {
    const chart = chartIn();
    const other = new PlainEngine({ name: 'other' });
    expect(new RuntimeProfile(chart, 'derived', { base: plainProfile(chart), engine: other }).engine).toBe(other);
  });

  test('fails without an engine, and says where', () => {
    expect(() => new RuntimeProfile(chartIn(), 'empty', {})).toThrow('[chart/empty] the profile has no engine: got neither engine, nor framework and source, nor base');
  });

  test.each(['', 'https://mirror', 'mirror/', 'Mirror', 'a b', 'mirror:port', 'mirror\n'])('fails for the registry %j, wherever it is given', imageRegistry => {
    const message = `invalid imageRegistry: got ${JSON.stringify(imageRegistry)}`;
    expect(() => plainProfile(chartIn(), { imageRegistry })).toThrow(message);
    expect(() => plainModel(chartIn(), 'model', { imageRegistry })).toThrow(message);
    expect(() => plainModel(chartIn(), 'model', { imageRegistry, registerOnly: true })).toThrow(message);
  });

  test.each(['startup', 'preStopDelay', 'drain', 'terminationGracePeriod', 'progressDeadline'] as const)('fails for a %s that is no time Kubernetes can count', member => {
    for (const duration of [NaN, Infinity, 2 ** 31].map(seconds => Duration.seconds(seconds))) {
      expect(() => plainProfile(chartIn(), { timing: { [member]: duration } })).toThrow(`invalid timing.${member} in seconds: got `);
    }
  });

  test('fails for sizes of nothing', () => {
    const nothing = Size.kibibytes(0);
    expect(() => plainProfile(chartIn(), { sharedMemory: nothing })).toThrow('invalid sharedMemory: got "0 KiB"');
    expect(() => plainProfile(chartIn(), { scratch: nothing })).toThrow('invalid scratch: got "0 KiB"');
    expect(() => plainProfile(chartIn(), { pod: { sidecars: [{ name: 'log', image: 'log:1', memory: nothing }] } })).toThrow('invalid memory of the sidecar log');
  });
});

describe('what a model says', () => {
  test('wins over its profile, and a member that is undefined has no effect', () => {
    const chart = chartIn();
    plainModel(chart, 'model', { env: { A: '2' }, cache: undefined, profileProps: { env: { A: '1', B: '1' }, cache: ModelCache.emptyDir({ size: Size.gibibytes(3) }) } });
    const { env } = serverOf(chart);
    expect(env).toContainEqual({ name: 'A', value: '2' });
    expect(env).toContainEqual({ name: 'B', value: '1' });
    expect(templateOf(chart).spec.volumes).toContainEqual({ name: 'model', emptyDir: { sizeLimit: '3Gi' } });
  });

  test('takes the place of the same flag of its profile, in whichever spelling', () => {
    const chart = chartIn();
    plainModel(chart, 'model', { args: ['--max_len=2', '--b'], profileProps: { args: ['--max-len', '1', '--a', 'x'] } });
    expect(serverOf(chart).args.slice(2)).toEqual(['--a', 'x', '--max_len=2', '--b']);
  });

  test('is joined with the lists of its profile', () => {
    const chart = chartIn();
    plainModel(chart, 'model', { scheduling: { tolerations: [{ key: 'b' }] }, profileProps: { scheduling: { tolerations: [{ key: 'a' }] } } });
    expect(templateOf(chart).spec.tolerations).toEqual([{ key: 'a', operator: 'Exists' }, { key: 'b', operator: 'Exists' }]);
  });
});
