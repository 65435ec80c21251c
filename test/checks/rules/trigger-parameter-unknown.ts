import { Scaler, Scaling } from '../../../src';
import { acknowledged, RuleExamples } from '../rule-examples';
import { policy } from '../scaling-examples';

const by = (type: string, metadata: { [name: string]: string }, scaler = Scaler.keda()) =>
  policy({ scaling: [Scaling.byTrigger({ type, metadata })], scaler });
const SQS = { queueURL: 'https://sqs.eu-central-1.amazonaws.com/1/prompts', awsRegion: 'eu-central-1' };

export const examples: RuleExamples = {
  fires: by('aws-sqs-queue', { ...SQS, queueLenght: '5' }),
  holds: by('aws-sqs-queue', { ...SQS, queueLength: '5' }),
  spared: policy(),
  more: {
    fires: [by('kafka', { Topic: 'prompts' }), by('redis', { listName: 'prompts', listNameFromEnv: 'LIST' }), by('prometheus', { metricName: 'requests' })],
    holds: [
      by('rabbitmq', { queueName: 'prompts', hostFromEnv: 'RABBITMQ_HOST', mode: 'QueueLength', value: '5' }), by('external', { scalerAddress: 'scaler:9090', anything: 'of ours' }),
      by('of-our-own-scaler', { anything: 'of ours' }), by('kafka', { Topic: 'prompts' }, Scaler.recordOnly()),
    ],
  },
  says: /the trigger aws-sqs-queue of KEDA 2\.21 does not read "queueLenght" of its metadata/,
  fixes: [{
    fix: /write "queueLength"; acknowledge the finding where the KEDA of the cluster reads it/,
    broken: by('aws-sqs-queue', { ...SQS, queueLenght: '5' }),
    mended: [by('aws-sqs-queue', { ...SQS, queueLength: '5' }), acknowledged('trigger-parameter-unknown', by('aws-sqs-queue', { ...SQS, queueLenght: '5' }))],
  }, {
    fix: /remove it; acknowledge/,
    broken: by('kafka', { topic: 'prompts', flushEverything: 'yes' }),
    mended: [by('kafka', { topic: 'prompts' }), acknowledged('trigger-parameter-unknown', by('kafka', { topic: 'prompts', flushEverything: 'yes' }))],
  }],
};
