/*
 * What VllmEngine renders for other versions than the one that is started, parsed by the real parser of each. Of those there is the Python
 * code, without a model and without their compiled parts; what it imports is that of the version that is installed.
 */
import { join } from 'node:path';
import { Answer, answersOf, COMMIT, knownTo, wordsOf } from './argv/real-parser';
import { whyNot } from './harness/needs';
import { findPython } from './install/python-environment';
import { ensureServer } from './install/servers';
import { DataType, KvTransferRole, ModelTask, SecretKey, UvicornLogLevel, VllmEngine, VllmEngineProps } from '../../src';

/** On both sides of where flags changed: the oldest whose code imports beside newer packages, the one that is started, the newest. */
const VERSIONS = ['0.8.5', '0.32.0', '0.33.0'];

const group = whyNot('vllm') === undefined ? describe : describe.skip;
let packages: string;
beforeAll(async () => { packages = join((await ensureServer('vllm')).folder, 'site'); });

/** Degrees of parallelism: those of a list divide the same eight devices. */
const DEGREES: readonly Partial<VllmEngineProps>[] = [
  { tensorParallelSize: 2, pipelineParallelSize: 2, dataParallelSize: 2, expertParallel: true },
  { tensorParallelSize: 4, prefillContextParallelSize: 2, decodeContextParallelSize: 2 },
];
type Degree = 'tensorParallelSize' | 'pipelineParallelSize' | 'dataParallelSize' | 'expertParallel' | 'prefillContextParallelSize' | 'decodeContextParallelSize';

/** What vLLM 0.8.5 does not have. */
const NEWER = ['prefillContextParallelSize', 'decodeContextParallelSize'];

/** All other settings that are said in arguments with accelerators; the compiler asks for one that is new. */
const EVERY_SETTING: Required<Omit<VllmEngineProps, Degree | 'version' | 'image' | 'program' | 'task' | 'gpuMemoryUtilization' | 'kvCacheSize'>> = {
  port: 9000,
  maxModelLen: 2048,
  maxConcurrentRequests: 32,
  dtype: DataType.BFLOAT16,
  kvCacheDtype: 'fp8',
  quantization: 'awq',
  prefixCaching: true,
  toolCallParser: 'hermes',
  reasoningParser: 'deepseek_r1',
  structuredOutputBackend: 'xgrammar',
  multiModalLimits: { image: 2 },
  loraAdapters: { french: '/mnt/adapters/french' },
  maxLoraRank: 32,
  speculativeDecoding: { method: 'ngram', tokens: 3 },
  trustRemoteCode: true,
  apiKey: SecretKey.of('vllm', 'key'),
  blockSize: 32,
  chunkedPrefill: true,
  enforceEager: true,
  kvTransfer: { connector: 'NixlConnector', role: KvTransferRole.PRODUCER },
  maxBatchTokens: 4096,
  uvicornLogLevel: UvicornLogLevel.WARNING,
};

/** What is rendered, without the program. */
const rendered = (props: VllmEngineProps) => wordsOf(new VllmEngine(props), ['vllm']);

group.each(VERSIONS)('the parser of vLLM %s', version => {
  const old = version === '0.8.5';
  const known = (settings: Partial<VllmEngineProps>) => knownTo<VllmEngineProps>(some => new VllmEngine({ version, ...some }), settings);
  let answers: Answer[];
  beforeAll(() => {
    const bare = rendered({ version });
    const degrees = DEGREES.map(some => rendered({ version, ...known(some) }));
    const lists = [bare, rendered({ version, ...known(EVERY_SETTING) }), rendered({ version, task: ModelTask.EMBED }), [...bare, '--no-such-flag'], ...degrees];
    answers = answersOf({ server: 'vllm', version, python: findPython()!.program, packages }, lists);
  });

  test('takes what is rendered without settings', () => {
    expect(answers[0]).toMatchObject({
      parsed: {
        model_tag: 'acme/tiny',
        served_model_name: ['tiny-model'],
        host: '0.0.0.0',
        port: 8000,
        tensor_parallel_size: 8,
        gpu_memory_utilization: 0.9,
        revision: COMMIT,
        tokenizer_revision: COMMIT,
        ...(!old && { shutdown_timeout: 30 }),
      },
    });
  });

  test('takes what every setting renders', () => {
    expect(answers[1]).toMatchObject({
      parsed: {
        port: 9000,
        max_model_len: 2048,
        max_num_seqs: 32,
        dtype: DataType.BFLOAT16,
        kv_cache_dtype: 'fp8',
        quantization: 'awq',
        enable_prefix_caching: true,
        tool_call_parser: 'hermes',
        enable_auto_tool_choice: true,
        reasoning_parser: 'deepseek_r1',
        enable_lora: true,
        max_lora_rank: 32,
        trust_remote_code: true,
        code_revision: COMMIT,
        block_size: 32,
        enable_chunked_prefill: true,
        enforce_eager: true,
        max_num_batched_tokens: 4096,
        uvicorn_log_level: UvicornLogLevel.WARNING,
      },
    });
    expect(JSON.stringify(answers[1]!.parsed!.kv_transfer_config)).toMatch(/NixlConnector.*kv_producer/);
    expect(JSON.stringify(answers[1]!.parsed!.limit_mm_per_prompt)).toContain('image');
  });

  test('takes what a task renders', () => {
    expect(answers[2]).toMatchObject({ parsed: old ? { task: 'embed' } : { runner: 'pooling' } });
  });

  test('has all settings, but for the oldest', () => {
    const missing = [EVERY_SETTING, ...DEGREES].flatMap(some => Object.keys(some).filter(name => !(name in known(some))));
    expect(missing).toEqual(old ? NEWER : []);
  });

  test('takes every degree of parallelism that it has', () => {
    const divided = old ? {} : { prefill_context_parallel_size: 2, decode_context_parallel_size: 2 };
    const copied = { data_parallel_size: 2, enable_expert_parallel: true };
    expect(answers[4]!.parsed).toMatchObject({ tensor_parallel_size: 2, pipeline_parallel_size: 2, ...copied });
    expect(answers[5]!.parsed).toMatchObject({ tensor_parallel_size: 4, ...divided });
  });

  test('refuses a flag that it does not know', () => {
    expect(answers[3]!.refused).toMatch(/unrecognized arguments: --no-such-flag/);
  });
});
