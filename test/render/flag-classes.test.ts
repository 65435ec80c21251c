import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { LlamaCppEngine, LmdeployEngine, OllamaEngine, ServingEngine, SglangEngine, TensorRtLlmEngine, TextEmbeddingsInferenceEngine, TextGenerationInferenceEngine, VllmEngine } from '../../src';
import { canonicalFlag } from '../../src/flags/flags';
import { memoryFlags } from '../../src/render/footprint-flags';
import { Spelling } from '../../src/render/footprint-spelling';
import { SPELLINGS, useOf, useOfName } from '../../src/render/footprint-spellings';
import { useOfVariable } from '../../src/render/footprint-variables';

/* Every flag that a server has in any version is read by the plan, or named by it, or listed in flags-without-memory.txt by somebody who has looked at it. */

const LISTED = new Map(readFileSync(join(__dirname, 'flags-without-memory.txt'), 'utf8').split('\n[').slice(1)
  .map(section => section.split(']\n')).map(([engine, names]): [string, string[]] => [engine, names.split(/\s+/).filter(name => name !== '')]));

/** Names of which some values are read. */
const withValue = ({ switches, unread }: Spelling): string[] => [...Object.values(switches).flat(), ...unread].filter(name => name.includes('=')).map(name => name.split('=')[0]);

const isClassed = (spelling: Spelling, flag: string): boolean => useOfName(spelling, flag) !== undefined || withValue(spelling).includes(flag);

function flagsOf({ name, _facts }: ServingEngine): string[] {
  const { flags } = JSON.parse(readFileSync(join(__dirname, '../../engine-flags', `${name}.json`), 'utf8')) as { flags: object };
  const canonical = Object.keys(flags).map(flag => canonicalFlag(flag, _facts.flagAliases));
  return [...new Set(canonical.map(flag => SPELLINGS[name].others?.[flag] ?? flag))].sort();
}

describe.each([new VllmEngine({ version: '0.32.0' }), new SglangEngine({ version: '0.5.21' }), new LmdeployEngine({ version: '0.18.0' }), new LlamaCppEngine({ version: 'b11434' })].map(engine => [engine.name, engine] as const))('%s', (name, engine) => {
  const [flags, listed] = [flagsOf(engine), LISTED.get(name)!];

  test('has no flag that nobody has looked at: read it, name it, or list it', () => {
    expect(flags.filter(flag => !isClassed(SPELLINGS[name], flag) && !listed.includes(flag))).toEqual([]);
  });

  test('has no flag that is listed, and read or named as well, nor one that is gone', () => {
    expect(listed.filter(flag => isClassed(SPELLINGS[name], flag) || !flags.includes(flag))).toEqual([]);
  });
});

/* Flags and variables of options that have no data of their own, and change no memory of the devices. */
const QUIET = /^(-p|-g|config of the engine|--(api-key|auto-truncate|chat-template|extra-llm-api-options|gpus-per-node|graceful-termination-timeout|grpc|guided-decoding-backend|hf-api-token|hf-token|host(name)?|huggingface-hub-cache|json-output|master-port|max-concurrent-requests|max-input-(length|tokens)|model(-id)?|pooling|port|prometheus-port|reasoning-parser|revision|served-model-name|sharded|tokenizer(-config-path)?|tool-parser|trust-remote-code)|OLLAMA_(HOST|LOAD_TIMEOUT)|SERVED_NAMES|PREFIX_CACHING)$/;

test.each([new OllamaEngine({ version: '0.32.15' }), new TextGenerationInferenceEngine({ version: '3.3.7' }), new TextEmbeddingsInferenceEngine({ version: '1.9.0' }), new TensorRtLlmEngine({ version: '1.2.1' })].map(engine => [engine.name, engine] as const))('%s has no option that nobody has looked at', (name, engine) => {
  const rows = engine._options.map(({ flags, env }) => [...flags, ...env].map(flag => canonicalFlag(flag, engine._facts.flagAliases)));
  expect(rows.filter(row => !row.some(flag => isClassed(SPELLINGS[name], flag) || QUIET.test(flag)))).toEqual([]);
});

test.each([
  ['PYTORCH_CUDA_ALLOC_CONF', 'roundup_power2_divisions:4', 'grows'], ['PYTORCH_ALLOC_CONF', 'per_process_memory_fraction:0.5', 'grows'], ['PYTORCH_CUDA_ALLOC_CONF', 'expandable_segments:True,max_split_size_mb:512', undefined],
  ['GGML_CUDA_ENABLE_UNIFIED_MEMORY', '1', 'unread'], ['GGML_CUDA_FORCE_CUBLAS', '1', 'grows'], ['GGML_CUDA_DISABLE_GRAPHS', '1', undefined], ['CUDA_VISIBLE_DEVICES', '0', 'unread'], ['CUDA_MODULE_LOADING', 'EAGER', 'grows'], ['CUDA_MODULE_LOADING', 'LAZY', undefined],
  ['NCCL_BUFFSIZE', '67108864', 'grows'], ['NCCL_DEBUG', 'INFO', undefined], ['CUBLAS_WORKSPACE_CONFIG', ':4096:8', undefined], ['CUBLAS_WORKSPACE_CONFIG', ':65536:8', 'grows'],
  ['VLLM_REPLICATE_EMBED', '1', 'grows'], ['VLLM_LOGGING_LEVEL', 'DEBUG', undefined], ['VLLM_ROCM_USE_AITER', '1', undefined], ['VLLM_A_NEW_ONE', '1', 'grows'], ['VLLM_FLASHINFER_WORKSPACE_BUFFER_SIZE', '1', 'grows'],
  ['SGLANG_SYMM_MEM_PREALLOC_GB_SIZE', '8', 'grows'], ['SGLANG_LOG_MS', '1', undefined], ['SGLANG_DSA_MQA_LOGITS_FREE_MEM_FRACTION', '0.5', 'grows'], ['SGLANG_HEALTH_CHECK_TIMEOUT', '1', undefined],
  ['OLLAMA_VULKAN', '1', 'grows'], ['OLLAMA_KEEP_ALIVE', '-1', undefined], ['OLLAMA_NEW_ENGINE', '1', 'grows'], ['TLLM_LOG_LEVEL', 'INFO', undefined], ['HF_HOME', '/x', undefined], ['VLLM_CPU_KVCACHE_SPACE', '4', undefined],
])('%s=%s', (name, value, kind) => {
  expect(useOfVariable(name, value)?.kind).toBe(kind);
});

test.each([
  ['--load-format fastsafetensors', 'grows'], ['--load-format runai_streamer', undefined], ['--all2all-backend deepep_low_latency', 'grows'], ['--all2all-backend naive', undefined], ['--config-format mistral', undefined], ['--config /x.yaml', 'unread'], ['--attention-config {"backend":"FLASHINFER"}', undefined],
  ['--kv-transfer-config {"kv_connector":"NixlConnector"}', 'keeps'], ['--kv-transfer-config {"kv_connector":"P2pNcclConnector"}', 'grows'], ['--disable-hybrid-kv-cache-manager', 'keeps'], ['--media-io-kwargs {"video":{"num_frames":64}}', 'grows'],
])('vLLM %s', (words, kind) => {
  const [flag, value] = words.split(' ');
  expect(useOf(SPELLINGS.vllm, flag, value)?.kind).toBe(kind);
});

test.each([['--max-prefill-tokens 16384', undefined], ['--max-prefill-tokens 65536', 'grows'], ['--enable-torch-compile', 'grows'], ['--enable-symm-mem', 'grows'], ['--pp-max-micro-batch-size 64', 'grows'], ['--enable-fp32-lm-head', 'grows'], ['--disable-cuda-graph-padding', 'grows']])('SGLang %s', (words, kind) => {
  const [flag, value] = words.split(' ');
  expect(useOf(SPELLINGS.sglang, flag, value)?.kind).toBe(kind);
});

test('of a switch and its opposite the last holds', () => {
  const said = (words: string) => memoryFlags(new VllmEngine({ version: '0.32.0' }), words.split(' '), {})!;
  expect(said('--enforce-eager --no-enforce-eager').eager).toBe(false);
  expect(said('--no-enforce-eager --enforce-eager').eager).toBe(true);
  expect(said('--enable-sleep-mode --no-enable-sleep-mode').unread).toEqual([]);
  expect(said('--enable-chunked-prefill --disable-chunked-prefill').wholePrompts).toBe(true);
});

test('a variable in place of a flag is named as it is written', () => {
  const { beside } = memoryFlags(new VllmEngine({ version: '0.10.0' }), [], { VLLM_ALL2ALL_BACKEND: 'deepep_low_latency', VLLM_USE_NCCL_SYMM_MEM: '1' })!;
  expect(beside).toEqual(['how much more memory VLLM_ALL2ALL_BACKEND takes is not known', 'how much more memory VLLM_USE_NCCL_SYMM_MEM takes is not known']);
});

test('no variable that an engine sets by itself is named', () => {
  const folder = join(__dirname, '../../src/engines');
  const files = readdirSync(folder).filter(file => file.endsWith('.ts')).map(file => readFileSync(join(folder, file), 'utf8'));
  const names = new Set(files.flatMap(text => text.match(/\b(VLLM|SGLANG|SGL|OLLAMA|LMDEPLOY|TRTLLM|TLLM|CUDA|NCCL|PYTORCH|GGML)_[A-Z_]+\b/g) ?? []));
  const variables = [...names].filter(name => !/_(METRICS|OPTIONS|MEANINGS|SHARE|PORT)$/.test(name));
  expect(variables.length).toBeGreaterThan(10);
  expect(variables.filter(name => useOfVariable(name, '1') !== undefined)).toEqual([]);
});
