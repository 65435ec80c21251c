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
const SHARES = ['--gpu-memory-utilization', '--mem-fraction-static', '--cuda-memory-fraction', 'CUDA_MEMORY_FRACTION', 'XPU_MEMORY_FRACTION', 'HPU_MEMORY_FRACTION'];

/** With this one vLLM does not look at its share. https://github.com/vllm-project/vllm vllm/config/cache.py */
const IGNORES_SHARE = '--kv-cache-memory-bytes';

/** GiB of the host's memory for weights, beside each accelerator. */
const HOST_GIB = '--cpu-offload-gb';

/** Flags that leave weights elsewhere, by their beginnings: nobody can say how much. */
const ELSEWHERE = [
  '--offload-', '--ple-offload', '--cpu-moe', '--n-cpu-moe', '--override-tensor', '--fit', '-fit', '-ot', '-cmoe', '-ncmoe', '--torchao-config', '--quantize-and-serve',
  '--modelopt-quant', '--quantization-config', '--load-format',
];

/** Methods that read weights that are small already; all others may make them smaller while they are loaded. */
const QUANTIZED_BEFORE = /^(auto[-_])?(awq|gptq)|^(marlin|compressed-tensors|quark|exl2|mxfp4|gpt_oss_mxfp4|modelopt(_fp4|_mxfp8|_mixed)?)$/;
const QUANTIZATION = ['--quantization', '--quantize', 'QUANTIZE'];

/** The memory that weights may take; undefined where the server can leave some of them in the host's memory, or make them smaller. */
export function weightsMemory({ compute, engine, container, binding, settings }: RuntimePlan, flags: SaidFlags): WeightsMemory | undefined {
  if (compute.acceleratorMemory === undefined || engine.name === 'ollama') return undefined;
  const variables: { readonly [name: string]: string | undefined } = { ...container.env, ...binding.env, ...settings.env };
  const valueOf = (name: string) => (name.startsWith('-') ? flags.valueOf(name) : variables[name]);
  const quantization = QUANTIZATION.map(valueOf).find(value => value !== undefined);
  if (quantization !== undefined && !QUANTIZED_BEFORE.test(quantization)) return undefined;
  if (flags.names.some(name => ELSEWHERE.some(beginning => name.startsWith(beginning)))) return undefined;
  if (engine.name === 'llama-cpp' && Number(flags.valueOf('--n-gpu-layers')) < 999) return undefined;
  const all = bytesOf(compute.acceleratorMemory);
  const host = Number(flags.valueOf(HOST_GIB) ?? 0) * GIB * compute.acceleratorCount;
  if (Number.isNaN(host)) return undefined;
  const name = flags.valueOf(IGNORES_SHARE) === undefined ? SHARES.find(one => valueOf(one) !== undefined) : undefined;
  const share = Number(name === undefined ? 1 : valueOf(name));
  return share > 0 && share < 1 ? { bytes: all * share + host, by: `${name} ${share}` } : { bytes: all + host };
}
