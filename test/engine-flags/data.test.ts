import { readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';
import { answered, differencesFrom } from '../../scripts/engine-flags/answers';
import { engineFlags, engines, namesIn, valuesIn } from '../../scripts/engine-flags/data';

const FOLDER = join(__dirname, '..', '..', 'engine-flags');
const PARSERS = join(__dirname, 'parsers');

/** Numbers of a version, `.postN` last: `0.9.0.1` comes after `0.9.0`, and `0.5.3.post1` before `0.5.4`. */
function numbers(version: string): number[] {
  const [release, post = '-1'] = version.replace(/^b/, '').split('.post');
  const parts = release.split('.').map(Number);
  return [...parts, ...Array(4 - parts.length).fill(0), Number(post)];
}

function isAscending(versions: string[]): boolean {
  return versions.slice(1).every((version, index) => {
    const [earlier, later] = [numbers(versions[index]), numbers(version)];
    const differing = later.findIndex((part, at) => part !== earlier[at]);
    return differing >= 0 && later[differing] > earlier[differing];
  });
}

describe.each(engines())('flags of %s', engine => {
  const data = engineFlags(engine);
  const histories = [...Object.entries(data.flags), ...Object.entries(data.metrics)];

  test('are said with the engine, what was read, and what its parser takes besides', () => {
    expect(Object.keys(data)).toEqual(['engine', 'source', 'reads', 'versions', 'missing', 'flags', 'values', 'metrics']);
    expect(data.engine).toBe(engine);
    expect(data.source).toMatch(/^PyPI [\w-]+[:,] /);
    expect(['underscores', 'dots', 'prefixes', 'words']).toEqual(expect.arrayContaining(data.reads));
  });

  test('are of released versions, ascending, and of every one', () => {
    expect(data.versions.filter(version => !/^b?\d+(\.\d+)*(\.post\d+)?$/.test(version))).toEqual([]);
    expect(isAscending(data.versions)).toBe(true);
    expect(data.missing).toEqual({});
  });

  test('have first and last versions that are in the list, in order', () => {
    const at = (version: string): number => data.versions.indexOf(version);
    // A last version may be the first one again; the next first one comes at least one release later.
    const inOrder = (ends: string[]): boolean => ends.length > 0 && ends.every((end, index) =>
      at(end) >= 0 && (index === 0 || (index % 2 ? at(end) >= at(ends[index - 1]) : at(end) > at(ends[index - 1]) + 1)));
    expect(histories.filter(([, ends]) => !inOrder(ends))).toEqual([]);
    // What is still there has no last version.
    const newest = data.versions[data.versions.length - 1];
    expect(histories.filter(([, ends]) => ends.length % 2 === 0 && ends[ends.length - 1] === newest)).toEqual([]);
  });

  test('are spelled as options, sorted, and without --help', () => {
    const names = Object.keys(data.flags);
    expect(names).toEqual([...names].sort());
    expect(names.filter(name => !/^--?[A-Za-z][\w.-]*$/.test(name))).toEqual([]);
    expect(names).not.toEqual(expect.arrayContaining(['--help']));
    expect(names).not.toEqual(expect.arrayContaining(['-h']));
  });

  test('say what each takes: in versions that are in the list, ascending, and only what changes', () => {
    const at = (version: string): number => data.versions.indexOf(version);
    const wrong = Object.entries(data.values).filter(([flag, rows]) => {
      const edges = Object.keys(rows);
      const shapes = Object.values(rows).map(row => JSON.stringify(row));
      return !Object.hasOwn(data.flags, Object.hasOwn(data.flags, flag) ? flag : flag.split('.')[0])
        || edges.some((edge, index) => at(edge) < 0 || (index > 0 && at(edge) <= at(edges[index - 1])))
        || shapes.some((shape, index) => shape === (index > 0 ? shapes[index - 1] : shapes.length === 1 ? '{}' : undefined));
    });
    expect(wrong).toEqual([]);
  });

  test('list choices that are words, at least one, and none twice', () => {
    const rows = Object.values(data.values).flatMap(byVersion => Object.values(byVersion));
    const lists = rows.flatMap(({ choices, names }) => [choices, names]).filter(list => list !== undefined);
    const isWrong = (list: readonly string[]) => list.length === 0 || new Set(list).size !== list.length || list.some(word => /\s/.test(word));
    expect(lists.filter(isWrong)).toEqual([]);
  });

  test('never shrink or grow by half from one release to the next', () => {
    const counts = data.versions.map(version => namesIn(data, version).length);
    const jumps = counts.slice(1).map((count, index) => count / counts[index]);
    expect(Math.min(...jumps)).toBeGreaterThan(0.8);
    expect(Math.max(...jumps)).toBeLessThan(1.5);
  });
});

test('the data of all engines is small', () => {
  const sizes = readdirSync(FOLDER).map(file => statSync(join(FOLDER, file)).size);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(400_000);
});

/** Changes that broke Pods, and that were looked up by hand in the packages. */
test.each([
  ['vllm', '--shutdown-timeout', ['0.18.0']],
  ['vllm', '--disable-log-requests', ['0.8.0', '0.16.0', '0.33.0']],
  ['vllm', '--enable-log-requests', ['0.10.1']],
  ['vllm', '--enable-reasoning', ['0.8.0', '0.9.2']],
  ['vllm', '--guided-decoding-backend', ['0.8.0', '0.11.2']],
  ['vllm', '--structured-outputs-config', ['0.11.0']],
  ['vllm', '--speculative-model', ['0.8.0', '0.8.2']],
  ['vllm', '--speculative-config', ['0.8.2']],
  ['vllm', '--task', ['0.8.0', '0.12.0']],
  ['vllm', '--runner', ['0.10.1']],
  ['vllm', '-tp', ['0.8.0']],
  ['vllm', '--no-enable-prefix-caching', ['0.8.0']],
  ['sglang', '--cuda-graph-max-bs', ['0.4.6', '0.5.19']],
  ['sglang', '--cuda-graph-max-bs-decode', ['0.5.14']],
  ['sglang', '--tensor-parallel-size', ['0.4.6']],
  ['sglang', '--disaggregation-decode-tp', ['0.4.7.post1', '0.5.9']],
  ['lmdeploy', '--tool-call-parser', ['0.7.2']],
  ['lmdeploy', '--enable-metrics', ['0.9.2', '0.10.2']],
  ['lmdeploy', '--disable-metrics', ['0.11.0']],
  ['lmdeploy', '--trust-remote-code', ['0.13.0']],
  ['llama-cpp', '--metrics', ['b9093']],
  ['torchserve', '--disable-token-auth', ['0.11.1']],
])('%s has %s from and to the right version', (engine, flag, ends) => {
  expect(engineFlags(engine).flags[flag]).toEqual(ends);
});

test.each([
  ['vllm', 'vllm:kv_cache_usage_perc', ['0.9.2']],
  ['vllm', 'vllm:gpu_cache_usage_perc', ['0.8.0', '0.11.2']],
  ['vllm', 'vllm:num_requests_waiting', ['0.8.0']],
  ['vllm', 'vllm:prompt_tokens_total', ['0.8.0']],
  ['sglang', 'sglang:num_queue_reqs', ['0.4.6']],
  ['lmdeploy', 'lmdeploy:num_requests_waiting', ['0.9.2']],
])('%s has the metric %s from and to the right version', (engine, metric, ends) => {
  expect(engineFlags(engine).metrics[metric]).toEqual(ends);
});

/** What is looked up in the sources of both versions around a change. */
test.each([
  ['vllm', '0.20.0', '--gpu-memory-utilization', { type: 'float', default: '0.92' }],
  ['vllm', '0.19.1', '--gpu-memory-utilization', { type: 'float', default: '0.9' }],
  ['vllm', '0.33.0', '--enable-prefix-caching', { takes: '0' }],
  ['vllm', '0.33.0', '--no-enable-prefix-caching', { takes: '0' }],
  ['vllm', '0.33.0', '--hf-token', { takes: '?' }],
  ['vllm', '0.33.0', '--served-model-name', { takes: '+' }],
  ['vllm', '0.33.0', '--max-num-batched-tokens', { type: 'size' }],
  ['vllm', '0.33.0', '--limit-mm-per-prompt', { type: 'json' }],
  ['vllm', '0.9.0', '--limit-mm-per-prompt', {}],
  ['vllm', '0.14.0', '--dtype', { choices: ['auto', 'bfloat16', 'float', 'float16', 'float32', 'half'], default: 'auto' }],
  ['sglang', '0.4.6', '--dtype', { choices: ['auto', 'half', 'float16', 'bfloat16', 'float', 'float32'], default: 'auto' }],
  ['sglang', '0.5.23', '--enable-metrics', { takes: '0' }],
  ['sglang', '0.5.23', '--context-length', { type: 'si-size' }],
  ['sglang', '0.5.9', '--context-length', { type: 'int' }],
  ['lmdeploy', '0.18.0', '--backend', { choices: ['pytorch', 'turbomind'], default: 'turbomind' }],
  ['lmdeploy', '0.13.0', '--quant-policy', { type: 'int', choices: ['0', '4', '8', '42'], default: '0' }],
  ['lmdeploy', '0.9.2', '--reasoning-parser', { names: ['deepseek-r1', 'intern-s1', 'qwen-qwq'] }],
  ['lmdeploy', '0.13.0', '--reasoning-parser', { names: ['deepseek-r1', 'deepseek-v3', 'default', 'intern-s1', 'qwen-qwq'] }],
  ['lmdeploy', '0.7.2', '--tool-call-parser', { names: ['internlm', 'llama3', 'qwen'] }],
  ['llama-cpp', 'b9093', '--reasoning-format', { choices: ['none', 'deepseek', 'deepseek-legacy', 'auto'] }],
  ['llama-cpp', 'b9093', '--ctx-size', { type: 'leading-int' }],
  ['llama-cpp', 'b9093', '--control-vector-layer-range', { takes: '2' }],
  ['llama-cpp', 'b9093', '--jinja', { takes: '0' }],
  ['llama-cpp', 'b9093', '--split-mode', { choices: ['none', 'layer', 'row', 'tensor'] }],
  ['torchserve', '0.12.0', '--models', { takes: '+' }],
])('%s %s says what %s takes', (engine, version, flag, row) => {
  expect(valuesIn(engineFlags(engine), version)[flag]).toEqual(row);
});

test.each([['0.4.6', 128], ['0.5.5', 281]])('sglang %s has as many flags as were counted by hand', (version, count) => {
  expect(namesIn(engineFlags('sglang'), version)).toHaveLength(count);
});

test('vllm 0.32.0 has the 340 flags that were counted, not counting --no- forms and -O', () => {
  const flags = namesIn(engineFlags('vllm'), '0.32.0').filter(flag => !flag.startsWith('--no-') && flag !== '-O');
  expect(flags).toHaveLength(340);
});

describe('the real parser', () => {
  test.each(readdirSync(PARSERS))('of %s takes exactly what the data says', file => {
    // GIVEN what `npm run test:flags:parsers` was answered
    const [, engine, version] = /^(\w+)-(.+)\.txt$/.exec(file)!;
    const taken = answered(readFileSync(join(PARSERS, file), 'utf8'));

    // THEN
    expect(Object.keys(taken).length).toBeGreaterThan(20);
    expect(differencesFrom(engineFlags(engine), version, taken)).toEqual([]);
  });

  test('of an old and of a new vllm was asked', () => {
    expect(readdirSync(PARSERS)).toEqual(expect.arrayContaining(['vllm-0.8.5.txt', 'vllm-0.33.0.txt']));
  });
});
