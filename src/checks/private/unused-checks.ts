import { Remark } from './ledger';
import { ModelOptions } from '../../model-runtime-props';
import { RuntimePlan } from '../../private/runtime-plan';

/** Settings that say nothing in a Model without a runtime, other than image and resources. */
const RUNTIME_ONLY = [
  'replicas', 'servedName', 'servedAliases', 'deploymentMetadata', 'serviceMetadata', 'cache', 'sharedMemory', 'scratch', 'args', 'env', 'secretEnv',
  'scheduling', 'security', 'rollout', 'timing', 'pod', 'network', 'disruptionBudget', 'cluster',
] as const satisfies readonly (keyof ModelOptions)[];

/** What was given and has no effect: nothing is dropped silently. */
export function checkUnused(plan: RuntimePlan): Remark[] {
  const { accelerator } = plan.compute;
  const { cluster, cache } = plan.settings;
  return [
    ...(!cache || plan.binding.needsModelVolume ? [] : [{
      rule: 'cache-unused' as const,
      what: `a cache is given, and the source ${JSON.stringify(plan.source.uri)} needs none`,
      fix: 'leave cache out for this model',
    }]),
    ...(!accelerator || !cluster || Object.keys(cluster.nodeSelector(accelerator)).length > 0 ? [] : [{
      rule: 'accelerator-unknown-to-dialect' as const,
      what: `the dialect ${cluster.name} has no node label for ${accelerator.name}`,
      fix: 'give scheduling.nodeSelector, ClusterDialect.of(), or the label to Accelerator.of(); or acknowledge the finding',
    }]),
  ];
}

/** What a registered Model was given and cannot use. Settings of a profile are not its own. */
export function checkRegisterOnly(options: ModelOptions): Remark[] {
  const given = RUNTIME_ONLY.filter(key => options[key] !== undefined);
  if (given.length === 0) return [];
  return [{ rule: 'register-only-ignores', what: `registerOnly is true, and the model has ${given.join(', ')}`, fix: `remove ${given.length === 1 ? 'it' : 'them'}, or registerOnly` }];
}
