import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { FOLDER, found, sglang, vllm } from './engine-alone';
import {
  LlamaCppEngine, LmdeployEngine, ModelCache, ModelSource, PodVolume, SecretKey, ServingEngine, TensorRtLlmEngine,
  TextGenerationInferenceEngine,
} from '../../src';
import { ModelOverrides } from '../fixtures';

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
    ['the user\'s own cache is mounted', { ...hub, env: { HF_HUB_OFFLINE: '1', HF_HOME: '/cache' }, pod: { volumes: [PodVolume.existingClaim('c', 'c')], mounts: [{ volume: 'c', path: '/cache' }] } }],
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

describe('a variable that moves a cache', () => {
  test('is looked at when it names a folder that is on no volume', () => {
    expect(found(vllm(), { env: { VLLM_CACHE_ROOT: '/mnt/models/cache' } })).toEqual([expect.stringMatching(/^path-not-mounted: .* is on a volume that can only be read/)]);
    expect(found(vllm(), { source: ModelSource.huggingFace('o/m'), env: { VLLM_CACHE_ROOT: '/mnt/models/cache' } })).toEqual([]);
    expect(found(vllm(), { env: { VLLM_CACHE_ROOT: '/root/.cache/vllm' } })).toEqual(['path-not-mounted: "VLLM_CACHE_ROOT=/root/.cache/vllm": "/root/.cache/vllm" is where no volume is mounted']);
  });
});
