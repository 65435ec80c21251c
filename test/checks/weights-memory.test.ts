import { Size } from 'cdk8s';
import { LlamaCppEngine, OllamaEngine, RuntimeSettings, ServingEngine, SglangEngine, TextGenerationInferenceEngine, VllmEngine } from '../../src';
import { chartIn, findingsOf, gpuCompute, PlainEngine, plainModel, PlainSource } from '../fixtures';

/** What is said of weights of a size, in GiB, on L4s of 22.35 GiB. */
function said(gib: number, engine: ServingEngine, settings: RuntimeSettings = {}, count: number = 1): string[] {
  const chart = chartIn('ml');
  const binding = { model: { path: '/mnt/models/model.gguf', hub: false } };
  const source = new PlainSource({ size: Size.mebibytes(Math.round(gib * 1024)), ...(['llama-cpp', 'ollama'].includes(engine.name) && { binding }) });
  plainModel(chart, 'model', { source, profileProps: { engine, compute: gpuCompute(count), ...settings } });
  return findingsOf(chart, 'weights-exceed-accelerators').map(({ what }) => what);
}

const vllm = (props: ConstructorParameters<typeof VllmEngine>[0] = {}) => new VllmEngine({ version: '0.33.0', ...props });
const sglang = (props: ConstructorParameters<typeof SglangEngine>[0] = {}) => new SglangEngine({ version: '0.5.21', ...props });
const tgi = (props: ConstructorParameters<typeof TextGenerationInferenceEngine>[0] = {}) => new TextGenerationInferenceEngine({ version: '3.3.7', ...props });

describe('weights', () => {
  test('that take more than the server may are found, with the share and where it is said', () => {
    expect(said(20.2, vllm())).toEqual(['the weights take 20.2 GiB, 1 × NVIDIA L4 have 22.4 GiB, of which --gpu-memory-utilization 0.9 lets the server take 20.1 GiB']);
  });

  test.each<[string, number, ServingEngine, RuntimeSettings?, number?]>([
    ['vLLM', 20.2, vllm()],
    ['vLLM before its own default moved', 20.2, vllm({ version: '0.10.0' })],
    ['vLLM, nearly all of the memory', 22.3, vllm()],
    ['vLLM with a share', 12, vllm({ gpuMemoryUtilization: 0.5 })],
    ['vLLM on four', 81, vllm(), {}, 4],
    ['vLLM with weights that are quantized already', 21, vllm({ quantization: 'awq' })],
    ['vLLM with some memory of the host', 30, vllm({}), { args: ['--cpu-offload-gb', '5'] }],
    ['SGLang with a share', 20, sglang({ gpuMemoryUtilization: 0.8 })],
    ['TGI with a share', 12, tgi({ gpuMemoryUtilization: 0.5 })],
    ['another server that is told one', 12, new PlainEngine(), { args: ['--gpu-memory-utilization=0.5'] }],
    ['another server that is told one by an alias', 12, new PlainEngine({ aliases: { '--gmu': '--gpu-memory-utilization' } }), { args: ['--gmu', '0.5'] }],
    ['another server that is told one in its environment', 12, new PlainEngine(), { env: { CUDA_MEMORY_FRACTION: '0.5' } }],
    ['another server', 22.5, new PlainEngine()],
    ['llama.cpp with all layers', 23, new LlamaCppEngine({ version: 'b11434' })],
  ])('that do not fit are found: %s', (...[, gib, engine, settings, count]) => {
    expect(said(gib, engine, settings, count)).toHaveLength(1);
  });

  test.each<[string, number, ServingEngine, RuntimeSettings?, number?]>([
    ['vLLM', 20.1, vllm()],
    ['vLLM with a share', 22.2, vllm({ gpuMemoryUtilization: 0.995 })],
    ['vLLM on four', 80.4, vllm(), {}, 4],
    ['vLLM with memory of the host', 30, vllm(), { args: ['--cpu-offload-gb', '12'] }],
    ['vLLM with memory of the host, on two', 60, vllm(), { args: ['--cpu-offload-gb=10'] }, 2],
    ['vLLM that fetches layers', 60, vllm(), { args: ['--offload-backend', 'prefetch', '--offload-group-size', '8'] }],
    ['vLLM that quantizes while it loads', 30, vllm({ quantization: 'bitsandbytes' })],
    ['vLLM that quantizes to fp8', 30, vllm({ quantization: 'fp8' })],
    ['vLLM with a KV cache of a size', 21, vllm(), { args: ['--kv-cache-memory-bytes', '100M'] }],
    ['SGLang that takes what it finds', 20.5, sglang()],
    ['SGLang with memory of the host', 30, sglang({ gpuMemoryUtilization: 0.8 }), { args: ['--cpu-offload-gb', '13'] }],
    ['SGLang with torchao', 30, sglang(), { args: ['--torchao-config', 'int4wo-128'] }],
    ['TGI', 22, tgi()],
    ['TGI that quantizes while it loads', 30, tgi({ quantization: 'eetq' })],
    ['llama.cpp with some layers', 40, new LlamaCppEngine({ version: 'b11434', gpuLayers: 20 })],
    ['llama.cpp with experts on the CPU', 40, new LlamaCppEngine({ version: 'b11434' }), { args: ['--n-cpu-moe', '20'] }],
    ['Ollama, which leaves the rest to the CPU', 40, new OllamaEngine({ version: '0.32.15' })],
    ['another server', 22.3, new PlainEngine()],
    ['a share that is no number', 22, new PlainEngine(), { args: ['--gpu-memory-utilization=$(SHARE)'] }],
  ])('that fit, or may, are not found: %s', (...[, gib, engine, settings, count]) => {
    expect(said(gib, engine, settings, count)).toEqual([]);
  });
});
