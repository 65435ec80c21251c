import { Severity } from '../../values/finding';
import { nameOf } from '../companions/companion';
import { CompanionSubject } from '../companions/companion-subject';
import { amountOf, hardOf, takenOf } from '../companions/resources';
import { NOT_APPLICABLE, Rule, Said } from '../rule';

/** Quotas of the namespace that have room for the Pods of the model or for the Job that fills its cache, and not for both. */
export const rule: Rule<CompanionSubject> = {
  severity: Severity.WARNING,
  why: 'the Pods of the model wait for the Job that fills their cache; where they come first, the quota never leaves room for the Job',
  check({ quotas, own: { template, job, replicas = 1 } }) {
    if (job === undefined) return NOT_APPLICABLE;
    return quotas.flatMap(quota => hardOf(quota).flatMap(([key, hard]): Said[] => {
      const [servers, filling, most] = [takenOf(template, key), takenOf(job, key), amountOf(hard)];
      if (servers === undefined || filling === undefined || most === undefined) return [];
      const all = servers * BigInt(replicas);
      if (all > most || filling > most || all + filling <= most) return [];
      return [{
        what: `${nameOf(quota)} has ${key} ${String(hard)}, and ${replicas} of the model beside the Job that fills the cache take more`,
        fix: 'raise the quota by what the Job takes (downloads.cpu, downloads.memory), or acknowledge the finding where the Job runs before the '
          + 'model is applied',
      }];
    }));
  },
};
