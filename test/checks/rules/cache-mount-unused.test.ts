import {
  Framework, KServeHuggingFaceEngine, LlamaCppEngine, MlServerEngine, ModelSource, NimEngine, OllamaEngine, PodVolume, ServingEngine, SglangEngine,
  TensorRtLlmEngine, TextEmbeddingsInferenceEngine, TextGenerationInferenceEngine, TritonEngine, VllmEngine,
} from '../../../src';
import { chartIn, COMMIT, findingsOf, gpuCompute, ModelOverrides, PlainEngine, plainModel } from '../../fixtures';

const fromHub = ModelSource.huggingFace('acme/ranker', { revision: COMMIT });
const vllm = new VllmEngine({ version: '0.32.0' });

function found(engine: ServingEngine, path: string, overrides: ModelOverrides = {}) {
  const chart = chartIn('ml');
  plainModel(chart, 'model', {
    compute: gpuCompute(),
    source: ModelSource.pvc('weights'),
    framework: Framework.CUSTOM,
    ...overrides,
    profileProps: { engine },
    pod: { volumes: [PodVolume.existingClaim('cache', 'cache')], mounts: [{ volume: 'cache', path }] },
  });
  return findingsOf(chart, 'cache-mount-unused').map(({ what, fix }) => [/keeps that at (.*)$/.exec(what)?.[1], fix]);
}

const at = (path: string) => `mount it at ${path}`;
const AS_CACHE = 'remove it; with a source that is downloaded, give it as the cache of the model (ModelCache.existingClaim())';

describe('a volume at the place where a server would keep a cache', () => {
  test.each<[ServingEngine, string, string, string]>([
    [vllm, '/root/.cache/vllm', '/tmp/cache/vllm (VLLM_CACHE_ROOT)', at('/tmp/cache/vllm')],
    [vllm, '/root/.cache/vllm/torch_compile_cache', '/tmp/cache/vllm/torch_compile_cache (VLLM_CACHE_ROOT)', at('/tmp/cache/vllm/torch_compile_cache')],
    [vllm, '/root/.cache/huggingface', '/tmp (HF_HOME)', AS_CACHE],
    [vllm, '/root/.cache/huggingface/hub', '/tmp/hub (HF_HOME)', at('/tmp/hub')],
    [vllm, '/root/.cache', '/tmp/cache (XDG_CACHE_HOME)', at('/tmp/cache')],
    [vllm, '/.cache/vllm', '/tmp/cache/vllm (VLLM_CACHE_ROOT)', at('/tmp/cache/vllm')],
    [vllm, '/home/vllm/.config/vllm', '/tmp/config/vllm (VLLM_CONFIG_ROOT)', at('/tmp/config/vllm')],
    [vllm, '/root/.triton', '/tmp/cache/triton (TRITON_CACHE_DIR)', at('/tmp/cache/triton')],
    [vllm, '/root/.cache/flashinfer', '/tmp/cache/flashinfer (XDG_CACHE_HOME)', at('/tmp/cache/flashinfer')],
    [new SglangEngine({ version: '0.5.21' }), '/root/.cache/sglang', '/tmp/cache/sglang (SGLANG_CACHE_DIR)', at('/tmp/cache/sglang')],
    [new SglangEngine({ version: '0.5.21' }), '/root/.nv', '/tmp/cache/cuda (CUDA_CACHE_PATH)', at('/tmp/cache/cuda')],
    [new TextGenerationInferenceEngine({ version: '3.3.7' }), '/data', '/tmp/hub (HUGGINGFACE_HUB_CACHE)', at('/tmp/hub')],
    [new TextEmbeddingsInferenceEngine({ version: '1.9.3' }), '/data', '/tmp/hub (HUGGINGFACE_HUB_CACHE)', at('/tmp/hub')],
    [new NimEngine({ version: '2.0.13' }), '/opt/nim/.cache', '/tmp (NIM_CACHE_PATH)', AS_CACHE],
    [new LlamaCppEngine({ version: 'b11434', modelFile: 'a.gguf' }), '/root/.cache/llama.cpp', '/tmp/cache/llama.cpp (LLAMA_CACHE)', at('/tmp/cache/llama.cpp')],
    [new OllamaEngine({ version: '0.32.15', modelFile: 'a.gguf' }), '/root/.ollama', '/tmp/models (OLLAMA_MODELS)', at('/tmp/models')],
    [new KServeHuggingFaceEngine({ version: '0.20.0' }), '/root/.cache/vllm', '/tmp/cache/vllm (VLLM_CACHE_ROOT)', at('/tmp/cache/vllm')],
    [new TensorRtLlmEngine({ version: '1.2.1' }), '/root/.cache/huggingface', '/tmp (HF_HOME)', AS_CACHE],
    [new MlServerEngine({ version: '1.7.1' }), '/home/mlserver/.cache/huggingface', '/tmp (HF_HOME)', AS_CACHE],
    [new TritonEngine({ version: '26.07' }), '/root/.triton/cache', '/tmp/cache/triton (TRITON_CACHE_DIR)', at('/tmp/cache/triton')],
  ])('is said to be unused, with where it would be used: $name, %s', (engine, path, where, fix) => {
    expect(found(engine, path)).toEqual([[where, fix]]);
    const target = /^mount it at (.*)$/.exec(fix)?.[1];
    if (target !== undefined) expect(found(engine, target)).toEqual([]);
  });

  test('is the cache of the model when the server loads from the hub', () => {
    expect(found(vllm, '/root/.cache/huggingface', { source: fromHub })).toEqual([['/mnt/models (HF_HOME)', 'give it as the cache of the model (ModelCache.existingClaim()), or remove it']]);
  });

  test.each<[string, ServingEngine, string, ModelOverrides]>([
    ['elsewhere', vllm, '/data', {}],
    ['in a home, and no cache', vllm, '/root/templates', {}],
    ['where a variable leads to it', vllm, '/root/.cache/mine', { env: { MY_CACHE: '/root/.cache/mine/1' } }],
    ['where an argument leads to it', vllm, '/root/.cache/templates', { args: ['--chat-template=/root/.cache/templates/chat.jinja'] }],
    ['of a server that was told nothing', new PlainEngine({ container: {} }), '/root/.cache/huggingface', {}],
  ])('is not said to be unused %s', (_what, engine, path, overrides) => {
    expect(found(engine, path, overrides)).toEqual([]);
  });

  test('is unused although another path ends like it', () => {
    expect(found(vllm, '/root/.cache/vllm', { env: { OTHER: '/mnt/root/.cache/vllm' } })).toHaveLength(1);
  });
});
