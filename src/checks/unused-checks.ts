import { Remark } from './remark';
import { given } from '../ground/objects';
import { ModelOptions } from '../profiles/model-runtime-props';
import { PodOptions } from '../profiles/runtime-options';
import { RuntimePlan } from '../render/runtime-plan';
import { RecordedPort } from '../values/recorded-port';

/** Settings that say nothing in a Model without a runtime: what it records of a container are the others. */
const RUNTIME_ONLY = [
  'replicas', 'servedName', 'servedAliases', 'deploymentMetadata', 'serviceMetadata', 'cache', 'sharedMemory', 'scratch',
  'scheduling', 'security', 'rollout', 'timing', 'network', 'disruptionBudget', 'cluster',
] as const satisfies readonly (keyof ModelOptions)[];

/** Members of `pod` that such a Model records. */
const RECORDED_OF_POD: readonly string[] = ['volumes', 'mounts'] satisfies (keyof PodOptions)[];

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
  const unused = [
    ...RUNTIME_ONLY.filter(key => options[key] !== undefined),
    ...given({ ...options.pod }).map(([member]) => member).filter(member => !RECORDED_OF_POD.includes(member)).map(member => `pod.${member}`),
  ];
  if (unused.length === 0) return [];
  return [{ rule: 'register-only-ignores', what: `registerOnly is true, and the model has ${unused.join(', ')}`, fix: `remove ${unused.length === 1 ? 'it' : 'them'}, or registerOnly` }];
}

/** What only a registered Model can record, given to one with a runtime. */
export function checkRecorded({ command, ports }: { readonly command?: string[]; readonly ports?: RecordedPort[] }): Remark[] {
  const said = [command && 'command', ports && 'ports'].filter(member => member !== undefined);
  if (said.length === 0) return [];
  const [them, they] = said.length === 1 ? ['it', 'it'] : ['them', 'they'];
  return [{
    rule: 'engine-says-container',
    what: `the model has ${said.join(' and ')}, and a runtime`,
    fix: `say ${them} to the engine, for example to ContainerEngine, or set registerOnly when ${they} shall only be recorded`,
  }];
}
