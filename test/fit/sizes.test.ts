import { DEFAULT_KINDS, ODD_KINDS } from './data/read';
import { Architecture } from '../../src/fit/architecture';
import { readArchitecture } from '../../src/fit/config/read-config';
import { withSizes } from '../../src/fit/config/sizes';
import { planMemory } from '../../src/fit/memory-plan';
import { parameters, weightBytes } from '../../src/fit/parameters';
import { asObject, Json, JsonObject } from '../../src/ground/objects';

/** A configuration with another value at each place, one after the other. */
function* changed(json: JsonObject, other: (value: Json) => readonly Json[]): Generator<JsonObject> {
  for (const [name, value] of Object.entries(json)) {
    const inner = asObject(value);
    for (const one of other(value)) yield { ...json, [name]: one };
    if (inner) for (const one of changed(inner, other)) yield { ...json, [name]: one };
  }
}

function tryRead(config: Json): Architecture | undefined {
  try {
    return readArchitecture(config, 'it');
  } catch {
    return undefined;
  }
}

const [, { config: GEMMA_3N }] = DEFAULT_KINDS.find(([modelType]) => modelType === 'gemma3n')!;
const LLAMA = { model_type: 'llama', hidden_size: 64, num_hidden_layers: 2, num_attention_heads: 4, intermediate_size: 128, vocab_size: 256 };
const llama = readArchitecture(LLAMA, 'it');
const plan = (architecture: Architecture) => planMemory({
  architecture, engine: 'vllm', version: '0.32.0', device: { name: 'NVIDIA L4', bytes: 24e9, resource: 'nvidia.com/gpu' }, count: 1,
});

describe('the size of a part of a model', () => {
  test('is a number, whatever a configuration leaves out or has in its lists', () => {
    const withoutOne = (value: Json): Json[] => [undefined, ...Array.isArray(value) ? [[], [[]], [['x', 'y']], value.slice(1)] : []];
    const configs = [...ODD_KINDS, ...DEFAULT_KINDS].flatMap(([, { config }]) => [...changed(config as JsonObject, withoutOne)]);
    const wrong = configs.filter(config => {
      const read = tryRead(config);
      return read !== undefined && !(Number.isFinite(parameters(read)) && Number.isFinite(weightBytes(read)));
    });
    expect(wrong).toEqual([]);
    expect(configs.length).toBeGreaterThan(5000);
  });

  test('is that of the class where a tower that hears does not say its convolutions', () => {
    const { audio_config: audio, ...others } = GEMMA_3N as JsonObject & { readonly audio_config: JsonObject };
    const { sscp_conv_kernel_size: kernels, ...rest } = audio;
    const read = readArchitecture({ ...others, audio_config: rest }, 'it');
    expect(kernels).toEqual([[3, 3], [3, 3]]);
    expect(read.unknowns).toEqual([]);
    expect(parameters(read)).toBe(parameters(readArchitecture(GEMMA_3N, 'it')));
  });

  test.each<readonly [string, Partial<Architecture>]>([
    ['the size of its conv (vision) is not known', { towers: [{ family: 'vision', name: 'conv', rows: NaN, columns: 1 }] }],
    ['the size of its head (head) is not known', { outer: [...llama.outer, { family: 'head', name: 'head', rows: -5, columns: 2 }] }],
    ['what a layer keeps of each token is not known', { layers: [{ tensors: [], caches: [{ kind: 'tokens', heads: NaN, elements: 8 }] }] }],
  ])('is not counted and said where it is none: %s', (sentence, part) => {
    const unknowns: string[] = [];
    const read = withSizes({ ...llama, ...part }, unknowns);
    expect(unknowns).toEqual([sentence]);
    expect(parameters(read)).toBeGreaterThanOrEqual(0);
    expect(withSizes(llama, unknowns)).toBe(llama);
  });

  test('is no reason to say that a model fits where it is not a number', () => {
    const broken = { ...llama, towers: [{ family: 'vision', name: 'conv', rows: NaN, columns: 1 }] } as Architecture;
    expect(plan(llama).verdict).toBe('fits');
    expect(plan(broken)).toMatchObject({ verdict: 'unknown', reason: 'a number that the memory of it is computed from is not known' });
  });

  test.each(['num_nextn_predict_layers', 'mtp_num_hidden_layers', 'altup_num_inputs'])('is not known with a million millions as %s', name => {
    const { text_config: text, ...others } = GEMMA_3N as JsonObject & { readonly text_config: JsonObject };
    const { unknowns } = readArchitecture({ ...others, text_config: { ...text, [name]: 1e12 } }, 'it');
    expect(unknowns).toEqual([`its text_config.${name} is 1000000000000, and has to be a whole number of at most 10000`]);
  });
});
