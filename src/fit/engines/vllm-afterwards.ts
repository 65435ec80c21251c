import { hasVllm } from './served-models';
import { latentOf, prefillContext } from './vllm-buffers';
import { computeCapability } from '../../facts/compute-capabilities';
import { isAtLeast } from '../../facts/versions';
import { CacheLayout } from '../cache-layout';
import { shareOf } from '../parameters';
import { ResolvedRequest } from '../plan-request';

/** What vLLM takes after it has sized its cache, and does not take off it. */
export const afterCache = (request: ResolvedRequest, layout: CacheLayout | undefined): number => (
  prefillContext(request).beside + blockTables(request, layout) + partialScores(request)
);

/**
 * Tables of the blocks of all sequences that there may be, one of each group of layers, as long as the longest context: newer versions have each
 * twice. They come after the cache. https://github.com/vllm-project/vllm vllm/v1/worker/gpu/block_table.py
 */
function blockTables(request: ResolvedRequest, layout: CacheLayout | undefined): number {
  const { engine, version, onCpu, maxSequences, maxModelLen, contextParallel } = request;
  if (!hasVllm(engine) || onCpu || layout === undefined) return 0;
  const columns = layout.groups.reduce((sum, { blockSize }) => sum + Math.ceil(maxModelLen / (blockSize * contextParallel)), 0);
  return maxSequences * columns * 4 * (isAtLeast(version, '0.22.0') ? 2 : 1);
}

/** Multiprocessors, by the beginning of a device's name; the most that any has for others. */
const PROCESSORS: readonly (readonly [beginning: string, count: number])[] = [
  ['NVIDIA T4', 40], ['NVIDIA A30', 56], ['NVIDIA L4 ', 58], ['NVIDIA L4', 142], ['NVIDIA V100', 80], ['NVIDIA A100', 108], ['NVIDIA A', 84],
  ['NVIDIA GeForce RTX 4090', 128], ['NVIDIA RTX 6000 Ada', 142], ['NVIDIA GeForce RTX 5090', 170], ['NVIDIA RTX PRO 6000', 188],
];

/** A part of a long context that each multiprocessor takes at the least, in tokens. */
const LEAST_PART = 512;

/**
 * Sums of latent attention over the parts of long contexts, of all sequences at once, with the kernel that it has on all devices but Hopper's and those of
 * Blackwell's servers: as many parts as twice its multiprocessors. https://github.com/vllm-project/vllm vllm/v1/attention/backends/mla/triton_mla.py
 */
function partialScores(request: ResolvedRequest): number {
  const { engine, version, architecture: { layers }, onCpu, device: { name }, maxModelLen, maxSequences, tensorParallel, contextParallel } = request;
  const { product } = latentOf(layers);
  const capability = Math.floor(computeCapability(name) ?? 0);
  if (!hasVllm(engine) || onCpu || product === undefined || capability === 9 || capability === 10) return 0;
  const plain = name.replace(/^1\/\d+ /, '');
  const [, processors] = PROCESSORS.find(([beginning]) => `${plain} `.startsWith(beginning)) ?? ['', 304];
  const wanted = 2 ** Math.ceil(Math.log2(Math.max(1, maxModelLen / LEAST_PART)));
  const parts = isAtLeast(version, '0.16.0') ? Math.min(wanted, 2 * processors) : 4;
  const heads = (product.parts ?? 1) * shareOf(product.parts ?? 1, tensorParallel) * contextParallel;
  const tokens = maxSequences * (1 + (request.drafts ? request.draftTokens ?? 0 : 0));
  return tokens * heads * parts * (product.columns + 1) * 4;
}
