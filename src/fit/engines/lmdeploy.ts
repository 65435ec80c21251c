import { Range } from './engine-memory';
import { isAtLeast } from '../../facts/versions';
import { Architecture } from '../architecture';
import { widestToken } from '../cache-kinds';

/*
 * What LMDeploy keeps beside its cache. https://github.com/InternLM/lmdeploy lmdeploy/pytorch, src/turbomind of 0.6.0 to 0.16.0
 */

/** What decides it. */
interface Asked {
  readonly engine: string;
  readonly version: string;
  readonly onTurboMind: boolean;
  readonly architecture: Architecture;
  readonly tensorParallel: number;
  readonly maxModelLen: number;
  readonly maxSequences: number;
  readonly maxBatchedTokens: number;
}

/**
 * What `--quant-policy` says, in words or numbers: INT4 and INT8 have a scale and a zero point beside each key and each value of a head. lmdeploy/messages.py,
 * lmdeploy/pytorch/engine/cache_engine.py (get_quant_cache_descs)
 */
const CACHE_TYPES = new Map<string, string>([
  ['0', 'auto'], ['none', 'auto'], ['4', 'int4_per_token_head'], ['int4', 'int4_per_token_head'], ['8', 'int8_per_token_head'],
  ['int8', 'int8_per_token_head'], ['16', 'fp8'], ['17', 'fp8_e5m2'],
]);

/** The type of the cache by the name that others have for it. */
export function lmdeployCacheType({ engine, cacheType = 'auto' }: { readonly engine: string; readonly cacheType?: string }): string | undefined {
  return engine === 'lmdeploy' ? CACHE_TYPES.get(cacheType.toLowerCase()) : undefined;
}

/**
 * The room that the PyTorch engine keeps, before it sizes its cache, for the scores of each token of a prefill, as far as there is any; it counted
 * seven bytes of each word before 0.9.2. lmdeploy/pytorch/engine/executor/base.py (_get_runtime_size)
 */
export function prefillScores({ version, architecture: { vocabulary }, maxBatchedTokens, maxSequences }: Asked): Range {
  const most = isAtLeast(version, '0.9.2') ? (maxBatchedTokens + 2 * maxSequences) * vocabulary * 2 : maxBatchedTokens * vocabulary * 7;
  return { least: 0, likely: 0, most };
}

/**
 * Keys and values of a whole prompt, in one layer and in 16 bits: blocks are made flat before a prompt is computed. TurboMind does so always, the
 * PyTorch engine with most kernels. src/turbomind/models/llama/unified_attention_layer.cc (tmp_kv), lmdeploy/pytorch/kernels/cuda/flatten_kv_cache.py
 */
export function flatKeys(request: Asked): Range | undefined {
  const { engine, onTurboMind, architecture: { layers, task }, tensorParallel, maxModelLen, maxBatchedTokens } = request;
  if (engine !== 'lmdeploy' || task === 'encode') return undefined;
  const widest = widestToken(layers, tensorParallel);
  const [prompt, most] = [2 * widest * maxModelLen, 2 * widest * (maxModelLen + maxBatchedTokens)];
  return onTurboMind ? { least: prompt, likely: prompt, most } : { least: 0, likely: most / 2, most };
}

/**
 * Tokens of all sequences that TurboMind may take at once: one table since 0.12.0, five or six before. src/turbomind/generation/generation.cc
 * (token_ids_), src/turbomind/models/llama/LlamaBatch.cc (AllocateBuffer)
 */
export function tokenTables({ engine, version, onTurboMind, maxModelLen, maxSequences }: Asked): Range | undefined {
  if (engine !== 'lmdeploy' || !onTurboMind) return undefined;
  const table = 4 * maxSequences * maxModelLen;
  return isAtLeast(version, '0.12.0') ? { least: table, likely: table, most: table } : { least: 5 * table, likely: 5 * table, most: 6 * table };
}
