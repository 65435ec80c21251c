/*
 * What VllmEngine renders for other versions than the one that is started, parsed by the real parser of each. Their code, without a model
 * and without their compiled parts, is kept by `npm run test:flags:parsers`, which makes it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Size } from 'cdk8s';
import { TOOLS } from '../../scripts/engine-flags/tool';
import { Framework, ModelSource, ModelTask, SecretKey, VllmEngine, VllmEngineProps } from '../../src';
import { GPU, render } from '../conformance/render';

/** Versions on both sides of where flags changed: the oldest that is kept, one in between, the one that is started, the newest. */
const VERSIONS = ['0.8.5', '0.11.2', '0.32.0', '0.33.0'];

const PYTHON = join(TOOLS, 'parsers', 'bin', 'python');
const codeOf = (version: string): string => join(TOOLS, 'wheels', `vllm-${version}`);

const absent = [PYTHON, ...VERSIONS.map(codeOf)].filter(path => !existsSync(path));
if (absent.length > 0 && process.env.CI !== 'true') process.stderr.write(`the suite of the parsers is skipped: there is no ${absent[0]}; run "npm run test:flags:parsers" first\n`);
const group = absent.length > 0 && process.env.CI !== 'true' ? describe.skip : describe;

function parsed(version: string, props: Partial<VllmEngineProps> = {}, ...more: string[]): Record<string, unknown> {
  const { server } = render({
    engine: new VllmEngine({ version, ...props }),
    framework: Framework.HUGGINGFACE,
    compute: GPU,
    servedName: 'tiny-model',
    source: ModelSource.huggingFace('acme/tiny', { revision: '01c7f73d771dfac7d292323805ebc428287df4f9', size: Size.gibibytes(1) }),
  });
  const [program, ...words] = [...server.command!, ...server.args!, ...more];
  expect(program).toBe('vllm');
  const { stdout, stderr } = spawnSync(PYTHON, [join(__dirname, 'install', 'parse.py'), ...words], {
    encoding: 'utf8',
    env: { ...process.env, PYTHONPATH: codeOf(version), PYTHONSAFEPATH: '1', VLLM_TARGET_DEVICE: 'cpu', VLLM_LOGGING_LEVEL: 'ERROR', HF_HUB_OFFLINE: '1', HOME: join(TOOLS, 'home') },
  });
  const answer = /^parsed (.*)$/m.exec(stdout)?.[1];
  if (answer === undefined) throw new Error(`vLLM ${version} does not take ${words.join(' ')}:\n${stderr.trim().split('\n').slice(-3).join('\n')}`);
  return JSON.parse(answer) as Record<string, unknown>;
}

group.each(VERSIONS)('the parser of vLLM %s', version => {
  const drains = !['0.8.5', '0.11.2'].includes(version);

  test('takes what is rendered without settings', () => {
    expect(parsed(version)).toMatchObject({
      model_tag: 'acme/tiny',
      served_model_name: ['tiny-model'],
      host: '0.0.0.0',
      port: 8000,
      tensor_parallel_size: 1,
      gpu_memory_utilization: 0.9,
      revision: '01c7f73d771dfac7d292323805ebc428287df4f9',
      tokenizer_revision: '01c7f73d771dfac7d292323805ebc428287df4f9',
      ...(drains && { shutdown_timeout: 30 }),
    });
  });

  test('takes what every setting renders', () => {
    const answer = parsed(version, {
      port: 9000,
      maxModelLen: 2048,
      maxConcurrentRequests: 32,
      dtype: 'bfloat16',
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
    });
    expect(answer).toMatchObject({
      port: 9000,
      max_model_len: 2048,
      max_num_seqs: 32,
      dtype: 'bfloat16',
      kv_cache_dtype: 'fp8',
      quantization: 'awq',
      enable_prefix_caching: true,
      tool_call_parser: 'hermes',
      enable_auto_tool_choice: true,
      reasoning_parser: 'deepseek_r1',
      enable_lora: true,
      max_lora_rank: 32,
      trust_remote_code: true,
      code_revision: '01c7f73d771dfac7d292323805ebc428287df4f9',
    });
    expect(JSON.stringify(answer.limit_mm_per_prompt)).toContain('image');
  });

  test('takes what a task renders', () => {
    expect(parsed(version, { task: ModelTask.EMBED })).toMatchObject(version === '0.8.5' ? { task: 'embed' } : { runner: 'pooling' });
  });

  test('refuses a flag that it does not know', () => {
    expect(() => parsed(version, {}, '--no-such-flag')).toThrow(/unrecognized arguments: --no-such-flag/);
  });
});
