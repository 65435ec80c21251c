import { hasVllm } from './served-models';
import { encoderMemory } from './vllm-encoders';
import { mayRunNewerRunner } from './vllm-starts';
import { computeCapability } from '../../facts/compute-capabilities';
import { isAtLeast } from '../../facts/versions';
import { shareOf } from '../parameters';
import { ResolvedRequest } from '../plan-request';

const MIB = 1024 ** 2;

/* What vLLM computes with when it serves, and not while it profiles: it has room beside the share alone. */

/** Bytes of each element of a recurrent state and each token of a batch: 1.5 KiB of a head of 128 × 128, as issues/54775 measured them. */
const OF_ELEMENT = 1536 / (128 * 128);

/**
 * What layers with states keep of a batch of a prompt, of one layer at a time: attention is left out while vLLM profiles. https://github.com/vllm-project/vllm
 * vllm/model_executor/layers/mamba/gdn; seen to end a Qwen3.6 27B in prompts: https://github.com/noonghunna/club-3090/issues/613
 */
export function prefillScratch({ engine, architecture: { layers }, onCpu, maxBatchedTokens, tensorParallel }: ResolvedRequest): number {
  if (!hasVllm(engine) || onCpu) return 0;
  const elements = [...new Set(layers)].map(({ caches }) => caches.reduce((sum, cache) => (
    cache.kind === 'state'
      ? sum + cache.states.reduce((all, { elements: each, parts, recurrent }) => all + (recurrent ? each * shareOf(parts, tensorParallel) : 0), 0)
      : sum
  ), 0));
  return Math.max(0, ...elements) * maxBatchedTokens * OF_ELEMENT;
}

/**
 * FlashInfer's workspace, of the model and of what drafts: on Blackwell, and with caches of 8 bits on devices before Hopper; larger with long batches from
 * 0.26.0 on. https://github.com/vllm-project/vllm vllm/v1/attention/backends/flashinfer.py (_get_workspace_buffer)
 */
export function flashWorkspace(request: ResolvedRequest): number {
  const { engine, version, architecture, onCpu, device, cacheType, maxBatchedTokens, tensorParallel, drafts } = request;
  const capability = computeCapability(device.name);
  const isUsed = capability !== undefined && (capability >= 10 || (capability < 9 && cacheType.startsWith('fp8')));
  if (!hasVllm(engine) || onCpu || !isUsed) return 0;
  const { heads, layers } = architecture;
  const widths = [...new Set(layers)].flatMap(({ caches }) => caches.map(cache => (cache.kind === 'tokens' && !cache.latent ? cache.elements / 2 : 0)));
  const ofBatch = isAtLeast(version, '0.26.0') ? maxBatchedTokens * Math.ceil(heads / tensorParallel) * Math.max(0, ...widths) * 16 : 0;
  return (drafts ? 2 : 1) * Math.max(394 * MIB, ofBatch);
}

/** Encoders of media, which the newer runner did not profile before 0.27.0. https://github.com/vllm-project/vllm/pull/47985, pull/48469 */
export function encoderAfterwards(request: ResolvedRequest): number {
  const { engine, version, architecture: { towers }, onCpu } = request;
  const isLeftOut = hasVllm(engine) && !onCpu && towers.length > 0 && mayRunNewerRunner(request) && !isAtLeast(version, '0.27.0');
  return isLeftOut ? encoderMemory(request).most : 0;
}

/**
 * Tokens of all sequences that there may be, as long as the longest context, which the newer runner keeps in the memory of the host for each device; and
 * three positions of each, where media have them. https://github.com/vllm-project/vllm vllm/v1/worker/gpu/states.py, vllm/v1/worker/gpu/mm/rope.py
 */
export function pinnedTokens({ engine, version, architecture, onCpu, maxSequences, maxModelLen }: ResolvedRequest): number {
  if (!hasVllm(engine) || onCpu || !isAtLeast(version, '0.25.0') || !mayRunNewerRunner({ version, architecture })) return 0;
  return maxSequences * maxModelLen * 4 * (architecture.towers.length > 0 ? 4 : 1);
}

/**
 * What kernels of TensorRT-LLM for experts take on Blackwell's servers: with a share of 0.95 they asked for 4.2 GiB of the 2.2 that were left of 9.2.
 * https://github.com/flashinfer-ai/flashinfer/issues/4916
 */
export function expertWorkspace({ engine, architecture, onCpu, device, maxBatchedTokens }: ResolvedRequest): number {
  const { experts, expertsOfToken = 8, hidden, quantization } = architecture;
  const isUsed = experts !== undefined && quantization !== undefined && Math.floor(computeCapability(device.name) ?? 0) === 10;
  return hasVllm(engine) && !onCpu && isUsed ? 12 * maxBatchedTokens * expertsOfToken * hidden * 2 : 0;
}
