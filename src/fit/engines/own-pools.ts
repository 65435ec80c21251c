import { isAtLeast } from '../../facts/versions';
import { CacheGroup, CacheLayout } from '../cache-layout';
import { Page } from '../cache-pages';

/** What decides the pools, beside the pages. */
interface PoolOptions {
  readonly engine: string;
  readonly version: string;
  readonly blockSize?: number;
  readonly noPrefixes?: boolean;
  readonly sequencesAreOpen?: boolean;
  /** Count what a server keeps at the least, where it is not known whether it drops tokens behind a window. */
  readonly atLeast?: boolean;
}

/** Tokens of a block of servers whose groups have pools of their own. */
const BLOCKS: { readonly [engine: string]: number } = {
  'sglang': 1,
  'tensorrt-llm': 32,
  'nim': 32,
  'lmdeploy': 64,
  'text-generation-inference': 1,
  'llama-cpp': 256,
  'ollama': 256,
};

/** Models that Ollama computed with an engine of its own before it left all of them to llama.cpp, and whose windows that had. */
const OWN_WINDOWS = /^(gemma3|gemma3_text|gemma3n|gemma3n_text|gemma4|gemma4_text|gpt_oss)$/;

/**
 * Whether all tokens behind a window are dropped: llama.cpp does so since https://github.com/ggml-org/llama.cpp/pull/13194. Ollama had older builds
 * of it, of which nobody knows it, for models that its own engine did not compute.
 */
function drops(modelType: string, { engine, version }: PoolOptions): boolean {
  return engine === 'llama-cpp' ? isAtLeast(version, 'b5470') : engine === 'ollama' && (isAtLeast(version, '0.30.0') || OWN_WINDOWS.test(modelType));
}

/**
 * Kinds of models whose layers with a window have a pool of their own in SGLang, and the first version here known to do so: of all others each layer keeps
 * all tokens. https://github.com/sgl-project/sglang python/sglang/srt/configs/model_config.py (is_hybrid_swa_model)
 */
const WINDOW_POOLS: { readonly [modelType: string]: string } = {
  llama4: '0.5.12',
  llama4_text: '0.5.12',
  gpt_oss: '0.5.12',
  mimo_v2_flash: '0.5.12',
  gemma4: '0.5.12',
  gemma4_text: '0.5.12',
  gemma4_unified: '0.5.12',
  deepseek_v4: '0.5.12',
  step3p5: '0.5.12',
  step3p7: '0.5.23',
};

/** The part of the tokens of full layers that a pool of windows has room for (`--swa-full-tokens-ratio`). */
const WINDOW_SHARE = 0.8;

/** What states take for each byte of keys and values (`--mamba-full-memory-ratio`), and how many of them one request holds: with room to reuse prefixes. */
const STATE_SHARE = 0.9;
const SLOTS = 5;

/** What happens to tokens behind a window: they are dropped; their layers have a smaller pool; they are kept, as far as is known. */
function windowsOf(modelType: string, options: PoolOptions): 'dropped' | 'pool' | 'kept' {
  const { engine, version } = options;
  if (drops(modelType, options)) return 'dropped';
  return engine === 'sglang' && Object.hasOwn(WINDOW_POOLS, modelType) && isAtLeast(version, WINDOW_POOLS[modelType]) ? 'pool' : 'kept';
}

/** Whether SGLang has a state for each sequence that there may be at once, and no more, in place of a part of its memory. */
export const hasStateOfEach = ({ noPrefixes, sequencesAreOpen }: Pick<PoolOptions, 'noPrefixes' | 'sequencesAreOpen'>): boolean => (
  noPrefixes === true && sequencesAreOpen === false
);

/** The layout of servers that keep each kind of layer in a pool of its own. */
export function ownPools(pages: readonly Page[], modelType: string, options: PoolOptions): CacheLayout {
  const kept = windowsOf(modelType, options);
  const windows = kept === 'kept' && options.atLeast ? 'dropped' : kept;
  const groups = groupsOf(pages, windows, options);
  const attention = groups.filter(({ isState }) => !isState);
  const divided = options.engine === 'sglang' && attention.length > 0 && attention.length < groups.length && !hasStateOfEach(options);
  const pooled = Math.max(0, ...pages.map(({ window, chunk }) => window ?? chunk ?? 0));
  return {
    groups,
    bytesPerBlock: (divided ? attention : groups).reduce((sum, { layers, pageBytes }) => sum + layers * pageBytes, 0),
    shared: false,
    blocksPerState: divided ? SLOTS : 1,
    stateShare: divided ? STATE_SHARE : undefined,
    shortTokens: windows === 'pool' && pooled > 0 ? { window: pooled, share: WINDOW_SHARE } : undefined,
    isUncertain: kept === 'kept' && pooled > 0,
  };
}

function groupsOf(pages: readonly Page[], windows: 'dropped' | 'pool' | 'kept', {
  engine, blockSize = BLOCKS[engine]
  ?? 16,
}: PoolOptions): readonly CacheGroup[] {
  const hasFull = pages.some(({ window, chunk, stateBytes }) => (window ?? chunk) === undefined && stateBytes === 0);
  const found = new Map<string, CacheGroup>();
  for (const page of pages) {
    const isState = page.stateBytes > 0;
    const looksBack = (page.window ?? page.chunk) !== undefined;
    const share = windows === 'pool' && looksBack && hasFull ? WINDOW_SHARE : 1;
    const { window, chunk } = windows === 'dropped' ? page : { window: undefined, chunk: undefined };
    const pageBytes = isState ? page.stateBytes : page.tokenBytes * blockSize * share;
    const key = [window, chunk, page.encoded, isState, pageBytes].join();
    found.set(key, { layers: (found.get(key)?.layers ?? 0) + 1, blockSize, pageBytes, window, chunk, encoded: page.encoded, isState });
  }
  return [...found.values()];
}
