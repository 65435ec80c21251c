import { hasVllm } from './served-models';
import { latentOf, prefillContext } from './vllm-buffers';
import { mayRunNewerRunner } from './vllm-starts';
import { encoderAfterwards, flashWorkspace, prefillScratch } from './vllm-unprofiled';
import { computeCapability } from '../../facts/compute-capabilities';
import { isAtLeast } from '../../facts/versions';
import { CacheLayout } from '../cache-layout';
import { shareOf } from '../parameters';
import { ResolvedRequest } from '../plan-request';

const GIB = 1024 ** 3;

/**
 * What vLLM takes after it has sized its cache, and does not take off it.
 *
 * @param profiled what it computed with while it profiled, at the least: this is free again.
 */
export const afterCache = (request: ResolvedRequest, layout: CacheLayout | undefined, profiled: number): number => (
  prefillContext(request).beside + blockTables(request, layout) + partialScores(request) + prefillScratch(request) + flashWorkspace(request)
    + Math.max(draftedScores(request), warmedScores(request) - profiled, encoderAfterwards(request) - profiled)
);

/**
 * Scores of all sequences when the newer runner warms its sampler, which it profiles without its filters: in 16 bits, of all ranks, in 32 bits, and three times
 * more in FlashInfer's. https://github.com/vllm-project/vllm vllm/v1/worker/gpu/warmup.py, pull/48601: above 17 bytes of each of 1024 × 248,320 on an H100
 */
function warmedScores(request: ResolvedRequest): number {
  const { engine, architecture, onCpu, maxSequences, maxBatchedTokens } = request;
  if (!hasVllm(engine) || onCpu || !mayRunNewerRunner(request)) return 0;
  return 20 * Math.min(maxSequences, Math.floor(maxBatchedTokens / 2)) * architecture.vocabulary;
}

/** Graphs that the newer runner captures and takes off nothing, before 0.29.0. vllm/v1/worker/gpu/model_runner.py (profile_cudagraph_memory) */
export function graphsAfterwards(request: ResolvedRequest): number {
  const { engine, version, onCpu, eager, constants } = request;
  return hasVllm(engine) && !onCpu && !eager && !isAtLeast(version, '0.29.0') && mayRunNewerRunner(request) ? constants.graphs.most : 0;
}

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

/**
 * Scores of all tokens that all sequences draft at once, twice: vLLM profiles with those of two tokens of each, and its newer runner with one. That has
 * them in 16 bits and in 32, since 0.28.0 a GiB of these at once. https://github.com/vllm-project/vllm vllm/v1/worker/gpu_model_runner.py
 * (_dummy_sampler_run), vllm/v1/sample/rejection_sampler.py, vllm/v1/worker/gpu/spec_decode/rejection_sampler.py
 */
function draftedScores({ engine, version, architecture, drafts, draftTokens = 0, maxSequences, maxBatchedTokens }: ResolvedRequest): number {
  if (!hasVllm(engine) || !drafts) return 0;
  const rows = Math.min(maxSequences * (draftTokens + 1), maxBatchedTokens);
  const older = Math.max(0, rows - 2 * maxSequences) * architecture.vocabulary * 8;
  const scores = rows * architecture.vocabulary;
  const copied = isAtLeast(version, '0.28.0') ? Math.min(4 * scores, GIB) : 4 * scores;
  return isAtLeast(version, '0.22.0') ? Math.max(older, 2 * scores + copied) : older;
}
