import { mustBe, whole } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { INT32 } from '../ground/kubernetes-fields';
import { JsonObject } from '../ground/objects';

/**
 * How the Pods of a new version replace the old ones.
 *
 * @example
 * const steady = new RuntimeProfile(chart, 'steady', { base: profile, rollout: Rollout.surge() });
 */
export class Rollout {
  static { brand(this, 'Rollout'); }

  /**
   * Old Pods leave first, and new Pods take their accelerators, so that it works on full nodes. A model with one replica does not serve during the
   * rollout. This is the default with accelerators.
   *
   * @param maxUnavailable number of Pods that may be missing at once, 1 or more.
   */
  public static withoutSurge(maxUnavailable: number = 1): Rollout {
    judged('Rollout.withoutSurge', [maxUnavailable], arguments);
    return new Rollout(0, checkedPods('maxUnavailable', maxUnavailable));
  }

  /**
   * New Pods start first, and old Pods leave when the new ones are ready. It needs spare capacity, so with accelerators you have to ask for it. This
   * is the default without accelerators.
   *
   * @param maxSurge number of Pods beyond the replicas, 1 or more; for each one all its accelerators have to be free.
   */
  public static surge(maxSurge: number = 1): Rollout {
    judged('Rollout.surge', [maxSurge], arguments);
    return new Rollout(checkedPods('maxSurge', maxSurge), 0);
  }

  /** All old Pods leave before the first new Pod starts: for caches that only one Pod can mount. */
  public static recreate(): Rollout {
    judged('Rollout.recreate', [], arguments);
    return new Rollout(0, undefined);
  }

  /** Number of Pods beyond the replicas during a rollout. */
  public readonly maxSurge: number;

  /** Number of Pods that may be missing during a rollout; `undefined` for all of them. */
  public readonly maxUnavailable?: number;

  private constructor(maxSurge: number, maxUnavailable?: number) {
    this.maxSurge = maxSurge;
    this.maxUnavailable = maxUnavailable;
  }

  /**
   * Whether a rollout of that many replicas keeps at least one Pod serving.
   * @internal
   */
  public _keepsServing(replicas: number): boolean {
    return this.maxUnavailable !== undefined && (this.maxSurge > 0 || replicas > this.maxUnavailable);
  }

  /** @internal */
  public _render(): JsonObject {
    if (this.maxUnavailable === undefined) return { type: 'Recreate' };
    return { type: 'RollingUpdate', rollingUpdate: { maxSurge: this.maxSurge, maxUnavailable: this.maxUnavailable } };
  }
}

function checkedPods(what: string, pods: number): number {
  mustBe(whole(1, INT32), pods, what, 'a rollout with neither surge nor unavailable Pods cannot move');
  return pods;
}
