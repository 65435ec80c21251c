import { ApiObject, Chart, Size } from 'cdk8s';
import { Compute, Cpu, ModelLabels } from '../../src';

/* Objects of others beside a model, for examples of rules. */

/** An object of somebody else's, in the namespace of the model. */
export const beside = (apiVersion: string, kind: string, spec: object, name = 'own') => (chart: Chart) => (
  new ApiObject(chart, `${kind}-${name}`, { apiVersion, kind, metadata: { name }, spec })
);
const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'model' };

/** A HorizontalPodAutoscaler of the model. */
export const hpa = (spec: object = {}, name = 'own') => beside('autoscaling/v2', 'HorizontalPodAutoscaler', { scaleTargetRef, minReplicas: 2, maxReplicas: 4, ...spec }, name);

/** A VerticalPodAutoscaler of the model. */
export const vpa = (spec: object = {}, name = 'own') => beside('autoscaling.k8s.io/v1', 'VerticalPodAutoscaler', { targetRef: scaleTargetRef, ...spec }, name);
const selecting = (name: string) => ({ selector: { matchLabels: { [ModelLabels.MODEL]: name } } });

/** A disruption budget for the Pods of a model. */
export const budget = (spec: object = {}, of = 'model', name = 'own') => beside('policy/v1', 'PodDisruptionBudget', { ...selecting(of), maxUnavailable: 1, ...spec }, name);

/** A quota of the namespace. */
export const quota = (hard: object) => beside('v1', 'ResourceQuota', { hard });

/** A LimitRange of the namespace. */
export const range = (limit: object) => beside('v1', 'LimitRange', { limits: [{ type: 'Container', ...limit }] });

/** A model with two replicas. */
export const twice = { replicas: 2 };

/** A model with so many CPUs. */
export const compute = (cpu: number) => ({ compute: Compute.cpu({ cpu: Cpu.units(cpu), memory: Size.gibibytes(32) }) });

/** A workload of somebody else's, whose Pods have such labels. */
export const workload = (labels: object, kind = 'Deployment') => (
  beside('apps/v1', kind, { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: 'own', image: 'example.com/own:1' }] } } })
);
