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
import { DataType, Framework, ModelSource, ModelTask, SecretKey, VllmEngine, VllmEngineProps } from '../../src';
import { GPU, render } from '../conformance/render';

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

const EVERY_SETTING: Partial<VllmEngineProps> = {
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
};

/** What is rendered, without the program. */
function wordsOf(props: VllmEngineProps): string[] {
  const { server } = render({
    engine: new VllmEngine(props),
    framework: Framework.HUGGINGFACE,
    compute: GPU,
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
    answers = answersOf(version, [bare, wordsOf({ version, ...EVERY_SETTING }), wordsOf({ version, task: ModelTask.EMBED }), [...bare, '--no-such-flag']]);
  });

  test('takes what is rendered without settings', () => {
    expect(answers[0]).toMatchObject({
      parsed: {
        model_tag: 'acme/tiny',
        served_model_name: ['tiny-model'],
        host: '0.0.0.0',
        port: 8000,
        tensor_parallel_size: 1,
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
      },
    });
    expect(JSON.stringify(answers[1]!.parsed!.limit_mm_per_prompt)).toContain('image');
  });

  test('takes what a task renders', () => {
    expect(answers[2]).toMatchObject({ parsed: old ? { task: 'embed' } : { runner: 'pooling' } });
  });

  test('refuses a flag that it does not know', () => {
    expect(answers[3]!.refused).toMatch(/unrecognized arguments: --no-such-flag/);
  });
});
