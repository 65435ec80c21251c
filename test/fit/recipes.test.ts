import { CONFIGURATIONS, HARDWARE, Recipe, RECIPES, Variant } from './data/read';
import { Architecture } from '../../src/fit/architecture';
import { readArchitecture } from '../../src/fit/config/read-config';
import { planMemory } from '../../src/fit/memory-plan';
import { Verdict } from '../../src/fit/verdict';

const GIB = 1024 ** 3;

/** A variant of a recipe, on hardware that the recipe calls verified. */
interface Cell {
  readonly name: string;
  readonly recipe: Recipe;
  readonly variant: Variant;
  readonly hardware: string;
}

/** Recipes name devices by their nominal memory, in units that makers do not agree on; GiB is what H100s and others really have. */
const memoryOf = (hardware: string): number => HARDWARE[hardware]!.gigabytes;

const CELLS: readonly Cell[] = RECIPES.flatMap(recipe => nodesOf(recipe).map((hardware): Cell => {
  const variants = Object.values(recipe.variants ?? {});
  const fitting = variants.find(each => each.vram_minimum_gb <= memoryOf(hardware) && (each.supported_hardware ?? [hardware]).includes(hardware));
  return { name: `${recipe.model} on ${hardware}`, recipe, variant: fitting ?? variants[0]!, hardware };
}));

/** The nodes of a recipe that are verified, and whose memory is said. */
function nodesOf({ verified = [] }: Recipe): readonly string[] {
  return verified.filter(hardware => Object.hasOwn(HARDWARE, hardware));
}

/** An architecture, and whether it is that of the model itself. */
interface Known {
  readonly architecture: Architecture;
  readonly isReal: boolean;
}

/** Cells of several nodes: no variant fits in one. */
const isOfOneNode = ({ variant, hardware }: Cell): boolean => variant.vram_minimum_gb <= memoryOf(hardware);

/** Other names under which a configuration is at hand. */
const ALIASES: { readonly [model: string]: string } = {
  'meta-llama/Llama-3.1-8B-Instruct': 'aiconfigurator meta-llama/Meta-Llama-3.1-8B',
  'meta-llama/Llama-3.1-8B': 'aiconfigurator meta-llama/Meta-Llama-3.1-8B',
  'meta-llama/Llama-3.3-70B-Instruct': 'aiconfigurator meta-llama/Meta-Llama-3.1-70B',
  'Qwen/Qwen2.5-32B': 'ome qwen2.5_32b',
  'Qwen/Qwen3-4B': 'ome qwen3_4b',
  'Qwen/Qwen2.5-VL-7B-Instruct': 'ome qwen2.5_vl_7b',
  'meta-llama/Llama-3.2-1B-Instruct': 'ome llama3_2_1b',
  'meta-llama/Llama-3.2-1B': 'ome llama3_2_1b',
  'meta-llama/Llama-3.2-3B-Instruct': 'ome llama3_2_3b',
  'deepseek-ai/DeepSeek-V4-Flash-0731': 'aiconfigurator deepseek-ai/DeepSeek-V4-Flash',
  'deepseek-ai/DeepSeek-V4-Flash-DSpark': 'aiconfigurator deepseek-ai/DeepSeek-V4-Flash',
  'deepseek-ai/DeepSeek-V4-Pro-0813': 'aiconfigurator deepseek-ai/DeepSeek-V4-Pro',
  'deepseek-ai/DeepSeek-V4-Pro-DSpark': 'aiconfigurator deepseek-ai/DeepSeek-V4-Pro',
};

/** The method of quantization that a precision of a recipe is. */
const METHODS: { readonly [precision: string]: string | undefined } = {
  'fp8': 'fp8', 'int8': 'fp8', 'int4': 'awq', 'nvfp4': 'nvfp4', 'mxfp4': 'mxfp4', 'fp4': 'nvfp4', 'int2/4/8': 'awq',
};

/** Bytes that recipes count for a parameter: https://github.com/vllm-project/recipes/blob/main/CONTRIBUTING.md (VRAM formula) */
const BYTES: { readonly [precision: string]: number } = { bf16: 2, fp8: 1, int8: 1 };

/** The real architecture, where its configuration is at hand; else a plain one with as many parameters as the recipe reckons with. */
function architectureOf({ model }: Recipe, { model_id: id, precision, vram_minimum_gb: minimum }: Variant): Known {
  const names = [id, id === undefined ? model : undefined].filter(name => name !== undefined).map(name => ALIASES[name] ?? `aiconfigurator ${name}`);
  const real = CONFIGURATIONS.find(({ name }) => names.includes(name));
  if (real === undefined) return { architecture: plain(minimum * 1e9 / 1.2 / (BYTES[precision] ?? 0.5), precision), isReal: false };
  const says = real.quantization !== undefined || 'quantization_config' in (real.config as object);
  const beside = says ? { quantization: real.quantization } : { saidQuantization: METHODS[precision] };
  return { architecture: readArchitecture(real.config, model, beside), isReal: true };
}

/** A Llama of a given size. */
function plain(parameters: number, precision: string): Architecture {
  const [hidden, layers] = parameters < 4e9 ? [1024, 16] : parameters < 60e9 ? [4096, 32] : [8192, 64];
  const [heads, vocabulary] = [hidden / 128, 32_000];
  const kvHeads = Math.min(8, heads);
  const rest = parameters - 2 * vocabulary * hidden - layers * (2 * hidden * hidden + 2 * hidden * kvHeads * 128);
  const inner = Math.max(1024, Math.round(rest / layers / 3 / hidden / 1024) * 1024);
  return readArchitecture({
    model_type: 'llama',
    hidden_size: hidden,
    num_hidden_layers: layers,
    num_attention_heads: heads,
    num_key_value_heads: kvHeads,
    head_dim: 128,
    intermediate_size: inner,
    vocab_size: vocabulary,
    max_position_embeddings: 131_072,
    torch_dtype: 'bfloat16',
    tie_word_embeddings: false,
  }, 'a plain model', { saidQuantization: METHODS[precision] });
}

/** Verdicts of one node, with one device, two, four, and all. */
function verdicts({ recipe, variant, hardware }: Cell, share = 1): readonly Verdict[] {
  const { count: all, gigabytes } = HARDWARE[hardware]!;
  const { architecture } = architectureOf(recipe, variant);
  const onCpu = hardware.startsWith('xeon');
  const devices = onCpu ? [1] : [1, 2, 4, 8].filter(each => each <= all);
  const bytes = share * gigabytes * GIB / (onCpu ? 1 : all);
  const device = { name: hardware, bytes, resource: onCpu ? undefined : 'example.com/gpu' };
  const expertParallel = architecture.experts !== undefined;
  return devices.map(each => planMemory({ architecture, engine: 'vllm', version: '0.32.0', device, count: each, maxModelLen: 4096, expertParallel }).verdict);
}

describe('recipes of vLLM', () => {
  test('are at least 400 cells, a third of them with the real configuration', () => {
    expect(CELLS.length).toBeGreaterThanOrEqual(400);
    expect(CELLS.filter(({ recipe, variant }) => architectureOf(recipe, variant).isReal).length).toBeGreaterThanOrEqual(130);
  });

  test('on verified hardware are never called impossible', () => {
    const impossible = CELLS.filter(isOfOneNode).filter(cell => verdicts(cell).every(verdict => verdict === 'impossible'));
    expect(impossible.map(({ name }) => name)).toEqual([]);
  });

  test('are impossible with a tenth of their minimum, in one device or in eight', () => {
    const possible = RECIPES.flatMap(recipe => Object.entries(recipe.variants ?? {}).flatMap(([name, variant]) => [1, 8].flatMap(devices => {
      const { architecture } = architectureOf(recipe, variant);
      const device = { name: 'a small device', bytes: variant.vram_minimum_gb / 10 * GIB / devices, resource: 'example.com/gpu' };
      const { verdict } = planMemory({ architecture, engine: 'vllm', version: '0.32.0', device, count: devices, maxModelLen: 4096 });
      return verdict === 'impossible' || (verdict === 'unknown' && architecture.unknowns.length > 0) ? [] : [`${recipe.model} ${name} in ${devices}: ${verdict}`];
    })));
    expect(possible).toEqual([]);
  });
});
