import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Degrees of parallelism that use fewer devices than a replica has. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'a device without a process is paid for, and nobody else can have it',
  topic: 'devices',
  check({ plan: { compute }, meant }) {
    const cores = compute.acceleratorCores;
    if (!meant.of('devices').some(({ means: { role } }) => role === 'tensor')) return NOT_APPLICABLE;
    const used = meant.ranks('tensor', 'pipeline', 'data', 'context');
    return used >= cores ? [] : [{
      what: `the degrees of parallelism use ${used} of the ${cores} ${cores > compute.acceleratorCount ? 'cores' : 'accelerators'} of a replica`,
      fix: 'leave tensorParallelSize out, give dataParallelSize, or use fewer accelerators in compute; acknowledge the finding where it is on purpose',
    }];
  },
};
