import { Size } from 'cdk8s';
import { ModelCache, ModelSource, PersistentVolumeAccessMode } from '../../../src';
import { compute, quota } from '../companion-examples';
import { acknowledged, model, RuleExamples, two } from '../rule-examples';

const cache = ModelCache.claim({ size: Size.gibibytes(20), accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }).filledByJob();
const filled = model({ cache, source: ModelSource.s3('s3://models/llama/', { anonymous: true, size: Size.gibibytes(10) }), ...compute(1) });

/** The same with two replicas. */
const twoFilled = model({ replicas: 2, cache, source: ModelSource.s3('s3://models/llama/', { anonymous: true, size: Size.gibibytes(10) }), ...compute(1) });

export const examples: RuleExamples = {
  fires: two(filled, quota({ 'requests.cpu': '1' })),
  holds: two(filled, quota({ 'requests.cpu': '2' })),
  spared: two(model(compute(1)), quota({ 'requests.cpu': '1' })),
  more: {
    fires: [two(twoFilled, quota({ pods: '2' }))],
    holds: [two(twoFilled, quota({ 'pods': '3', 'count/secrets': '1', 'requests.storage': '1' }))],
  },
  says: /has requests\.cpu 1, and 1 of the model beside the Job that fills the cache take more/,
  fixes: [{
    fix: /raise the quota by what the Job takes \(downloads\.cpu, downloads\.memory\), or acknowledge/,
    broken: two(filled, quota({ pods: '1' })),
    mended: [two(filled, quota({ pods: '2' })), two(acknowledged('quota-leaves-job-out', filled), quota({ pods: '1' }))],
  }],
};
