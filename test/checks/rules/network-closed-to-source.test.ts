import { ApiObject, Size } from 'cdk8s';
import { Findings, ModelCache, ModelSource, VllmEngine } from '../../../src';
import { chartIn, plainModel, smallCompute } from '../../fixtures';

const fires = (policies: readonly { readonly kind?: string; readonly spec: object }[], cache?: ModelCache) => {
  const chart = chartIn();
  plainModel(chart, 'model', {
    source: ModelSource.huggingFace('org/model', { revision: 'a'.repeat(40) }),
    profileProps: { engine: new VllmEngine({ version: '0.32.0' }), compute: smallCompute() },
    cache,
  });
  policies.forEach(({ kind = 'NetworkPolicy', spec }, index) => new ApiObject(chart, `policy-${index}`, { apiVersion: 'networking.k8s.io/v1', kind, spec }));
  return Findings.of(chart.node.root).some(({ rule }) => rule === 'network-closed-to-source');
};
const denied = { podSelector: {}, policyTypes: ['Egress'] };

test.each([
  ['both directions', [{ spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] } }]],
  ['an empty list of rules', [{ spec: { ...denied, egress: [] } }]],
  ['an expression that finds the Pods', [{ spec: { ...denied, podSelector: { matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'Exists' }] } } }]],
])('a policy that closes what goes out is said: %s', (_, policies) => {
  expect(fires(policies)).toBe(true);
});

test('the Pods of a Job that fills a cache are those that fetch', () => {
  expect(fires([{ spec: denied }], ModelCache.existingClaim('weights', { size: Size.gibibytes(20) }))).toBe(true);
});

test.each([
  ['callers alone', [{ spec: { podSelector: {} } }]],
  ['callers alone, in words', [{ spec: { podSelector: {}, policyTypes: ['Ingress'] } }]],
  ['what another one opens', [{ spec: denied }, { spec: { ...denied, egress: [{}] } }]],
  ['what one of another kind may open', [{ spec: denied }, { kind: 'CiliumNetworkPolicy', spec: { endpointSelector: {} } }]],
  ['other Pods', [{ spec: { ...denied, podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['another'] }] } } }]],
])('a policy that leaves the way out, or may, is not said: %s', (_, policies) => {
  expect(fires(policies)).toBe(false);
});
