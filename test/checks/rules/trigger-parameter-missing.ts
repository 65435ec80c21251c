import { Scaler, Scaling } from '../../../src';
import { acknowledged, RuleExamples } from '../rule-examples';
import { policy } from '../scaling-examples';

const by = (type: string, metadata: { [name: string]: string }, scaler = Scaler.keda()) =>
  policy({ scaling: [Scaling.byTrigger({ type, metadata })], scaler });
const PROMETHEUS = { serverAddress: 'http://prometheus:9090', query: 'sum(rate(requests_total[2m]))' };

export const examples: RuleExamples = {
  fires: by('prometheus', PROMETHEUS),
  holds: by('prometheus', { ...PROMETHEUS, threshold: '5' }),
  spared: policy(),
  more: {
    fires: [by('redis', {}), by('ibmmq', { host: 'https://mq:9443' }), by('kubernetes-workload', { podSelector: '' }), by('external', {}), by('cron', { start: '0 8 * * *', end: '0 18 * * *', timezone: 'Etc/UTC' })],
    holds: [
      by('redis', { listName: 'prompts' }), by('ibmmq', { host: 'https://mq:9443', queueNames: 'a,b' }), by('kafka', { topic: 'prompts' }), by('of-our-own-scaler', {}),
      by('kubernetes-workload', { podSelector: 'app=x' }), by('prometheus', PROMETHEUS, Scaler.recordOnly()),
    ],
  },
  says: /the trigger prometheus has no threshold in its metadata, and KEDA 2\.21 needs it/,
  fixes: [{
    fix: /give threshold in metadata of Scaling\.byTrigger; acknowledge the finding where the KEDA of the cluster needs none/,
    broken: by('prometheus', PROMETHEUS),
    mended: [by('prometheus', { ...PROMETHEUS, threshold: '5' }), acknowledged('trigger-parameter-missing', by('prometheus', PROMETHEUS))],
  }],
};
