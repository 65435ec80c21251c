import { readFileSync } from 'fs';
import { Findings, Framework, ModelSource, SecretKey, ServingEngine, SglangEngine, VllmEngine } from '../../src';
import { FlagTable } from '../../src/flags/flag-table';
import { areOpposite, haveOppositeWords } from '../../src/flags/flag-words';
import { chartIn, gpuCompute, plainModel } from '../fixtures';

/** What is said of arguments, as `rule: fix`. */
function said(engine: ServingEngine, ...args: string[]): string[] {
  const chart = chartIn();
  plainModel(chart, 'model', { args, replicas: 2, framework: Framework.HUGGINGFACE, source: ModelSource.pvc('weights'), profileProps: { engine, compute: gpuCompute() } });
  return Findings.of(chart).filter(({ rule }) => /^(arg|flag)-/.test(rule)).map(({ rule, fix }) => `${rule}: ${fix}`);
}

const vllm = (version = '0.32.0', props: object = {}) => new VllmEngine({ version, ...props });

describe('advice on a flag', () => {
  test.each<[string, ServingEngine, string]>([
    ['--disable-log-requests', vllm(), 'use --no-enable-log-requests, or remove it from args'],
    ['--max-modle-len=4', vllm(), 'remove it from args; if --max-model-len is meant: use maxModelLen of the engine'],
    ['--tensor-paralel-size=1', vllm(), 'remove it from args; if --tensor-parallel-size is meant: use count of the accelerators in compute, which the rest follows'],
    ['--revison=x', vllm(), 'remove it from args; if --revision is meant: use revision of the source'],
    ['--enable-reasoning', vllm(), 'remove it from args: use reasoningParser of the engine'],
    ['--guided-decoding-backend=xgrammar', vllm(), 'remove it from args: use structuredOutputBackend of the engine'],
    ['--task=embed', vllm('0.33.0'), 'remove it from args: use task of the engine'],
    ['--enable-radix-cache', new SglangEngine({ version: '0.5.21' }), 'remove it from args: use prefixCaching of the engine'],
    ['--context-length=4096', vllm(), 'remove it from args: use maxModelLen of the engine'],
    ['--max-model-len=4096', new SglangEngine({ version: '0.5.21' }), 'remove it from args: use maxModelLen of the engine'],
    ['--swap-space=4', vllm(), 'remove it from args'],
    ['--min-num-seqs=4', vllm(), 'remove it from args'],
  ])('%s is one step to what can be done', (flag, engine, fix) => {
    expect(said(engine, flag)).toEqual([`flag-unknown: ${fix}`]);
  });

  test.each<[string, string]>([
    ['--host=127.0.0.1', 'remove it from args: the server has to listen on all addresses, or neither probes nor the Service reach it'],
    ['--model=x', 'remove it from args: use source of the model'],
    ['--uds=/x', 'remove it from args: use port of the engine; Kubernetes cannot probe a socket'],
    ['--gpu-memory-utilization=0.5', 'remove it from args: use gpuMemoryUtilization of the engine'],
  ])('%s, which is reserved, is a whole sentence', (flag, fix) => {
    expect(said(vllm(), flag)).toEqual([`arg-contradicts-derived: ${fix}`]);
  });
});

describe('what is given equal to what is derived', () => {
  test.each([['--port=8000'], ['--port', '8000'], ['-tp=1'], ['--tensor_parallel_size', '1'], ['--gpu-memory-utilization=0.90'], ['--host', '0.0.0.0'], ['--device-memory-utilization=0.9']])('is no contradiction: %s %s', (...args) => {
    expect(said(vllm(), ...args)).toEqual([]);
  });

  test('is none as JSON either', () => {
    expect(said(vllm('0.32.0', { multiModalLimits: { image: 4 } }), '--limit-mm-per-prompt', '{"image": 4}')).toEqual([]);
    expect(said(vllm('0.32.0', { multiModalLimits: { image: 4 } }), '--limit-mm-per-prompt', '{"image": 5}')).toHaveLength(1);
  });

  test('is one when it switches the opposite', () => {
    expect(said(vllm('0.32.0', { prefixCaching: true }), '--no-enable-prefix-caching')).toEqual(['arg-contradicts-derived: remove it from args: use prefixCaching of the engine']);
    expect(said(vllm('0.32.0', { prefixCaching: true }), '--enable-prefix-caching')).toEqual([]);
  });
});

describe('keys below one flag', () => {
  test.each([
    [['--speculative-config.method', 'ngram', '--speculative-config.num_speculative_tokens', '3']],
    [['-cc.mode=3', '-cc.cudagraph_mode=PIECEWISE']],
    [['--compilation-config.mode=3', '--hf-overrides.a.b=1', '--hf-overrides.a.c=2']],
  ])('are merged by the server: %j', args => {
    expect(said(vllm(), ...args)).toEqual([]);
  });

  test('are merged with those that are derived', () => {
    const engine = vllm('0.32.0', { structuredOutputBackend: 'xgrammar' });
    expect(said(engine, '--structured-outputs-config.disable_any_whitespace=true')).toEqual([]);
    expect(said(engine, '--structured-outputs-config.backend=guidance')).toHaveLength(1);
    expect(said(engine, '--structured-outputs-config={"backend":"guidance"}')).toHaveLength(1);
  });

  test('are given twice when they are the same, or stand beside the whole', () => {
    expect(said(vllm(), '--speculative-config.method=ngram', '--speculative-config.method=eagle')).toEqual(['arg-given-twice: keep one of them']);
    expect(said(vllm(), '--speculative-config={"method":"ngram"}', '--speculative-config.method=eagle')).toEqual(['arg-given-twice: keep one of them']);
  });
});

test.each<[string[]]>([[['--api-key', 'k3y-of-mine']], [['--api-key=k3y-of-mine']], [['--api-key k3y-of-mine']], [['--api_key=k3y-of-mine']]])('a credential is not repeated: %#', args => {
  const chart = chartIn();
  plainModel(chart, 'model', { args, framework: Framework.HUGGINGFACE, profileProps: { engine: vllm('0.32.0', { apiKey: SecretKey.of('a', 'b') }), compute: gpuCompute() } });
  const texts = Findings.of(chart).filter(({ rule }) => rule.startsWith('arg-')).map(({ what, fix }) => `${what} ${fix}`);
  expect(texts).toHaveLength(1);
  expect(texts[0]).not.toContain('k3y');
});

test('a switch that is given on and off is given twice', () => {
  expect(said(vllm(), '--enable-prefix-caching', '--no-enable-prefix-caching')).toEqual(['arg-given-twice: keep one of them']);
});

describe('what a property cannot say', () => {
  test.each(['auto', '-1'])('may be said in args: --max-model-len %s', value => {
    expect(said(vllm(), `--max-model-len=${value}`)).toEqual([]);
    expect(said(vllm('0.32.0', { maxModelLen: 4096 }), `--max-model-len=${value}`)).toHaveLength(1);
    expect(said(vllm(), '--max-model-len=4096')).toEqual(['arg-contradicts-derived: remove it from args: use maxModelLen of the engine']);
  });
});

describe('the image of a moving tag', () => {
  test.each(['nightly', 'latest', 'main', 'dev', 'nightly-cuda'])('%s may have a flag that its version has not', tag => {
    expect(said(vllm('0.32.0', { image: `vllm/vllm-openai:${tag}` }), '--brand-new')[0]).toMatch(/^flag-unverified: .*acknowledge the finding when the image has it$/);
  });

  test.each(['v0.32.0', 'v0.32.0-cu129'])('%s of a version may not', tag => {
    expect(said(vllm('0.32.0', { image: `vllm/vllm-openai:${tag}` }), '--brand-new')[0]).toMatch(/^flag-unknown: /);
  });
});

describe.each(['vllm', 'sglang', 'lmdeploy', 'llama-cpp'])('hints on the flags of %s', name => {
  const path = `engine-flags/${name}.json`;
  const { versions, flags } = JSON.parse(readFileSync(path, 'utf8')) as { versions: string[]; flags: object };

  test.each([versions[0], versions[Math.floor(versions.length / 2)], versions[versions.length - 1]])('never lead to the opposite, and always to a flag that %s has', version => {
    const table = FlagTable.read(path).of(version);
    const asked = Object.keys(flags).flatMap(flag => [flag, flag.replace('--enable-', '--disable-'), flag.replace('--disable-', '--enable-'), flag.replace(/^--no-/, '--')]);
    const hints = [...new Set(asked)].filter(flag => table.full(flag) === undefined).map(flag => [flag, table.nearest(flag)] as const);
    const wrong = hints.filter(([flag, hint]) => (
      hint !== undefined && (areOpposite(flag, hint) || haveOppositeWords(flag, hint) || table.full(hint) !== hint)
    ));
    expect(wrong).toEqual([]);
    expect(hints.length).toBeGreaterThan(3);
  });
});
