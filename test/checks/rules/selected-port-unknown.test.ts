import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { ModelLabels } from '../../../src';
import { chartIn, findingsOf, ModelOverrides, plainModel } from '../../fixtures';
import { beside } from '../companion-examples';

const MODEL = { [ModelLabels.MODEL]: 'model' };
const monitor = (kind: string, member: string, port: string, selector: object = { matchLabels: MODEL }) => beside('monitoring.coreos.com/v1', kind, { selector, [member]: [{ port }] });

function saidOf(make: (chart: ReturnType<typeof chartIn>) => unknown, overrides: ModelOverrides = {}): string[] {
  const chart = chartIn('ml');
  plainModel(chart, 'model', overrides);
  make(chart);
  return findingsOf(chart, 'selected-port-unknown').map(({ what }) => what);
}

test.each([
  ['a Service to another number', beside('v1', 'Service', { selector: MODEL, ports: [{ port: 80, targetPort: 8001 }] }), /port 8001/],
  ['a Service to another name', beside('v1', 'Service', { selector: MODEL, ports: [{ port: 8080, targetPort: 'htp' }] }), /port "htp"/],
  ['a Service that names no port of the Pods', beside('v1', 'Service', { selector: MODEL, ports: [{ port: 80 }] }), /port 80,/],
  ['a Service with more labels', beside('v1', 'Service', { selector: { ...MODEL, 'app.kubernetes.io/instance': 'model' }, ports: [{ port: 80, targetPort: 81 }] }), /port 81/],
  ['a ServiceMonitor of another port', monitor('ServiceMonitor', 'endpoints', 'metrics'), /ServiceMonitor .* names the port "metrics", and the Service of the model/],
  ['a PodMonitor of another port', monitor('PodMonitor', 'podMetricsEndpoints', 'metrics'), /PodMonitor .* names the port "metrics", and the Pods of the model/],
])('is said of %s', (_what, make, words) => {
  expect(saidOf(make)).toEqual([expect.stringMatching(words)]);
});

test.each([
  ['a Service to the number', beside('v1', 'Service', { selector: MODEL, ports: [{ port: 80, targetPort: 8080 }] })],
  ['a Service to the name', beside('v1', 'Service', { selector: MODEL, ports: [{ port: 80, targetPort: 'http' }] })],
  ['a Service of other Pods', beside('v1', 'Service', { selector: { ...MODEL, app: 'other' }, ports: [{ port: 80, targetPort: 81 }] })],
  ['a Service without a port, for its names', beside('v1', 'Service', { selector: MODEL, clusterIP: 'None' })],
  ['a Service that is a name of another host', beside('v1', 'Service', { type: 'ExternalName', externalName: 'example.com', selector: MODEL, ports: [{ port: 443 }] })],
  ['a ServiceMonitor', monitor('ServiceMonitor', 'endpoints', 'http')],
  ['a PodMonitor', monitor('PodMonitor', 'podMetricsEndpoints', 'http')],
])('is not said of %s', (_what, make) => {
  expect(saidOf(make)).toEqual([]);
});

const INSTANCE = { 'app.kubernetes.io/instance': 'model' };
const expression = { matchExpressions: [{ key: 'app.kubernetes.io/instance', operator: 'In', values: ['other', 'model'] }] };
const pool = (spec: object, group = 'inference.networking.k8s.io/v1') => beside(group, 'InferencePool', spec);

test.each<[string, ReturnType<typeof beside>, ModelOverrides?]>([
  ['by its instance', beside('v1', 'Service', { selector: INSTANCE, ports: [{ port: 80, targetPort: 81 }] })],
  ['by its component alone', beside('v1', 'Service', { selector: { 'app.kubernetes.io/component': 'model-server' }, ports: [{ port: 80, targetPort: 81 }] })],
  ['by a label of its user', beside('v1', 'Service', { selector: { team: 'a' }, ports: [{ port: 80, targetPort: 81 }] }), { pod: { labels: { team: 'a' } } }],
  ['by a label that a patch adds', beside('v1', 'Service', { selector: { team: 'a' }, ports: [{ port: 80, targetPort: 81 }] }), { pod: { patches: [JsonPatch.add('/metadata/labels/team', 'a')] } }],
  ['by a list of values', monitor('PodMonitor', 'podMetricsEndpoints', 'metrics', expression)],
  ['by whether there is a label', monitor('PodMonitor', 'podMetricsEndpoints', 'metrics', { matchExpressions: [{ key: ModelLabels.MODEL, operator: 'Exists' }] })],
  ['by nothing, which is all', monitor('PodMonitor', 'podMetricsEndpoints', 'metrics', {})],
  ['as a Service by a label of its user', monitor('ServiceMonitor', 'endpoints', 'metrics', { matchLabels: { team: 'a' } }), { serviceMetadata: { labels: { team: 'a' } } }],
  ['as a Service, and names a port of its Pods', beside('monitoring.coreos.com/v1', 'ServiceMonitor', { selector: { matchLabels: INSTANCE }, endpoints: [{ targetPort: 81 }] })],
  ['as a pool', pool({ selector: { matchLabels: MODEL }, targetPorts: [{ number: 8080 }, { number: 81 }] })],
  ['as a pool of an older version', pool({ selector: INSTANCE, targetPortNumber: 81 }, 'inference.networking.x-k8s.io/v1alpha2')],
  ['as a PodMonitoring', beside('monitoring.googleapis.com/v1', 'PodMonitoring', { selector: { matchLabels: INSTANCE }, endpoints: [{ port: 81 }] })],
  ['as a ClusterPodMonitoring', beside('monitoring.googleapis.com/v1', 'ClusterPodMonitoring', { selector: { matchLabels: MODEL }, endpoints: [{ port: 'metrics' }] })],
  ['as a VMPodScrape', beside('operator.victoriametrics.com/v1beta1', 'VMPodScrape', { selector: { matchLabels: MODEL }, podMetricsEndpoints: [{ port: 'metrics' }] })],
  ['as a VMServiceScrape', beside('operator.victoriametrics.com/v1beta1', 'VMServiceScrape', { selector: { matchLabels: MODEL }, endpoints: [{ port: 'metrics' }] })],
])('is said of what finds it %s', (_what, make, overrides = {}) => {
  expect(saidOf(make, overrides)).toEqual([expect.stringMatching(/names the port (81|"metrics"), and the (Pods|Service) of the model/)]);
});

test.each([
  ['a Service without a selector', beside('v1', 'Service', { ports: [{ port: 80, targetPort: 81 }] })],
  ['a Service with an empty selector', beside('v1', 'Service', { selector: {}, ports: [{ port: 80, targetPort: 81 }] })],
  ['a Service of another instance', beside('v1', 'Service', { selector: { 'app.kubernetes.io/instance': 'other' }, ports: [{ port: 80, targetPort: 81 }] })],
  ['a monitor that leaves it out', monitor('PodMonitor', 'podMetricsEndpoints', 'metrics', { matchExpressions: [{ ...expression.matchExpressions[0], operator: 'NotIn' }] })],
  ['a pool with its port', pool({ selector: { matchLabels: MODEL }, targetPorts: [{ number: 8080 }] })],
])('is not said of what finds nothing wrong: %s', (_what, make) => {
  expect(saidOf(make)).toEqual([]);
});

test.each<[string, object | undefined, number]>([
  ['every namespace', { any: true }, 1], ['the namespace of the model', { matchNames: ['ml', 'other'] }, 1], ['another namespace', { matchNames: ['other'] }, 0], ['its own alone', undefined, 0],
])('is said of a monitor in another namespace by the namespaces that it looks at: %s', (_what, namespaceSelector, count) => {
  const far = (chart: Chart) => new ApiObject(new Chart(chart, 'far', { namespace: 'monitoring' }), 'monitor', {
    apiVersion: 'monitoring.coreos.com/v1', kind: 'PodMonitor', spec: { selector: { matchLabels: INSTANCE }, namespaceSelector, podMetricsEndpoints: [{ port: 'metrics' }] },
  });
  expect(saidOf(far)).toHaveLength(count);
});

test.each([
  ['Istio', { labels: { 'sidecar.istio.io/inject': 'true' } }],
  ['Linkerd', { annotations: { 'linkerd.io/inject': 'enabled' } }],
])('is not said of Pods to which %s adds a proxy', (_mesh, pod) => {
  expect(saidOf(beside('v1', 'Service', { selector: MODEL, ports: [{ port: 15090 }] }), { pod })).toEqual([]);
});

test('is not said of a ServiceMonitor that finds a Service beside that has the port', () => {
  const chart = chartIn('ml');
  plainModel(chart, 'model');
  new kplus.Service(chart, 'own', { metadata: { labels: MODEL }, selector: kplus.Pods.select(chart, 'pods', { labels: MODEL }), ports: [{ name: 'metrics', port: 9090, targetPort: 8080 }] });
  monitor('ServiceMonitor', 'endpoints', 'metrics')(chart);
  expect(findingsOf(chart, 'selected-port-unknown')).toEqual([]);
});

test('is said of a Service of cdk8s-plus over the runtime', () => {
  const chart = chartIn('ml');
  const { runtime } = plainModel(chart, 'model');
  new kplus.Service(chart, 'own', { selector: runtime, ports: [{ port: 80, targetPort: 8001 }] });
  expect(findingsOf(chart, 'selected-port-unknown')).toHaveLength(1);
});
