import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { ModelCache, ModelSource, Rollout } from '../../../src';
import { plainModel } from '../../fixtures';
import { many, model, RuleExamples } from '../rule-examples';

const withRollout = (rollout: Rollout, cache: ModelCache) => ({ rollout, cache });

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', withRollout(Rollout.surge(), ModelCache.existingClaim('weights'))),
  holds: chart => plainModel(chart, 'model', withRollout(Rollout.recreate(), ModelCache.existingClaim('weights'))),
  says: /ReadWriteOnce.*maxSurge 1/,
  fixes: [
    {
      fix: /several nodes can mount \(ReadWriteMany\), ModelCache\.perPod\(\) or ModelCache\.emptyDir\(\); for one replica Rollout\.recreate\(\)/,
      broken: model({ replicas: 2, cache: ModelCache.existingClaim('c') }),
      mended: [
        model({ replicas: 2, cache: ModelCache.existingClaim('c', many) }), model({ replicas: 2, cache: ModelCache.perPod() }), model({ replicas: 2, cache: ModelCache.emptyDir() }),
        model({ rollout: Rollout.recreate(), cache: ModelCache.existingClaim('c') }),
      ],
    },
    {
      fix: /use ModelSource\.pvc\(\) for weights that are there already, or a claim that can be written/,
      broken: model({ cache: ModelCache.existingClaim('c', { accessMode: PersistentVolumeAccessMode.READ_ONLY_MANY }) }),
      mended: [model({ source: ModelSource.pvc('c') }), model({ cache: ModelCache.existingClaim('c', many) })],
    },
  ],
};
