import { given } from '../../ground/objects';
import { ModelOptions } from '../../profiles/model-runtime-props';
import { PodOptions } from '../../profiles/runtime-options';
import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** Settings that a registered Model was given and cannot use. Those of a profile are not its own. */
export const rule: Rule<ModelOptions> = {
  severity: Severity.WARNING,
  why: 'a Model that is only registered has no runtime that the setting could change',
  check(options) {
    const unused = [
      ...RUNTIME_ONLY.filter(key => options[key] !== undefined),
      ...given({ ...options.pod }).map(([member]) => member).filter(member => !RECORDED_OF_POD.includes(member)).map(member => `pod.${member}`),
    ];
    return unused.length === 0 ? [] : [{
      what: `registerOnly is true, and the model has ${unused.join(', ')}`, fix: `remove ${unused.length === 1 ? 'it' : 'them'}, or registerOnly`,
    }];
  },
};

/** Settings that have no effect in a Model without a runtime: it records the others. */
const RUNTIME_ONLY = [
  'adapters', 'draftModel', 'replicas', 'servedName', 'servedAliases', 'deploymentMetadata', 'serviceMetadata', 'cache', 'sharedMemory', 'envFrom', 'scratch',
  'scheduling', 'security', 'rollout', 'timing', 'network', 'service', 'containerPorts', 'disruptionBudget', 'cluster', 'downloads', 'proxy', 'trustedCa',
  'compileCache', 'monitoring',
] as const satisfies readonly (keyof ModelOptions)[];

/** Members of `pod` that such a Model records. */
const RECORDED_OF_POD: readonly string[] = ['volumes', 'mounts'] satisfies (keyof PodOptions)[];
