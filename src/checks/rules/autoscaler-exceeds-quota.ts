import { at } from '../../ground/objects';
import { Severity } from '../../values/finding';
import { Companion, nameOf } from '../companions/companion';
import { CompanionSubject } from '../companions/companion-subject';
import { REPLICA_RANGES } from '../companions/replica-ranges';
import { amountOf, hardOf, takenOf } from '../companions/resources';
import { Rule, Said } from '../rule';

/** The most replicas that an autoscaler asks for, against the quotas of the namespace. */
export const rule: Rule<CompanionSubject> = {
  severity: Severity.WARNING,
  why: 'the API server refuses Pods beyond the quota: the autoscaler asks for replicas that never come, and metrics of each replica keep asking for more',
  check({ horizontal, quotas, own: { template, replicas = 1 } }) {
    return horizontal.flatMap(one => {
      const most = mostOf(one);
      return most === undefined ? [] : quotas.flatMap(quota => hardOf(quota).flatMap(([key, hard]): Said[] => {
        const [each, all] = [takenOf(template, key), amountOf(hard)];
        // Where it has no room for the fewest, the quota itself is too small.
        if (each === undefined || all === undefined || each * BigInt(most) <= all || each * BigInt(replicas) > all) return [];
        return [{
          what: `${nameOf(quota)} has ${key} ${String(hard)}, room for ${all / each} Pods of the model, and ${nameOf(one)} asks for up to ${most}`,
          fix: `give a maximum of ${all / each}, or raise the quota; acknowledge the finding when the quota is the bound that is meant`,
        }];
      }));
    });
  },
};

/** The most replicas that an autoscaler asks for, where it says a whole number. */
function mostOf({ manifest: { spec } }: Companion): number | undefined {
  const most = Object.values(REPLICA_RANGES).map(range => at(spec, ...range.most)).find(said => said !== undefined && said !== null);
  return Number.isInteger(most) ? most as number : undefined;
}
