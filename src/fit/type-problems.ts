import { refusedCache } from './engines/gguf-cache';
import { refusesHalf } from './engines/half-precision';
import { asServed, hasVllm } from './engines/served-models';
import { teiRefusal } from './engines/tei';
import { missingAttention } from './engines/vllm-attention';
import { PlanRequest } from './plan-request';
import { computeCapability } from '../facts/compute-capabilities';

/** Weights of one type, with the lowest compute capability that has instructions for them, and the lowest that servers take them on. */
interface WeightType {
  readonly is: RegExp;
  readonly native: number;
  readonly least: number;
  readonly words: string;
  /** Servers that take them on less. */
  readonly leastOn?: { readonly [engine: string]: number | undefined };
  /** Only vLLM is known to ask for it. */
  readonly ofVllm?: boolean;
}

const TYPES: readonly WeightType[] = [
  { is: /^(fp8|fp8_pb_wo|fbgemm_fp8|mxfp8)/, native: 8.9, least: 7.5, words: 'weights of 8 bits (fp8)' },
  // get_min_capability of vLLM and SGLang (layers/quantization/mxfp4.py); https://github.com/InternLM/lmdeploy/pull/3927
  { is: /^(mxfp4|gpt_oss_mxfp4)/, native: 10, least: 8, leastOn: { lmdeploy: 7 }, words: 'weights of 4 bits (mxfp4)' },
  { is: /^(nvfp4|w4a16_nvfp4)/, native: 10, least: 7.5, words: 'weights of 4 bits (nvfp4)' },
  { is: /^awq/, native: 7.5, least: 7.5, words: 'weights of 4 bits (awq)', ofVllm: true }, // vllm/model_executor/layers/quantization/awq.py
];

/**
 * Devices of AMD before CDNA 3, which compute with 16 and 8 bits, none of them floating point of 8.
 * https://rocm.docs.amd.com/en/latest/reference/precision-support.html
 */
const WITHOUT_FP8 = /^AMD (Instinct )?MI(50|60|1\d\d|2\d\dX?)\b/;

/** What a device or a server cannot do with the types that are asked for; undefined where it can, and where it is not known. */
export function typeProblem(request: PlanRequest, kind: 'refused' | 'emulated'): string | undefined {
  const { architecture, engine, version, dataType = '', device: { name }, unread = [] } = request;
  const refusal = kind === 'refused' ? teiRefusal(request) ?? refusedCache(request) : undefined;
  if (unread.length > 0 || refusal !== undefined) return refusal;
  const capability = computeCapability(name);
  const device = `${name} (compute capability ${capability?.toFixed(1)})`;
  if (kind === 'refused') {
    if (/^(float16|half)$/.test(dataType) && refusesHalf(engine, version, architecture)) {
      return `dtype is ${dataType}, and ${engine} refuses models of the type ${architecture.modelType} in it: their numbers overflow`;
    }
    if (capability !== undefined && capability < 8 && /^(bfloat16|bf16)$/.test(dataType)) {
      return `dtype is ${dataType}, and ${device} has no bfloat16: it came with 8.0`;
    }
    const missing = missingAttention(request);
    if (missing?.isSure) return missing.words;
  }
  const { method = '' } = asServed(engine, version, architecture).quantization ?? {};
  const type = TYPES.find(({ is, ofVllm }) => is.test(method) && (!ofVllm || hasVllm(engine)));
  if (type === undefined) return undefined;
  if (capability === undefined) {
    return kind === 'emulated' && type.native > 8 && WITHOUT_FP8.test(name)
      ? `${architecture.name} has ${type.words}, and ${name} has no instructions for them`
      : undefined;
  }
  return onCapability(
    { ...type, least: type.leastOn?.[engine] ?? type.least },
    capability,
    kind,
    `${architecture.name} has ${type.words}, and ${device} has no instructions for them: they came with ${type.native.toFixed(1)}`,
  );
}

function onCapability({ native, least }: WeightType, capability: number, kind: 'refused' | 'emulated', words: string): string | undefined {
  const isRefused = capability < least;
  if (capability >= native || isRefused !== (kind === 'refused')) return undefined;
  return isRefused && least < native ? `${words}, and servers do without from ${least.toFixed(1)} on` : words;
}
