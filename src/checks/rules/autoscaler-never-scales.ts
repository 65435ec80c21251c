import { counted } from '../../ground/counted';
import { at, Json } from '../../ground/objects';
import { Severity } from '../../values/finding';
import { Companion, nameOf } from '../companions/companion';
import { CompanionSubject } from '../companions/companion-subject';
import { REPLICA_RANGES } from '../companions/replica-ranges';
import { Rule, Said } from '../rule';
import { isOff } from '../scale-up';

/** An autoscaler that no metric can move, or that only ever removes replicas. */
export const rule: Rule<CompanionSubject> = {
  severity: Severity.WARNING,
  why: 'no load adds a replica, and nobody looks for the reason in something that the API server accepts',
  saidBy: ['scaling-checks'],
  check({ horizontal }) {
    return horizontal.flatMap(one => {
      const range = rangeOf(one);
      return range === undefined ? [] : saidOfStill(nameOf(one), range);
    });
  },
};

/** The replicas between which an autoscaler moves, and how. */
export interface ScalingRange {
  /** The fewest that its metrics leave. */
  readonly fewest: number;
  readonly most: number;
  /** The members that say both. */
  readonly members: readonly [fewest: string, most: string];
  /** Whether there may be fewer while nothing is to do: something else than its rules brings the first replicas. */
  readonly hasIdle: boolean;
  readonly behavior?: Json;
}

/** What is said of an autoscaler that never adds a replica. */
export function saidOfStill(who: string, { fewest, most, members, hasIdle, behavior }: ScalingRange): Said[] {
  if (fewest === most && fewest > 0 && !hasIdle) {
    return [{ what: `${who} has ${members.join(' and ')} ${fewest}`, fix: `leave it out and say replicas: ${fewest} of the model, or give a larger maximum` }];
  }
  if (fewest >= most || !isOff(behavior, 'scaleUp')) return [];
  const never = isOff(behavior, 'scaleDown') ? 'neither adds nor removes a replica' : `never adds a replica to ${counted(Math.max(fewest, 1), 'replica')}`;
  const fix = 'give scaleUp another selectPolicy, or leave it out; acknowledge the finding when something else adds replicas';
  return most === 1 ? [] : [{ what: `${who} selects Disabled for scaleUp${isOff(behavior, 'scaleDown') ? ' and scaleDown' : ''}, and ${never}`, fix }];
}

/** What an autoscaler says of its range; undefined of one that says no numbers, which is another finding. */
function rangeOf({ kind, manifest: { spec } }: Companion): ScalingRange | undefined {
  const range = REPLICA_RANGES[kind];
  if (range === undefined) return undefined;
  const [fewest = range.least, most = range.greatest] = [at(spec, ...range.fewest), at(spec, ...range.most)];
  if (typeof fewest !== 'number' || typeof most !== 'number') return undefined;
  const members = [range.fewest.join('.'), range.most.join('.')] as const;
  return { fewest, most, members, hasIdle: at(spec, 'idleReplicaCount') !== undefined, behavior: range.behavior && at(spec, ...range.behavior) };
}
