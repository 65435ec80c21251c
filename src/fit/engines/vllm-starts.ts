import { EngineMemory } from './engine-memory';
import { missingAttention } from './vllm-attention';
import { computeCapability } from '../../facts/compute-capabilities';
import { isAtLeast } from '../../facts/versions';
import { Architecture } from '../architecture';
import { hasStates, keepsTokens } from '../cache-kinds';
import { isFloat32 } from '../data-types';

/** What decides what a version does with a model. */
interface Asked {
  readonly engine: string;
  readonly version: string;
  readonly architecture: Architecture;
  readonly asked?: { readonly architecture: Architecture };
  readonly device: { readonly name: string; readonly resource?: string };
  readonly dataType?: string;
  readonly cacheType?: string;
  readonly cacheBytes?: number;
  readonly dataParallel?: number;
  readonly contextParallel?: number;
  readonly eager?: boolean;
  readonly cachesPrefixes?: boolean;
  readonly noPrefixes?: boolean;
  readonly noMedia?: readonly string[];
  readonly draft?: unknown;
  readonly drafts?: boolean;
}

/** The first version of vLLM that has a class for a kind of model. https://github.com/vllm-project/vllm vllm/model_executor/models/registry.py of each */
const SINCE: { readonly [version: string]: readonly string[] } = {
  '0.8.3': ['llama4', 'mistral3'],
  '0.8.4': ['glm4', 'qwen3', 'qwen3_moe'],
  '0.9.0': ['falcon_h1', 'granitemoehybrid', 'mimo', 'qwen2_5_omni'],
  '0.9.1': ['nemotron_h'],
  '0.9.2': ['dots1', 'ernie4_5_moe', 'gemma3n', 'glm4v', 'hunyuan_v1_moe'],
  '0.10.0': ['arcee', 'exaone4', 'glm4_moe', 'hunyuan_v1_dense'],
  '0.10.1': ['ernie4_5', 'glm4v_moe', 'gpt_oss', 'smollm3'],
  '0.10.2': ['apertus', 'lfm2', 'qwen3_next', 'seed_oss'],
  '0.11.0': ['deepseek_v32', 'longcat_flash', 'olmo3', 'qwen3_vl', 'qwen3_vl_moe'],
  '0.11.1': ['afmoe', 'flex_olmo', 'kimi_linear', 'lfm2_moe', 'minimax_m2', 'paddleocr_vl', 'qwen3_omni_moe'],
  '0.14.0': ['iquestcoder', 'mimo_v2_flash'],
  '0.15.0': ['glm4_moe_lite', 'kimi_k25'],
  '0.15.1': ['step3p5'],
  '0.16.0': ['glm_moe_dsa', 'glm_ocr', 'qwen3_asr'],
  '0.17.0': ['axk1', 'qwen3_5', 'qwen3_5_moe'],
  '0.18.0': ['hyperclovax', 'olmo_hybrid'],
  '0.19.0': ['gemma4'],
  '0.20.0': ['deepseek_v4', 'hy_v3'],
  '0.21.0': ['cohere2_moe'],
  '0.22.1': ['mellum'],
  '0.23.0': ['gemma4_unified', 'step3p7'],
  '0.24.0': ['minimax_m3', 'minimax_m3_vl'],
  '0.27.0': ['kimi_k3'],
  '0.29.0': ['granite_swa', 'granitemoe_swa'],
};

const FIRST = new Map(Object.entries(SINCE).flatMap(([version, types]) => types.map(type => [type, version] as const)));

/** Methods of quantization that vLLM brings no more. https://github.com/vllm-project/vllm vllm/model_executor/layers/quantization/__init__.py of each */
const GONE: { readonly [method: string]: string } = { gguf: '0.24.0', bitsandbytes: '0.28.0' };

/** Why it is not known that vLLM starts with a model, a sentence each. */
export function unknownStarts(request: Asked): string[] {
  const { engine, version, architecture } = request;
  const missing = missingAttention(request);
  const withoutKernels = missing === undefined || missing.isSure ? [] : [missing.words];
  if (engine !== 'vllm') return withoutKernels;
  const { modelType, quantization } = architecture;
  const since = FIRST.get(modelType.replace(/_text$/, ''));
  const gone = quantization && Object.hasOwn(GONE, quantization.method) ? GONE[quantization.method] : undefined;
  return [
    ...(since === undefined || isAtLeast(version, since)
      ? []
      : [`whether vllm ${version} loads models of the type ${JSON.stringify(modelType)} is not known: it has a class for them from ${since} on`]),
    ...(gone !== undefined && isAtLeast(version, gone)
      ? [`whether vllm ${version} loads weights in ${quantization!.method} is not known: it brings nothing for them from ${gone} on`]
      : []),
    ...withoutKernels,
    ...unknownStates(request),
    ...unknownDrafts(request),
  ];
}

/**
 * Layers that draft may keep all tokens on each rank, where those of the model share them out. https://github.com/vllm-project/vllm
 * vllm/v1/worker/gpu/model_runner.py of 0.32.0 (get_kv_cache_spec)
 */
function unknownDrafts({ version, contextParallel = 1, draft }: Asked): string[] {
  return contextParallel === 1 || draft === undefined
    ? []
    : [`what vllm ${version} keeps of layers that draft tokens with context parallelism ${contextParallel} is not known`];
}

/** Kinds of models that kept a state of each block of tokens where prefixes were cached (SupportsMambaPrefixCaching). */
const ALL_STATES = /^(nemotron_h|jamba|zamba2|granitemoehybrid|falcon_h1)/;

const isBetween = (version: string, from: string, to: string): boolean => isAtLeast(version, from) && !isAtLeast(version, to);

/**
 * Blocks of states by version: none at first, and one for each block of tokens where prefixes are cached, before a sequence had no more than a few. From
 * 0.26.0 on prefixes are cached by themselves. https://github.com/vllm-project/vllm vllm/v1/kv_cache_interface.py (MambaSpec) of each,
 * vllm/config/model.py (is_prefix_caching_supported), vllm/model_executor/models/config.py of 0.27.1
 */
function unknownStates({ version, architecture, device, cachesPrefixes, noPrefixes }: Asked): string[] {
  if (!hasStates(architecture) || device.resource === undefined) return [];
  if (!isAtLeast(version, '0.10.2')) {
    return [`what vllm ${version} keeps for the states of all sequences is not known: they are in blocks of the cache from 0.10.2 on`];
  }
  if (cachesPrefixes && isBetween(version, '0.11.1', '0.28.0')) {
    return [`how many states vllm ${version} keeps of each sequence with --enable-prefix-caching is not known`];
  }
  return ALL_STATES.test(architecture.modelType) && keepsTokens(architecture) && !noPrefixes && isBetween(version, '0.26.0', '0.28.0')
    ? [`how many states vllm ${version} keeps of each sequence is not known: one of each block of tokens, unless --no-enable-prefix-caching is said`]
    : [];
}

/** Kinds of models that versions run with their newer runner before all, beside those without experts and states from 0.25.0 on. */
const RUN_BEFORE: readonly (readonly [since: string, types: RegExp])[] = [
  ['0.22.0', /^qwen3$/],
  ['0.23.0', /^(deepseek_v2|granitemoe|llama|mistral|qwen2_moe)$/],
  ['0.26.0', /^(inkling|longcat)/],
  ['0.27.0', /^(kimi_k3|deepseek_v4)/],
];

/**
 * Whether vLLM may run a model that generates with its newer runner, which all have from 0.29.0 on, unless they are told what it does not know.
 * https://github.com/vllm-project/vllm vllm/config/vllm.py (use_v2_model_runner, DEFAULT_V2_MODEL_RUNNER_ARCHITECTURES)
 */
export function mayRunNewerRunner({ version, architecture }: Pick<Asked, 'version' | 'architecture'>): boolean {
  const { task, experts, modelType } = architecture;
  if (task !== 'generate' || !isAtLeast(version, '0.22.0')) return false;
  if (isAtLeast(version, experts === undefined && !hasStates(architecture) ? '0.25.0' : '0.29.0')) return true;
  return RUN_BEFORE.some(([since, types]) => isAtLeast(version, since) && types.test(modelType));
}

/** Tokens of a prompt that the older engine reads whole; longer ones it reads in parts. */
export const MOST_OF_OLDER = 32768;

/**
 * Whether vLLM may run a model with its older engine, which read such prompts whole and kept all tokens of layers with windows.
 * https://github.com/vllm-project/vllm/blob/v0.9.2 vllm/engine/arg_utils.py (_is_v1_supported_oracle, _set_default_args_v0)
 */
export function mayRunOlderEngine(request: Asked): boolean {
  const { engine, version, architecture, device, dataType = 'auto', cacheType = 'auto', draft, drafts = draft !== undefined } = request;
  if (engine !== 'vllm' || isAtLeast(version, '0.11.0') || device.resource === undefined) return false;
  const capability = computeCapability(device.name);
  if (cacheType.startsWith('fp8') && capability !== 9) return true; // the last that 0.10.2 takes it for
  return !isAtLeast(version, '0.10.2') && ((capability ?? 7) < 8
    || architecture.task === 'encode'
    || architecture.quantization?.method === 'gguf'
    || isFloat32(dataType)
    || drafts);
}

/**
 * What vLLM takes off for graphs of experts that copies of attention share: it reckons with the first two graphs for all of them, and was seen to
 * come to 62 GiB of a B200 (issues/45178) and to 119 of a GB300 (issues/53013). https://github.com/vllm-project/vllm/issues
 */
export function unknownGraphs(asked: Asked, { estimatesGraphs }: EngineMemory): string[] {
  const { architecture, engine, version, dataParallel = 1, eager, cacheBytes, device } = asked;
  const captures = !eager && device.resource !== undefined && cacheBytes === undefined;
  if (!estimatesGraphs || !captures || architecture.experts === undefined || dataParallel === 1) return [];
  return [`what ${engine} ${version} takes off for CUDA graphs of experts that ${dataParallel} copies share is not known: it was seen to be more `
    + 'than half of a device; say the bytes of the cache (--kv-cache-memory-bytes)'];
}
