import { Duration } from 'cdk8s';
import { AlertRules, AlertRulesOptions, Monitoring, SglangEngine, TextEmbeddingsInferenceEngine, TextGenerationInferenceEngine } from '../../../src';
import { gpuCompute } from '../../fixtures';
import { RuleExamples, vllm } from '../rule-examples';

const seconds = (time: number, more: AlertRulesOptions = {}) => Monitoring.prometheus({
  rules: AlertRules.of({ requestTime: Duration.seconds(time), ...more }),
});
const tokens = (time: number) => Monitoring.prometheus({ rules: AlertRules.of({ timeToFirstToken: Duration.seconds(time) }) });
const google = (time: number) => Monitoring.googleManaged({ rules: AlertRules.of({ requestTime: Duration.seconds(time) }) });
const onVllm = (version: string, monitoring: Monitoring, args?: string[]) => vllm({ monitoring, args }, { version });
const onSglang = (version: string, monitoring: Monitoring, args?: string[]) => vllm({
  monitoring, args, profileProps: { engine: new SglangEngine({ version, image: `docker.io/lmsysorg/sglang:v${version}` }), compute: gpuCompute() },
});
const onTgi = (monitoring: Monitoring) => vllm({ monitoring, profileProps: { engine: new TextGenerationInferenceEngine({ version: '3.3.7' }), compute: gpuCompute() } });
const onTei = (monitoring: Monitoring) => vllm({ monitoring, profileProps: { engine: new TextEmbeddingsInferenceEngine({ version: '1.9.3' }), compute: gpuCompute() } });

export const examples: RuleExamples = {
  fires: onVllm('0.8.3', seconds(90)),
  holds: onVllm('0.8.3', seconds(60)),
  spared: onVllm('0.8.3', Monitoring.prometheus({ rules: AlertRules.none() })),
  more: {
    fires: [
      onVllm('0.8.0', tokens(11)), onVllm('0.8.3', google(61)), onVllm('0.8.4', seconds(7681)), onSglang('0.5.1', seconds(801)), onSglang('0.5.2', seconds(2401)),
      onSglang('0.5.1', seconds(900, { timeToFirstToken: Duration.seconds(401) })), onSglang('0.5.1', seconds(900), ['--bucket-time-to-first-token', '1', '1000']),
      onTgi(seconds(146)), onTei(seconds(15)),
      onSglang('0.5.2', tokens(10), ['--bucket-time-to-first-token', '1', '5']), onSglang('0.5.2', seconds(90), ['--bucket-e2e', '1', '60']),
      onVllm('0.32.0', seconds(90), ['--custom-histogram-buckets', '{"request_latency": [1, 60]}']), onVllm('0.32.0', seconds(90), ['--custom-histogram-buckets.request_latency=[1, 60]']),
      onVllm('0.32.0', seconds(9000), ['--custom-histogram-buckets', '{"time_to_first_token": [1, 60]}']),
    ],
    holds: [
      onVllm('0.8.3', tokens(10)), onVllm('0.8.3', Monitoring.prometheus()), onVllm('0.8.4', seconds(90)), onVllm('0.33.0', seconds(7680)), onSglang('0.5.2', seconds(801)),
      onVllm('0.32.0', seconds(9000), ['--custom-histogram-buckets', '{"request_latency": [1, 10000]}']),
      onSglang('0.5.1', seconds(900), ['--bucket-e2e-request-latency', '1', '1000']), onSglang('0.5.1', seconds(900), ['--bucket-e2e-request-latency', 'much']), onSglang('0.5.1', seconds(900), ['--config', 'a.yaml']),
      onSglang('0.5.2', seconds(90), ['--bucket-time-to-first-token', '1', '50']), onVllm('0.32.0', seconds(90), ['--custom-histogram-buckets', '{"request_latency": [1, 90]}']), onVllm('0.32.0', seconds(9000), ['--custom-histogram-buckets', '$(BUCKETS)']),
      onTgi(seconds(145)), onTei(seconds(14)),
    ],
  },
  says: /ModelRequestsSlow fires from 90 s on, and the last bucket of vllm:e2e_request_latency_seconds in vLLM 0\.8\.3 is 60 s/,
  fixes: [
    {
      fix: /give at most 60 s as requestTime of its AlertRules, or a larger bucket to --bucket-e2e-request-latency/,
      broken: onSglang('0.5.2', seconds(90), ['--bucket-e2e-request-latency', '1', '60']),
      mended: [onSglang('0.5.2', seconds(60), ['--bucket-e2e-request-latency', '1', '60']), onSglang('0.5.2', seconds(90), ['--bucket-e2e-request-latency', '1', '90'])],
    },
    { fix: /give at most 60 s as requestTime of its AlertRules/, broken: onVllm('0.8.3', seconds(90)), mended: [onVllm('0.8.3', seconds(60))] },
    { fix: /give at most 14\.56 s as requestTime of its AlertRules/, broken: onTei(seconds(15)), mended: [onTei(seconds(14.56))] },
    { fix: /give at most 10 s as timeToFirstToken of its AlertRules/, broken: onVllm('0.8.0', tokens(11)), mended: [onVllm('0.8.0', tokens(10))] },
  ],
};
