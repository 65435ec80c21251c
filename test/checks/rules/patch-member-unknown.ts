import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { acknowledged, RuleExamples } from '../rule-examples';
import { ENVOY, serverOf } from '../traffic-examples';

const patched = (kind: string, patch: JsonPatch) => (chart: Chart) => {
  const server = serverOf(chart, { gateway: { ...ENVOY, hostnames: ['llm.example.com'] }, rateLimit: { requestsPerSecond: 5 } });
  chart.node.findAll().filter(ApiObject.isApiObject).find(one => one.kind === kind)!.addJsonPatch(patch);
  return server;
};
const { add } = JsonPatch;
const route = (path: string, value: unknown) => patched('HTTPRoute', add(path, value));
const policy = (path: string, value: unknown) => patched('BackendTrafficPolicy', add(path, value));

export const examples: RuleExamples = {
  fires: route('/spec/rules/0/timeOuts', { request: '5s' }),
  holds: route('/spec/rules/0/sessionPersistence', { sessionName: 'llm', cookieConfig: { lifetimeType: 'Session' } }),
  more: {
    fires: [
      route('/spec/hostname', 'llm.example.com'), route('/spec/rules/0/backendRefs/0/wait', 5), route('/spec/rules/-', { backendRefs: [{ name: 'more', port: 80, header: [] }] }),
      policy('/spec/circuitBreaker', { maxConnection: 5 }), policy('/spec/unheard', {}),
    ],
    holds: [
      route('/spec/rules/0/filters', [{ type: 'RequestHeaderModifier', requestHeaderModifier: { add: [{ name: 'a', value: 'b' }] } }]), route('/spec/rules/0/name', 'all'),
      policy('/spec/circuitBreaker', { maxConnections: 5 }), route('/spec/unheard', null), route('/metadata/annotations', { 'example.com/unheard': 'of' }),
    ],
  },
  says: /a patch of the HTTPRoute gives spec\.rules\[0\]\.timeOuts, which the CRD that the library knows does not have/,
  fixes: [{
    fix: /write "timeouts", or acknowledge the finding where the CRD of the cluster has it/,
    broken: route('/spec/rules/0/timeOuts', { backendRequest: '5s' }),
    mended: [route('/spec/rules/0/timeouts', { request: '0s', backendRequest: '5s' }), acknowledged('patch-member-unknown', route('/spec/rules/0/timeOuts', { backendRequest: '5s' }))],
  }, {
    fix: /remove it from the patch, or acknowledge/,
    broken: policy('/spec/unheard', {}),
    mended: [acknowledged('patch-member-unknown', policy('/spec/unheard', {})), policy('/metadata/annotations', { 'example.com/a': 'b' })],
  }],
};
