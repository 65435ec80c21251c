import { isAtLeast } from '../../facts/versions';
import { CacheGroup, CacheLayout } from '../cache-layout';
import { Page } from '../cache-pages';

/*
 * How vLLM divides its cache: layers that are alike share a table of blocks, all tables take blocks of one pool, and every block of the pool has the same
 * size. https://github.com/vllm-project/vllm vllm/v1/core/kv_cache_utils.py (get_kv_cache_groups), vllm/platforms/interface.py (_align_hybrid_block_size)
 */

/** What decides it, beside the pages. */
interface LayoutOptions {
  readonly version: string;
  readonly blockSize?: number;
  readonly maxModelLen?: number;
  readonly onCpu: boolean;
  readonly pipelineParallel: number;
  readonly synchronous?: boolean;
  readonly noPrefixes?: boolean;
  readonly olderEngine?: boolean;
  readonly atLeast?: boolean;
  /** Tokens that are drafted at once, and the layers that do so. */
  readonly draftTokens?: number;
  readonly draftLayers?: readonly unknown[];
}

/** A layer with its block. */
interface Spec {
  readonly kind: string;
  readonly tokenBytes: number;
  readonly blockSize: number;
  readonly pageBytes: number;
  readonly window?: number;
  readonly chunk?: number;
  readonly encoded?: number;
  readonly isState: boolean;
  readonly latent: boolean;
}

/**
 * The layouts of vLLM's cache, of each stage of a pipeline: layers are put in groups over all stages, and each stage has its own of every group.
 * https://github.com/vllm-project/vllm vllm/v1/core/kv_cache_utils.py (_project_kv_cache_groups_to_worker)
 */
export function vllmLayouts(stages: readonly (readonly Page[])[], options: LayoutOptions): readonly CacheLayout[] {
  const pages = stages.flat();
  if (pages.length === 0) return [];
  const known = pages.map(page => ({ ...page, ...keptBy(page, options) }));
  const specs = specsOf(known, options);
  const isHybrid = specs.some(({ isState }) => isState) && specs.some(({ isState }) => !isState);
  const isOne = isUniform(specs);
  const alike = isOne ? specs : withOnePage(specs);
  const groups = isOne ? [specs.map((_spec, index) => index)] : groupsOf(alike, options.version);
  const steps = stepsAtOnce(options);
  const ofAll = {
    shared: true,
    blocksPerState: (isHybrid ? cachedStates(pages, options) : 1) + (options.draftTokens ?? 0),
    ...(!isOne && isRefused(specs, options.version) && { isRefused: true }),
    ...(steps > 1 && { steps }),
    ...(mayKeepFewer(pages, steps, options) && { isUncertain: true }),
  };
  let from = 0;
  return stages.map(({ length }): CacheLayout => {
    const [first, end] = [from, from += length];
    const own = (group: readonly number[]) => (stages.length === 1 ? group : group.filter(index => index >= first && index < end));
    const ofStage = groups.map(group => groupOf(alike[group[0]], own(group).map(index => alike[index])));
    return { ...ofAll, groups: ofStage, bytesPerBlock: Math.max(...ofStage.map(({ layers, pageBytes }) => layers * pageBytes)) };
  });
}

/** The layers of a group that one stage has; none of them take blocks all the same. */
function groupOf({ blockSize, pageBytes, window, chunk, encoded, isState }: Spec, own: readonly Spec[]): CacheGroup {
  const total = own.reduce((sum, spec) => sum + spec.pageBytes, 0);
  return { layers: own.length, blockSize, pageBytes: own.length === 0 ? pageBytes : total / own.length, window, chunk, encoded, isState };
}

/** Whether there are layers of which it depends on the engine and its steps, or on a kernel, how much they keep. */
const mayKeepFewer = (pages: readonly Page[], steps: number, options: LayoutOptions): boolean => (
  ((steps > options.pipelineParallel || options.olderEngine === true) && pages.some(({ window, chunk }) => (window ?? chunk) !== undefined))
  || (mayWriteStates(pages, options) && cachedStates(pages, options) > cachedStates(pages, { ...options, atLeast: true }))
);

const hasState = (pages: readonly Page[], type: string): boolean => pages.some(({ cache }) => cache.kind === 'state' && cache.type === type);

/**
 * Whether a kernel may write a state in the middle of a prompt: of FlashKDA from 0.29.0 on, of FlashInfer from 0.33.0 on.
 * https://github.com/vllm-project/vllm vllm/model_executor/layers/mamba/gdn/qwen_gdn_linear_attn.py
 */
const mayWriteStates = (pages: readonly Page[], { version, atLeast, onCpu }: LayoutOptions): boolean => !atLeast && (
  (isAtLeast(version, '0.29.0') && hasState(pages, 'kda')) || (isAtLeast(version, '0.33.0') && !onCpu && hasState(pages, 'gated-delta'))
);

/** Tokens between states that FlashInfer writes: blocks are multiples of it. vllm/v1/attention/backends/gdn_attn.py of 0.33.0 */
const WRITTEN = 64;

/**
 * Blocks of a state where prefixes are cached beside attention, as they are from 0.26.0 on unless that is switched off: the one before as well, and in
 * newer versions one at the end of a prompt, where the kernel can write it. https://github.com/vllm-project/vllm vllm/v1/kv_cache_interface.py
 * (MambaSpec), vllm/model_executor/layers/mamba/mamba_mixer2.py
 */
function cachedStates(pages: readonly Page[], options: LayoutOptions): number {
  const { version, noPrefixes } = options;
  if (!isAtLeast(version, '0.26.0') || noPrefixes) return 1;
  return (isAtLeast(version, '0.32.0') && hasState(pages, 'mamba2')) || mayWriteStates(pages, options) ? 3 : 2;
}

/**
 * Steps whose tokens stay behind a window until they are done: from 0.26.0 on those of each stage, and one more, as the next step begins before the last one
 * is done. It does not for some models, and with some stages. https://github.com/vllm-project/vllm vllm/config/vllm.py (max_in_flight_tokens)
 */
function stepsAtOnce({ version, pipelineParallel, synchronous, atLeast }: LayoutOptions): number {
  if (!isAtLeast(version, '0.26.0')) return 1;
  return pipelineParallel + (synchronous || atLeast ? 0 : 1);
}

/**
 * Tokens that a layer keeps: all of them before 0.9.2, those of chunks until VLLM_ALLOW_CHUNKED_LOCAL_ATTN_WITH_HYBRID_KV_CACHE was on by itself (off
 * in 0.13.0, on in 0.14.1), and where layers draft. https://github.com/vllm-project/vllm vllm/config/vllm.py, vllm/envs.py
 */
function keptBy({ window, chunk }: Page, { version, draftLayers = [], olderEngine, atLeast }: LayoutOptions): Pick<Page, 'window' | 'chunk'> {
  if (olderEngine && !atLeast) return { window: undefined, chunk: undefined };
  const dropsChunks = isAtLeast(version, '0.14.1') && draftLayers.length === 0;
  return isAtLeast(version, '0.9.2') ? { window, chunk: dropsChunks ? chunk : undefined } : { window: undefined, chunk: undefined };
}

/** All layers keep all tokens, or all have one window: one table serves them, whatever their pages. */
function isUniform(specs: readonly Spec[]): boolean {
  const [first] = specs;
  if (specs.some(({ blockSize }) => blockSize !== first.blockSize)) return false;
  return specs.every(({ kind }) => kind === first.kind) && (!first.isState || specs.every(({ pageBytes }) => pageBytes === first.pageBytes));
}

function specsOf(pages: readonly Page[], options: LayoutOptions): readonly Spec[] {
  const attention = pages.filter(({ stateBytes }) => stateBytes === 0);
  const latent = attention.some(({ cache }) => cache.kind === 'tokens' && cache.latent === true);
  const chosen = blockSizeOf(latent, options);
  const state = Math.max(0, ...pages.map(({ stateBytes }) => stateBytes));
  const least = state > 0 && cachedStates(pages, options) > 2 && hasState(pages, 'gated-delta') ? Math.max(chosen, WRITTEN) : chosen;
  const blockSize = attention.length > 0 && state > 0 ? alignedBlock(least, latent, state, attention, options) : chosen;
  return pages.map(({ cache, tokenBytes, stateBytes, window, chunk, encoded }): Spec => {
    const isState = stateBytes > 0;
    const padded = isState && attention.length > 0 ? blockSize * widest(attention) : stateBytes;
    return {
      kind: isState ? 'state' : encoded !== undefined ? 'encoded' : window !== undefined ? `window ${window}` : chunk !== undefined ? `chunk ${chunk}` : 'full',
      tokenBytes,
      blockSize: isState && attention.length === 0 ? options.maxModelLen ?? chosen : blockSize,
      pageBytes: isState ? padded : tokenBytes * blockSize,
      window,
      chunk,
      encoded,
      isState,
      latent: cache.kind === 'tokens' && cache.latent === true,
    };
  });
}

/** Bytes of a token of the attention that blocks are aligned to. */
const widest = (attention: readonly Page[]): number => Math.max(...attention.map(({ tokenBytes }) => tokenBytes));

/** On a CPU latent attention is made for 16 tokens, all else for 128; on accelerators 16, and 64 for the kernels of latent attention. */
function blockSizeOf(latent: boolean, { blockSize, onCpu }: LayoutOptions): number {
  if (latent) return onCpu ? 16 : blockSize ?? 64;
  return blockSize ?? (onCpu ? 128 : 16);
}

/** A block of attention grows until a state fits into its page. */
function alignedBlock(blockSize: number, latent: boolean, state: number, attention: readonly Page[], { onCpu }: LayoutOptions): number {
  const align = Math.max(onCpu ? 32 : 16, blockSize, latent ? 128 : 0);
  return Math.max(blockSize, align * Math.ceil(state / (align * widest(attention))));
}

/** Smaller pages get more tokens, where their size divides the largest; else they are padded. */
function withOnePage(specs: readonly Spec[]): readonly Spec[] {
  const largest = Math.max(...specs.map(({ pageBytes }) => pageBytes));
  return specs.map(spec => {
    const ratio = largest / spec.pageBytes;
    const blockSize = Number.isInteger(ratio) && !spec.isState ? spec.blockSize * ratio : spec.blockSize;
    return { ...spec, blockSize, pageBytes: largest };
  });
}

/** Whether a version ends with pages of several sizes: before it made them alike, and before it padded them. */
function isRefused(specs: readonly Spec[], version: string): boolean {
  const pages = specs.filter(({ isState }) => !isState).map(({ pageBytes }) => pageBytes);
  const largest = Math.max(...pages);
  if (!isAtLeast(version, '0.12.0')) return pages.some(page => page !== largest);
  return !isAtLeast(version, '0.24.0') && pages.some(page => largest % page !== 0);
}

/** How much more layers a kind may have than another in a group of its own. */
const hardlyMore = (version: string): number => (isAtLeast(version, '0.18.0') ? 1.5 : isAtLeast(version, '0.12.0') ? 1.25 : 1);

/** Groups of equally many layers, by their places: as many as the kind with the fewest has, or the most where that is hardly more. */
function groupsOf(specs: readonly Spec[], version: string): readonly (readonly number[])[] {
  const kinds = new Map<string, number[]>();
  for (const [index, spec] of specs.entries()) {
    const key = [spec.kind, spec.blockSize, spec.isState ? '' : spec.tokenBytes].join();
    kinds.set(key, [...kinds.get(key) ?? [], index]);
  }
  const counts = [...kinds.values()].map(({ length }) => length);
  const fewest = Math.min(...counts);
  const most = Math.max(...counts);
  const size = most < fewest * hardlyMore(version) ? most : fewest;
  return [...kinds.values()].flatMap(alike => {
    const groups = Math.ceil(alike.length / size);
    return Array.from({ length: groups }, (_none, group) => alike.filter((_index, place) => place % groups === group));
  });
}
