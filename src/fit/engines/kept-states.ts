import { Range } from './engine-memory';
import { isAtLeast } from '../../facts/versions';
import { Architecture, Layer } from '../architecture';
import { hasStates } from '../cache-kinds';
import { shareOf, Split, stagesOf } from '../parameters';

/*
 * Servers that keep states for all sequences that they may take at once, beside the cache: 2048 in TensorRT-LLM where nobody says how many, which is 135
 * GiB for Nemotron Nano 9B v2. https://github.com/NVIDIA/TensorRT-LLM/issues/8642
 */

/** What decides it. */
interface Asked {
  readonly engine: string;
  readonly version: string;
  readonly architecture: Architecture;
  readonly onPyTorch?: boolean;
}

/** Whether states are not in the blocks of the cache. */
export const keepsApart = (engine: string): boolean => engine === 'lmdeploy' || engine === 'tensorrt-llm';

/**
 * Whether it is known how many there are: TensorRT-LLM may have one pool for tokens and states since 1.3, TurboMind since 0.14.0.
 * https://github.com/NVIDIA/TensorRT-LLM tensorrt_llm/_torch/pyexecutor/mamba_cache_manager.py, https://github.com/InternLM/lmdeploy
 * lmdeploy/pytorch/engine/executor/base.py (_get_state_cache_mem)
 */
function isCounted({ engine, version, architecture: { modelType }, onPyTorch }: Asked): boolean {
  return engine === 'tensorrt-llm' ? !isAtLeast(version, '1.3.0rc0') : onPyTorch === true || modelType === 'qwen3_next';
}

/** What is not known of them, a sentence. */
export function unknownKept(request: Asked): string[] {
  const { engine, architecture } = request;
  if (!keepsApart(engine) || !hasStates(architecture) || isCounted(request)) return [];
  return [`what ${engine} keeps for the states of all sequences that it may take at once is not known`];
}

/** The same with what decides how many there are. */
interface AskedAll extends Asked {
  readonly split: Split;
  readonly maxSequences: number;
}

/**
 * States of all sequences, on the fullest rank, in 16 bits: TensorRT-LLM may have the recurrent part in 32, and as many for each stage. LMDeploy has a
 * few more.
 */
export function keptStates(request: AskedAll): Range | undefined {
  const { engine, architecture, split, maxSequences } = request;
  if (!keepsApart(engine) || !hasStates(architecture) || !isCounted(request)) return undefined;
  const stages = stagesOf(architecture, split);
  const all = (ofRecurrent: number) => Math.max(...stages.map(layers => sizeOf(layers, split, ofRecurrent)));
  const [plain, wide] = [maxSequences * all(2), maxSequences * split.pipelineParallel * all(4)];
  return engine === 'lmdeploy' ? { least: plain, likely: plain, most: 1.05 * plain + 8 * all(2) } : { least: plain, likely: (plain + wide) / 2, most: wide };
}

function sizeOf(layers: readonly Layer[], { tensorParallel }: Split, ofRecurrent: number): number {
  const states = layers.flatMap(({ caches }) => caches.flatMap(cache => (cache.kind === 'state' ? cache.states : [])));
  return states.reduce((sum, { elements, parts, recurrent }) => sum + elements * shareOf(parts, tensorParallel) * (recurrent ? ofRecurrent : 2), 0);
}
