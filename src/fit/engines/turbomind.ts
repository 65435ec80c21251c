import { isAtLeast } from '../../facts/versions';
import { Architecture } from '../architecture';

/** What decides it. */
interface Asked {
  readonly engine: string;
  readonly version: string;
  readonly architecture: Architecture;
  readonly device: { readonly name: string };
  readonly onPyTorch?: boolean;
  readonly adapters?: object;
  readonly draft?: object | 'own';
  readonly cacheType?: string;
}

/**
 * Types of models that TurboMind runs, from a version on, and before another. https://github.com/InternLM/lmdeploy lmdeploy/turbomind/supported_models.py of
 * 0.6.0 to 0.18.0
 */
const TYPES = new Map<string, readonly [since: string, before?: string]>([
  ['llama', ['0.6.0']], ['internlm2', ['0.6.0']], ['qwen2', ['0.6.0']], ['mistral', ['0.6.0', '0.14.0']], ['mixtral', ['0.6.2']],
  ['qwen2_moe', ['0.6.4']], ['qwen3', ['0.8.0']], ['qwen3_moe', ['0.8.0']], ['gpt_oss', ['0.10.0']],
]);

/** From here on it has no LLaVA any more: of a model with a tower its type does not tell. */
const FEWER_TOWERS = '0.14.0';

/** Heads of 64 numbers. */
const SMALL_HEADS = '0.6.3';

/** What only the PyTorch engine keeps in its cache. */
const PYTORCH_CACHE = /^(fp8|turbo|(16|17|42)$)/i;

/** Whether LMDeploy may run a model with TurboMind at all: it is not told otherwise, on a device that TurboMind has kernels for. */
function mayBeTold({ engine, device, onPyTorch, adapters, draft, cacheType = 'auto' }: Asked): boolean {
  const isTold = onPyTorch || adapters !== undefined || draft !== undefined || PYTORCH_CACHE.test(cacheType);
  return engine === 'lmdeploy' && !isTold && device.name.startsWith('NVIDIA');
}

/** Whether the version runs models of its type with TurboMind; undefined for a type that is not in the table. */
function hasType({ version, architecture: { modelType } }: Asked): boolean | undefined {
  const [since, before] = TYPES.get(modelType) ?? [];
  return since === undefined ? undefined : isAtLeast(version, since) && (before === undefined || !isAtLeast(version, before));
}

/** Whether LMDeploy may run the model with TurboMind: surely, or as far as is known. */
export function mayRunTurboMind(request: Asked): boolean {
  return mayBeTold(request) && (request.architecture.towers.length > 0 || hasType(request) !== false);
}

/**
 * Whether LMDeploy surely runs the model with TurboMind, its own engine, which captures no CUDA graphs and keeps no room for scores. It does so with
 * all models that TurboMind supports, unless it is told otherwise.
 */
export function runsTurboMind(request: Asked): boolean {
  const { version, architecture: { layers, towers } } = request;
  if (!mayBeTold(request) || !hasType(request) || (towers.length > 0 && isAtLeast(version, FEWER_TOWERS))) return false;
  const sizes = isAtLeast(version, SMALL_HEADS) ? [2 * 64, 2 * 128] : [2 * 128];
  return layers.every(({ caches }) => caches.every(cache => cache.kind === 'tokens' && sizes.includes(cache.elements)));
}
