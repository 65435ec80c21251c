import { RuntimePlan } from '../../render/runtime-plan';
import { Severity } from '../../values/finding';
import { mountsAtOnce, WeightClaim, weightClaims } from '../claims';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

const SAY_MODE = 'give accessMode of the cache as "kubectl get pvc" shows it, for example PersistentVolumeAccessMode.READ_WRITE_MANY, or ';

/** The claim that the weights are on, against the nodes that would mount it at once: where all Pods are on one node it serves them. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'a volume that only one node can mount keeps a second Pod, or the surge Pod of a rollout, waiting for ever on another node',
  pitfall: 12,
  topic: 'cache',
  after: 'cache-too-small',
  check({ plan }) {
    const known = weightClaims(plan);
    return known.length === 0 ? NOT_APPLICABLE : known.filter(({ mode }) => mode === 'ReadWriteOnce').flatMap(claim => judged(claim, plan));
  },
};

function judged({ what, assumed }: WeightClaim, plan: RuntimePlan) {
  const who = mountsAtOnce(plan);
  if (who === undefined) return [];
  const instead = what === 'cache' ? '(ReadWriteMany), ModelCache.perPod() or ModelCache.emptyDir()' : '(ReadOnlyMany or ReadWriteMany)';
  return [{
    what: `the ${what} is ${assumed ? 'a claim without a stated access mode (ReadWriteOnce is assumed)' : 'a ReadWriteOnce claim'}, and ${who} may `
      + 'mount it on several nodes',
    fix: `${assumed ? SAY_MODE : ''}use a claim that several nodes can mount ${instead}; for one replica Rollout.recreate() is enough; acknowledge the `
      + 'finding where all Pods are on one node',
  }];
}
