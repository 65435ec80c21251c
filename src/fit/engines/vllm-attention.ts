import { hasVllm, isVllmSince } from './served-models';
import { computeCapability } from '../../facts/compute-capabilities';
import { Architecture, LayerCache } from '../architecture';
import { hasIndex, isLatent } from '../cache-kinds';
import { isFloat32 } from '../data-types';

/** What decides which kernels for attention there are. */
interface Asked {
  readonly engine: string;
  readonly version: string;
  /** As it is served, and as it is given: some servers leave out towers. */
  readonly architecture: Architecture;
  readonly asked?: { readonly architecture: Architecture };
  readonly device: { readonly name: string };
  readonly dataType?: string;
  readonly cacheType?: string;
  readonly noMedia?: readonly string[];
}

/** What vLLM has no kernels for. */
interface Missing {
  /** What the attention is, after "the attention of a model". */
  readonly what: string;
  readonly instead: string;
  /** It says so itself, and ends; otherwise a kernel that it chooses does not compile, or does not run. */
  readonly isSure: boolean;
}

/** Kinds of models with latent attention that vLLM computes with other kernels than those of DeepSeek V3: nothing is said of them here. */
const WITH_OTHERS = /^(deepseek_v4|minicpm3|minimax_m3|plm)/;

/** Why vLLM does not start, or may not, with the attention of a model on a device; undefined where it does, and where the device is not known. */
export function missingAttention(request: Asked): { readonly words: string; readonly isSure: boolean } | undefined {
  const { engine, version, architecture, device: { name } } = request;
  const capability = computeCapability(name);
  if (!hasVllm(engine) || capability === undefined || architecture.task === 'encode' || architecture.seesAll) return undefined;
  const missing = isLatent(architecture) ? missingOfLatent(request, capability) : missingOfKeys(request, capability);
  if (missing === undefined) return undefined;
  const { what, instead } = missing;
  const isSure = missing.isSure && engine === 'vllm'; // others do not say which version they have
  const attention = `the attention of ${architecture.name} ${what} on ${name} (compute capability ${capability.toFixed(1)})`;
  return { words: `${engine} ${version} ${isSure ? 'has' : 'probably has'} no kernels for ${attention}: use ${instead}`, isSure };
}

const TYPE_OR_DEVICE = 'another type of the cache (--kv-cache-dtype), or a device that has them';

/**
 * Latent vectors: in FP8 on devices of compute capability 9 and 10, from 0.18.0 on by Triton as well, which needs 8.9 and says so from 0.26.0 on;
 * none takes e5m2. Those that an index chooses: 9 and 10, from 0.24.0 on also 12. https://github.com/vllm-project/vllm
 * vllm/v1/attention/backends/mla of each (supported_kv_cache_dtypes, supports_compute_capability), vllm/platforms/cuda.py ("No valid attention
 * backend found", from 0.11.1 on), issues/31480, issues/32732
 */
function missingOfLatent({ engine, version, architecture, cacheType = 'auto' }: Asked, capability: number): Missing | undefined {
  if (WITH_OTHERS.test(architecture.modelType)) return undefined;
  const isSince = (first: string): boolean => isVllmSince(engine, version, first);
  const major = Math.floor(capability);
  const isNewer = major === 9 || major === 10;
  if (hasIndex(architecture)) {
    return isNewer || (major === 12 && isSince('0.24.0'))
      ? undefined
      : { what: 'to tokens that an index chooses', instead: 'a device of compute capability 9 or 10', isSure: isSince('0.11.1') };
  }
  if (!cacheType.startsWith('fp8')) return undefined;
  const found = { what: `with a cache of the type ${cacheType}`, instead: TYPE_OR_DEVICE };
  if (cacheType === 'fp8_e5m2' && isSince('0.11.1')) return { ...found, isSure: true };
  if (!isSince('0.18.0')) return isNewer ? undefined : { ...found, isSure: isSince('0.11.1') };
  return capability >= 8.9 ? undefined : { ...found, isSure: isSince('0.26.0') };
}

/**
 * Keys and values in FP8 before compute capability 8.9: FlashAttention has no kernels for them, and those of Triton do not compile, which it says
 * from 0.24.0 on, as it does of bfloat16 before 8.0; FlashInfer is left, which alone has NVFP4. https://github.com/vllm-project/vllm
 * vllm/v1/attention/backends/triton_attn.py, flash_attn.py, flashinfer.py (supports_kv_cache_dtype) and flex_attention.py of each,
 * vllm/platforms/cuda.py, pull/43914, issues/47549
 */
function missingOfKeys(request: Asked, capability: number): Missing | undefined {
  const { engine, version, cacheType = 'auto' } = request;
  const isSince = (first: string): boolean => isVllmSince(engine, version, first);
  const found = (isSure: boolean): Missing => ({ what: `with a cache of the type ${cacheType}`, instead: TYPE_OR_DEVICE, isSure });
  const major = Math.floor(capability);
  if (sizesOf(request).length === 0) return undefined;
  if (cacheType === 'nvfp4') return major === 10 || (isSince('0.32.0') && [8, 9, 12].includes(major)) ? undefined : found(isSince('0.25.1'));
  if (cacheType === 'bfloat16' && major < 8 && isSince('0.24.0')) return found(true);
  if (cacheType.startsWith('fp8') && capability < 8.9 && isSince('0.11.0')) {
    return hasFlashInfer(request, cacheType, capability) ? undefined : found(isSince('0.24.0'));
  }
  return capability === 7.5 ? missingOfTuring(request) : undefined;
}

/** Models that see pictures whole, Gemma 3 and PaliGemma (is_mm_prefix_lm), unless images are off: vllm/config/model.py of 0.13.0 and 0.27.0. */
const SEE_WHOLE = /^gemma[23]?(_text)?$/;

function seesWhole({ engine, version, architecture, asked = { architecture }, noMedia = [] }: Asked): boolean {
  const isOff = isVllmSince(engine, version, '0.27.0') && (noMedia.includes('image') || noMedia.includes('all'));
  return isVllmSince(engine, version, '0.13.0') && !isOff && SEE_WHOLE.test(architecture.modelType) && asked.architecture.towers.length > 0;
}

/**
 * Whether FlashInfer takes keys and values in FP8 before compute capability 8.9: by the device, the sizes of heads, and what it has no kernels for.
 * Before 0.11.1 vLLM does not choose it there (pull/26431); Gemma 4 is computed by Triton alone (Gemma4Config).
 * https://github.com/vllm-project/vllm vllm/v1/attention/backends/flashinfer.py of each, vllm/model_executor/models/config.py of 0.19.0 and 0.32.0
 */
function hasFlashInfer(request: Asked, cacheType: string, capability: number): boolean {
  const { engine, version, architecture: { modelType, layers }, dataType = '' } = request;
  const isSince = (first: string): boolean => isVllmSince(engine, version, first);
  if (!isSince('0.11.1') || capability < (isSince('0.24.0') ? 8 : 7.5)) return false;
  if (!/^fp8(_e4m3|_e5m2)?$/.test(cacheType) || isFloat32(dataType) || modelType.startsWith('gemma4')) return false;
  if (layers.some(({ tensors }) => tensors.some(({ name }) => name.endsWith('.sinks')))) return false;
  if (layers.some(({ caches }) => caches.some(cache => cache.kind === 'tokens' && cache.encoded !== undefined)) || seesWhole(request)) return false;
  const sizes = isSince('0.22.0') ? [64, 128, 256, 512] : [64, 128, 256];
  return sizesOf(request).every(size => sizes.includes(size));
}

/** Bytes that a program has for itself on Turing, and rows of a tile: of queries, of keys and of values. */
const SHARED_BYTES = 65536;
const TILE_ROWS = 16 + 32 + 32;

/**
 * Turing, which Triton serves from 0.11.1 on: a tile of large heads does not fit, and the server ends at the first prompt.
 * https://github.com/vllm-project/vllm vllm/v1/attention/ops/triton_unified_attention.py (BLOCK_M, _get_tile_size), issues/36802, issues/57712
 */
function missingOfTuring(request: Asked): Missing | undefined {
  const { engine, version, dataType = '' } = request;
  const size = Math.max(0, ...sizesOf(request));
  const bytes = isFloat32(dataType) ? 4 : 2;
  const padded = 2 ** Math.ceil(Math.log2(Math.max(1, size)));
  return TILE_ROWS * padded * bytes <= SHARED_BYTES || !isVllmSince(engine, version, '0.11.1')
    ? undefined
    : { what: `with heads of ${size} numbers in ${bytes * 8} bits`, instead: 'a device from compute capability 8.0 on', isSure: false };
}

/** Sizes of the heads that are kept of tokens. */
const sizesOf = ({ architecture: { layers } }: Asked): readonly number[] => [...new Set(layers)].flatMap(({ caches }) => caches.flatMap(sizeOf));

const sizeOf = (cache: LayerCache): readonly number[] => (cache.kind === 'tokens' ? [cache.elements / 2] : []);
