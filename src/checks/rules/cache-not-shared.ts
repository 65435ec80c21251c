import { RuntimePlan } from '../../render/runtime-plan';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule, Said } from '../rule';

/** The claim that the weights are on, against the nodes that would mount it at once. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'a volume that one node can mount keeps the second Pod, or the surge Pod of a rollout, waiting for ever',
  pitfall: 12,
  topic: 'cache',
  after: 'cache-too-small',
  check({ plan }) {
    const { cache, binding } = plan;
    const claims = [['cache', binding.needsModelVolume ? cache.accessMode : undefined], ['source', binding.volumeAccessMode]] as const;
    const known = claims.filter((claim): claim is ['cache' | 'source', string] => claim[1] !== undefined);
    return known.length === 0 ? NOT_APPLICABLE : known.flatMap(([what, mode]) => judged(what, mode, plan));
  },
};

function judged(what: 'cache' | 'source', mode: string, { cache, rollout, autoscaled, replicas }: RuntimePlan): Said[] {
  if (mode === 'ReadWriteMany' || (mode === 'ReadOnlyMany' && (what === 'source' || cache._job))) return [];
  if (what === 'cache' && mode === 'ReadOnlyMany') return [NEVER_WRITTEN];
  const several = autoscaled || (replicas ?? 1) > 1;
  if (!several && rollout.maxSurge === 0) return [];
  const who = several ? `${autoscaled ? 'autoscaled' : replicas} replicas` : `a rollout with maxSurge ${rollout.maxSurge}`;
  const instead = what === 'cache' ? '(ReadWriteMany), ModelCache.perPod() or ModelCache.emptyDir()' : '(ReadOnlyMany or ReadWriteMany)';
  return [{
    what: `the ${what} is a ${mode} claim, and ${who} would mount it on several nodes`,
    fix: `use a claim that several nodes can mount ${instead}; for one replica Rollout.recreate() is enough`,
  }];
}

const NEVER_WRITTEN: Said = {
  what: 'the cache is a ReadOnlyMany claim, and nothing could write the weights to it',
  fix: 'use ModelSource.pvc() for weights that are there already, or a claim that can be written',
};
