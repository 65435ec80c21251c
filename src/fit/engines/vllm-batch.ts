import { wholeMedium } from './batch';
import { hasVllm } from './served-models';
import { isAtLeast } from '../../facts/versions';
import { isLatent } from '../cache-kinds';
import { CacheLayout } from '../cache-layout';
import { ResolvedRequest } from '../plan-request';

/** What vLLM computes in one step or not at all. */
export interface Indivisible {
  readonly tokens: number;
  readonly what: string;
  /** That the server refuses a smaller batch is certain. */
  readonly isSure: boolean;
}

/**
 * Whether prompts may be read whole on a CPU, where latent attention could not continue one, nor the older engine. https://github.com/vllm-project/vllm
 * vllm/platforms/cpu.py (check_and_update_config)
 */
export const mayReadWholeOnCpu = ({ engine, version, architecture, onCpu }: ResolvedRequest): boolean => (
  onCpu && hasVllm(engine) && (isLatent(architecture) || (engine === 'vllm' && !isAtLeast(version, '0.10.0')))
);

/** A batch that nobody says is no larger than all sequences together. https://github.com/vllm-project/vllm vllm/engine/arg_utils.py of 0.12.0 */
export function batchAtMost({ version, batchIsOpen, maxBatchedTokens, maxSequences, maxModelLen }: ResolvedRequest): number {
  return batchIsOpen && isAtLeast(version, '0.12.0') ? Math.min(maxBatchedTokens, maxSequences * maxModelLen) : maxBatchedTokens;
}

/**
 * Tokens that models draft for all sequences at once, and one more: from 0.28.0 on those of one sequence are enough. https://github.com/vllm-project/vllm
 * vllm/config/vllm.py (_set_max_num_scheduled_tokens), vllm/config/speculative.py (max_num_new_slots_for_drafting)
 */
function draftSlots({ version, draftSlots: slots = 0, maxSequences }: ResolvedRequest): number {
  if (slots === 0 || !isAtLeast(version, '0.18.0')) return 0;
  return 1 + slots * (isAtLeast(version, '0.28.0') ? 1 : maxSequences);
}

/**
 * What vLLM refuses to start without room for in a batch: media that are read whole, tokens that are drafted at once, and in 0.26 a block of states.
 * https://github.com/vllm-project/vllm vllm/v1/core/encoder_cache_manager.py (compute_mm_encoder_budget), vllm/config/vllm.py of 0.26.0 (validate_block_size)
 */
export function indivisible(request: ResolvedRequest, layout: CacheLayout | undefined): Indivisible | undefined {
  const { engine, version, onCpu } = request;
  if (engine !== 'vllm' || onCpu) return undefined;
  const isAligned = isAtLeast(version, '0.26.0') && !isAtLeast(version, '0.27.0') && request.noPrefixes !== true;
  const groups = layout?.groups ?? [];
  const recording = Math.max(0, ...groups.map(({ encoded = 0 }) => encoded));
  const states = isAligned && groups.some(({ isState }) => !isState) ? groups.filter(({ isState }) => isState) : [];
  const parts: readonly Indivisible[] = [
    { tokens: wholeMedium(request), what: 'a video', isSure: true },
    { tokens: isAtLeast(version, '0.11.0') ? recording : 0, what: 'a recording', isSure: true },
    { tokens: draftSlots(request), what: 'drafted tokens of all sequences', isSure: !request.sequencesAreOpen },
    { tokens: Math.max(0, ...states.map(({ blockSize }) => blockSize)), what: 'a block of states', isSure: false },
  ];
  return parts.find(({ tokens }) => tokens > batchAtMost(request));
}

/**
 * Blocks that vLLM wants to have beside those of one recording when it starts, as if an encoder read a whole batch: older versions took the length of
 * a recording. https://github.com/vllm-project/vllm vllm/v1/kv_cache_interface.py of 0.14.1 (CrossAttentionSpec), vllm/config/vllm.py of 0.12.0
 */
export function blocksOfRecordings(request: ResolvedRequest, { groups }: CacheLayout): number {
  if (request.engine !== 'vllm' || !isAtLeast(request.version, '0.13.0')) return 0;
  const blocksOf = (tokens: number, blockSize: number) => Math.ceil(tokens / blockSize);
  return groups.reduce((sum, { encoded, blockSize }) => (
    encoded === undefined ? sum : sum + Math.max(0, blocksOf(batchAtMost(request), blockSize) - blocksOf(encoded, blockSize))
  ), 0);
}
