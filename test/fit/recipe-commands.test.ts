import { configuration, RECIPE_COMMANDS, RecipeCommand } from './data/read';
import { VllmEngine } from '../../src';
import { ACCELERATORS } from '../../src/facts/accelerators';
import { readArchitecture } from '../../src/fit/config/read-config';
import { MemoryPlan } from '../../src/fit/memory-plan';
import { tryPlanOpen } from '../../src/fit/open-plan';
import { memoryFlags } from '../../src/render/footprint-flags';

/** The configuration of each model that is at hand, with the method of quantization where the checkpoint of the command has another than it. */
const MODELS: { readonly [model: string]: readonly [name: string, quantization?: string] } = {
  'MiniMaxAI/MiniMax-M2': ['MiniMaxAI/MiniMax-M2.5'],
  'MiniMaxAI/MiniMax-M2.7': ['MiniMaxAI/MiniMax-M2.7'],
  'MiniMaxAI/MiniMax-M3': ['MiniMaxAI/MiniMax-M3'],
  'Qwen/Qwen3-Coder-480B-A35B-Instruct': ['Qwen/Qwen3-Coder-480B-A35B-Instruct'],
  'Qwen/Qwen3-Coder-480B-A35B-Instruct-FP8': ['Qwen/Qwen3-Coder-480B-A35B-Instruct', 'fp8'],
  'Qwen/Qwen3.5-122B-A10B': ['Qwen/Qwen3.5-122B-A10B'],
  'Qwen/Qwen3.5-122B-A10B-FP8': ['Qwen/Qwen3.5-122B-A10B', 'fp8'],
  'Qwen/Qwen3.5-27B': ['Qwen/Qwen3.5-27B'],
  'Qwen/Qwen3.5-35B-A3B': ['Qwen/Qwen3.5-35B-A3B'],
  'Qwen/Qwen3.6-27B': ['Qwen/Qwen3.5-27B'],
  'Qwen/Qwen3.6-35B-A3B': ['Qwen/Qwen3.5-35B-A3B'],
  'deepseek-ai/DeepSeek-R1': ['deepseek-ai/DeepSeek-R1'],
  'deepseek-ai/DeepSeek-R1-0528': ['deepseek-ai/DeepSeek-R1'],
  'deepseek-ai/DeepSeek-V3': ['deepseek-ai/DeepSeek-V3'],
  'deepseek-ai/DeepSeek-V3.1': ['deepseek-ai/DeepSeek-V3'],
  'deepseek-ai/DeepSeek-V3.2-Exp': ['deepseek-ai/DeepSeek-V3.2'],
  'deepseek-ai/DeepSeek-V4-Flash': ['deepseek-ai/DeepSeek-V4-Flash'],
  'deepseek-ai/DeepSeek-V4-Pro': ['deepseek-ai/DeepSeek-V4-Pro'],
  'google/gemma-4-26B-A4B-it': ['google/gemma-4-26B-A4B'],
  'moonshotai/Kimi-K2-Instruct': ['moonshotai/Kimi-K2-Instruct'],
  'moonshotai/Kimi-K2-Thinking': ['moonshotai/Kimi-K2.5'],
  'openai/gpt-oss-120b': ['openai/gpt-oss-120b'],
  'zai-org/GLM-5-FP8': ['zai-org/GLM-5-FP8'],
  'zai-org/GLM-5.1-FP8': ['zai-org/GLM-5.1-FP8'],
  'zai-org/GLM-5.2-FP8': ['zai-org/GLM-5.2-FP8'],
};

const ENGINE = new VllmEngine({ version: '0.32.0' });

/** Memory of a device by its word; that of the H20 with 141 GB is as an H200 has it. */
function mebibytes(device: string): number {
  if (device === 'H20 141GB') return 144_384;
  const name = device === 'A100' ? 'NVIDIA A100 80GB' : device.startsWith('MI') ? `AMD ${device}` : `NVIDIA ${device}`;
  return ACCELERATORS.find(row => row.name === name)!.mebibytes!;
}

/** The plan of a command, with a share of the memory; a context that it leaves open is derived, as in an app: GLM 5.2 has its million tokens on 8 × B200 alone. */
function planOf({ model, device, count, args }: RecipeCommand, share = 1): MemoryPlan {
  const [name, saidQuantization] = MODELS[model]!;
  const { config, quantization } = configuration(`aiconfigurator ${name}`);
  const { drafting, slotsHaveAll: _slots, hasProjector: _projector, ...told } = memoryFlags(ENGINE, args.split(' ').filter(word => word !== ''), {})!;
  return tryPlanOpen({
    architecture: readArchitecture(config, model, saidQuantization === undefined ? { quantization } : { saidQuantization }),
    engine: 'vllm',
    version: '0.32.0',
    device: { name: device, bytes: mebibytes(device) * 1024 ** 2 * share, resource: 'nvidia.com/gpu' },
    count,
    ...told,
    draft: drafting === 'own' ? 'own' : undefined,
  }, told.maxModelLen === undefined ? ['context'] : [])!;
}

describe('commands of the guides of vLLM', () => {
  const known = RECIPE_COMMANDS.filter(({ model }) => Object.hasOwn(MODELS, model)).map(each => [`${each.model} on ${each.count} × ${each.device} with ${each.args}`, each] as const);

  test('are at least 60 with a configuration that is at hand', () => {
    expect(known.length).toBeGreaterThanOrEqual(60);
  });

  test.each(known)('%s is never called impossible', (_name, command) => {
    const { verdict, reason } = planOf(command);
    expect([verdict === 'impossible', reason]).toEqual([false, reason]);
  });

  test.each(known)('%s is impossible with a tenth of the memory', (_name, command) => {
    const { verdict, unknowns } = planOf(command, 0.1);
    expect([verdict === 'impossible' || (verdict === 'unknown' && unknowns.length > 0), unknowns]).toEqual([true, unknowns]);
  });
});
