import { at } from '../../ground/objects';
import { Severity } from '../../values/finding';
import { Companion, nameOf } from '../companions/companion';
import { CompanionSubject, ContainerLimit } from '../companions/companion-subject';
import { containersOf, hardOf, saidOf } from '../companions/resources';
import { Rule, Said } from '../rule';

/** Quotas of the namespace: of some resources, they demand that every container says them. */
export const rule: Rule<CompanionSubject> = {
  severity: Severity.WARNING,
  why: 'the API server accepts the Deployment, and refuses Pods with containers that do not state every resource that a quota counts',
  check({ quotas, limits, templates }) {
    return quotas.flatMap((quota): Said[] => {
      const isMissing = ({ list, resource }: Demand) => templates.flatMap(containersOf).some(one => saidOf(one, list, resource) === undefined);
      const missing = demandedBy(quota, limits).filter(isMissing);
      return missing.length === 0 ? [] : [{
        what: `${nameOf(quota)} counts ${missing.map(({ key }) => key).join(', ')}, and containers of the model do not state it`,
        fix: 'make a LimitRange in the namespace that gives a default for it, or count requests only; acknowledge the finding when there is such a '
          + 'LimitRange outside of the app',
      }];
    });
  },
};

/** Of these, a quota demands that every container says them. */
const DEMANDED = /^(?:(requests|limits)\.)?(cpu|memory)$/;

/** An amount that every container has to say. */
interface Demand {
  /** As the quota names it. */
  readonly key: string;
  /** Requests or limits. */
  readonly list: string;
  readonly resource: string;
}

/** What a quota demands of every container, where no LimitRange gives it to them. */
function demandedBy(quota: Companion, limits: readonly ContainerLimit[]): Demand[] {
  return hardOf(quota).flatMap(([key]) => {
    const [, list = 'requests', resource] = DEMANDED.exec(key) ?? [];
    return resource === undefined || isDefaulted(limits, resource) ? [] : [{ key, list, resource }];
  });
}

/** Whether a LimitRange gives every container a value. */
function isDefaulted(limits: readonly ContainerLimit[], resource: string): boolean {
  return limits.some(({ limit }) => (at(limit, 'default', resource) ?? at(limit, 'max', resource)) !== undefined);
}
