import { AutoscalingPolicy, AutoscalingTarget, EngineMetrics, Findings, MetricsAdapter, Scaler, Scaling } from '../../src';
import { ENGINE_SAMPLES } from '../conformance/engine-sample';
import { chartIn, objectOf } from '../fixtures';

/** What is measured of each of the three, by the factory that goes by it. */
const SIGNALS: { readonly [factory: string]: readonly [make: () => Scaling, metrics: readonly ('waiting' | 'running' | 'cacheUsage')[]] } = {
  byQueue: [() => Scaling.byQueue(4), ['waiting']],
  byConcurrency: [() => Scaling.byConcurrency(8), ['running']],
  byCacheUse: [() => Scaling.byCacheUse(0.8), ['cacheUsage']],
};

const SCALERS: { readonly [name: string]: () => Scaler } = {
  pods: () => Scaler.hpa(),
  external: () => Scaler.hpa({ adapter: MetricsAdapter.prometheusExternal() }),
  keda: () => Scaler.keda({ serverAddress: 'http://prometheus:9090' }),
};

const cases = Object.entries(ENGINE_SAMPLES).flatMap(([name, sample]) => (
  Object.keys(SIGNALS).flatMap(factory => Object.keys(SCALERS).map(scaler => [name, factory, scaler, sample] as const))
));

test.each(cases)('%s is scaled %s by %s with the names of its own metrics, or refused', (_name, factory, scaler, sample) => {
  // GIVEN
  const engine = sample.make();
  const [make, wanted] = SIGNALS[factory];
  const chart = chartIn('ml');
  const target = AutoscalingTarget.of({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'served', engine });

  // WHEN
  const policy = new AutoscalingPolicy(chart, 'scaling', { target, maxReplicas: 3, scaling: [make()], scaler: SCALERS[scaler]() });

  // THEN
  const metrics: EngineMetrics = engine.metrics ?? {};
  const names = wanted.map(metric => metrics[metric]);
  const refused = Findings.of(chart).filter(({ rule }) => rule === 'scaling-unfit');
  if (names.includes(undefined)) {
    expect(refused).toMatchObject([{ what: expect.stringContaining(`which ${engine.version === undefined ? engine.name : `${engine.name} ${engine.version}`} does not measure`) }]);
    return;
  }
  expect(refused).toEqual([]);
  const said = scaler === 'keda' ? JSON.stringify(objectOf(chart, 'ScaledObject').spec.triggers) : policy.adapterRules;
  for (const name of names) expect(said).toContain(name);
});
