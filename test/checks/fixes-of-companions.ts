import { ApiObject, Chart, JsonPatch, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Mendings, model, on, two } from './fixes-inputs';
import { Compute, ModelLabels } from '../../src';
import { smallCompute } from '../fixtures';

/** An object of somebody else's, in the namespace of the model. */
const beside = (apiVersion: string, kind: string, spec: object, name = 'own') => (chart: Chart) => (
  new ApiObject(chart, `${kind}-${name}`, { apiVersion, kind, metadata: { name }, spec })
);
const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'model' };
const hpa = (spec: object = {}, name = 'own') => beside('autoscaling/v2', 'HorizontalPodAutoscaler', { scaleTargetRef, minReplicas: 2, maxReplicas: 4, ...spec }, name);
const vpa = (spec: object = {}, name = 'own') => beside('autoscaling.k8s.io/v1', 'VerticalPodAutoscaler', { targetRef: scaleTargetRef, ...spec }, name);
const ofContainer = (container: string) => hpa({ metrics: [{ type: 'ContainerResource', containerResource: { name: 'cpu', container } }] });
const selecting = (name: string) => ({ selector: { matchLabels: { [ModelLabels.MODEL]: name } } });
const budget = (spec: object = {}, of = 'model', name = 'own') => beside('policy/v1', 'PodDisruptionBudget', { ...selecting(of), maxUnavailable: 1, ...spec }, name);
const keeping = (minAvailable: unknown) => budget({ maxUnavailable: undefined, minAvailable });
const quota = (hard: object) => beside('v1', 'ResourceQuota', { hard });
const range = (limit: object) => beside('v1', 'LimitRange', { limits: [{ type: 'Container', ...limit }] });
const namespace = (level: string) => (chart: Chart) => new ApiObject(chart, 'namespace', {
  apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ml', labels: { 'pod-security.kubernetes.io/enforce': level } },
});
const ingress = (port: number) => beside('networking.k8s.io/v1', 'Ingress', { defaultBackend: { service: { name: 'model', port: { number: port } } } });
const twice = { replicas: 2 };
const compute = (cpu: number) => ({ compute: Compute.cpu({ cpu: Cpu.units(cpu), memory: Size.gibibytes(32) }) });

/** Rules of two objects side by side. */
export const FIXES_OF_COMPANIONS: Mendings = {
  'autoscaler-metric-unfit': [
    {
      fix: /let the VerticalPodAutoscaler only recommend \(updateMode: Off\), leave that resource out of its controlledResources, or scale by another metric/,
      broken: two(two(model(), hpa()), vpa()),
      mended: [
        two(two(model(), hpa()), vpa({ updatePolicy: { updateMode: 'Off' } })),
        two(two(model(), hpa()), vpa({ resourcePolicy: { containerPolicies: [{ containerName: '*', controlledResources: ['memory'] }] } })),
        two(two(model(), hpa({ metrics: [{ type: 'Pods', pods: { metric: { name: 'queue' } } }] })), vpa()),
      ],
    },
    { fix: /name one of them in containerResource\.container: the server is server/, broken: two(model(), ofContainer('main')), mended: [two(model(), ofContainer('server'))] },
  ],
  'autoscaler-range-empty': [{
    fix: /give a maximum of at least 1 and of at least the minimum/,
    broken: two(model(), hpa({ maxReplicas: 1 })),
    mended: [two(model(), hpa({ maxReplicas: 2 }))],
  }],
  'autoscalers-overlap': [
    { fix: /keep one of them: one autoscaler takes several metrics/, broken: two(two(model(), hpa()), hpa({}, 'second')), mended: [two(model(), hpa())] },
    { fix: /keep one of them: one VerticalPodAutoscaler has a policy for each container/, broken: two(two(model(), vpa()), vpa({}, 'second')), mended: [two(model(), vpa())] },
  ],
  'disruption-budget-blocks': [{
    fix: /allow at least one: maxUnavailable 1, or more replicas; acknowledge/,
    broken: two(model({ disruptionBudget: false }), keeping(1)),
    mended: [two(model({ disruptionBudget: false }), budget()), two(model({ ...twice, disruptionBudget: false }), keeping(1))],
  }],
  'disruption-budgets-overlap': [
    {
      fix: /keep the one of the library, or say disruptionBudget: false for the model and keep one of yours/,
      broken: two(model(twice), budget()),
      mended: [model(twice), two(model({ ...twice, disruptionBudget: false }), budget())],
    },
    {
      fix: /keep one of them, or narrow their selectors/,
      broken: two(two(model(), budget()), budget({}, 'model', 'second')),
      mended: [two(model(), budget()), two(two(model(), budget()), budget({}, 'other', 'second'))],
    },
  ],
  'limit-range-refuses': [{
    fix: /change the LimitRange, or the resources where they come from: compute, the sidecar or the source/,
    broken: two(model(), range({ default: { cpu: '1' } })),
    mended: [two(model(), range({ default: { cpu: '2' } })), two(model(compute(1)), range({ default: { cpu: '1' } }))],
  }],
  'namespace-refuses-pods': [{
    fix: /take it back where it comes from, or use a namespace with the label pod-security\.kubernetes\.io\/enforce: baseline/,
    broken: two(model({ pod: { patches: [JsonPatch.add('/spec/hostNetwork', true)] } }), namespace('restricted')),
    mended: [two(model(), namespace('restricted'))],
  }, {
    fix: /use a namespace with the label pod-security\.kubernetes\.io\/enforce: baseline/,
    broken: two(model({ security: { runAsUser: 0 } }), namespace('restricted')),
    mended: [two(model({ security: { runAsUser: 0 } }), namespace('baseline'))],
  }],
  'quota-demands-resources': [{
    fix: /make a LimitRange in the namespace that gives a default for it, or count requests only; acknowledge/,
    broken: two(model(), quota({ 'limits.cpu': '100' })),
    mended: [two(two(model(), quota({ 'limits.cpu': '100' })), range({ default: { cpu: '4' } })), two(model(), quota({ 'requests.cpu': '100' }))],
  }],
  'quota-too-small': [{
    fix: /raise the quota, or use fewer replicas or a smaller compute/,
    broken: two(model(twice), quota({ 'requests.cpu': '3' })),
    mended: [two(model(twice), quota({ 'requests.cpu': '4' })), two(model(), quota({ 'requests.cpu': '3' })), two(model({ ...twice, ...compute(1) }), quota({ 'requests.cpu': '3' }))],
  }],
  'route-port-unknown': [{
    fix: /name a port that it has: model\.endpoint\.port; or add one to runtime\.serviceObject with a patch/,
    broken: two(model(), ingress(80)),
    mended: [
      two(model(), ingress(8080)),
      two(on({ ports: { http: 8081 } }, { compute: smallCompute() }), ingress(8081)),
      two(chart => model()(chart).runtime.serviceObject.addJsonPatch(JsonPatch.add('/spec/ports/-', { name: 'web', port: 80, targetPort: 'http' })), ingress(80)),
    ],
  }],
};
