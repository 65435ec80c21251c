import { engineFlags, namesIn } from '../../../../scripts/engine-flags/data';
import { MetricKind, ServingEngine } from '../../../../src';
import { LMDEPLOY_METRICS } from '../../../../src/engines/private/metrics/language-server-metrics';
import { Measure, metricsIn, MetricTable } from '../../../../src/engines/private/metrics/metric-row';
import { SGLANG_METRICS } from '../../../../src/engines/private/metrics/sglang-metrics';
import { NIM_METRICS, VLLM_METRICS, VLLM_SERVER_METRICS } from '../../../../src/engines/private/metrics/vllm-metrics';
import { combinations } from '../../../conformance/catalogue';

/** The tables whose names are in `engine-flags/`, from the first version that has metrics on. */
const IN_DATA: readonly [engine: string, table: MetricTable, from: string][] = [
  ['vllm', VLLM_METRICS, '0.8.0'], ['sglang', SGLANG_METRICS, '0.4.6'], ['lmdeploy', LMDEPLOY_METRICS, '0.9.2'],
];

describe.each(IN_DATA)('metrics of %s', (engine, table, from) => {
  const data = engineFlags(engine);
  const versions = data.versions.slice(data.versions.indexOf(from));

  test('are in each version those that its package declares, and no other', () => {
    const missing = versions.flatMap(version => {
      const exposed = namesIn(data, version, 'metrics');
      return namesOf(metricsIn(table, version)).filter(name => !exposed.includes(name)).map(name => `${version} ${name}`);
    });
    expect(missing).toEqual([]);
  });

  test('are there from the first version on that declares one of them', () => {
    const late = versions.flatMap(version => {
      const exposed = namesIn(data, version, 'metrics');
      const found = metricsIn(table, version);
      return table.rows.filter(({ of, name }) => exposed.includes(name) && !(of in found)).map(({ name }) => `${version} ${name}`);
    });
    expect(late).toEqual([]);
  });
});

test('a server whose version inside is known as a range has only what each of them has', () => {
  const data = engineFlags('vllm');
  const all = data.versions.slice(data.versions.indexOf('0.9.2'));
  const names = namesOf(metricsIn(VLLM_METRICS, { from: '0.9.2' }));
  expect(all.flatMap(version => names.filter(name => !namesIn(data, version, 'metrics').includes(name)))).toEqual([]);
  expect(metricsIn(VLLM_METRICS, { from: '0.9.2' }).interTokenLatency).toBeUndefined(); // it changed its name in between
  expect(metricsIn(VLLM_METRICS, { from: '0.8.0', before: '0.9.1' }).cacheUsage).toBe('vllm:gpu_cache_usage_perc');
  expect(metricsIn(VLLM_METRICS, { from: '0.8.0', before: '0.9.1' }).interTokenLatency!.name).toBe('vllm:time_per_output_token_seconds');
});

test('the last bucket of a time is that of the version, and of a range the largest of any in it', () => {
  const largest = (table: MetricTable, version: Parameters<typeof metricsIn>[1]) => metricsIn(table, version).requestTime!.largestBucket;
  expect(['0.7.3', '0.8.0', '0.8.3', '0.8.4', '0.33.0'].map(version => largest(VLLM_METRICS, version))).toEqual([60, 60, 60, 7680, 7680]);
  expect(['0.4.6', '0.5.1.post3', '0.5.2'].map(version => largest(SGLANG_METRICS, version))).toEqual([800, 800, 2400]);
  expect(largest(VLLM_METRICS, { from: '0.8.0', before: '0.8.4' })).toBe(60);
  expect(largest(VLLM_METRICS, { from: '0.8.0', before: '0.9.1' })).toBe(7680);
  expect(largest(SGLANG_METRICS, { from: '0.4.6' })).toBe(2400);
});

test('only the web server of vLLM itself counts what failed', () => {
  expect(metricsIn(VLLM_SERVER_METRICS, '0.32.0').failed).toMatchObject({ name: 'http_requests_total', matching: { status: '5xx' } });
  expect(metricsIn(VLLM_METRICS, '0.32.0').failed).toBeUndefined();
  expect(metricsIn(NIM_METRICS, '1.8.0').succeeded).toBeUndefined();
});

const engines = new Map<string, ServingEngine>(combinations().map(({ engine, engineClass }) => [engineClass, engine]));

describe.each([...engines])('what %s measures', (_, { metrics }) => {
  const measured = Object.entries(metrics ?? {}).flatMap(([of, metric]) => (typeof metric === 'object' ? [[of as Measure, metric] as const] : []));

  test('names a time in a unit, and what is counted in none', () => {
    const times = ['timeToFirstToken', 'interTokenLatency', 'requestTime', 'queueTime'];
    expect(measured.filter(([of, { unit }]) => (unit !== undefined) !== times.includes(of))).toEqual([]);
  });

  test('is a time of which at least the mean can be told', () => {
    const odd = measured.filter(([, { unit, kind, per }]) => unit !== undefined && kind === MetricKind.COUNTER && per === undefined);
    expect(odd).toEqual([]);
  });

  test('selects by labels that it has', () => {
    expect(measured.filter(([, { labels = [], matching = {} }]) => Object.keys(matching).some(label => !labels.includes(label)))).toEqual([]);
  });
});

function namesOf(metrics: ReturnType<typeof metricsIn>): string[] {
  const { modelLabel: _label, ...named } = metrics;
  return Object.values(named).flatMap(metric => (typeof metric === 'string' ? [metric] : [metric.name, ...metric.per === undefined ? [] : [metric.per]]));
}
