import { bitsOfType } from './data-types';

/**
 * Bits of a number of the cache by its type, with the scales that stand in the same blocks. vLLM and SGLang: `--kv-cache-dtype`; llama.cpp:
 * `--cache-type-k`. https://docs.vllm.ai/en/latest/features/quantization/quantized_kvcache,
 * https://github.com/ggml-org/llama.cpp ggml/src/ggml-common.h
 */
const BITS: { readonly [type: string]: number } = {
  fp8: 8,
  fp8_e4m3: 8,
  fp8_e5m2: 8,
  fp8_inc: 8,
  fp8_e4m3fn: 8,
  mxfp8: 8.25,
  int8: 8,
  fp8_ds_mla: 8,
  nvfp4: 4.5,
  nvfp4_ds_mla: 4.5,
  fp4_e2m1: 4.5,
  f32: 32,
  f16: 16,
  q8_0: 8.5,
  q5_1: 6,
  q5_0: 5.5,
  q4_1: 5,
  q4_0: 4.5,
  iq4_nl: 4.5,
};

/** Bytes of a scale of 32 bits beside the numbers of each head and token. */
const PER_HEAD: { readonly [type: string]: number } = { int8_per_token_head: 8, fp8_per_token_head: 8, int4_per_token_head: 4 };

/** How wide the numbers of the cache are. */
export interface CacheNumbers {
  readonly bits: number;
  /** Bytes beside the numbers of a key and a value of each head and token. */
  readonly besideEach: number;
}

/** How wide the numbers of the cache are; undefined for a type that is not known. */
export function cacheNumbers(cacheType: string, dataType: string): CacheNumbers | undefined {
  if (cacheType === 'auto' || cacheType === '') return { bits: bitsOfType(dataType), besideEach: 0 };
  if (Object.hasOwn(PER_HEAD, cacheType)) return { bits: PER_HEAD[cacheType], besideEach: 8 };
  if (Object.hasOwn(BITS, cacheType)) return { bits: BITS[cacheType], besideEach: 0 };
  return /^(b?float\d*|half|bf16|fp16)$/.test(cacheType) ? { bits: bitsOfType(cacheType), besideEach: 0 } : undefined;
}
