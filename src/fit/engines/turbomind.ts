import { Architecture } from '../architecture';

/** What decides it. */
interface Asked {
  readonly engine: string;
  readonly architecture: Architecture;
  readonly device: { readonly name: string };
  readonly onPyTorch?: boolean;
  readonly adapters?: object;
  readonly draft?: object | 'own';
  readonly cacheType?: string;
}

/** Types of models that TurboMind runs in every version since 0.6. https://github.com/InternLM/lmdeploy lmdeploy/turbomind/supported_models.py */
const TYPES = /^(llama|mistral|mixtral|internlm2|qwen2|qwen2_moe|qwen3|qwen3_moe)$/;

/** What only the PyTorch engine keeps in its cache. */
const PYTORCH_CACHE = /^(fp8|turbo)/;

/**
 * Whether LMDeploy surely runs the model with TurboMind, its own engine, which captures no CUDA graphs and keeps no room for scores. It does so with
 * all models that TurboMind supports, unless it is told otherwise.
 */
export function runsTurboMind(
  { engine, architecture: { modelType, layers }, device, onPyTorch, adapters, draft, cacheType = 'auto' }: Asked,
): boolean {
  const isTold = onPyTorch || adapters !== undefined || draft !== undefined || PYTORCH_CACHE.test(cacheType);
  if (engine !== 'lmdeploy' || isTold || !TYPES.test(modelType) || !device.name.startsWith('NVIDIA')) return false;
  return layers.every(({ caches }) => caches.every(cache => cache.kind === 'tokens' && [2 * 64, 2 * 128].includes(cache.elements)));
}
