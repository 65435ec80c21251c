import { Size } from 'cdk8s';
import { ModelCache, PodVolume } from '../../../src';
import { COMMIT, plainModel, PlainSource } from '../../fixtures';
import { hub, model, RuleExamples, sized, vllm } from '../rule-examples';

/** Weights of 8 GiB that a variable moves to a volume of its own. */
const moved = (sizeLimit: Size, readOnly = false) => vllm({
  source: hub('o/m', { revision: COMMIT, size: Size.gibibytes(8) }),
  env: { HF_HOME: '/hub' },
  pod: { volumes: [PodVolume.emptyDir('hub', { sizeLimit })], mounts: [{ volume: 'hub', path: '/hub', readOnly }] },
});

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { source: new PlainSource({ size: Size.gibibytes(8) }), cache: ModelCache.emptyDir({ size: Size.mebibytes(8191) }) }),
  holds: chart => plainModel(chart, 'model', { source: new PlainSource({ size: Size.gibibytes(8) }), cache: ModelCache.emptyDir({ size: Size.gibibytes(8) }) }),
  more: {
    fires: [moved(Size.gibibytes(7))],
    holds: [moved(Size.gibibytes(8)), moved(Size.gibibytes(7), true)],
  },
  says: /the cache holds .* GiB, the weights take 8 GiB/,
  fixes: [{
    fix: /leave the size of the cache out to derive it, or raise it to 1\.2 times/,
    broken: model({ source: sized(10), cache: ModelCache.emptyDir({ size: Size.gibibytes(9) }) }),
    mended: [
      model({ source: sized(10), cache: ModelCache.emptyDir() }),
      model({ source: sized(10), cache: ModelCache.emptyDir({ size: Size.gibibytes(12) }) }),
    ],
  }],
};
