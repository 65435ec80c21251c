import { KubernetesVersion, Scaler, Scaling, StepSelection, VllmEngine } from '../../../src';
import { gpuCompute } from '../../fixtures';
import { hpa } from '../companion-examples';
import { keda, model, RuleExamples, two } from '../rule-examples';
import { policy } from '../scaling-examples';

const QUANTILE = 'histogram_quantile(0.95, sum by (le) (rate(vllm:e2e_request_latency_seconds_bucket{namespace="models"}[2m])))';
const cache = (share: number, props: object = {}) => policy({ scaling: [Scaling.byCacheUse(share)], ...props });
const gpus = (share: number) => policy({ scaling: [Scaling.byAcceleratorUse(share)] });
const bucketed = (threshold: string, ...args: string[]) => quantile(threshold, {}, '0.32.0', QUANTILE, { args });
const quantile = (threshold: string, more: object = {}, version = '0.8.3', query = QUANTILE, overrides: object = {}) => policy(
  { scaler: Scaler.keda({ serverAddress: 'http://prometheus:9090' }), scaling: [Scaling.byTrigger({ type: 'prometheus', metadata: { serverAddress: 'http://prometheus:9090', query, threshold } })], ...more },
  { profileProps: { engine: new VllmEngine({ version }), compute: gpuCompute() }, ...overrides },
);
const memory = (share: number, more: object = {}) => policy({ scaling: [Scaling.byMemory(share)], ...more });
const usage = (spec: object) => two(model({ replicas: undefined }), hpa({ metrics: [{ type: 'Resource', resource: { name: 'memory', target: spec } }] }));
const contained = (averageUtilization: number) => two(model({ replicas: undefined }), hpa({
  metrics: [{ type: 'ContainerResource', containerResource: { name: 'memory', container: 'server', target: { type: 'Utilization', averageUtilization } } }],
}));
const triggered = (value: string, metricType = 'Utilization') => two(model({ replicas: undefined }), keda({ minReplicaCount: 1, triggers: [{ type: 'memory', metricType, metadata: { value } }] }));
const tolerant = (tolerance: number, selectPolicy?: StepSelection) => ({
  kubernetesVersion: KubernetesVersion.V1_35, behavior: { scaleUp: { tolerance, selectPolicy } },
});

export const examples: RuleExamples = {
  fires: cache(0.95),
  holds: cache(0.8),
  more: {
    fires: [
      cache(0.91), gpus(0.95), cache(0.85, tolerant(0.2)), cache(0.995, tolerant(0.01)), cache(0.95, { scaler: Scaler.keda({ serverAddress: 'http://prometheus:9090' }) }),
      policy({ scaling: [Scaling.byQueue(4), Scaling.byCacheUse(0.95)] }),
      memory(0.95), memory(0.91), memory(0.85, tolerant(0.2)), usage({ type: 'Utilization', averageUtilization: 95 }), usage({ type: 'AverageValue', averageValue: '1Ti' }), contained(95), triggered('95'), triggered('1Ti', 'AverageValue'),
      quantile('90'), quantile('54.6'), quantile('60', tolerant(0)), bucketed('90', '--custom-histogram-buckets', '{"request_latency": [1, 60]}'),
    ],
    holds: [
      cache(0.909), cache(0.9), gpus(0.9), cache(0.95, tolerant(0.05)), cache(0.99, tolerant(0)), cache(0.99, tolerant(0.2, StepSelection.DISABLED)),
      cache(1, { scaler: Scaler.recordOnly() }), policy({ scaling: [Scaling.byCpu(2)] }),
      memory(0.9), memory(0.95, tolerant(0)), memory(0.95, { behavior: { scaleUp: { selectPolicy: StepSelection.DISABLED } } }), usage({ type: 'AverageValue', averageValue: '1Mi' }), contained(90), triggered('90'), triggered('much'),
      quantile('54.5'), quantile('59', tolerant(0)), bucketed('9000', '--custom-histogram-buckets', '{"request_latency": [1, 10000]}'), bucketed('9000', '--config', 'vllm.yaml'), quantile('90', {}, '0.8.4'), quantile('90', {}, '0.8.3', `1000 * ${QUANTILE}`), quantile('90', {}, '0.8.3', `${QUANTILE} + on() (count(up))`),
      quantile('90', {}, '0.8.3', QUANTILE.replace('vllm:e2e_request_latency_seconds', 'gateway_seconds')),
    ],
  },
  says: /the share of the KV cache in use is to be 95 %, and with a tolerance of 10 % replicas are added above 104.5 %/,
  fixes: [
    { fix: /give at most 0.9, or a smaller tolerance of behavior.scaleUp/, broken: cache(0.95), mended: [cache(0.9), cache(0.95, tolerant(0.05))] },
    { fix: /give at most 0.83, or a smaller tolerance/, broken: cache(0.9, tolerant(0.2)), mended: [cache(0.83, tolerant(0.2)), cache(0.9, tolerant(0.1))] },
    { fix: /give at most 90 %, a smaller tolerance of behavior.scaleUp, or a larger limit of memory/, broken: memory(0.95), mended: [memory(0.9), memory(0.95, tolerant(0))] },
    { fix: /give less, a smaller/, broken: usage({ type: 'AverageValue', averageValue: '1Ti' }), mended: [usage({ type: 'AverageValue', averageValue: '1Mi' })] },
    { fix: /give at most 54.54, or a smaller tolerance/, broken: quantile('58'), mended: [quantile('54.54'), quantile('58', tolerant(0.02))] },
  ],
};
