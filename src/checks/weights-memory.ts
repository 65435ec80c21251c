import { SaidFlags } from './said-flags';
import { bytesOf, GIB } from '../ground/bytes';
import { RuntimePlan } from '../render/runtime-plan';

/** How much of the accelerators' memory weights may take. */
export interface WeightsMemory {
  readonly bytes: number;
  /** The setting that says that it is not all of it. */
  readonly by?: string;
}

/** Flags and variables with the share of each accelerator's memory that a server takes. Flags that the engine renders stand there too. */
const SHARES = [
  '--gpu-memory-utilization', '--mem-fraction-static', '--cuda-memory-fraction', 'CUDA_MEMORY_FRACTION', 'XPU_MEMORY_FRACTION',
  'HPU_MEMORY_FRACTION',
];

/** With this one vLLM does not look at its share. https://github.com/vllm-project/vllm vllm/config/cache.py */
const IGNORES_SHARE = '--kv-cache-memory-bytes';

/** GiB of the host's memory for weights, beside each accelerator. */
const HOST_GIB = '--cpu-offload-gb';

/** Flags that leave weights elsewhere, by their beginnings: nobody can say how much. */
const ELSEWHERE = [
  '--offload-', '--ple-offload', '--cpu-moe', '--n-cpu-moe', '--override-tensor', '--fit', '-fit', '-ot', '-cmoe', '-ncmoe', '--torchao-config',
  '--quantize-and-serve',
  '--modelopt-quant', '--quantization-config', '--load-format',
];

/** Methods that read weights that are small already; all others may make them smaller while they are loaded. */
const QUANTIZED_BEFORE = /^(auto[-_])?(awq|gptq)|^(marlin|compressed-tensors|quark|exl2|mxfp4|gpt_oss_mxfp4|modelopt(_fp4|_mxfp8|_mixed)?)$/;
const QUANTIZATION = ['--quantization', '--quantize', 'QUANTIZE'];

/** The memory that weights may take; undefined where the server can leave some of them in the host's memory, or make them smaller. */
export function weightsMemory(plan: RuntimePlan, flags: SaidFlags): WeightsMemory | undefined {
  const { compute, engine } = plan;
  if (compute.acceleratorMemory === undefined || engine.name === 'ollama') return undefined;
  const valueOf = valuesOf(plan, flags);
  const quantization = QUANTIZATION.map(valueOf).find(value => value !== undefined);
  if (quantization !== undefined && !QUANTIZED_BEFORE.test(quantization)) return undefined;
  if (flags.names.some(name => ELSEWHERE.some(beginning => name.startsWith(beginning)))) return undefined;
  if (engine.name === 'llama-cpp' && Number(flags.valueOf('--n-gpu-layers')) < 999) return undefined;
  const all = bytesOf(compute.acceleratorMemory);
  const host = Number(flags.valueOf(HOST_GIB) ?? 0) * GIB * compute.acceleratorCount;
  if (Number.isNaN(host)) return undefined;
  const share = memoryShare(plan, flags);
  if (share === undefined) return { bytes: all + host };
  return { bytes: Math.min(all, all * pods(plan) * share.of) + host, by: share.by };
}

/** Settings of llama.cpp by which it reads its file as a whole, or keeps all of it in memory. */
const NOT_MAPPED = [
  '--no-mmap', '--mlock', '--load-mode', '--direct-io', 'LLAMA_ARG_NO_MMAP', 'LLAMA_ARG_MMAP', 'LLAMA_ARG_MLOCK', 'LLAMA_ARG_LOAD_MODE',
  'LLAMA_ARG_DIO',
];

/** Whether the server maps the file with its weights: what does not fit into its memory is dropped, and read again. */
export function mapsWeights(plan: RuntimePlan, flags: SaidFlags): boolean {
  const valueOf = valuesOf(plan, flags);
  return plan.engine.name === 'llama-cpp' && NOT_MAPPED.every(name => valueOf(name) === undefined);
}

/** A share of each device's memory that the server takes, and the setting that says it. */
export interface MemoryShare {
  readonly of: number;
  readonly by: string;
}

/** The share that the server is told to take of each device; undefined when it takes all of it. */
export function memoryShare(plan: RuntimePlan, flags: SaidFlags): MemoryShare | undefined {
  const valueOf = valuesOf(plan, flags);
  const name = valueOf(IGNORES_SHARE) === undefined ? SHARES.find(one => valueOf(one) !== undefined) : undefined;
  const share = Number(name === undefined ? 1 : valueOf(name));
  return share > 0 && share < 1 ? { of: share, by: `${name} ${share}` } : undefined;
}

/** Values of flags and of variables, by their names. */
function valuesOf({ container, binding, settings }: RuntimePlan, flags: SaidFlags): (name: string) => string | undefined {
  const variables: { readonly [name: string]: string | undefined } = { ...container.env, ...binding.env, ...settings.env };
  return name => (name.startsWith('-') ? flags.valueOf(name) : variables[name]);
}

/** Pods that share a device of which each sees all of the memory: a share is one of the whole. */
export function pods({ compute: { accelerator } }: RuntimePlan): number {
  const { part, sharedBy = 1 } = accelerator?._traits ?? {};
  return part === 'time-sliced share' ? sharedBy : 1;
}
