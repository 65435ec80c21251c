import { Size } from 'cdk8s';
import { found, modelOn, sglang, vllm } from './engine-alone';
import {
  Compute, Cpu, Framework, KServeBackend, KServeHuggingFaceEngine, LlamaCppEngine, LmdeployEngine, ModelSource, NimEngine, ServingEngine,
  TensorRtLlmEngine, TextGenerationInferenceEngine, TritonEngine, VllmEngine,
} from '../../src';
import { ModelOverrides, PlainSource, serverOf } from '../fixtures';

const cpu = (memory: number = 48) => Compute.cpu({ cpu: Cpu.units(8), memory: Size.gibibytes(memory) });

/** The words after a flag in what is rendered. */
function valueOf(flag: string, engine: ServingEngine, overrides: ModelOverrides): string | undefined {
  const { args } = serverOf(modelOn(engine, overrides)) as { args: string[] };
  return args[args.indexOf(flag) + 1];
}

describe('tensor parallelism', () => {
  test.each<[string, ServingEngine, string[], string]>([
    ['--tensor-parallel-size', vllm(), ['--data-parallel-size', '4'], '1'],
    ['--tensor-parallel-size', vllm(), ['-dp=2'], '2'],
    ['--tensor-parallel-size', vllm({ pipelineParallelSize: 2 }), ['--data_parallel_size=2'], '1'],
    ['--tensor-parallel-size', vllm(), ['-pcp', '2'], '2'],
    ['--tensor-parallel-size', vllm(), ['--prefill-context-para', '2'], '2'],
    ['--tensor-parallel-size', vllm(), ['--decode-context-parallel-size=2'], '4'],
    ['--tp-size', sglang(), ['--dp-size', '4'], '1'],
    ['--tp-size', sglang(), ['--dp=2'], '2'],
    ['--tp-size', sglang(), ['--data-parallel-size=2', '--enable-dp-attention'], '4'],
    ['--tp_size', new TensorRtLlmEngine({ version: '1.2.1' }), ['--cp_size', '2'], '2'],
  ])('%s is what is left', (flag, engine, args, size) => {
    expect(found(engine, { args })).toEqual([]);
    expect(valueOf(flag, engine, { args })).toBe(size);
  });

  test('is left to NIM too, in its variable', () => {
    const server = serverOf(modelOn(new NimEngine({ version: '2.0.13' }), { args: ['--data-parallel-size', '2'] }));
    expect(server.env).toContainEqual({ name: 'NIM_TENSOR_PARALLEL_SIZE', value: '2' });
  });

  test('of 1 may stand beside copies of the model', () => {
    expect(found(vllm(), { args: ['--tensor-parallel-size', '1', '--data-parallel-size', '4'] })).toEqual([]);
    expect(found(vllm(), { args: ['--tensor-parallel-size', '2', '--data-parallel-size', '4'] })[0]).toMatch(/^arg-contradicts-derived/);
  });

  test('has to divide the accelerators', () => {
    expect(found(vllm(), { args: ['--data-parallel-size', '3'] })).toEqual(['engine-refuses: the data or context parallelism of 3 in args does not divide the 4 accelerators of a replica; use a divisor of 4, or other accelerators in compute']);
    expect(found(new LmdeployEngine({ version: '0.16.0' }), { args: ['--dp', '3'] })).toEqual(['devices-mismatch: "--dp 3" does not divide the 4 accelerators of the replica']);
    expect(found(sglang(), { args: ['--ep-size', '8'] })[0]).toMatch(/^devices-mismatch/);
    expect(found(sglang(), { args: ['--ep-size', '4'] })).toEqual([]);
  });

  test('is the user\'s on a CPU', () => {
    expect(found(vllm(), { compute: cpu(), args: ['--tensor-parallel-size', '2'] })).toEqual([]);
    expect(valueOf('--tensor-parallel-size', vllm(), { compute: cpu(), args: ['--tensor-parallel-size', '2'] })).toBe('2');
    expect(found(vllm({ pipelineParallelSize: 2 }), { compute: cpu() })).toEqual([]);
    expect(found(vllm(), { compute: cpu(), args: ['--data-parallel-size', '2'] })).toEqual([]);
    expect(found(sglang(), { compute: cpu(), args: ['--tp=6'] })).toEqual([]);
  });
});

describe('the accelerators that a server sees', () => {
  test.each([['CUDA_VISIBLE_DEVICES', '0'], ['HIP_VISIBLE_DEVICES', '0,1'], ['ROCR_VISIBLE_DEVICES', ''], ['CUDA_VISIBLE_DEVICES', '0,1,2,3,4']])('are all of them, and not %s=%s', (name, value) => {
    expect(found(vllm(), { env: { [name]: value } })).toEqual([expect.stringMatching(/^devices-mismatch: .*the replica has 4/)]);
  });

  test('may be named one by one', () => {
    expect(found(vllm(), { env: { CUDA_VISIBLE_DEVICES: '0,1,2,3' } })).toEqual([]);
    expect(found(vllm(), { args: ['--device-ids', '0,1,2,3'] })).toEqual([]);
    expect(found(vllm(), { compute: cpu(), env: { CUDA_VISIBLE_DEVICES: '' } })).toEqual([]);
  });
});

describe('a group over several Pods', () => {
  test.each<[ServingEngine, string[]]>([
    [vllm(), ['--nnodes', '2']], [vllm(), ['-n=2']], [vllm(), ['--node-rank=1']], [vllm(), ['--master-addr', '10.0.0.1']], [vllm(), ['--headless']], [vllm(), ['--data-parallel-address=10.0.0.1']],
    [vllm(), ['--data-parallel-size=4', '--data-parallel-size-local=2']], [vllm(), ['-dph']], [vllm(), ['--data-parallel-rank=0']], [vllm(), ['--data-parallel-start-rank', '2']],
    [sglang(), ['--nnodes', '2']], [sglang(), ['--node-rank=1']], [sglang(), ['--dist-init-addr', '10.0.0.1:5000']],
    [new LmdeployEngine({ version: '0.16.0' }), ['--nnodes=2']], [new KServeHuggingFaceEngine({ version: '0.20.0', backend: KServeBackend.VLLM }), ['--headless']], [new NimEngine({ version: '2.0.13' }), ['--nnodes=2']],
  ])('is refused: %#', (engine, args) => {
    expect(found(engine, { args })).toContainEqual(expect.stringMatching(/^several-nodes: /));
  });

  test.each<[ServingEngine, string[]]>([
    [vllm(), ['--nnodes', '1', '--node-rank', '0']], [vllm(), ['--data-parallel-size=4', '--data-parallel-size-local=4']], [sglang(), ['--nnodes=1', '--dist-init-addr=127.0.0.1:5000']],
  ])('of one is fine: %#', (engine, args) => {
    expect(found(engine, { args })).toEqual([]);
  });

  test('is refused in variables too', () => {
    expect(found(new NimEngine({ version: '2.0.13' }), { env: { NIM_MULTI_NODE: '1' } })).toEqual([expect.stringMatching(/^several-nodes: "NIM_MULTI_NODE=1"/)]);
    expect(found(vllm(), { env: { VLLM_DP_MASTER_IP: '10.0.0.1' } })).toEqual([expect.stringMatching(/^several-nodes/)]);
  });
});

describe('memory of the host', () => {
  const kserve = new KServeHuggingFaceEngine({ version: '0.20.0', backend: KServeBackend.VLLM });
  test.each<[string, ServingEngine, ModelOverrides]>([
    ['kv-offloading-size', vllm(), { args: ['--kv-offloading-size', '100'] }],
    ['cpu-offload-gb', vllm(), { args: ['--cpu-offload-gb=100'] }],
    ['cpu-offload-gb for each device', vllm(), { args: ['--cpu-offload-gb=13'] }],
    ['swap-space', new VllmEngine({ version: '0.9.0' }), { args: ['--swap-space', '13'] }],
    ['copies of the model', vllm(), { args: ['--kv-offloading-size', '13', '--data-parallel-size', '4'] }],
    ['the sum', vllm(), { args: ['--kv-offloading-size', '30', '--mm-processor-cache-gb', '30'] }],
    ['LMCache', vllm(), { env: { LMCACHE_MAX_LOCAL_CPU_SIZE: '20' } }],
    ['a connector', vllm(), { args: ['--kv-transfer-config', '{"kv_connector":"OffloadingConnector","kv_connector_extra_config":{"cpu_bytes_to_use":100000000000}}'] }],
    ['a connector, by keys', vllm(), { args: ['--kv-transfer-config.kv_connector_extra_config.cpu_bytes_to_use=100000000000'] }],
    ['kvCacheSize', vllm({ kvCacheSize: Size.gibibytes(100) }), { compute: cpu() }],
    ['KServe\'s KV cache', new KServeHuggingFaceEngine({ version: '0.20.0', backend: KServeBackend.VLLM, kvCacheSize: Size.gibibytes(100) }), { compute: cpu() }],
    ['KServe\'s flags', kserve, { args: ['--kv-offloading-size=100'] }],
    ['hicache-size', sglang(), { args: ['--enable-hierarchical-cache', '--hicache-size', '13'] }],
    ['SGLang\'s cpu-offload-gb', sglang(), { args: ['--cpu-offload-gb', '100'] }],
    ['promptCacheMemory', new LlamaCppEngine({ version: 'b11434', promptCacheMemory: Size.gibibytes(100) }), { source: ModelSource.pvc('w', { path: 'm.gguf' }) }],
    ['Triton\'s pinned pool', new TritonEngine({ version: '26.07' }), { framework: Framework.ONNX, args: ['--pinned-memory-pool-byte-size=100000000000'] }],
    ['TensorRT-LLM\'s file', new TensorRtLlmEngine({ version: '1.2.1', config: 'kv_cache_config:\n  host_cache_size: 100000000000' }), {}],
    ['NIM', new NimEngine({ version: '2.0.13' }), { args: ['--cpu-offload-gb=100'] }],
  ])('is within the limit: %s', (_what, engine, overrides) => {
    expect(found(engine, overrides)).toEqual([expect.stringMatching(/^memory-below-offload: .*GiB of the host's memory, the memory limit is 48 GiB/)]);
  });

  test('is no more than the weights where only weights are moved', () => {
    const source = new PlainSource({ size: Size.gibibytes(20) });
    expect(found(vllm(), { args: ['--cpu-offload-gb=100'], source })).toEqual([]);
    expect(found(vllm(), { args: ['--kv-offloading-size=40'] })).toEqual([]);
    expect(found(vllm(), { args: ['--kv-offloading-size=$(SIZE)'], env: { SIZE: '100' } })).toEqual([]);
  });
});

describe('variables that nothing else reads', () => {
  test.each([['HF_HUB_OFFLINE', '0'], ['VLLM_CACHE_ROOT', '/tmp/elsewhere'], ['HF_HOME', '/tmp/hub'], ['DO_NOT_TRACK', '0'], ['VLLM_NO_USAGE_STATS', '0'], ['HOME', '/tmp']])('may have another value: %s=%s', (name, value) => {
    expect(found(vllm(), { env: { [name]: value } })).toEqual([]);
  });
});

describe('a variable that says what is stated elsewhere', () => {
  test('is refused also where nothing is derived', () => {
    const source = new PlainSource({ size: Size.gibibytes(1) });
    expect(found(vllm(), { source, env: { VLLM_ENGINE_READY_TIMEOUT_S: '3600' } })).toEqual(['env-contradicts-derived: env has VLLM_ENGINE_READY_TIMEOUT_S']);
    expect(found(vllm(), { source, env: { VLLM_ENGINE_READY_TIMEOUT_S: '600' } })).toEqual([]);
    expect(found(new TextGenerationInferenceEngine({ version: '3.3.7' }), { env: { NUM_SHARD: '2' } })).toEqual([expect.stringMatching(/^env-contradicts-derived: env has NUM_SHARD, derived is "--num-shard 4"/)]);
    expect(found(new TextGenerationInferenceEngine({ version: '3.3.7' }), { env: { NUM_SHARD: '4' } })).toEqual([]);
  });
});

describe('a port', () => {
  test.each<[string, ServingEngine, string[]]>([
    ['vLLM', vllm(), ['--grpc-port', '8000']], ['TGI', new TextGenerationInferenceEngine({ version: '3.3.7' }), ['--prometheus-port=8080']],
    ['SGLang', sglang(), ['--nccl-port=30000']],
  ])('is taken once: %s', (_what, engine, args) => {
    expect(found(engine, { args })).toEqual([expect.stringMatching(/^port-taken: .* is a port that the engine listens on/)]);
  });
});

describe('what has no effect', () => {
  test('is said of typed options, flags and variables alike', () => {
    const unused = (what: string, where: string) => [`option-unused: ${what} has no effect ${where} accelerators`];
    expect(found(vllm({ gpuMemoryUtilization: 0.5 }), { compute: cpu() })).toEqual(unused('gpuMemoryUtilization of the engine', 'without'));
    expect(found(vllm(), { compute: cpu(), args: ['--gpu-memory-utilization', '0.5'] })).toEqual(unused('"--gpu-memory-utilization 0.5"', 'without'));
    expect(found(vllm({ kvCacheSize: Size.gibibytes(4) }), {})).toEqual(unused('kvCacheSize of the engine', 'with'));
    expect(found(vllm(), { env: { VLLM_CPU_KVCACHE_SPACE: '4' } })).toEqual(unused('"VLLM_CPU_KVCACHE_SPACE=4"', 'with'));
    expect(found(vllm({ gpuMemoryUtilization: 0.5 }), {})).toEqual([]);
  });
});
