import { QUANTIZED_MODELS } from './data/read';
import { within } from './within';
import { readArchitecture } from '../../src/fit/config/read-config';
import { planMemory } from '../../src/fit/memory-plan';
import { weightBytes } from '../../src/fit/parameters';
import { JsonObject } from '../../src/ground/objects';

const GIB = 1024 ** 3;
const LLAMA = {
  model_type: 'llama', hidden_size: 4096, num_hidden_layers: 32, num_attention_heads: 32, num_key_value_heads: 8, intermediate_size: 14336, vocab_size: 128256, torch_dtype: 'bfloat16',
};
const MLP = 3 * 4096 * 14336;
const DOWN = 4096 * 14336;
const ATTENTION = 2 * 4096 * 4096 + 2 * 4096 * 1024;
const sizeOf = (quantization_config: JsonObject) => {
  const architecture = readArchitecture({ ...LLAMA, quantization_config }, 'it');
  expect(architecture.unknowns).toEqual([]);
  return weightBytes(architecture);
};
const eight = { num_bits: 8, type: 'float', strategy: 'channel' };
const four = { num_bits: 4, type: 'int', strategy: 'group', group_size: 128 };
const tensors = (config_groups: JsonObject, ignore: string[] = ['lm_head']): JsonObject => ({ quant_method: 'compressed-tensors', config_groups, ignore });
const all8 = sizeOf(tensors({ g: { targets: ['Linear'], weights: eight } }));
const all4 = sizeOf(tensors({ g: { targets: ['Linear'], weights: four } }));
const fp8 = (modules_to_not_convert: string[]) => sizeOf({ quant_method: 'fp8', modules_to_not_convert });

describe('weights that are quantized in several ways', () => {
  test('each group of compressed-tensors stands for its targets, the first that names a module', () => {
    const two = sizeOf(tensors({ g0: { targets: ['re:.*mlp.*'], weights: four }, g1: { targets: ['re:.*self_attn.*'], weights: eight } }));
    expect(two).toBeCloseTo(all4 + 32 * ATTENTION * (8 - 4.125) / 8, -7);
    expect(sizeOf(tensors({ g0: { targets: ['re:.*self_attn.*'], weights: eight }, g1: { targets: ['Linear'], weights: four } }))).toBeCloseTo(two, -7);
  });

  test('what no group names is not quantized', () => {
    expect(sizeOf(tensors({ g: { targets: ['re:.*mlp.*'], weights: eight } }))).toBe(all8 + 32 * ATTENTION);
  });

  test.each<[string, string[], number]>([
    ['one by one', Array.from({ length: 8 }, (_none, layer) => ['gate', 'up', 'down'].map(part => `model.layers.${layer}.mlp.${part}_proj`)).flat(), 8 * MLP],
    ['by a range', ['model.layers.[0-7].mlp.down_proj'], 8 * DOWN],
    ['by an expression', ['re:.*layers\\.[0-7]\\.mlp.*'], 8 * MLP],
    ['by an expression of several', ['re:^model\\.layers\\.(0|1|31)\\.mlp\\..*'], 3 * MLP],
    ['by an expression of all', ['re:.*layers\\.\\d+\\.mlp.*'], 32 * MLP],
    ['as a whole', ['model.layers.0', 'model.layers.1'], 2 * (MLP + ATTENTION)],
    ['by a sign for one figure', ['model.layers.?.mlp*'], 10 * MLP],
    ['by figures and a sign', ['model.layers.1?.mlp.down_proj', '*.layers.2.mlp'], 10 * DOWN + MLP],
    ['by the begin of a number', ['model.layers.1*'], 11 * (MLP + ATTENTION)],
    ['behind the last', ['model.layers.32'], 0],
  ])('layers are left as they are: %s', (_case, modules, more) => {
    const found = sizeOf(tensors({ g: { targets: ['Linear'], weights: eight } }, ['lm_head', ...modules]));
    expect([found - all8, fp8(modules) - fp8([])]).toEqual([more, more]);
  });

  test('modules of GPTQ with bits of their own, or none', () => {
    const gptq = (more: JsonObject) => sizeOf({ quant_method: 'gptq', bits: 4, group_size: 128, ...more });
    const plain = gptq({});
    expect(gptq({ dynamic: { '-:.*down.*': {} } }) / GIB).toBeCloseTo((plain + 32 * DOWN * (16 - 4.15625) / 8) / GIB, 2);
    expect(gptq({ dynamic: { '+:.*down.*': { bits: 8 } } }) / GIB).toBeCloseTo((plain + 32 * DOWN * (8 - 4.15625) / 8) / GIB, 1);
    expect(gptq({ dynamic: { 'model\\.layers\\.[0-3]\\..*down.*': { bits: 8 } } }) / GIB).toBeCloseTo((plain + 4 * DOWN * (8 - 4.15625) / 8) / GIB, 1);
    expect(sizeOf({ quant_method: 'auto-round', bits: 4, group_size: 128, extra_config: { 'model.layers.0.mlp.down_proj': { bits: 16 } } })).toBeGreaterThan(plain + DOWN);
  });

  test('bitsandbytes that is not called so', () => {
    expect(sizeOf({ load_in_4bit: true })).toBe(sizeOf({ quant_method: 'bitsandbytes', load_in_4bit: true }));
  });
});

describe('modules by a short name', () => {
  const scaled = (numbers: number, bits: number) => 32 * numbers * (16 - bits) / 8;
  const MODULES: readonly (readonly [string, number])[] = [
    ['down_proj', DOWN], ['*.down_proj', DOWN], ['mlp.down_proj', DOWN], ['v_proj', 4096 * 1024], ['*.layers.0.*', (MLP + ATTENTION) / 32], ['gate', 0],
  ];
  test.each(MODULES)('%s are left as they are', (name, numbers) => {
    const bits = (more: JsonObject) => sizeOf({ quant_method: 'bitsandbytes', load_in_4bit: true, ...more });
    expect(fp8([name]) - fp8([])).toBe(scaled(numbers, 8));
    expect(bits({ llm_int8_skip_modules: [name] }) - bits({})).toBeCloseTo(scaled(numbers, 4.5), -2);
    const optimizer = (ignore: string[]) => sizeOf({ quant_method: 'modelopt', quant_algo: 'FP8', ignore: ['lm_head', ...ignore] });
    expect(optimizer([name]) - optimizer([])).toBe(scaled(numbers, 8));
  });
});

describe('numbers in blocks of 32', () => {
  const rest = sizeOf({ quant_method: 'fp8' }) - 32 * (MLP + ATTENTION);
  const quark = (weight: JsonObject, more: JsonObject = {}): JsonObject => ({ quant_method: 'quark', global_quant_config: { weight }, exclude: ['lm_head'], ...more });
  const fp4 = { dtype: 'fp4', qscheme: 'per_group', group_size: 32, scale_format: 'e8m0' };

  test('have a scale of 8 bits', () => {
    const inEight = tensors({ g: { targets: ['Linear'], weights: { num_bits: 8, type: 'float', strategy: 'group', group_size: 32 }, format: 'mxfp8-quantized' } });
    expect(sizeOf(inEight)).toBe(rest + 32 * (MLP + ATTENTION) * 8.25 / 8);
    expect(sizeOf({ quant_method: 'fp8', weight_block_size: [1, 32] })).toBe(rest + 32 * (MLP + ATTENTION) * 8.25 / 8);
    expect(sizeOf({ quant_method: 'mxfp8' })).toBe(rest + 32 * (MLP + ATTENTION) * 8.25 / 8);
    expect(sizeOf(quark(fp4))).toBe(rest + 32 * (MLP + ATTENTION) * 4.25 / 8);
  });

  test('stand beside other modules of Quark', () => {
    const mixed = quark(fp4, { layer_quant_config: { '*self_attn*': { weight: { dtype: 'fp8_e4m3', qscheme: 'per_tensor' } } } });
    expect(sizeOf(mixed)).toBe(rest + 32 * (MLP * 4.25 + ATTENTION * 8) / 8);
    const unknown = readArchitecture({ ...LLAMA, quantization_config: quark({ dtype: 'bfp16' }) }, 'it').unknowns;
    expect(unknown).toEqual(['weights are quantized by quark, in a way whose size is not known']);
  });
});

test('are read from compression_config, where there is no quantization_config', () => {
  const groups = tensors({ g: { targets: ['Linear'], weights: four } });
  const older = (more: JsonObject) => readArchitecture({ ...LLAMA, compression_config: groups, ...more }, 'it');
  expect(older({})).toMatchObject({ unknowns: [], quantization: { method: 'int4' } });
  expect(weightBytes(older({}))).toBe(all4);
  expect(weightBytes(older({ quantization_config: tensors({ g: { targets: ['Linear'], weights: eight } }) }))).toBe(all8);
});

describe('numbers of 8 bits that nothing quantizes', () => {
  const plan = (engine: string, version: string, more: JsonObject = {}, device = 'NVIDIA H100') => planMemory({
    architecture: readArchitecture({ ...LLAMA, torch_dtype: 'float8_e4m3fn', ...more }, 'it'), engine, version, device: { name: device, bytes: 80 * GIB, resource: 'nvidia.com/gpu' }, count: 1,
  });
  const same = readArchitecture(LLAMA, 'it');

  test.each(['0.10.2', '0.32.0'])('are loaded in 16 by vLLM %s', version => {
    expect(plan('vllm', version).verdict).toBe('fits');
    expect(['NVIDIA H100', 'NVIDIA T4'].map(device => plan('vllm', version, {}, device).rows[0]!.bytes)).toEqual([weightBytes(same), weightBytes(same)]);
  });

  test('do not make the other parts of a quantized model smaller', () => {
    const { rows: [weights] } = plan('vllm', '0.32.0', { quantization_config: { quant_method: 'fp8' } });
    expect(weights!.bytes).toBe(fp8([]));
  });

  test.each([['vllm', '0.8.5'], ['sglang', '0.5.23'], ['lmdeploy', '0.18.0']])('are not known on %s %s', (engine, version) => {
    expect(plan(engine, version)).toMatchObject({ verdict: 'unknown', reason: `in which type ${engine} ${version} loads numbers of the type "float8_e4m3fn" is not known` });
  });
});

test.each(QUANTIZED_MODELS)('$name: its weights have the bytes of the modules of vLLM', ({ config, weightBytes: theirs }) => {
  const architecture = readArchitecture(config, 'it');
  expect(architecture.unknowns).toEqual([]);
  expect(weightBytes(architecture)).toEqual(within(0.001, theirs));
});

test.each<[string, JsonObject]>([
  ['left out', tensors({ g: { targets: ['Linear'], weights: four } }, ['re:('])],
  ['a target', tensors({ g: { targets: ['re:['], weights: four } })],
  ['with flags of Python', tensors({ g: { targets: ['Linear'], weights: four } }, ['re:(?i)LM_HEAD'])],
  ['of GPTQModel', { quant_method: 'gptq', bits: 4, group_size: 128, dynamic: { '-:(': {} } }],
])('a regular expression that is not understood, %s, is unknown and no foreign error', (_where, quantization_config) => {
  expect(readArchitecture({ ...LLAMA, quantization_config }, 'it').unknowns).toEqual([expect.stringMatching(/^which layers are quantized is not known: Invalid regular expression: /)]);
});
