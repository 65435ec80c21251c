import { Size } from 'cdk8s';
import { ModelCache, ModelSource, PersistentVolumeAccessMode } from '../../../src';
import { plainModel } from '../../fixtures';
import { compute, quota, twice } from '../companion-examples';
import { model, RuleExamples, two } from '../rule-examples';

/** A model whose cache a Job fills. */
const filled = model({
  cache: ModelCache.claim({ size: Size.gibibytes(20), accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }).filledByJob(),
  source: ModelSource.s3('s3://models/llama/', { anonymous: true, size: Size.gibibytes(10) }),
});

export const examples: RuleExamples = {
  fires: chart => [plainModel(chart, 'model', { replicas: 2 }), quota({ 'requests.cpu': '1' })(chart)],
  holds: chart => [plainModel(chart, 'model', { replicas: 2 }), quota({ 'requests.cpu': '100' })(chart)],
  more: {
    fires: [two(model(), quota({ 'requests.memory': '1Gi' })), two(filled, quota({ 'requests.memory': '1Gi' }))],
    holds: [two(model(twice), quota({ 'pods': '2', 'count/secrets': '1', 'requests.storage': '1' })), two(filled, quota({ pods: '1' }))],
  },
  says: /has requests\.cpu 1, and the 2 Pods of the model take more/,
  fixes: [{
    fix: /raise the quota, or use fewer replicas or a smaller compute/,
    broken: two(model(twice), quota({ 'requests.cpu': '3' })),
    mended: [two(model(twice), quota({ 'requests.cpu': '4' })), two(model(), quota({ 'requests.cpu': '3' })), two(model({ ...twice, ...compute(1) }), quota({ 'requests.cpu': '3' }))],
  }],
};
