/*
 * What VllmEngine renders for other versions than the one that is started, parsed by the real parser of each. Of those there is the Python
 * code, without a model and without their compiled parts; what it imports is that of the version that is installed.
 */
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Size } from 'cdk8s';
import { whyNot } from './harness/needs';
import { findPython } from './install/python-environment';
import { ensureServer } from './install/servers';
import { unpacked } from '../../scripts/engine-flags/tool';
import {
  Accelerator, Compute, Cpu, DataType, Framework, KvTransferRole, ModelSource, ModelTask, SecretKey, UvicornLogLevel, VllmEngine, VllmEngineProps,
} from '../../src';
import { render } from '../conformance/render';

/** On both sides of where flags changed: the oldest whose code imports beside newer packages, the one that is started, the newest. */
const VERSIONS = ['0.8.5', '0.32.0', '0.33.0'];

const COMMIT = '01c7f73d771dfac7d292323805ebc428287df4f9';

const group = whyNot('vllm') === undefined ? describe : describe.skip;
let packages: string;
beforeAll(async () => { packages = join((await ensureServer('vllm')).folder, 'site'); });

/** Arguments, and what became of them. */
interface Answer {
  readonly parsed?: Readonly<Record<string, unknown>>;
  readonly refused?: string;
}

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

/** The settings that a version has: the engine refuses the others, which is tested beside it. */
function knownTo(version: string, settings: Partial<VllmEngineProps>): Partial<VllmEngineProps> {
  const isKnown = ([name, value]: [string, unknown]) => {
    try {
      return new VllmEngine({ version, [name]: value }) instanceof VllmEngine;
    } catch {
      return false;
    }
  };
  return Object.fromEntries(Object.entries(settings).filter(isKnown));
}

/** What is rendered, without the program. */
function wordsOf(props: VllmEngineProps): string[] {
  const { server } = render({
    engine: new VllmEngine(props),
    framework: Framework.HUGGINGFACE,
    compute: Compute.gpu(Accelerator.NVIDIA_L4, { count: 8, cpu: Cpu.units(16), memory: Size.gibibytes(128) }),
    servedName: 'tiny-model',
    source: ModelSource.huggingFace('acme/tiny', { revision: COMMIT, size: Size.gibibytes(1) }),
  });
  const [program, ...words] = [...server.command!, ...server.args!];
  expect(program).toBe('vllm');
  return words;
}

/** What the parser of a version makes of several lists of arguments; it is imported once, which takes seconds. */
function answersOf(version: string, lists: readonly (readonly string[])[]): Answer[] {
  const quiet = { VLLM_TARGET_DEVICE: 'cpu', VLLM_LOGGING_LEVEL: 'ERROR', HF_HUB_OFFLINE: '1', HOME: tmpdir() };
  const { stdout, stderr } = spawnSync(findPython()!.program, [join(__dirname, 'install', 'parse.py')], {
    encoding: 'utf8',
    input: JSON.stringify(lists),
    env: { ...process.env, ...quiet, PYTHONPATH: `${unpacked('vllm', version)}:${packages}`, PYTHONDONTWRITEBYTECODE: '1', PYTHONSAFEPATH: '1' },
  });
  const answers = /^answers (.*)$/m.exec(stdout)?.[1];
  if (answers === undefined) throw new Error(`the parser of vLLM ${version} does not answer:\n${stderr.trim().split('\n').slice(-3).join('\n')}`);
  return JSON.parse(answers) as Answer[];
}

group.each(VERSIONS)('the parser of vLLM %s', version => {
  const old = version === '0.8.5';
  let answers: Answer[];
  beforeAll(() => {
    const bare = wordsOf({ version });
    const degrees = DEGREES.map(some => wordsOf({ version, ...knownTo(version, some) }));
    answers = answersOf(version, [bare, wordsOf({ version, ...knownTo(version, EVERY_SETTING) }), wordsOf({ version, task: ModelTask.EMBED }), [...bare, '--no-such-flag'], ...degrees]);
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
    const missing = [EVERY_SETTING, ...DEGREES].flatMap(some => Object.keys(some).filter(name => !(name in knownTo(version, some))));
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
