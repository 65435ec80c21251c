import { Range } from './engine-memory';
import { latentOf } from './vllm-buffers';
import { shareOf } from '../parameters';
import { ResolvedRequest } from '../plan-request';

/** The most tokens that are turned at once (`SGLANG_MAX_KV_CHUNK_CAPACITY`). */
const MOST = 128 * 1024;

/**
 * Latent attention turns latents of the cache into keys and values while it reads the rest of a prompt, as most kernels do: of all prompts of a
 * batch together. The product of one matrix and the keys, which are as wide as queries, are there at once, beside the share. An index leaves too few
 * tokens for it. https://github.com/sgl-project/sglang
 * python/sglang/srt/models/deepseek_common/attention_forward_methods/forward_mha.py of 0.5.23
 */
export function turnedLatents(request: ResolvedRequest): Range | undefined {
  const { engine, architecture: { layers }, onCpu, maxModelLen, maxSequences, tensorParallel } = request;
  const { product, queries, hasIndex } = latentOf(layers);
  if (engine !== 'sglang' || onCpu || product === undefined || hasIndex) return undefined;
  const heads = product.parts ?? 1;
  const ofToken = 2 * (product.rows + (queries?.rows ?? product.rows)) * shareOf(heads, tensorParallel) + 4 * product.columns;
  const [one, all] = [maxModelLen, maxModelLen * maxSequences].map(tokens => Math.min(MOST, tokens) * ofToken);
  return { least: 0, likely: one / 2, most: all };
}
