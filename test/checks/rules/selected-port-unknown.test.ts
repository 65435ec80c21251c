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
