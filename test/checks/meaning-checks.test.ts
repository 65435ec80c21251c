import { Size } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import {
  Accelerator, Compute, Cpu, Findings, Framework, KServeHuggingFaceEngine, LlamaCppEngine, LmdeployEngine, ModelCache,
  ModelSource, NimEngine, PodVolume,
  SecretKey, ServingEngine, SglangEngine, TensorRtLlmEngine, TextGenerationInferenceEngine, TritonEngine, VllmEngine,
} from '../../src';
import { chartIn, ModelOverrides, plainModel, PlainSource, serverOf } from '../fixtures';

const gpus = (count: number, memory: number = 48) => Compute.gpu(Accelerator.NVIDIA_L4, { count, cpu: Cpu.units(8), memory: Size.gibibytes(memory) });
const cpu = (memory: number = 48) => Compute.cpu({ cpu: Cpu.units(8), memory: Size.gibibytes(memory) });
const vllm = (props: object = {}) => new VllmEngine({ version: '0.32.0', ...props });
const sglang = (props: object = {}) => new SglangEngine({ version: '0.5.21', ...props });
const FOLDER = ModelSource.pvc('weights');

/** Other findings than these are none of this file's. */
const RULES = /^(devices-mismatch|several-nodes|memory-below-offload|hub-unreachable|path-|port-taken|option-unused|env-|arg-|flag-|engine-refuses)/;

function modelOn(engine: ServingEngine, overrides: ModelOverrides) {
  const chart = chartIn();
  plainModel(chart, 'model', { replicas: 2, framework: engine.frameworks[0] ?? Framework.CUSTOM, source: FOLDER, profileProps: { engine, compute: gpus(4) }, ...overrides });
  return chart;
}

/** What is found, as `rule: what`. */
function found(engine: ServingEngine, overrides: ModelOverrides): string[] {
  return Findings.of(modelOn(engine, overrides)).filter(({ rule }) => RULES.test(rule)).map(({ rule, what }) => `${rule}: ${what}`);
}

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
    [new LmdeployEngine({ version: '0.16.0' }), ['--nnodes=2']], [new KServeHuggingFaceEngine({ version: '0.20.0', backend: 'vllm' }), ['--headless']], [new NimEngine({ version: '2.0.13' }), ['--nnodes=2']],
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
  const kserve = new KServeHuggingFaceEngine({ version: '0.20.0', backend: 'vllm' });
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
    ['KServe\'s KV cache', new KServeHuggingFaceEngine({ version: '0.20.0', backend: 'vllm', kvCacheSize: Size.gibibytes(100) }), { compute: cpu() }],
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

describe('what is loaded beside the model', () => {
  test.each<[string, ServingEngine, ModelOverrides]>([
    ['--tokenizer', vllm(), { args: ['--tokenizer', 'org/tokenizer'] }],
    ['--tokenizer of one word', vllm(), { args: ['--tokenizer=gpt2'] }],
    ['--hf-config-path', vllm(), { args: ['--hf-config-path=org/config'] }],
    ['--lora-modules', vllm(), { args: ['--enable-lora', '--lora-modules', 'a=/adapters/a', 'b=org/b'], pod: { volumes: [PodVolume.existingClaim('adapters', 'a')], mounts: [{ volume: 'adapters', path: '/adapters' }] } }],
    ['--lora-modules in JSON', vllm(), { args: ['--enable-lora', '--lora-modules', '{"name":"b","path":"org/b"}'] }],
    ['--speculative-config', vllm(), { args: ['--speculative-config', '{"method":"eagle3","model":"org/eagle","num_speculative_tokens":3}'] }],
    ['--speculative-config by keys', vllm(), { args: ['--speculative-config.method=eagle3', '--speculative-config.model=org/eagle'] }],
    ['--default-mm-loras', vllm(), { args: ['--default-mm-loras', '{"image":"org/vision-lora"}'] }],
    ['--tokenizer-path', sglang(), { args: ['--tokenizer-path', 'org/tokenizer'] }],
    ['--lora-paths', sglang(), { args: ['--lora-paths', 'a=org/a'] }],
    ['--speculative-draft-model-path', sglang(), { args: ['--speculative-draft-model-path=org/draft'] }],
    ['LMDeploy\'s draft model', new LmdeployEngine({ version: '0.16.0' }), { args: ['--speculative-draft-model', 'org/draft'] }],
    ['TensorRT-LLM\'s tokenizer', new TensorRtLlmEngine({ version: '1.2.1' }), { args: ['--tokenizer', 'org/t'] }],
    ['a variable', new TextGenerationInferenceEngine({ version: '3.3.7' }), { env: { LORA_ADAPTERS: 'org/a,b=org/b' } }],
  ])('is no repository while the hub is not asked: %s', (_what, engine, overrides) => {
    const rules = found(engine, overrides);
    expect(rules.length).toBeGreaterThan(0);
    for (const rule of rules) expect(rule).toMatch(/^hub-unreachable: .*on the hub, and HF_HUB_OFFLINE is 1/);
    expect(found(engine, { ...overrides, env: { ...overrides.env, HF_HUB_OFFLINE: '0' } })).toEqual([]);
    expect(found(engine, { ...overrides, env: { ...overrides.env, HF_HOME: '/tmp/hub' } })).toEqual([]);
  });

  const hub = { source: ModelSource.huggingFace('org/m', { revision: 'main' }) };
  test.each([['HF_HUB_OFFLINE', '1'], ['HF_HUB_OFFLINE', 'true'], ['HF_HUB_OFFLINE', 'YES'], ['TRANSFORMERS_OFFLINE', 'on']])('is not asked for the model either: %s=%s', (name, value) => {
    for (const engine of [vllm(), sglang(), new TextGenerationInferenceEngine({ version: '3.3.7' })]) {
      expect(found(engine, { ...hub, env: { [name]: value } })).toEqual([`hub-unreachable: the server loads "org/m" from the hub, and ${name}=${value} keeps it from asking there; its cache is empty when the Pod starts`]);
    }
  });

  test.each<[string, ModelOverrides]>([
    ['a claim has the files', { ...hub, env: { HF_HUB_OFFLINE: '1' }, cache: ModelCache.existingClaim('filled', { accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }) }],
    ['the variable says no', { ...hub, env: { HF_HUB_OFFLINE: '0', TRANSFORMERS_OFFLINE: '1' } }],
    ['it is empty', { ...hub, env: { HF_HUB_OFFLINE: '' } }],
    ['data sets are meant', { ...hub, env: { HF_DATASETS_OFFLINE: '1' } }],
    ['a cache of yours is mounted', { ...hub, env: { HF_HUB_OFFLINE: '1', HF_HOME: '/cache' }, pod: { volumes: [PodVolume.existingClaim('c', 'c')], mounts: [{ volume: 'c', path: '/cache' }] } }],
    ['the model is downloaded before', { env: { HF_HUB_OFFLINE: '1', TRANSFORMERS_OFFLINE: '1' } }],
  ])('may be kept from the hub where %s', (_why, overrides) => {
    expect(found(vllm(), overrides)).toEqual([]);
  });

  test('may be a repository when the model is loaded from the hub', () => {
    expect(found(vllm(), { source: ModelSource.huggingFace('o/m', { token: SecretKey.of('a', 'b') }), args: ['--tokenizer', 'org/tokenizer'] })).toEqual([]);
  });

  const gguf = ModelSource.huggingFace('o/m', { file: 'm.gguf' });
  const llama = () => new LlamaCppEngine({ version: 'b11434' });
  test.each<[string, ServingEngine, ModelOverrides]>([
    ['--mmproj beside a file', llama(), { source: gguf, args: ['--mmproj', '/mnt/models/mmproj.gguf'] }],
    ['LLAMA_ARG_MMPROJ', llama(), { source: gguf, env: { LLAMA_ARG_MMPROJ: '/mnt/models/mmproj.gguf' } }],
    ['--lora beside a file', llama(), { source: ModelSource.s3('s3://bucket/m.gguf', { anonymous: true }), args: ['--lora', '/mnt/models/lora.gguf'] }],
    ['--model-draft beside a file', llama(), { source: ModelSource.pvc('weights', { path: 'm.gguf' }), args: ['-md', '/mnt/models/draft.gguf'] }],
    ['--chat-template beside a model of the hub', vllm(), { source: ModelSource.huggingFace('o/m'), args: ['--chat-template=/mnt/models/chat.jinja'] }],
    ['--lora-modules beside a model of the hub', vllm(), { source: ModelSource.huggingFace('o/m'), args: ['--enable-lora', '--lora-modules', 'a=/mnt/models/a'] }],
  ])('is below the model\'s folder only when the source brings it: %s', (_what, engine, overrides) => {
    expect(found(engine, overrides)).toEqual([expect.stringMatching(/^path-not-brought: /)]);
  });

  test('is there when the source brings a folder, or a volume does', () => {
    expect(found(new LlamaCppEngine({ version: 'b11434', modelFile: 'm.gguf' }), { source: FOLDER, args: ['--mmproj', '/mnt/models/mmproj.gguf'] })).toEqual([]);
    expect(found(llama(), { source: gguf, args: ['--mmproj', '/extra/p.gguf'], pod: { volumes: [PodVolume.existingClaim('extra', 'extra')], mounts: [{ volume: 'extra', path: '/extra' }] } })).toEqual([]);
    expect(found(vllm(), { args: ['--chat-template=/mnt/models/chat.jinja'] })).toEqual([]);
  });

  test.each<[string, ServingEngine, string[]]>([
    ['--tool-parser-plugin', vllm(), ['--tool-parser-plugin', '/plugins/own.py']],
    ['a relative plugin', vllm(), ['--tool-parser-plugin=own.py']],
    ['--reasoning-parser-plugin', vllm(), ['--reasoning-parser-plugin', '/plugins/r.py']],
    ['--config', vllm(), ['--config', '/config/vllm.yaml']],
    ['a file on the empty volume', vllm(), ['--chat-template', '/tmp/chat.jinja']],
    ['--chat-template of SGLang', sglang(), ['--chat-template', '/templates/chat.jinja']],
    ['--chat-template-file', llama(), ['--chat-template-file', '/templates/chat.jinja']],
  ])('is found where nothing brings it: %s', (_what, engine, args) => {
    expect(found(engine, { args, source: engine instanceof LlamaCppEngine ? gguf : FOLDER })).toEqual([expect.stringMatching(/^path-not-mounted: /)]);
  });

  test.each([['--chat-template', '{{ messages }}'], ['--chat-template', 'examples/tool_chat_template_hermes.jinja']])('may be in the flag, or in the image: %s %s', (...args) => {
    expect(found(vllm(), { args })).toEqual([]);
  });

  test('may be known to the server by name', () => {
    expect(found(sglang(), { args: ['--chat-template', 'chatml'] })).toEqual([]);
  });
});

describe('variables that nothing else reads', () => {
  test.each([['HF_HUB_OFFLINE', '0'], ['VLLM_CACHE_ROOT', '/tmp/elsewhere'], ['HF_HOME', '/tmp/hub'], ['DO_NOT_TRACK', '0'], ['VLLM_NO_USAGE_STATS', '0'], ['HOME', '/tmp']])('may have another value: %s=%s', (name, value) => {
    expect(found(vllm(), { env: { [name]: value } })).toEqual([]);
  });

  test('are looked at when they name a folder that is on no volume', () => {
    expect(found(vllm(), { env: { VLLM_CACHE_ROOT: '/mnt/models/cache' } })).toEqual([expect.stringMatching(/^path-not-mounted: .* is on a volume that can only be read/)]);
    expect(found(vllm(), { source: ModelSource.huggingFace('o/m'), env: { VLLM_CACHE_ROOT: '/mnt/models/cache' } })).toEqual([]);
    expect(found(vllm(), { env: { VLLM_CACHE_ROOT: '/root/.cache/vllm' } })).toEqual(['path-not-mounted: "VLLM_CACHE_ROOT=/root/.cache/vllm": "/root/.cache/vllm" is where no volume is mounted']);
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
