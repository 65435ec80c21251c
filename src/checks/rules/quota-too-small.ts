import { Severity } from '../../values/finding';
import { nameOf } from '../companions/companion';
import { CompanionSubject } from '../companions/companion-subject';
import { amountOf, hardOf, takenOf } from '../companions/resources';
import { Rule, Said } from '../rule';

/** Quotas of the namespace: Pods that go beyond are never made, and the Deployment alone says so. */
export const rule: Rule<CompanionSubject> = {
  severity: Severity.ERROR,
  why: 'the API server accepts the Deployment, and refuses Pods beyond the quota',
  check({ quotas, own: { template, job, replicas = 1 } }) {
    const all = [
      { pods: template, count: replicas, who: replicas === 1 ? 'one Pod of the model takes' : `the ${replicas} Pods of the model take` },
      ...(job === undefined ? [] : [{ pods: job, count: 1, who: 'the Pod of the Job that fills its cache takes' }]),
    ];
    return quotas.flatMap(quota => hardOf(quota).flatMap(([key, hard]) => all.flatMap(({ pods, count, who }): Said[] => {
      const [one, most] = [takenOf(pods, key), amountOf(hard)];
      if (one === undefined || most === undefined || one * BigInt(count) <= most) return [];
      return [{ what: `${nameOf(quota)} has ${key} ${String(hard)}, and ${who} more`, fix: 'raise the quota, or use fewer replicas or a smaller compute' }];
    })));
  },
};
