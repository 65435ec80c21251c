import { isAtLeast } from '../../facts/versions';
import { Architecture, LayerCache } from '../architecture';

/*
 * Where llama.cpp has flash attention, and Ollama, which hands it on: without, scores of a batch are in memory. ggml/src/ggml-cuda/fattn.cu,
 * ggml/CMakeLists.txt (GGML_CUDA_FA_QUANTS), src/llama-context.cpp (resolve_fused_ops) of https://github.com/ggml-org/llama.cpp at 0c1e57098, which
 * llama-cpp-python 0.3.36 brings
 */

/** What decides it. */
export interface AskedFlash {
  readonly engine: string;
  readonly version: string;
  readonly architecture: Architecture;
  readonly device: { readonly name: string; readonly resource?: string };
  readonly cacheType?: string;
  readonly keyType?: string;
  readonly valueType?: string;
  readonly flashAttention?: boolean;
}

export const isQuantized = (type: string = 'f16'): boolean => /^(q\d|iq\d)/.test(type);

/**
 * Flash attention where nobody says it: llama.cpp chooses, and turns it on for quantized values, since
 * https://github.com/ggml-org/llama.cpp/pull/15434.
 */
export const hasFlash = ({ version, flashAttention }: Pick<AskedFlash, 'version' | 'flashAttention'>): boolean => (
  flashAttention ?? isAtLeast(version, 'b6325')
);

/** The types of keys and of values, each f16 where nobody says it. */
export function cacheTypes(asked: Pick<AskedFlash, 'cacheType' | 'keyType' | 'valueType'>): readonly [keys: string, values: string] {
  const { cacheType, keyType, valueType } = asked;
  const plain = (type: string | undefined) => (type === undefined || /^(auto|float16|half)$/.test(type) ? 'f16' : type);
  return [plain(keyType ?? cacheType), plain(valueType ?? cacheType)];
}

/** Numbers of a head, keys and values together, and of a latent vector, for which devices have kernels. */
const HEADS = new Set([80, 128, 144, 160, 192, 224, 256, 512, 1024]);
const LATENTS = new Set([320, 576]);

/** Models whose keys have 192 numbers and whose values have 128; of 160 each there is no kernel. */
const UNEQUAL = /^mimo_v2/;

function hasKernel(cache: LayerCache, modelType: string): boolean {
  if (cache.kind !== 'tokens' || cache.fixedBytes !== undefined) return true;
  return (cache.latent ? LATENTS : HEADS).has(cache.elements) || (cache.elements === 320 && UNEQUAL.test(modelType));
}

/** Types of the cache for which all builds have kernels; of floating point since builds of August 2026; any two since the project builds them so. */
function hasTypes({ engine, version, ...types }: AskedFlash): boolean {
  const [keys, values] = cacheTypes(types);
  if (keys === values && /^(f16|q8_0|q4_0)$/.test(keys)) return true;
  if (keys === values && /^(bf16|f32)$/.test(keys)) return isAtLeast(version, engine === 'ollama' ? '0.32.15' : 'b10488');
  return engine === 'llama-cpp' && isAtLeast(version, 'b11434') && [keys, values].every(type => /^(b?f16|f32|q[45]_[01]|q8_0)$/.test(type));
}

/** Whether the server may find no kernel on the device, and turn flash attention off by itself; where it is told to have it, the host computes it. */
export function mayTurnOff(request: AskedFlash): boolean {
  const { engine, version, device, architecture: { layers, task, modelType }, flashAttention } = request;
  const chooses = engine === 'ollama' ? flashAttention !== true && isAtLeast(version, '0.30.0') : flashAttention === undefined && hasFlash(request);
  if (!chooses || device.resource === undefined || task === 'encode') return false;
  return !hasTypes(request) || !layers.every(({ caches }) => caches.every(cache => hasKernel(cache, modelType)));
}

/** What is not known of its start, a sentence: with quantized values and no flash attention it ends. */
export function unknownFlash(request: AskedFlash): string[] {
  const [keys, values] = cacheTypes(request);
  if (!['llama-cpp', 'ollama'].includes(request.engine) || !isQuantized(values) || !mayTurnOff(request)) return [];
  const { engine, version, device, architecture } = request;
  return [`whether ${engine} ${version} starts is not known: quantized values in the cache need flash attention, for which it may have no kernel on `
    + `${device.name} (keys in ${keys}, values in ${values}, heads of ${architecture.name})`];
}
