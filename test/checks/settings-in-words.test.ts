import { Size } from 'cdk8s';
import {
  Findings, Framework, HostPathType, KServeBackend, KServeHuggingFaceEngine, LlamaCppEngine,
  LmdeployEngine, ModelCache, ModelSource, NimEngine, PodVolume, SecretKey,
  ServingEngine, SglangEngine, TensorRtLlmEngine, TextGenerationInferenceEngine, TritonEngine, VllmEngine,
} from '../../src';
import { chartIn, gpuCompute, ModelOverrides, plainModel, PlainSource, smallCompute } from '../fixtures';

/* What is said of settings of the server, word for word: `npm run test:update` writes it anew. */

const vllm = (props: object = {}) => new VllmEngine({ version: '0.32.0', ...props });
const sglang = () => new SglangEngine({ version: '0.5.21' });
const lmdeploy = () => new LmdeployEngine({ version: '0.18.0' });
const llama = () => new LlamaCppEngine({ version: 'b11434' });
const tgi = () => new TextGenerationInferenceEngine({ version: '3.3.7' });
const nim = () => new NimEngine({ version: '2.0.13' });
const triton = () => new TritonEngine({ version: '26.07' });
const trt = (props: object = {}) => new TensorRtLlmEngine({ version: '1.2.1', ...props });
const kserve = () => new KServeHuggingFaceEngine({ version: '0.20.0', backend: KServeBackend.VLLM });

const HUB = { source: ModelSource.huggingFace('org/m', { revision: 'main' }) };
const FILE = { source: ModelSource.huggingFace('org/m', { file: 'm-00001-of-00002.gguf' }) };
const CPU = { compute: smallCompute() };
const EXTRA = { pod: { volumes: [PodVolume.existingClaim('extra', 'extra')], mounts: [{ volume: 'extra', path: '/extra' }] } };
const SIZED = { source: new PlainSource({ size: Size.gibibytes(20) }) };

/** What is said of the source, the image and the engine. */
const OTHERS = /^(revision-|pod-security-|engine-unmaintained)/;

/** An engine, words of a command line, and the rest of the model. */
type Given = readonly [engine: ServingEngine, words: string, more?: ModelOverrides];

const GIVEN: readonly Given[] = [
  // what contradicts what is derived, in each spelling
  [vllm(), '--port=9000'], [vllm(), '--port 8000'], [vllm(), '--port 08000'], [vllm(), '-tp 2'], [vllm(), '--tensor_parallel_size=2'], [vllm(), '--api-key=a'], [vllm(), '--uds=/x'], [vllm(), '--host=::1'],
  [vllm({ apiKey: SecretKey.of('s', 'k') }), '--api-key=a'], [vllm({ prefixCaching: true }), '--no-enable-prefix-caching'], [vllm({ prefixCaching: false }), '--enable-prefix-caching'],
  [vllm({ structuredOutputBackend: 'xgrammar' }), '--structured-outputs-config.backend=guidance'], [vllm({ structuredOutputBackend: 'xgrammar' }), '--structured-outputs-config={"backend":"xgrammar"}'],
  [vllm({ maxModelLen: 4096 }), '--max-model-len 4096'], [vllm({ maxModelLen: 4096 }), '--max-model-len auto'], [vllm(), '--max-model-len -1'], [vllm(), '--gpu-memory-utilization 0.900'], [vllm(), '--gpu-memory-utilization x0.9'],
  [vllm(), '', { env: { VLLM_CPU_KVCACHE_SPACE: '4' } }], [vllm(), '--gpu-memory-utilization=0.5', CPU], [vllm(), '--kv-cache-memory-bytes=1'],
  [vllm({ quantization: 'fp8' }), '--quantization "fp8"'], [vllm({ quantization: 'fp8' }), '--quantization fp8'],
  // twice
  [vllm(), '--seed 1 --seed=2'], [vllm(), '--seed 1 --no-seed'], [vllm(), '--speculative-config.a=1 --speculative-config.b=1'], [vllm(), '--speculative-config.a=1 --speculative-config.a=2'], [vllm(), '--lora-modules a=/extra/a --lora-modules b=/extra/b', EXTRA],
  // words with spaces, quotation marks, and none
  [vllm(), 'word'], [vllm(), '--'], [nim(), 'word'], [triton(), 'word'], [kserve(), 'word'],
  // values
  [vllm(), '--seed'], [vllm(), '--seed 1 2'], [vllm(), '--seed=1 2'], [vllm(), '--seed x'], [vllm(), '--seed \'1\''], [vllm(), '--seed "x"'], [vllm(), '--enable-prefix-caching true'], [vllm(), '--enable-prefix-caching=false'],
  [vllm(), '--no-enable-prefix-caching=false'], [vllm(), '--enable-prefix-caching=maybe'], [vllm(), '--enforce-eager off'], [vllm(), '--dtype'], [vllm(), '--dtype half'], [vllm(), '--dtype hlaf'], [vllm(), '--dtype "half"'], [vllm(), '--dtype $(DTYPE)', { env: { DTYPE: 'half' } }],
  [vllm(), '--chat-template \'a b\''], [vllm(), '--served-model-name'], [vllm(), '--limit-mm-per-prompt {"image":4}'], [vllm(), '--limit-mm-per-prompt [4]'], [vllm(), '--compilation-config {"mode":"x"}'], [vllm(), '-O3'], [vllm(), '-O 9'], [vllm(), '-cc.mode=x'],
  [vllm(), '--kv-transfer-config {"kv_role":"kv_nobody"}'], [vllm(), '--kv-transfer-config.kv_role=kv_nobody'], [vllm(), '--kv-transfer-config {broken'], [vllm(), '--hf-token'], [vllm(), '--hf-token a b'], [vllm(), '--hf-token=\'x\''],
  [vllm(), '--gpu-memory-utilization=0'], [vllm(), '--gpu-memory-utilization=1'], [vllm(), '--gpu-memory-utilization=1.5'], [vllm(), '--gpu-memory-utilization=-1'], [vllm(), '--tool-call-parser x'], [vllm(), '--tool-call-parser=hermes'],
  [sglang(), '--mem-fraction-static 2'], [sglang(), '--tool-call-parser x'], [sglang(), '--dtype=x'], [sglang(), '--log-level'], [sglang(), '--enable-metrics yes'], [lmdeploy(), '--dtype x'], [lmdeploy(), '--session-len x'], [lmdeploy(), '--quant-policy 3'], [lmdeploy(), '--quant-policy'],
  [llama(), '--ctx-size=4', FILE], [llama(), '--ctx-size x', FILE], [llama(), '-c 4 5', FILE], [llama(), '--flash-attn maybe', FILE], [llama(), '--ctx_size 4', FILE], [llama(), '--jinja x', FILE], [llama(), '--api-key=a', FILE], [llama(), '--numa', FILE],
  [tgi(), '--dtype x'], [tgi(), '--quantize awq2'], [tgi(), '--quantize'], [trt(), '--backend x'], [trt(), '--kv_cache_free_gpu_memory_fraction 1.5'],
  [vllm({ quantization: 'awk' }), ''], [new VllmEngine({ version: '0.99.0' }), '--seed x'], [new VllmEngine({ version: '0.99.0' }), '--brand-new'], [vllm({ image: 'vllm/vllm-openai:nightly' }), '--seed x'], [vllm({ image: 'mirror.example.com/v:1' }), '--seed= x'],
  // flags that are unknown
  [vllm(), '--max-modle-len=4'], [vllm(), '--enable-reasoning'], [vllm(), '--swap-space=4'], [vllm(), '--ctx-size=4'], [vllm(), '--context-length 4'], [vllm(), '--nothing-like-it'], [sglang(), '--max-model-len=4'], [sglang(), '--disable-radix-cach'], [llama(), '--max-model-len 4', FILE],
  // what is loaded beside the model
  [vllm(), '--tokenizer org/t'], [vllm(), '--tokenizer gpt2'], [vllm(), '--tokenizer /extra/t', EXTRA], [vllm(), '--tokenizer ./t'], [vllm(), '--lora-modules a=/mnt/models/a b=org/b'], [vllm(), '--lora-modules {"name":"b","path":"org/b"}'], [vllm(), '--lora-modules {"name":"b"}'],
  [vllm(), '--speculative-config {"method":"ngram","model":"ngram"}'], [vllm(), '--speculative-config {"model":"org/e"}'], [vllm(), '--speculative-config.model=org/e'], [vllm(), '--speculative-config.model=/none/e'], [vllm(), '--default-mm-loras {"image":"org/v","audio":5}'], [vllm(), '--default-mm-loras x'], [vllm(), '--default-mm-loras.image org/v'],
  [vllm(), '--tokenizer org/t', { env: { HF_HUB_OFFLINE: 'on' } }], [vllm(), '--tokenizer org/t', { env: { HF_HUB_OFFLINE: '10' } }], [vllm(), '--tokenizer org/t', { env: { HF_HUB_CACHE: '/tmp/a' } }], [vllm(), '--tokenizer org/t', { ...HUB, env: { HF_HUB_OFFLINE: '1' } }],
  [vllm(), '', { ...HUB, env: { HF_HUB_OFFLINE: '1' } }], [vllm(), '', { ...HUB, env: { HF_HUB_OFFLINE: '1' }, cache: ModelCache.existingClaim('c') }], [vllm(), '', { ...HUB, env: { TRANSFORMERS_OFFLINE: 'YES' } }],
  [vllm(), '', { ...HUB, env: { HF_HUB_OFFLINE: '1' }, pod: { volumes: [PodVolume.existingClaim('c', 'c')], mounts: [{ volume: 'c', path: '/mnt/models' }] } }], [vllm(), '', { ...HUB, env: { HF_HUB_OFFLINE: '1' }, pod: { volumes: [PodVolume.existingClaim('c', 'c')], mounts: [{ volume: 'c', path: '/mnt/models/hub' }] } }],
  [vllm(), '', { ...HUB, env: { HF_HUB_OFFLINE: '1' }, pod: { volumes: [PodVolume.existingClaim('c', 'c')], mounts: [{ volume: 'c', path: '/mnt/other' }] } }],
  [vllm(), '--chat-template /mnt/models/c.jinja'], [vllm(), '--chat-template /mnt/models'], [vllm(), '--chat-template /mnt/modelsx/c'], [vllm(), '--chat-template /mnt/models/c.jinja', HUB], [vllm(), '--chat-template c.jinja'], [vllm(), '--chat-template /tmp/c.jinja'], [vllm(), '--chat-template /none/c.jinja'], [vllm(), '--chat-template /extra/c.jinja', EXTRA], [vllm(), '--chat-template /mnt/models/extra/c.jinja', { ...HUB, pod: { ...EXTRA.pod, mounts: [{ volume: 'extra', path: '/mnt/models/extra' }] } }],
  [vllm(), '--chat-template /tmp/own/c.jinja', { source: new PlainSource({ binding: { volumes: [PodVolume.configMap('own', 'own')], mounts: [{ volume: 'own', path: '/tmp/own' }] } }) }],
  [llama(), '--lora /extra/a.gguf,', { ...FILE, ...EXTRA }], [vllm(), '--lora-modules {"path":""}'],
  [llama(), '--mmproj /mnt/models/p.gguf', FILE], [llama(), '--model-draft /mnt/models/m-00002-of-00002.gguf', FILE], [llama(), '--lora /extra/a.gguf,/mnt/models/b.gguf', { ...FILE, ...EXTRA }], [llama(), '--lora-scaled /extra/a.gguf:0.5', { ...FILE, ...EXTRA }], [llama(), '--lora-scaled /none/a.gguf:1.5', FILE], [llama(), '--mmproj rel.gguf', FILE], [llama(), '--mmproj /mnt/models', FILE], [llama(), '--mmproj /mnt', FILE], [llama(), '--lora 5', FILE], [llama(), '--lora 12', FILE], [llama(), '--lora 5x', FILE], [llama(), '--lora x5', FILE], [llama(), '--lora /extra/a.gguf,rel', { ...FILE, ...EXTRA }],

  [vllm(), '', { env: { VLLM_CACHE_ROOT: '/mnt/models/c' } }], [vllm(), '', { env: { VLLM_CACHE_ROOT: '/tmp' } }], ...[HostPathType.DIRECTORY, HostPathType.FILE].map((type): Given => (
    [vllm(), '', { env: { VLLM_CACHE_ROOT: `/extra/${type}` }, pod: { ...EXTRA.pod, volumes: [PodVolume.hostPath('extra', '/x', { type })] } }]
  )), [vllm(), '', { env: { VLLM_CACHE_ROOT: '/none' } }], [vllm(), '', { env: { VLLM_CACHE_ROOT: 'rel' } }], [vllm(), '', { ...HUB, env: { VLLM_CACHE_ROOT: '/mnt/models/c' } }], [vllm(), '', { env: { HF_HOME: '/extra/h' }, ...EXTRA }],
  // devices, memory, ports, and what has no effect
  [vllm(), '--data-parallel-size 3'], [vllm(), '--data-parallel-size 2'], [vllm(), '--device-ids 0'], [vllm(), '--device-ids 0,1,1,2'], [vllm(), '', { env: { CUDA_VISIBLE_DEVICES: '' } }], [vllm(), '', { env: { CUDA_VISIBLE_DEVICES: 'all' } }], [vllm(), '', { env: { CUDA_VISIBLE_DEVICES: '0,1,2,9' } }], [vllm(), '', { env: { CUDA_VISIBLE_DEVICES: '0,-1,2,3' } }],
  [sglang(), '--base-gpu-id 1'], [sglang(), '--gpu-id-step 2'], [sglang(), '--base-gpu-id=x'], [sglang(), '--ep-size 8'], [sglang(), '--ep-size 0'], [lmdeploy(), '--dp 3'], [llama(), '--main-gpu 4', FILE], [llama(), '--main-gpu 3', FILE], [llama(), '--split-mode none', FILE], [tgi(), '--num-shard 2'], [vllm(), '--nnodes 2'], [vllm(), '--headless'],
  [vllm(), '--cpu-offload-gb 100'], [vllm(), '--cpu-offload-gb 10'], [vllm(), '--cpu-offload-gb 100', SIZED], [vllm(), '--kv-offloading-size 64'], [vllm(), '--kv-offloading-size 65'], [vllm(), '--kv-offloading-size 30 --mm-processor-cache-gb 40'], [sglang(), '--enable-hierarchical-cache --hicache-size 20'], [vllm({ kvCacheSize: Size.gibibytes(100) }), '', CPU],
  [trt({ config: 'kv_cache_config:\n  host_cache_size: 100000000000' }), ''], [triton(), '--pinned-memory-pool-byte-size=100000000000'], [vllm(), '--grpc-port 8000'], [sglang(), '--nccl-port 30000'], [tgi(), '--prometheus-port 8080'], [tgi(), '--prometheus-port 0'], [vllm(), '--grpc-port 0'],
  [vllm(), '--kv-cache-dtype fp8', CPU], [vllm({ kvCacheSize: Size.gibibytes(4) }), ''], [vllm({ gpuMemoryUtilization: 0.5 }), '', CPU], [vllm(), '--trust-remote-code', HUB], [vllm(), '--trust-remote-code=false', HUB], [vllm(), '--revision x'], [nim(), '', { env: { NIM_MULTI_NODE: '1' } }], [nim(), '', { env: { NIM_MAX_MODEL_LEN: '4' } }],
];

/** The case in one line: no number of it, so that one more changes no other. */
function titleOf([engine, words, { env, source, compute, cache, pod } = {}]: Given): string {
  const { version: _version, image, ...props } = engine._props as { readonly [member: string]: unknown };
  const given = { ...props, ...image !== undefined && { image }, ...env };
  const around = [source?.uri, cache && 'on a claim', compute && `on ${compute.accelerator?.name ?? 'a CPU'}`, ...(pod?.mounts ?? []).map(({ path }) => path)].filter(one => one !== undefined);
  return [engine.name, engine.version, words, JSON.stringify(given), ...around].filter(part => part !== '').join(' ');
}

test('each case has a title of its own', () => {
  const titles = GIVEN.map(titleOf);
  expect(titles.filter((title, index) => titles.indexOf(title) < index)).toEqual([]);
});

test.each(GIVEN.map((given): [string, Given] => [titleOf(given), given]))('%s', (_title, [engine, words, more]) => {
  const chart = chartIn('ml');
  const args = words === '' ? {} : { args: words.split(' ') };
  plainModel(chart, 'model', { replicas: 2, framework: engine.frameworks[0] ?? Framework.CUSTOM, source: ModelSource.pvc('weights'), profileProps: { engine, compute: gpuCompute(4) }, ...args, ...more });
  expect(Findings.of(chart).filter(({ rule }) => !OTHERS.test(rule)).map(({ rule, what, fix }) => `${rule}: ${what}\n    fix: ${fix}`).join('\n')).toMatchSnapshot();
});
