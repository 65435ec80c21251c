import { ModelCache, ModelSource, PersistentVolumeAccessMode, Rollout } from '../../../src';
import { plainModel } from '../../fixtures';
import { many, model, RuleExamples } from '../rule-examples';

const once = { accessMode: PersistentVolumeAccessMode.READ_WRITE_ONCE };

const withRollout = (rollout: Rollout, cache: ModelCache) => ({ rollout, cache });

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', withRollout(Rollout.surge(), ModelCache.existingClaim('weights', once))),
  holds: chart => plainModel(chart, 'model', withRollout(Rollout.recreate(), ModelCache.existingClaim('weights'))),
  more: {
    fires: [model({ replicas: 2, source: ModelSource.pvc('weights', once) })],
    holds: [model({ replicas: 2, source: ModelSource.pvc('weights', many) })],
  },
  says: /ReadWriteOnce.*maxSurge 1/,
  fixes: [
    {
      fix: /^give accessMode of the cache as "kubectl get pvc" shows it, for example PersistentVolumeAccessMode\.READ_WRITE_MANY, or use a claim that several nodes/,
      broken: model({ replicas: 2, cache: ModelCache.existingClaim('c') }),
      mended: [model({ replicas: 2, cache: ModelCache.existingClaim('c', many) })],
    },
    {
      fix: /^use a claim that several nodes can mount \(ReadWriteMany\), ModelCache\.perPod\(\) or ModelCache\.emptyDir\(\); for one replica Rollout\.recreate\(\) is enough; acknowledge/,
      broken: model({ replicas: 2, cache: ModelCache.existingClaim('c', once) }),
      mended: [
        model({ replicas: 2, cache: ModelCache.existingClaim('c', many) }), model({ replicas: 2, cache: ModelCache.perPod() }), model({ replicas: 2, cache: ModelCache.emptyDir() }),
        model({ rollout: Rollout.recreate(), cache: ModelCache.existingClaim('c') }),
      ],
    },
  ],
};
