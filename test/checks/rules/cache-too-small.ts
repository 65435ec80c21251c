import { Size } from 'cdk8s';
import { ModelCache } from '../../../src';
import { plainModel, PlainSource } from '../../fixtures';
import { model, RuleExamples, sized } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { source: new PlainSource({ size: Size.gibibytes(8) }), cache: ModelCache.emptyDir({ size: Size.mebibytes(8191) }) }),
  holds: chart => plainModel(chart, 'model', { source: new PlainSource({ size: Size.gibibytes(8) }), cache: ModelCache.emptyDir({ size: Size.gibibytes(8) }) }),
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
