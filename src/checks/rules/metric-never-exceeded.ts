import { CACHE_USE } from '../../facts/server-signals';
import { at } from '../../ground/objects';
import { tryParseQuantity } from '../../ground/quantity';
import { AutoscalingPlan, ScalingKind } from '../../render/scaling/autoscaling-plan';
import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** The tolerance of a cluster that was told no other, in percent. */
const USUAL_TOLERANCE = 10;

/** A share that is aimed at, against the most that it can be: Kubernetes adds replicas only where the metric is above its target by more than the tolerance. */
export const rule: Rule<Pick<AutoscalingPlan, 'scaling' | 'scaler' | 'behavior'>> = {
  severity: Severity.WARNING,
  why: 'replicas are added only when a metric is above its target by more than the tolerance, and a share is never above 100 %',
  check({ scaling, scaler, behavior }) {
    if (scaler._by.kind === 'recordOnly' || at(behavior, 'scaleUp', 'selectPolicy') === 'Disabled') return [];
    const given = at(behavior, 'scaleUp', 'tolerance') as string | undefined;
    const tolerance = given === undefined ? USUAL_TOLERANCE : percentOf(given);
    return scaling.flatMap(({ _by }) => {
      const share = shareOf(_by);
      if (share === undefined || share >= 100 || share * (100 + tolerance) < 10_000) return [];
      const most = Math.ceil(10_000 / (100 + tolerance)) - 1;
      const metric = _by.kind === 'signal' ? _by.signal.words : 'the use of accelerators';
      return [{
        what: `${metric} is to be ${share} %, and with a tolerance of ${tolerance} % replicas are added above ${round(share * (100 + tolerance) / 100)} %`,
        fix: `give at most ${most / 100}, or a smaller tolerance of behavior.scaleUp`,
      }];
    });
  },
};

/** The share of a whole that is aimed at, in percent; undefined of anything that is no share of a whole. */
function shareOf(by: ScalingKind): number | undefined {
  if (by.kind === 'accelerators') return by.percent;
  return by.kind === 'signal' && by.signal === CACHE_USE ? round(by.perReplica * 100) : undefined;
}

/** A part of one, as a quantity, in percent. */
function percentOf(quantity: string): number {
  return Number(tryParseQuantity(quantity)!) / 1e7;
}

function round(percent: number): number {
  return Math.round(percent * 10) / 10;
}
