import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from './binaries/versions';
import { describeOnCluster } from './harness/suite';
import { Deployment, podOf } from './workloads/models';
import { Findings, ModelLabels } from '../../src';
import { ModelOverrides, plainModel } from '../fixtures';

const MERGE = 'application/merge-patch+json';
const container = (limit: object) => ({ limits: [{ type: 'Container', ...limit }] });
const labels = (level: string) => ({ 'pod-security.kubernetes.io/enforce': level });

/** What stands beside a model, by kind, and what both have to say of it; a Pod of the model takes 2 CPUs and 32 GiB. */
interface Case {
  readonly overrides?: ModelOverrides;
  readonly limitRange?: object;
  readonly quota?: Record<string, string>;
  readonly labels?: Record<string, string>;
  /** The rule of the finding; none where the Pod is admitted. */
  readonly rule?: string;
  readonly answer?: RegExp;
}

const CASES: readonly (readonly [string, Case])[] = [
  ['a LimitRange with less memory', { limitRange: container({ max: { memory: '1Gi' } }), rule: 'limit-range-refuses', answer: /maximum memory usage per Container is 1Gi/ }],
  ['one with as much', { limitRange: container({ max: { memory: '32Gi' } }) }],
  ['one with more CPU at least', { limitRange: container({ min: { cpu: '64' } }), rule: 'limit-range-refuses', answer: /minimum cpu usage per Container is 64/ }],
  ['one with a default limit below the request', { limitRange: container({ default: { cpu: '1' } }), rule: 'limit-range-refuses', answer: /must be less than or equal to cpu limit/ }],
  ['one with a default limit above it', { limitRange: container({ default: { cpu: '4' } }) }],
  ['one with a most that becomes the limit', { limitRange: container({ max: { cpu: '1' } }), rule: 'limit-range-refuses', answer: /must be less than or equal to cpu limit|maximum cpu usage/ }],
  ['a quota of limits that nobody says', { quota: { 'limits.cpu': '100' }, rule: 'quota-demands-resources', answer: /must specify limits\.cpu/ }],
  ['one with a LimitRange that says them', { quota: { 'limits.cpu': '100' }, limitRange: container({ default: { cpu: '4' } }) }],
  ['a quota of requests', { quota: { 'requests.cpu': '100', 'memory': '100Gi' } }],
  ['a quota of too little', { quota: { 'requests.memory': '8Gi' }, rule: 'quota-too-small', answer: /exceeded quota/ }],
  ['a quota of no Pods', { quota: { pods: '0' }, rule: 'quota-too-small', answer: /exceeded quota/ }],
  ['a namespace that enforces restricted', { labels: labels('restricted') }],
  ['the same, and root', { labels: labels('restricted'), overrides: { security: { runAsUser: 0 } }, rule: 'namespace-refuses-pods', answer: /violates PodSecurity/ }],
  ['one that enforces baseline, and root', { labels: labels('baseline'), overrides: { security: { runAsUser: 0 } } }],
];

const RULES = ['limit-range-refuses', 'quota-demands-resources', 'quota-too-small', 'namespace-refuses-pods'];

/** The model and its companions in one app, as they are printed, and what the library says of them. */
function rendered(namespace: string, { overrides, limitRange, quota, labels: enforced }: Case) {
  const chart = new Chart(new App(), 'chart', { namespace });
  plainModel(chart, 'model', overrides);
  new ApiObject(chart, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: enforced } });
  if (limitRange) new ApiObject(chart, 'range', { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'own' }, spec: limitRange });
  if (quota) new ApiObject(chart, 'quota', { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'own' }, spec: { hard: quota } });
  const said = Findings.of(chart).map(({ rule }) => rule).filter(rule => RULES.includes(rule));
  const objects = chart.node.findAll().filter(ApiObject.isApiObject).map(one => one.toJson() as { kind: string; metadata: object });
  return { said, objects };
}

describe.each([OLDEST_KUBERNETES, NEWEST_KUBERNETES])('%s', (version) => {
  describeOnCluster('what stands beside a model', { version }, (cluster) => {
    const api = () => cluster().api;

    test.each(CASES)('is refused where the library says so: %s', async (name, one) => {
      const namespace = `beside-${CASES.findIndex(([known]) => known === name)}`;
      const { said, objects } = rendered(namespace, one);
      const of = (kind: string) => objects.find(object => object.kind === kind);
      await api().must('POST', '/api/v1/namespaces', of('Namespace'));
      await api().must('POST', `/api/v1/namespaces/${namespace}/serviceaccounts`, { metadata: { name: 'default' } });
      if (one.limitRange) await api().must('POST', `/api/v1/namespaces/${namespace}/limitranges`, of('LimitRange'));
      if (one.quota) {
        await api().must('POST', `/api/v1/namespaces/${namespace}/resourcequotas`, of('ResourceQuota'));
        // No controller counts here.
        const used = Object.fromEntries(Object.keys(one.quota).map(resource => [resource, '0']));
        await api().must('PATCH', `/api/v1/namespaces/${namespace}/resourcequotas/own/status`, { status: { hard: one.quota, used } }, MERGE);
      }
      const { template } = (of('Deployment') as unknown as Deployment).spec;
      const { status, body } = await api().send('POST', `/api/v1/namespaces/${namespace}/pods?dryRun=All`, podOf('pod', template));
      const expected = { refused: one.rule !== undefined, said: one.rule === undefined ? [] : [one.rule] };
      expect({ refused: status !== 201, said: [...new Set(said)] }).toEqual(expected);
      if (one.answer) expect(body.message).toMatch(one.answer);
    });

    test('is refused: an autoscaler with more replicas at least than at most', async () => {
      const spec = { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'model' }, minReplicas: 5, maxReplicas: 4 };
      const { status, body } = await api().send('POST', '/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers?dryRun=All', { metadata: { name: 'own' }, spec });
      expect([status, body.message]).toEqual([422, expect.stringContaining('must be greater than or equal to `minReplicas`')]);
    });

    test('is refused: the eviction of a Pod with two disruption budgets', async () => {
      const namespace = 'two-budgets';
      const path = `/api/v1/namespaces/${namespace}`;
      await api().must('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
      await api().must('POST', `${path}/serviceaccounts`, { metadata: { name: 'default' } });
      const model = plainModel(Testing.chart(), 'model', { replicas: 2 });
      const { template } = (model.runtime.deployment.toJson() as Deployment).spec;
      await api().must('POST', `${path}/pods`, podOf('pod', template));
      await api().must('PATCH', `${path}/pods/pod/status`, { status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } }, MERGE);
      const budget = (name: string) => ({ metadata: { name }, spec: { maxUnavailable: 1, selector: { matchLabels: { [ModelLabels.MODEL]: 'model' } } } });
      for (const name of ['own', 'library']) await api().must('POST', `/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets`, budget(name));
      const evict = async () => (await api().send('POST', `${path}/pods/pod/eviction`, { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'pod' } })).body.message;
      expect(await evict()).toMatch(/more than one PodDisruptionBudget/);
    });
  });
});
