import { isVllmSince, loadsGguf } from './served-models';
import { computeCapability } from '../../facts/compute-capabilities';
import { Architecture } from '../architecture';

/**
 * Kinds of models that vLLM refuses in float16, as their numbers overflow there. https://github.com/vllm-project/vllm vllm/config/model.py
 * (_FLOAT16_NOT_SUPPORTED_MODELS)
 */
const NOT_IN_HALF = new Set(['gemma2', 'gemma3', 'gemma3_text', 'plamo2', 'glm4']);

/** Whether a server refuses a model in float16. */
export function refusesHalf(engine: string, version: string, { modelType }: Architecture): boolean {
  return NOT_IN_HALF.has(modelType) && isVllmSince(engine, version, '0.10.0');
}

/** Whether a device is known to have no bfloat16: those of NVIDIA before Ampere. */
export function lacksBfloat16(device: string): boolean {
  const capability = computeCapability(device);
  return capability !== undefined && capability < 8;
}

/** The type that a server takes where a model is made for bfloat16 and the device has none. */
export function typeWithoutBfloat16(engine: string, version: string, architecture: Architecture): 'float16' | 'float32' {
  return refusesHalf(engine, version, architecture) ? 'float32' : 'float16';
}

/**
 * Whether a server loads a model whose own numbers have 8 bits in 16, where nobody says the type. https://github.com/vllm-project/vllm
 * vllm/config/model.py (_resolve_auto_dtype), in 0.10.2 and not in 0.8.5
 */
export function widens(engine: string, version: string): boolean {
  return loadsGguf(engine) || isVllmSince(engine, version, '0.10.2');
}
