import { readFileSync } from 'fs';
import { join } from 'path';
import { LmdeployEngine, ServingEngine, SglangEngine, VllmEngine } from '../../src';
import { withoutDots } from '../../src/render/dotted-flags';
import { memoryFlags } from '../../src/render/footprint-flags';

/* Keys of a flag behind dots say the same as its JSON: https://docs.vllm.ai/en/latest/configuration/engine_args */

const vllm = (): ServingEngine => new VllmEngine({ version: '0.32.0' });
const { values } = JSON.parse(readFileSync(join(__dirname, '../../engine-flags/vllm.json'), 'utf8')) as { values: { [flag: string]: { [version: string]: { type?: string } } } };
const OF_JSON = Object.keys(values).filter(flag => Object.values(values[flag]).some(({ type = '' }) => /^(json|object)/.test(type)));

/** Keys that change what is said of a flag. */
const KEYS: { readonly [flag: string]: object } = {
  '--speculative-config': { model: '/x', method: 'draft_model', num_speculative_tokens: 5 },
  '-sc': { method: 'ngram', num_speculative_tokens: 3, draft_sample_method: 'probabilistic' },
  '--limit-mm-per-prompt': { image: 0, video: { count: 0 } },
  '--pooler-config': { pooling_type: 'MEAN' },
  '--override-pooler-config': { pooling_type: 'LAST' },
  '--compilation-config': { max_cudagraph_capture_size: 1024 },
  '-cc': { cudagraph_capture_sizes: [1, 2, 4] },
  '--attention-config': { backend: 'FLASH_ATTN' },
  '--kv-transfer-config': { kv_connector: 'NixlConnector', kv_connector_extra_config: { cpu_bytes_to_use: 5 } },
};

/** All ways of an object in words: `.a.b=1`, `.a.b 1`. */
const dotted = (flag: string, value: unknown, isApart: boolean): string[] => (typeof value === 'object' && value !== null && !Array.isArray(value)
  ? Object.entries(value).flatMap(([key, inner]) => dotted(`${flag}.${key}`, inner, isApart))
  : isApart ? [flag, typeof value === 'string' ? value : JSON.stringify(value)] : [`${flag}=${typeof value === 'string' ? value : JSON.stringify(value)}`]);

test.each(OF_JSON)('%s by keys is the same as in JSON', flag => {
  const json = KEYS[flag] ?? { key: { inner: 1 } };
  const whole = memoryFlags(vllm(), ['--seed', '1', flag, JSON.stringify(json)], {});
  const snake = flag.replace(/(?<=\w)-/g, '_');
  for (const words of [dotted(flag, json, false), dotted(flag, json, true), ...flag.startsWith('--') ? [dotted(snake, json, false)] : []]) {
    expect(memoryFlags(vllm(), [...words, '--seed', '1'], {})).toEqual(whole);
  }
});

test('a model that drafts is named however it is said', () => {
  const { drafting, draftTokens } = memoryFlags(vllm(), ['--speculative-config.model=/x', '--speculative-config.num_speculative_tokens', '5'], {})!;
  expect({ drafting, draftTokens }).toEqual({ drafting: 'model', draftTokens: 5 });
});

const folded = (...args: string[]) => withoutDots(args.map(word => ({ flag: word.split('=')[0], words: [word] }))).map(({ words }) => words.join(' '));

test('keys become one flag at the end, in place of JSON before them', () => {
  expect(folded('--a.b=1', '--c', '--a.d.e=x', '--a={"z":1}')).toEqual(['--c', '--a={"z":1}', '--a {"b":1,"d":{"e":"x"}}']);
  expect(folded('--a.b+=x,y', '--a.b+=z', '--a.c=32k', '--a.d=true', '--a.e.f=1', '--a.e=2', '--a.e.g=3')).toEqual(['--a {"b":["x","y","z"],"c":32000,"d":true,"e":{"g":3}}']);
});

test('a dot elsewhere is no key', () => {
  const args = ['--a=0.5', '-O{"sizes":[1.5]}', 'b.c', '--d'];
  expect(folded(...args)).toEqual(args);
  expect(memoryFlags(vllm(), ['--gpu-memory-utilization=0.5'], {})!.utilization).toBe(0.5);
});

test('sizes with a unit are larger than those that a server has by itself', () => {
  const said = (words: string) => memoryFlags(vllm(), [words], {})!.beside;
  expect(said('--max-cudagraph-capture-size=1k')).toHaveLength(1);
  expect(said('--compilation-config.max_cudagraph_capture_size=1k')).toHaveLength(1);
  expect(said('--compilation-config.max_cudagraph_capture_size=512')).toEqual([]);
});

/* Parsers take flags that are cut short: https://docs.python.org/3/library/argparse.html#prefix-matching */
test.each<[string, ServingEngine, string, string]>([
  ['vLLM', vllm(), '--max-num-batched 65536 --speculative-conf {"model":"/x"} --enforce', '--max-num-batched-tokens 65536 --speculative-config {"model":"/x"} --enforce-eager'],
  ['vLLM, by keys', vllm(), '--speculative-conf.model=/x', '--speculative-config.model=/x'],
  ['SGLang', new SglangEngine({ version: '0.5.21' }), '--mem-fraction 0.5 --context-len 4096', '--mem-fraction-static 0.5 --context-length 4096'],
  ['LMDeploy', new LmdeployEngine({ version: '0.18.0' }), '--cache-max-entry 0.5 --session 4096', '--cache-max-entry-count 0.5 --session-len 4096'],
])('%s: a flag that is cut short is the same', (_name, engine, short, full) => {
  expect(memoryFlags(engine, short.split(' '), {})).toEqual(memoryFlags(engine, full.split(' '), {}));
  expect(memoryFlags(engine, full.split(' '), {})).not.toEqual(memoryFlags(engine, [], {}));
});
