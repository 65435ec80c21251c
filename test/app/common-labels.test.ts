import { ApiObject, App, Chart, Size } from 'cdk8s';
import { AutoscalingPolicy, GatewayRef, ModelCache, ModelRoute, ModelServer, ModelStatusReporter, Scaling } from '../../src';
import { findingsOf, manifestsOf, ModelOverrides, plainModel, rulesOf } from '../fixtures';

const MANAGER = 'app.kubernetes.io/managed-by';
const VERSION = 'app.kubernetes.io/version';

/** A chart with one of each construct that writes labels. */
function everything(labels?: { [name: string]: string }, overrides: ModelOverrides = {}): Chart {
  const chart = new Chart(new App(), 'chart', { namespace: 'ml', labels });
  const target = plainModel(chart, 'model', { version: '1.0.0', replicas: undefined, cache: ModelCache.claim({ size: Size.gibibytes(10) }), ...overrides });
  new AutoscalingPolicy(chart, 'policy', { target, minReplicas: 2, maxReplicas: 3, scaling: [Scaling.byCpu(0.6)] });
  new ModelRoute(chart, 'route', { gateway: { parents: [GatewayRef.gateway('front')] }, routes: [{ to: new ModelServer(chart, 'server', { target }) }] });
  new ModelStatusReporter(chart, 'reporter');
  return chart;
}

/** The labels of a name on all objects, by kind; of several of a kind, of the first. */
const labelled = (chart: Chart, label: string) => Object.fromEntries(
  manifestsOf(chart).reverse().map(({ kind, metadata }) => [kind, metadata.labels?.[label]]),
);
const values = (chart: Chart, label: string) => [...new Set(manifestsOf(chart).map(({ metadata }) => metadata.labels?.[label]))];

describe('the manager of an object', () => {
  test('is the one that its chart names, on every object', () => {
    const chart = everything({ [MANAGER]: 'platform', team: 'ml' });
    expect([values(chart, MANAGER), values(chart, 'team')]).toEqual([['platform'], ['ml']]);
    expect(rulesOf(chart)).not.toContain('user-labels-overwrite');
  });

  test('is the one that somebody writes on every object, as an aspect does', () => {
    const chart = everything();
    for (const one of chart.node.findAll()) if (one instanceof ApiObject) one.metadata.addLabel(MANAGER, 'platform');
    expect(values(chart, MANAGER)).toEqual(['platform']);
    expect(rulesOf(chart)).not.toContain('user-labels-overwrite');
  });

  test('is the one of the object before that of its chart', () => {
    const chart = everything({ [MANAGER]: 'platform' }, { deploymentMetadata: { labels: { [MANAGER]: 'team' } }, modelMetadata: { labels: { [MANAGER]: 'registry' } } });
    expect(labelled(chart, MANAGER)).toMatchObject({ Deployment: 'team', Model: 'registry', Service: 'platform' });
  });

  test('is cdk8s where nobody says it', () => {
    expect(labelled(everything(), MANAGER)).toMatchObject({ Deployment: 'cdk8s', Service: 'cdk8s', PersistentVolumeClaim: 'cdk8s', HTTPRoute: 'cdk8s' });
  });
});

test('Pods have the manager and the version that their user says, and selectors have none', () => {
  const chart = everything(undefined, { pod: { labels: { [MANAGER]: 'team', [VERSION]: '7' } } });
  const { template, selector } = manifestsOf(chart).find(({ kind }) => kind === 'Deployment')!.spec;
  expect(template.metadata.labels).toMatchObject({ [MANAGER]: 'team', [VERSION]: '7' });
  for (const label of [MANAGER, VERSION]) expect(JSON.stringify([selector, manifestsOf(chart).filter(({ kind }) => kind === 'Service')])).not.toContain(`"${label}":"team"`);
  expect(rulesOf(chart)).not.toContain('user-labels-overwrite');
});

test('a model has its own version before that of a chart, and its user another', () => {
  expect(labelled(everything({ [VERSION]: '7' }), VERSION)).toMatchObject({ Deployment: '1.0.0', Model: '7' });
  expect(labelled(everything(undefined, { deploymentMetadata: { labels: { [VERSION]: '7' } } }), VERSION)).toMatchObject({ Deployment: '7', Service: '1.0.0' });
});

test('other labels of the library stay its own, and each object is named', () => {
  const chart = everything();
  for (const one of chart.node.findAll()) if (one instanceof ApiObject && ['Deployment', 'Service'].includes(one.kind)) one.metadata.addLabel('app.kubernetes.io/name', 'platform');
  expect(findingsOf(chart, 'user-labels-overwrite').map(({ what }) => what)).toEqual(expect.arrayContaining(
    ['Deployment', 'Service'].map(kind => `the label app.kubernetes.io/name of the ${kind} is the library's own (plain), and is printed as "platform"`),
  ));
});
