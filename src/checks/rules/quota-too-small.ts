import { Json } from '../../ground/objects';
import { Severity } from '../../values/finding';
import { nameOf } from '../companions/companion';
import { CompanionSubject } from '../companions/companion-subject';
import { amountOf, hardOf, runningContainersOf, saidOf } from '../companions/resources';
import { Rule, Said } from '../rule';

/** Quotas of the namespace: Pods that go beyond are never made, and the Deployment alone says so. */
export const rule: Rule<CompanionSubject> = {
  severity: Severity.ERROR,
  why: 'the API server refuses Pods beyond the quota, and the Deployment itself is accepted',
  check({ quotas, own: { template, replicas = 1 } }) {
    return quotas.flatMap(quota => hardOf(quota).flatMap(([key, hard]): Said[] => {
      const [, list = 'requests', resource] = COUNTED.exec(key) ?? [];
      const one = key === 'pods' || key === 'count/pods' ? amountOf(1) : totalOf(template, list, resource);
      const most = amountOf(hard);
      if (one === undefined || most === undefined || one * BigInt(replicas) <= most) return [];
      const who = replicas === 1 ? 'one Pod of the model takes' : `the ${replicas} Pods of the model take`;
      return [{ what: `${nameOf(quota)} has ${key} ${String(hard)}, and ${who} more`, fix: 'raise the quota, or use fewer replicas or a smaller compute' }];
    }));
  },
};

/** The resources that a quota counts of a Pod; `cpu` is `requests.cpu`. */
const COUNTED = /^(?:(requests|limits)\.)?(cpu|memory|ephemeral-storage|[a-z0-9.-]+\/[A-Za-z0-9._-]+)$/;

function totalOf(template: Json, list: string, resource: string | undefined): bigint | undefined {
  if (resource === undefined) return undefined;
  const amounts = runningContainersOf(template).map(one => amountOf(saidOf(one, list, resource))).filter(amount => amount !== undefined);
  return amounts.reduce<bigint | undefined>((sum, amount) => (sum ?? 0n) + amount, undefined);
}
