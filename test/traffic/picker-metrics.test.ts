import {
  ContainerEngine, ContainerEngineProps, EndpointPicker, InferencePool, LlamaCppEngine, LmdeployEngine, NimEngine, PickerWeights, SecretKey,
  ServerProbe, ServingEngine, SglangEngine, TensorRtLlmEngine, VllmEngine,
} from '../../src';
import { pickerMetrics } from '../../src/render/traffic/picker-metrics';
import { caught, chartIn, manifestsOf, plainModel, smallCompute } from '../fixtures';

const own = (props: Partial<ContainerEngineProps>) => new ContainerEngine({
  image: 'registry.example.com/server:1.0.0', port: 8000, readiness: ServerProbe.http('/ready'), metricsPath: '/metrics', ...props,
});

/** The configuration of the picker for a server. */
function configured(engine: ServingEngine, weights?: PickerWeights): string {
  const chart = chartIn('models');
  new InferencePool(chart, 'pool', { target: plainModel(chart, 'llama', { profileProps: { engine, compute: smallCompute() } }), picker: EndpointPicker.llmD({ weights }) });
  return manifestsOf(chart).find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'llama-epp')!.data['plugins.yaml'];
}

describe('the endpoint picker', () => {
  test.each<[string, ServingEngine, string[]]>([
    ['vLLM', new VllmEngine({ version: '0.32.0' }), []],
    ['SGLang', new SglangEngine({ version: '0.5.21' }), ['defaultEngine: sglang']],
    ['TensorRT-LLM', new TensorRtLlmEngine({ version: '1.3.0' }), ['defaultEngine: trtllm-serve']],
    ['a TensorRT-LLM whose metrics are not known', new TensorRtLlmEngine({ version: '1.2.0' }), ['defaultEngine: trtllm-serve']],
    ['a server with the metrics of vLLM', own({ metrics: { waiting: 'vllm:num_requests_waiting', running: 'vllm:num_requests_running', cacheUsage: 'vllm:kv_cache_usage_perc' } }), []],
  ])('knows the metrics of %s', (_title, engine, lines) => {
    expect(pickerMetrics(engine).parameters.map(line => line.trim()).filter(line => line !== 'parameters:')).toEqual(lines);
  });

  test.each<[string, ServingEngine, string[]]>([
    ['an old vLLM', new VllmEngine({ version: '0.9.1' }), ['- name: vllm', 'kvUsageSpec: vllm:gpu_cache_usage_perc', 'loraSpec: vllm:lora_requests_info']],
    ['LMDeploy', new LmdeployEngine({ version: '0.18.0' }), ['- name: described', 'queuedRequestsSpec: lmdeploy:num_requests_waiting']],
    ['an old NIM', new NimEngine({ image: 'nvcr.io/nim/meta/llama-3.1-8b-instruct:1.8.4' }), ['queuedRequestsSpec: num_requests_waiting', 'kvUsageSpec: gpu_cache_usage_perc']],
    ['llama.cpp', new LlamaCppEngine({ version: 'b11434' }), ['queuedRequestsSpec: llamacpp:requests_deferred', 'runningRequestsSpec: llamacpp:requests_processing']],
    ['a server of one\'s own', own({ name: 'default', metrics: { waiting: 'jobs_waiting' } }), ['defaultEngine: described', 'queuedRequestsSpec: jobs_waiting']],
  ])('is told of the metrics of %s', (_title, engine, lines) => {
    expect(pickerMetrics(engine).parameters.map(line => line.trim())).toEqual(expect.arrayContaining(lines));
  });

  test('goes by the cache where it is measured', () => {
    const engine = own({ metrics: { waiting: 'jobs_waiting' } });
    expect(configured(engine)).not.toContain('kv-cache-utilization-scorer');
    expect(caught(() => configured(engine, { cache: 1 })).message).toMatch(/weights of the endpoint picker.*cache 1.*does not say how full its own is/);
  });

  test.each<[string, Partial<ContainerEngineProps>]>([
    ['not known', {}],
    ['none', { metricsPath: undefined }],
    ['at another port', { metricsPort: 8002, metrics: { waiting: 'jobs_waiting' } }],
    ['for those who have a key', { metricsKey: SecretKey.of('server', 'key'), metrics: { waiting: 'jobs_waiting' } }],
  ])('is refused for metrics that are %s', (_title, props) => {
    expect(caught(() => configured(own(props))).message).toMatch(/target of an InferencePool.*how many wait.*EndpointPicker\.llmD\(\{ config \}\)/);
  });
});
