import { Chart } from 'cdk8s';
import { vllm } from './rule-examples';
import { AutoscalingPolicy, AutoscalingPolicyProps, AutoscalingTarget, AutoscalingTargetProps, Scaling } from '../../src';
import { ModelOverrides, plainModel } from '../fixtures';

/* Policies, for examples of rules. */

/** A model on vLLM and GPUs, and the policy that scales it. */
export const policy = (props: Partial<AutoscalingPolicyProps> = {}, overrides: ModelOverrides = {}) => (chart: Chart) => new AutoscalingPolicy(chart, 'scaling', {
  target: vllm({ replicas: undefined, ...overrides })(chart), minReplicas: 2, maxReplicas: 4, scaling: [Scaling.byQueue(4)], ...props,
});

/** The same of a model of its own, for examples of several policies. */
export const policyOf = (id: string, props: Partial<AutoscalingPolicyProps> = {}) => (chart: Chart) => new AutoscalingPolicy(chart, id, {
  target: plainModel(chart, `${id}-model`), minReplicas: 2, maxReplicas: 4, scaling: [Scaling.byCpu(0.6)], ...props,
});

/** A policy of something outside of the app. */
export const outside = (props: Partial<AutoscalingPolicyProps> = {}, target: Partial<AutoscalingTargetProps> = {}, id = 'scaling') => (chart: Chart) => new AutoscalingPolicy(chart, id, {
  target: AutoscalingTarget.of({ apiVersion: 'workload.matrixinfer.ai/v1alpha1', kind: 'ModelInfer', name: 'elsewhere', ...target }),
  minReplicas: 2,
  maxReplicas: 4,
  scaling: [Scaling.byCpu(0.6)],
  ...props,
});
