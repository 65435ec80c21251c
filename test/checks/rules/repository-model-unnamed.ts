import { Framework, ModelLayout, ModelSource, TritonEngine } from '../../../src';
import { ModelOverrides, plainModel, smallCompute } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

const triton = (overrides: ModelOverrides = {}) => model({
  source: ModelSource.pvc('weights', { layout: ModelLayout.REPOSITORY }),
  framework: Framework.ONNX,
  profileProps: { engine: new TritonEngine({ version: '26.07' }), compute: smallCompute() },
  ...overrides,
});

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { source: ModelSource.pvc('weights', { layout: ModelLayout.REPOSITORY }), profileProps: { engine: new TritonEngine({ version: '26.07' }) } }),
  holds: chart => plainModel(chart, 'model', { source: ModelSource.pvc('weights', { layout: ModelLayout.REPOSITORY }), servedName: 'ranker', profileProps: { engine: new TritonEngine({ version: '26.07' }) } }),
  says: /wait for a model called "model", which is only the name of the Service, in the repository pvc:\/\/weights/,
  fixes: [{
    fix: /give servedName: the folder in the repository that holds the model to wait for/,
    broken: triton(),
    mended: [triton({ servedName: 'ranker' })],
  }],
};
