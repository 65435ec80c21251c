import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { ModelCache, ModelSource, Rollout } from '../../../src';
import { many, model, RuleExamples } from '../rule-examples';

const onePod = (options: { readonly replicas?: number; readonly rollout?: Rollout }) => model({
  source: ModelSource.pvc('c', { accessMode: PersistentVolumeAccessMode.READ_WRITE_ONCE_POD }), ...options,
});

export const examples: RuleExamples = {
  fires: onePod({ rollout: Rollout.surge() }),
  holds: onePod({ rollout: Rollout.recreate() }),
  more: {
    holds: [model({ source: ModelSource.pvc('c', { accessMode: PersistentVolumeAccessMode.READ_ONLY_MANY }) })],
  },
  says: /the source is a ReadWriteOncePod claim, and a rollout with maxSurge 1 would mount it in several Pods/,
  fixes: [
    {
      fix: /several Pods can mount, such as ReadWriteMany; for one replica Rollout\.recreate\(\)/,
      broken: onePod({ replicas: 2 }),
      mended: [model({ replicas: 2, source: ModelSource.pvc('c', many) }), onePod({ rollout: Rollout.recreate() })],
    },
    {
      fix: /use ModelSource\.pvc\(\) for weights that are there already, or a claim that can be written/,
      broken: model({ cache: ModelCache.existingClaim('c', { accessMode: PersistentVolumeAccessMode.READ_ONLY_MANY }) }),
      mended: [model({ source: ModelSource.pvc('c') }), model({ cache: ModelCache.existingClaim('c', many) })],
    },
  ],
};
