import { isAtLeast } from '../../facts/versions';
import { Architecture } from '../architecture';

const GIB = 1024 ** 3;

/** How much one step of a server computes. */
export interface Batch {
  readonly tokens: number;
  readonly sequences: number;
}

/** What a device of so many GiB takes. */
type Knot = readonly [gibibytes: number, tokens: number, sequences: number];

/**
 * What a server takes on devices of a size. Servers go up in steps; here it rises before each step, where no device is, so that a plan for a larger
 * device never has less room.
 */
function batchAt(bytes: number, knots: readonly Knot[]): Batch {
  const size = bytes / GIB;
  const next = knots.findIndex(([gibibytes]) => gibibytes > size);
  if (next === 0) return { tokens: knots[0][1], sequences: knots[0][2] };
  if (next < 0) return { tokens: knots[knots.length - 1][1], sequences: knots[knots.length - 1][2] };
  const [[from, tokens, sequences], [to, moreTokens, moreSequences]] = [knots[next - 1], knots[next]];
  const part = (size - from) / (to - from);
  return { tokens: Math.round(tokens + part * (moreTokens - tokens)), sequences: Math.round(sequences + part * (moreSequences - sequences)) };
}

const VLLM: readonly Knot[] = [[56, 2048, 256], [70, 8192, 1024], [145, 8192, 1024], [160, 16384, 1024]];

/** vLLM takes larger batches on larger devices, but for an A100. https://github.com/vllm-project/vllm vllm/engine/arg_utils.py */
export function vllmBatch(bytes: number, name: string, onCpu: boolean): Batch {
  if (onCpu) return { tokens: 2048, sequences: 128 };
  return name.includes('A100') ? { tokens: 2048, sequences: 256 } : batchAt(bytes, VLLM);
}

const SGLANG: readonly Knot[] = [[16, 2048, 8], [20, 4096, 48], [48, 4096, 48], [60, 8192, 256], [145, 8192, 256], [160, 16384, 512]];
const SGLANG_WIDE: readonly Knot[] = [[16, 2048, 8], [20, 4096, 160], [48, 4096, 160], [60, 8192, 512], [145, 8192, 512], [160, 16384, 512]];

/**
 * What SGLang prefills at once and captures graphs for, by the memory of a device. https://github.com/sgl-project/sglang
 * python/sglang/srt/arg_groups/memory_hook.py
 */
export function sglangBatch(bytes: number, tensorParallel: number): Batch {
  return batchAt(bytes, tensorParallel >= 4 ? SGLANG_WIDE : SGLANG);
}

/** What SGLang prefills at once where it does not do so in parts (`--max-prefill-tokens`), or the longest context. */
export const SGLANG_PREFILL = 16384;

/**
 * Sequences that LMDeploy takes at once, by what the name of a device contains: a GH200 counts as an H200. Fewer before 0.10.0.
 * https://github.com/InternLM/lmdeploy lmdeploy/utils.py (get_max_batch_size)
 */
export function lmdeploySequences(version: string, name: string): number {
  const isNew = isAtLeast(version, '0.10.0');
  if (/h[18]00/i.test(name)) return isNew ? 1024 : 512;
  if (/a[18]00/i.test(name)) return isNew ? 384 : 256;
  return isNew && /h200|l20y/i.test(name) ? 1024 : 128;
}

/**
 * Whether prompts of a model are read whole: encoders see all of a text at once. https://github.com/vllm-project/vllm vllm/config/model.py
 * (is_chunked_prefill_supported), https://github.com/sgl-project/sglang python/sglang/srt/arg_groups/model_hook.py
 */
function readsWhole({ task, layers }: Architecture): boolean {
  return task === 'encode' || layers.some(({ caches }) => caches.some(cache => cache.kind === 'tokens' && cache.encoded !== undefined));
}

/** Whether one step computes all of a prompt: the model wants it so, or the server is told to. */
export function readsPromptsWhole({ wholePrompts, architecture }: { readonly wholePrompts?: boolean; readonly architecture: Architecture }): boolean {
  return wholePrompts === true || readsWhole(architecture) || architecture.seesAll === true;
}

/**
 * What vLLM computes at once of models that turn texts into vectors, before its newer engine served encoders.
 * https://github.com/vllm-project/vllm vllm/config.py of 0.10.0 (POOLING_MODEL_MAX_NUM_BATCHED_TOKENS)
 */
function olderBatch(version: string, { task }: Architecture): number {
  return task === 'encode' && !isAtLeast(version, '0.10.2') ? 32768 : 0;
}

/** What decides which media are read whole. */
interface Asked {
  readonly engine: string;
  readonly version: string;
  readonly architecture: Architecture;
  readonly noMedia?: readonly string[];
}

/** Tokens of the longest video of Gemma 4: 32 frames of 70, with their ends and times. vllm/model_executor/models/gemma4_mm.py */
const VIDEO = 32 * (70 + 2 + 6);

/** Tokens of a medium that see each other, all of which vLLM computes at once. */
export function wholeMedium({ engine, version, architecture: { seesMediaWhole, towers }, noMedia = [] }: Asked): number {
  const isRead = towers.length > 0 && !noMedia.includes('video') && !noMedia.includes('all');
  return engine === 'vllm' && seesMediaWhole && isRead && isAtLeast(version, '0.20.0') ? VIDEO : 0;
}

/**
 * What a batch of vLLM that nobody says has room for at least: the same, from 0.22.0 on. https://github.com/vllm-project/vllm vllm/engine/arg_utils.py
 * (_get_min_mm_batched_tokens)
 */
export function leastOpenBatch(asked: Asked): number {
  return Math.max(olderBatch(asked.version, asked.architecture), isAtLeast(asked.version, '0.22.0') ? wholeMedium(asked) : 0);
}

/**
 * A batch that has room for a prompt of so many tokens. https://github.com/vllm-project/vllm vllm/engine/arg_utils.py
 * (_set_default_max_num_seqs_and_batched_tokens_args)
 */
export function wholeBatch({ tokens, sequences }: Batch, prompt: number): Batch {
  return { tokens: Math.max(tokens, prompt), sequences };
}
