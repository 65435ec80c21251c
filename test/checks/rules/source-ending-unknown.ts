import { ModelSource } from '../../../src';
import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { source: ModelSource.pvc('weights', { path: 'x/churn.weights' }) }),
  holds: chart => ['x/churn.weights/', 'x/churn.txt', 'llama-3.1-8b', 'v1.0', 'churn'].map((path, index) => plainModel(chart, `model-${index}`, { source: ModelSource.pvc('weights', { path }) })),
  says: /"pvc:\/\/weights\/x\/churn.weights" ends with .weights/,
  fixes: [
    {
      fix: /end it with a slash when it is a folder/,
      broken: model({ source: ModelSource.pvc('weights', { path: 'x/churn.weights' }) }),
      mended: [model({ source: ModelSource.pvc('weights', { path: 'x/churn.weights/' }) })],
    },
    {
      fix: /end it with a slash when it is a folder; when it is a file give it a name with an ending that the server knows \(a download takes fileName\)/,
      broken: model({ source: ModelSource.s3('s3://models/churn.weights', { anonymous: true }) }),
      mended: [
        model({ source: ModelSource.s3('s3://models/churn.weights/', { anonymous: true }) }),
        model({ source: ModelSource.s3('s3://models/churn.weights', { anonymous: true, fileName: 'churn.safetensors' }) }),
      ],
    },
  ],
};
