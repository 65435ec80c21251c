import { ApiObject, Chart } from 'cdk8s';
import { Deployment, Pod } from 'cdk8s-plus-27';
import { ModelLabels } from '../../../src';
import { chartIn, findingsOf, plainModel } from '../../fixtures';

const labels = { [ModelLabels.MODEL]: 'model' };
const template = { metadata: { labels }, spec: { containers: [{ name: 'own', image: 'example.com/own:1' }] } };
const raw = (chart: Chart, apiVersion: string, kind: string, more: object) => new ApiObject(chart, 'own', { apiVersion, kind, ...more });

/** Pods that a Service takes for those of the model, by what makes them. */
const MISTAKEN: [string, (chart: Chart) => unknown][] = [
  ...['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'].map((kind): [string, (chart: Chart) => unknown] => [kind, chart => raw(chart, 'apps/v1', kind, { spec: { template } })]),
  ['Job', chart => raw(chart, 'batch/v1', 'Job', { spec: { template } })],
  ['CronJob', chart => raw(chart, 'batch/v1', 'CronJob', { spec: { jobTemplate: { spec: { template } } } })],
  ['Pod', chart => raw(chart, 'v1', 'Pod', template)],
  ['Rollout of another maker', chart => raw(chart, 'argoproj.io/v1alpha1', 'Rollout', { spec: { template } })],
  ['LeaderWorkerSet', chart => raw(chart, 'leaderworkerset.x-k8s.io/v1', 'LeaderWorkerSet', { spec: { leaderWorkerTemplate: { workerTemplate: template } } })],
  ['Deployment of cdk8s-plus', chart => new Deployment(chart, 'own', { podMetadata: { labels }, containers: [{ image: 'example.com/own:1' }] })],
  ['Pod of cdk8s-plus', chart => new Pod(chart, 'own', { metadata: { labels }, containers: [{ image: 'example.com/own:1' }] })],
  ['Deployment in a list', chart => raw(chart, 'v1', 'List', { items: [{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'own', namespace: 'ml' }, spec: { template } }] })],
];

/** What has the label, and no Pods with it there. */
const OTHERS: [string, (chart: Chart) => unknown][] = [
  ['a Deployment that has it itself', chart => raw(chart, 'apps/v1', 'Deployment', { metadata: { labels }, spec: { template: { ...template, metadata: {} } } })],
  ['a volume of a StatefulSet', chart => raw(chart, 'apps/v1', 'StatefulSet', { spec: { volumeClaimTemplates: [{ metadata: { labels }, spec: {} }], template: { ...template, metadata: {} } } })],
  ['a Secret that an operator writes', chart => raw(chart, 'external-secrets.io/v1', 'ExternalSecret', { spec: { target: { template: { metadata: { labels }, data: {} } } } })],
  ['a Deployment of another namespace', chart => raw(chart, 'apps/v1', 'Deployment', { metadata: { namespace: 'other' }, spec: { template } })],
];

describe('selector-finds-others', () => {
  test.each(MISTAKEN)('says the Pods of a %s that the Service takes for those of the model, also of one among many models', (_what, make) => {
    const chart = chartIn('ml');
    for (const name of ['first', 'second', 'third', 'model']) plainModel(chart, name);
    make(chart);
    expect(findingsOf(chart, 'selector-finds-others').map(({ path }) => path)).toEqual([expect.stringMatching(/^chart\/model/)]);
  });

  test.each(OTHERS)('is silent about %s', (_what, make) => {
    const chart = chartIn('ml');
    plainModel(chart, 'model');
    make(chart);
    expect(findingsOf(chart, 'selector-finds-others')).toEqual([]);
  });
});
