import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import {
  Accelerator, Compute, DataType, Framework, KvTransferRole, ModelLayout,
  ModelSource, ModelTask, SecretKey, UvicornLogLevel, VllmEngine, VllmEngineProps,
} from '../../src';
import { packagedFlags } from '../../src/ground/package-data';
import { AMD, CPU, envOf, GPU, render, RenderOptions } from '../conformance/render';

const COMMIT = '01c7f73d771dfac7d292323805ebc428287df4f9';
const hub = ModelSource.huggingFace('acme/llama', { revision: COMMIT, token: SecretKey.of('hf', 'token'), size: Size.gibibytes(13) });
const engine = new VllmEngine({ version: '0.32.0' });
const vllm = (props: Partial<VllmEngineProps> = {}, options: Partial<RenderOptions> = {}) =>
  render({ engine: new VllmEngine({ version: '0.32.0', ...props }), source: hub, compute: GPU, framework: Framework.PYTORCH, name: 'llama', ...options });

const on = (resource: string) => Compute.gpu(Accelerator.of({ name: resource, resource }), { cpu: Cpu.units(4), memory: Size.gibibytes(24) });

describe('a model on vLLM', () => {
  test('is rendered whole', () => {
    expect(vllm().objects).toMatchSnapshot();
  });

  test('is loaded from the hub by the server, at the revision of the source, into the cache', () => {
    const { server, init } = vllm();
    expect(init).toEqual([]);
    expect(server.args!.slice(0, 1)).toEqual(['acme/llama']);
    expect(server.args!.join(' ')).toContain(`--revision ${COMMIT} --tokenizer-revision ${COMMIT}`);
    expect(envOf(server)).toMatchObject({ HF_TOKEN: 'hf/token', HF_HOME: '/mnt/models' });
  });

  test('is loaded from a folder without asking the hub', () => {
    const { server } = vllm({}, { source: ModelSource.s3('s3://models/llama/', { anonymous: true }) });
    expect(server.args![0]).toBe('/mnt/models');
    expect(server.args).not.toContain('--revision');
    expect(envOf(server)).toMatchObject({ HF_HUB_OFFLINE: '1', HF_HOME: '/tmp' });
  });

  test('may be a single GGUF file', () => {
    expect(vllm({}, { source: ModelSource.https('https://files.example.com/tiny.gguf') }).server.args![0]).toBe('/mnt/models/tiny.gguf');
  });

  test('is parallel over the accelerators of a replica', () => {
    const compute = Compute.gpu(Accelerator.NVIDIA_L4, { count: 4, cpu: Cpu.units(4), memory: Size.gibibytes(64) });
    expect(vllm({}, { compute }).server.args!.join(' ')).toContain('--tensor-parallel-size 4');
    const staged = vllm({ pipelineParallelSize: 2 }, { compute });
    expect(staged.server.args!.join(' ')).toContain('--tensor-parallel-size 2 --pipeline-parallel-size 2');
    expect(staged.pod.volumes).toContainEqual({ name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '8Gi' } });
  });

  test('drains only in versions that can', () => {
    expect(vllm({}, { settings: { timing: { drain: Duration.seconds(60) } } }).server.args!.join(' ')).toContain('--shutdown-timeout 60');
    expect(vllm({ version: '0.17.1' }).server.args).not.toContain('--shutdown-timeout');
  });

  test('has the flags that are asked for', () => {
    const { server } = vllm({ maxModelLen: 8192, dtype: DataType.BFLOAT16, quantization: 'awq', trustRemoteCode: true, port: 9000, gpuMemoryUtilization: 0.8 });
    expect(server.args!.join(' ')).toContain('--gpu-memory-utilization 0.8 --max-model-len 8192 --dtype bfloat16 --quantization awq');
    expect(server.args!.join(' ')).toContain(`--trust-remote-code --code-revision ${COMMIT}`);
    expect(server.args!.join(' ')).toContain('--port 9000');
  });

  test('plans its work as it is told', () => {
    const { server } = vllm({
      maxBatchTokens: 8192, chunkedPrefill: true, blockSize: 64, enforceEager: true, uvicornLogLevel: UvicornLogLevel.WARNING, kvTransfer: { connector: 'NixlConnector' },
    });
    expect(server.args!.join(' ')).toContain(
      '--max-num-batched-tokens 8192 --enable-chunked-prefill --block-size 64 --enforce-eager '
      + '--kv-transfer-config {"kv_connector":"NixlConnector","kv_role":"kv_both"} --uvicorn-log-level warning',
    );
    expect(vllm({ chunkedPrefill: false }).server.args).toContain('--no-enable-chunked-prefill');
    const producer = vllm({ kvTransfer: { connector: 'NixlConnector', role: KvTransferRole.PRODUCER } });
    expect(producer.server.args).toContain('{"kv_connector":"NixlConnector","kv_role":"kv_producer"}');
  });

  test.each([
    [{ maxBatchTokens: 64, maxConcurrentRequests: 128 }, 'at least 128'], [{ maxBatchTokens: 2048, maxModelLen: 4096, chunkedPrefill: false }, 'at least 4096'],
    [{ uvicornLogLevel: 'loud' as UvicornLogLevel }, 'UvicornLogLevel.TRACE'], [{ blockSize: 0 }, 'blockSize'], [{ kvTransfer: { connector: 'a b' } }, 'kvTransfer.connector'],
  ])('fails for %j', (props, words) => {
    expect(() => vllm(props)).toThrow(words);
  });

  test('takes its key from a Secret', () => {
    expect(envOf(vllm({ apiKey: SecretKey.of('vllm', 'key') }).server).VLLM_API_KEY).toBe('vllm/key');
  });

  test('may be called by several names, and is known to be compatible with OpenAI', () => {
    expect(engine._facts.knowsAliases).toBe(true);
    expect([engine.openAiCompatible, engine.apiPath, engine.metricsPath, engine.version]).toEqual([true, '/v1', '/metrics', '0.32.0']);
  });

  test('waits for an engine that takes more than ten minutes to start', () => {
    expect(envOf(vllm().server)).not.toHaveProperty('VLLM_ENGINE_READY_TIMEOUT_S');
    expect(envOf(vllm({}, { settings: { timing: { startup: Duration.minutes(30) } } }).server).VLLM_ENGINE_READY_TIMEOUT_S).toBe('1800');
  });

  test('has a read-only root and part of the memory for its cache on a CPU', () => {
    const { server } = vllm({}, { compute: CPU, source: ModelSource.pvc('weights') });
    expect(server.image).toBe('docker.io/vllm/vllm-openai-cpu:v0.32.0');
    expect(server.securityContext.readOnlyRootFilesystem).toBe(true);
    expect(server.args).not.toContain('--gpu-memory-utilization');
    expect(envOf(server).VLLM_CPU_KVCACHE_SPACE).toBe('2');
    expect(envOf(vllm({ kvCacheSize: Size.gibibytes(5) }, { compute: CPU, source: ModelSource.pvc('weights') }).server).VLLM_CPU_KVCACHE_SPACE).toBe('5');
  });

  test('has an image for each kind of accelerator', () => {
    expect(vllm().server.image).toBe('docker.io/vllm/vllm-openai:v0.32.0');
    expect(engine.imageFor(AMD)).toBe('docker.io/vllm/vllm-openai-rocm:v0.32.0');
    expect(new VllmEngine({ version: '0.32.0', image: 'example.com/vllm:1' }).imageFor(AMD)).toBe('example.com/vllm:1');
  });

  test.each([
    ['amd.com/gpu', '0.14.0', 'docker.io/vllm/vllm-openai-rocm:v0.14.0'], ['gpu.intel.com/xe', '0.26.0', 'docker.io/vllm/vllm-openai-xpu:v0.26.0'],
    ['gpu.intel.com/i915', '0.33.0', 'docker.io/vllm/vllm-openai-xpu:v0.33.0'], ['google.com/tpu', '0.19.0', 'docker.io/vllm/vllm-tpu:v0.19.0'],
  ])('has one for %s from %s on', (resource, version, image) => {
    expect(new VllmEngine({ version }).imageFor(on(resource))).toBe(image);
  });

  test.each([['amd.com/gpu', '0.13.0'], ['gpu.intel.com/xe', '0.25.1'], ['google.com/tpu', '0.12.0'], ['habana.ai/gaudi', '0.33.0'], ['huawei.com/Ascend910', '0.33.0']])(
    'has none for %s with %s, and says what there is', (resource, version) => {
      expect(() => new VllmEngine({ version }).imageFor(on(resource))).toThrow(
        `no official image of vLLM ${version} for ${resource} is known (nvidia.com: any version; amd.com: from 0.14.0; gpu.intel.com: from 0.26.0; google.com/tpu: from 0.19.0; CPU: from 0.19.0); give image`);
    });
});

const words = (props: Partial<VllmEngineProps>, options: Partial<RenderOptions> = {}) => vllm(props, options).server.args!.join(' ');

describe('what differs between versions of vLLM', () => {
  test.each([
    ['0.18.0', '--shutdown-timeout 30', 15], ['0.17.1', '', 45],
  ])('is how it drains: %s has %j and waits %d s before SIGTERM', (version, expected, preStop) => {
    const { server, pod } = vllm({ version });
    expect(/--shutdown-timeout \d+/.exec(server.args!.join(' '))?.[0] ?? '').toBe(expected);
    expect(server.lifecycle!.preStop.sleep.seconds).toBe(preStop);
    expect(pod.terminationGracePeriodSeconds).toBe(60);
  });

  test.each([['0.10.1', '--runner pooling'], ['0.10.0', '--task embed']])('is how it is told of embeddings: %s has %s', (version, expected) => {
    expect(words({ version, task: ModelTask.EMBED })).toContain(expected);
  });

  test.each([[ModelTask.RERANK, 'score'], [ModelTask.CLASSIFY, 'classify']])('is how it is told to %s before 0.10.1: --task %s', (task, word) => {
    expect(words({ version: '0.9.2', task })).toContain(`--task ${word}`);
    expect(words({ task })).toContain('--runner pooling');
  });

  test.each([['0.9.0', false], ['0.8.5', true]])('is whether reasoning has to be switched on: %s', (version, isSwitched) => {
    const args = words({ version, reasoningParser: 'deepseek_r1' });
    expect(args).toContain('--reasoning-parser deepseek_r1');
    expect(args.includes('--enable-reasoning')).toBe(isSwitched);
  });

  test.each([['0.11.0', '--structured-outputs-config.backend xgrammar'], ['0.10.2', '--guided-decoding-backend xgrammar']])('is the name of the grammar backend: %s has %s', (version, expected) => {
    expect(words({ version, structuredOutputBackend: 'xgrammar' })).toContain(expected);
  });

  test.each([['0.8.5', '{"image":4,"video":0}'], ['0.8.4', 'image=4,video=0']])('is how limits are written: %s has %s', (version, expected) => {
    expect(words({ version, multiModalLimits: { image: 4, video: 0 } })).toContain(`--limit-mm-per-prompt ${expected}`);
  });

  test.each([['0.9.2', 'vllm:kv_cache_usage_perc'], ['0.9.1', 'vllm:gpu_cache_usage_perc']])('is the name of a metric: %s has %s', (version, name) => {
    expect(new VllmEngine({ version }).metrics).toMatchObject({ cacheUsage: name });
  });

  test('is judged for each version, also what is rendered', () => {
    for (const { versions } of [packagedFlags(engine._facts.flagsFile!) as { versions: string[] }]) {
      for (const version of versions) {
        const everything: Partial<VllmEngineProps> = {
          version,
          image: `vllm/vllm-openai:v${version}`,
          maxModelLen: 8192,
          dtype: DataType.BFLOAT16,
          quantization: 'awq',
          trustRemoteCode: true,
          kvCacheDtype: 'fp8',
          prefixCaching: false,
          maxConcurrentRequests: 8,
          toolCallParser: 'hermes',
          reasoningParser: 'deepseek_r1',
          structuredOutputBackend: 'xgrammar',
          multiModalLimits: { image: 1 },
          loraAdapters: { sql: 'acme/sql' },
          maxLoraRank: 32,
        };
        expect([version, vllm(everything).findings.filter(({ rule }) => rule.startsWith('flag'))]).toEqual([version, []]);
        expect([version, vllm({ version, task: ModelTask.EMBED, image: `vllm/vllm-openai:v${version}` }).findings.filter(({ rule }) => rule.startsWith('flag'))]).toEqual([version, []]);
      }
    }
  });
});

describe('what is served beside a model on vLLM', () => {
  test('are adapters, by the name that clients send', () => {
    expect(words({ loraAdapters: { sql: 'acme/sql-lora', math: '/mnt/adapters/math' }, maxLoraRank: 32 }))
      .toContain('--enable-lora --lora-modules sql=acme/sql-lora math=/mnt/adapters/math --max-lora-rank 32');
  });

  test('is a draft model', () => {
    const speculativeDecoding = { method: 'eagle3', model: 'acme/eagle', tokens: 3 };
    expect(vllm({ speculativeDecoding }).server.args).toContain('{"method":"eagle3","model":"acme/eagle","num_speculative_tokens":3}');
    expect(vllm({ speculativeDecoding: { method: 'ngram', tokens: 4 } }).server.args).toContain('{"method":"ngram","num_speculative_tokens":4}');
    expect(() => vllm({ version: '0.8.1', speculativeDecoding })).toThrow(/invalid speculativeDecoding of VllmEngine: got "it with vLLM 0.8.1", allowed is vLLM 0.8.2 or newer/);
  });

  test('comes from the hub only when the model does', () => {
    const source = ModelSource.pvc('weights');
    expect(words({ loraAdapters: { sql: '/mnt/adapters/sql' } }, { source })).toContain('sql=/mnt/adapters/sql');
    expect(() => vllm({ loraAdapters: { sql: 'acme/sql' } }, { source })).toThrow(/engine-refuses: the adapter sql in loraAdapters is "acme\/sql" on the hub, and the server does not ask the hub/);
    expect(() => vllm({ loraAdapters: { sql: 'sql' } })).toThrow(/which is neither an absolute path in the Pod nor the id of a repository/);
  });

  test('are tool calls', () => {
    expect(words({ toolCallParser: 'hermes' })).toContain('--enable-auto-tool-choice --tool-call-parser hermes');
    expect(words({})).not.toMatch(/tool|reasoning|lora|speculative|structured|limit-mm|prefix/);
  });

  test('is the cache of common prefixes', () => {
    expect(words({ prefixCaching: true, kvCacheDtype: 'fp8' })).toContain('--kv-cache-dtype fp8 --enable-prefix-caching');
    expect(words({ prefixCaching: false, maxConcurrentRequests: 64 })).toContain('--no-enable-prefix-caching');
  });
});

describe('the version of vLLM', () => {
  test('is that of the image when none is said', () => {
    const ours = new VllmEngine({ image: 'registry.example.com/vllm:v0.17.1-ours.3' });
    expect([ours.version, ours._facts.drainsAfterSigterm]).toEqual(['0.17.1', false]);
    expect(() => new VllmEngine({})).toThrow('invalid version of VllmEngine: got "neither version nor image"');
  });

  test('decides which flags it knows', () => {
    const args = ['--disable-log-requests'];
    expect(vllm({ version: '0.16.0' }, { settings: { args } }).findings).toEqual([]);
    expect(() => vllm({ version: '0.17.0' }, { settings: { args } })).toThrow(/flag-unknown: .*--disable-log-requests is no flag of vllm 0.17.0: 0.16.0 was the last to have it, it went with 0.17.0/);
    expect(() => vllm({}, { settings: { args: ['--tensor-paralel-size', '2'] } })).toThrow(/remove it from args; if --tensor-parallel-size is meant: use count of the accelerators in compute/);
    expect(vllm({ version: '0.17.0', image: 'example.com/fork:1.0.0' }, { settings: { args } }).findings.map(({ rule }) => rule)).toEqual(['engine-version-differs', 'flag-unverified', 'image-unproven']);
    expect(vllm({ version: '0.99.0' }).findings.map(({ rule }) => rule)).toEqual(['engine-version-unverified']);
  });

  test.each([['-O3'], ['--compilation-config.mode=3'], ['--max_num_batched_tokens=2048'], ['--max-num-batched', '2048']])('reads flags as its parser does: %s', (...args) => {
    expect(vllm({}, { settings: { args } }).findings).toEqual([]);
  });
});

describe('a flag of vLLM', () => {
  test('may stand several times when it makes a list', () => {
    const args = ['--lora-modules', 'a=/a', '--lora-modules', 'b=/b'];
    expect(vllm({}, { settings: { args: ['--enable-lora', ...args] } }).server.args!.slice(-4)).toEqual(args);
    expect(() => vllm({}, { settings: { args: ['--seed', '1', '--seed', '2'] } })).toThrow(/arg-given-twice/);
  });
});

describe('vLLM refuses', () => {
  test.each(['-tp=2', '--tensor_parallel_size=2', '--revision=main', '--api-key=x', '--device-memory-utilization=0.5'])('the flag %s, which is derived', flag => {
    expect(() => vllm({}, { settings: { args: [flag] } })).toThrow(/arg-contradicts-derived/);
  });

  test.each(['s3://models/net.onnx', 's3://models/net.safetensors', 's3://models/net.pt'])('the single file %s, and says what would work', uri => {
    expect(() => vllm({}, { source: ModelSource.s3(uri, { anonymous: true }) })).toThrow(/engine-refuses: vLLM loads a folder with config.json, weights and tokenizer/);
  });

  test.each([ModelLayout.VERSIONED, ModelLayout.REPOSITORY])('the layout %s', layout => {
    expect(() => vllm({}, { source: ModelSource.pvc('weights', { layout }) })).toThrow(/engine-refuses: vLLM loads a folder of model files, not the layout/);
  });

  test('stages that do not divide the accelerators', () => {
    expect(() => vllm({ pipelineParallelSize: 2 })).toThrow('pipelineParallelSize 2 does not divide the only accelerator of a replica');
  });

  test('versions and accelerators without an official image', () => {
    expect(() => new VllmEngine({ version: '0.13.0' }).imageFor(AMD)).toThrow('no official image of vLLM 0.13.0 for AMD MI300X is known');
    expect(() => new VllmEngine({ version: '0.18.0' }).imageFor(CPU)).toThrow('no official image of vLLM 0.18.0 for a CPU is known');
  });

  test.each([
    { version: 'v0.32.0' }, { image: 'A' }, { port: 0 }, { maxModelLen: 0 }, { maxModelLen: 1.5 }, { pipelineParallelSize: 0 }, { gpuMemoryUtilization: 0 }, { gpuMemoryUtilization: 1.1 },
    { dtype: 'a b' as DataType }, { toolCallParser: '' }, { quantization: '--x' }, { maxConcurrentRequests: 0 }, { loraAdapters: { 'a=b': '/x' } }, { multiModalLimits: { image: -1 } }, { maxLoraRank: 0.5 }, { kvCacheSize: Size.mebibytes(1500) }, { kvCacheSize: Size.gibibytes(0.3) }, { kvCacheSize: Size.gibibytes(NaN) },
    { speculativeDecoding: { method: 'ngram', tokens: 0 } },
  ])('%j', props => {
    expect(() => new VllmEngine({ version: '0.32.0', ...props })).toThrow(/^invalid /);
  });
});
