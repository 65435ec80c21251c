import { Duration } from 'cdk8s';
import { alertsIn, ALL_ALERTS, allQueries, ENGINE_VERSIONS, rulesOf, seriesIn, titleOf } from './engine-versions';
import { AlertRules, VllmEngine } from '../../src';
import { ALERTS } from '../../src/monitoring/private/alerts';

const vllm = new VllmEngine({ version: '0.32.0' });
const namesOf = (options = ALL_ALERTS) => alertsIn(rulesOf(vllm, options).groups).map(({ alert }) => alert);
const alertOf = (name: string, options = ALL_ALERTS) => alertsIn(rulesOf(vllm, options).groups).find(({ alert }) => alert === name)!;

describe.each(ENGINE_VERSIONS.map(engine => [titleOf(engine), engine] as const))('alerts and dashboard of %s', (_, engine) => {
  test('read what the version measures, and what the cluster measures, and nothing else', () => {
    const measured = Object.values(engine.metrics ?? {}).flatMap(metric => (typeof metric === 'string' ? [metric] : [metric.name, metric.per]));
    const read = allQueries(engine, ALL_ALERTS).flatMap(seriesIn).map(({ name }) => name);
    expect(read.length).toBeGreaterThan(0);
    const foreign = read.filter(name => name !== 'up' && !/^kube_(deployment|pod)_/.test(name) && !measured.includes(name.replace(/_(bucket|sum|count)$/, '')) && !measured.includes(name));
    expect(foreign).toEqual([]);
  });

  test('ask about this model alone', () => {
    const series = allQueries(engine, ALL_ALERTS).flatMap(seriesIn);
    const loose = series.filter(({ name, matchers: { namespace, registry_matrixinfer_ai_model: model, deployment, pod } }) => (
      namespace?.test('models') !== true || (name.startsWith('kube_') ? (deployment?.test('model') ?? pod?.test('model-6d4cf56db6-x8k2p')) : model?.test('model')) !== true
    ));
    expect(loose).toEqual([]);
  });

  test('select by labels that the metric has', () => {
    const { metrics = {} } = engine;
    const labelsOf = (name: string) => Object.values(metrics).flatMap(metric => (typeof metric === 'object' && [metric.name, `${metric.name}_count`].includes(name) ? metric.labels ?? [] : []));
    const added = ['namespace', 'registry_matrixinfer_ai_model'];
    const wrong = allQueries(engine, ALL_ALERTS).flatMap(seriesIn).filter(({ name }) => !name.startsWith('kube_'))
      .flatMap(({ name, matchers }) => Object.keys(matchers).filter(label => !added.includes(label) && !labelsOf(name).includes(label)).map(label => `${name} ${label}`));
    expect(wrong).toEqual([]);
  });
});

describe('alerts', () => {
  test('are all there where the server measures all', () => {
    expect(namesOf()).toEqual(ALERTS.map(({ name }) => name));
  });

  test('of kube-state-metrics are left out where there is none', () => {
    expect(namesOf({ kubeStateMetrics: false })).toEqual(expect.arrayContaining(['ModelNotScraped', 'ModelQueueGrows']));
    expect(namesOf({ kubeStateMetrics: false }).filter(name => ['ModelNotReady', 'ModelRestarts'].includes(name))).toEqual([]);
  });

  test('about the time of a request are made when somebody says which is too long', () => {
    expect(namesOf({})).not.toContain('ModelRequestsSlow');
    expect(alertOf('ModelRequestsSlow').expr).toMatch(/ >= 30$/);
  });

  test.each([
    ['ModelQueueGrows', { waiting: 3 }, / > 3$/], ['ModelCacheFull', { cacheUsage: 0.8 }, / > 0.8$/], ['ModelRequestsFail', { failedShare: 0.2 }, / > 0.2$/], ['ModelRequestsFail', { failedShare: 0 }, / > 0$/],
    ['ModelRequestsRejected', { rejectedPerSecond: 1.5 }, / > 1.5$/], ['ModelFirstTokenSlow', { timeToFirstToken: Duration.millis(1500) }, / >= 1.5$/], ['ModelRestarts', { restarts: 0 }, / > 0$/],
  ])('%s has the threshold that is given in %j', (name, options, end) => {
    expect(alertOf(name, options).expr).toMatch(end);
  });

  test('wait for a start-up when they could be one, and for the shorter time when not', () => {
    expect([alertOf('ModelNotReady').for, alertOf('ModelNotScraped').for, alertOf('ModelQueueGrows').for, alertOf('ModelRestarts').for]).toEqual(['10m', '10m', '5m', undefined]);
    const other = { starting: Duration.seconds(90), lasting: Duration.minutes(2) };
    expect([alertOf('ModelNotReady', other).for, alertOf('ModelQueueGrows', other).for]).toEqual(['90s', '2m']);
  });

  test('say who is to be called, and take what users write on them', () => {
    const { labels, annotations } = alertOf('ModelNotReady', { labels: { team: 'search', severity: 'page' }, annotations: { runbook_url: 'https://runbooks.example.com' } });
    expect(labels).toEqual({ severity: 'page', model: 'model', team: 'search' });
    expect(annotations).toMatchObject({ summary: 'model: no Pod of the model is ready', runbook_url: 'https://runbooks.example.com' });
  });

  test.each([
    [{ cacheUsage: 1 }, 'invalid cacheUsage of the alerts: got 1, allowed is a share from 0 on, below 1: no share is ever above 1; leave it out'],
    [{ failedShare: 1 }, 'invalid failedShare of the alerts: got 1, allowed'],
    [{ failedShare: -0.1 }, 'invalid failedShare of the alerts: got -0.1'],
    [{ cacheUsage: 95 }, 'invalid cacheUsage of the alerts: got 95'],
    [{ waiting: -1 }, 'invalid waiting of the alerts: got -1, allowed is a number from 0 on'],
    [{ restarts: -0.5 }, 'invalid restarts of the alerts'],
    [{ timeToFirstToken: Duration.seconds(0) }, 'invalid timeToFirstToken of the alerts: got "0 ms"'],
    [{ lasting: Duration.millis(1500) }, 'invalid lasting of the alerts'],
    [{ labels: { 'a-b': 'c' } }, 'invalid label of the alerts: got "a-b"'],
    [{ annotations: { 1: 'c' } }, 'invalid annotation of the alerts: got "1"'],
  ])('fail with %j', (options, message) => {
    expect(() => AlertRules.of(options)).toThrow(message);
  });
});

describe('templates of alerts', () => {
  test.each([['annotations', '{{ $labels.pod'], ['labels', 'x {{ $value }} {{'], ['annotations', '{{ "}}" }} {{ .X']])('have an end: %s %s', (member, text) => {
    expect(() => AlertRules.of({ [member]: { team: text } })).toThrow(/of the alerts\["team"\]: got .*, allowed is a template of Go/);
  });

  test.each(['{{ $labels.pod }}', '{{ "{{" }}', 'plain', '}} {{ $value }}', ''])('are as Prometheus reads them: %s', text => {
    expect(() => AlertRules.of({ annotations: { summary: text }, labels: { team: text } })).not.toThrow();
  });
});
