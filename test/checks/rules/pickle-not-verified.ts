import { ModelSource } from '../../../src';
import { COMMIT, plainModel } from '../../fixtures';
import { hub, model, RuleExamples } from '../rule-examples';

const HASH = '0123456789abcdef'.repeat(4);

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { source: ModelSource.s3('s3://models/iris.joblib', { anonymous: true }) }),
  holds: chart => plainModel(chart, 'model', { source: ModelSource.s3('s3://models/iris.joblib', { anonymous: true, sha256: 'a'.repeat(64) }) }),
  says: /"iris\.joblib" of s3:\/\/models\/iris\.joblib runs code/,
  fixes: [
    {
      fix: /give the source sha256 where it takes one, .* or store the model in a format without code, such as safetensors or ONNX/,
      broken: model({ source: ModelSource.s3('s3://models/iris.joblib', { anonymous: true }) }),
      mended: [
        model({ source: ModelSource.s3('s3://models/iris.joblib', { anonymous: true, sha256: HASH }) }),
        model({ source: ModelSource.s3('s3://models/iris.onnx', { anonymous: true }) }),
        model({ source: ModelSource.s3('s3://models/iris.safetensors', { anonymous: true }) }),
      ],
    },
    {
      fix: /or a commit where it has revisions/,
      broken: model({ source: hub('o/m', { file: 'iris.joblib' }) }),
      mended: [
        model({ source: hub('o/m', { file: 'iris.joblib', revision: COMMIT }) }),
        model({ source: hub('o/m', { file: 'iris.onnx', revision: COMMIT }) }),
      ],
    },
  ],
};
