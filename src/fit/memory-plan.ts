import { Architecture } from './architecture';

/** A kind of device. */
export interface PlannedDevice {
  readonly name: string;
  readonly bytes: number;
  /** The resource that it is asked for by: `nvidia.com/gpu`; undefined for the memory of a host. */
  readonly resource?: string;
}

/** What is asked of a plan. */
export interface PlanRequest {
  readonly architecture: Architecture;
  /** Name of the engine: vllm, sglang, tensorrt-llm, lmdeploy, text-generation-inference, llama-cpp, ollama, text-embeddings-inference. */
  readonly engine: string;
  readonly version: string;
  /** The devices; on a CPU the memory of the host. */
  readonly device: PlannedDevice;
  /** Devices of one replica; 1 on a CPU. */
  readonly count: number;
  readonly tensorParallel?: number;
  readonly pipelineParallel?: number;
  readonly dataParallel?: number;
  readonly contextParallel?: number;
  /** Experts are shared out over all ranks in place of being divided. */
  readonly expertParallel?: boolean;
  /** `--dtype`; that of the configuration when not said, or auto. */
  readonly dataType?: string;
  /** `--quantization` of weights that are not quantized in the checkpoint. */
  readonly quantization?: string;
  readonly cacheType?: string;
  readonly blockSize?: number;
  /** Tokens of one sequence; what the model was made for when not said. */
  readonly maxModelLen?: number;
  /** Sequences of that length at the same time; 1 when not said. */
  readonly concurrency?: number;
  /** The share of each device that the server takes; the engine's own default when not said. */
  readonly utilization?: number;
  /** Bytes of the cache on each device, where the server is told them. */
  readonly cacheBytes?: number;
  /** The most sequences at once (`--max-num-seqs`); they size the batch, not the cache. */
  readonly maxSequences?: number;
  readonly maxBatchedTokens?: number;
  /** No CUDA graphs. */
  readonly eager?: boolean;
  /** Adapters that are loaded at once, with their rank. */
  readonly adapters?: { readonly count: number; readonly rank: number };
  /** A model that drafts tokens, or `own` for the layers that the checkpoint brings. */
  readonly draft?: Architecture | 'own';
  /** Bytes of weights that each device leaves in the host's memory. */
  readonly offloadedBytes?: number;
  /** Bytes of weights as the source says them, in place of what the configuration gives. */
  readonly weightBytes?: number;
}

/** One line of the account of a device. */
export interface MemoryRow {
  readonly what: string;
  readonly bytes: number;
  /** How far off it may be, in bytes, in either direction. */
  readonly uncertainty: number;
  /** Where the number is from. */
  readonly source: string;
}

/** `probably-not`: it fits by the lowest numbers and not by the highest. */
export type Verdict = 'fits' | 'probably-not' | 'impossible' | 'unknown';

/** The memory of the fullest device of a replica. */
export interface MemoryPlan {
  readonly verdict: Verdict;
  /** The verdict in a sentence. */
  readonly reason: string;
  readonly rows: readonly MemoryRow[];
  /** All memory of the device, and what the server may take of it. */
  readonly deviceBytes: number;
  readonly usableBytes: number;
  /** What is left for the cache, on the safe side. */
  readonly cacheBytes: number;
  /** Bytes of one more token of a long sequence. */
  readonly cacheBytesPerToken: number;
  /** Blocks of the cache; undefined where the model keeps nothing or the layout of the engine is not known. */
  readonly blocks?: number;
  /** The longest context for the wanted concurrency, and the most sequences of the wanted length, on the safe side; undefined without a cache. */
  readonly maxContext?: number;
  readonly maxConcurrency?: number;
  readonly maxModelLen: number;
  readonly concurrency: number;
  /** Memory of the host that the server takes, and of its `/dev/shm`. */
  readonly hostBytes: number;
  readonly sharedMemoryBytes: number;
  /** Bytes of the weights on disk. */
  readonly diskBytes: number;
  /** Divisions that the engine refuses, a sentence each: heads by tensor parallelism, experts, groups. */
  readonly refusals: readonly string[];
  readonly unknowns: readonly string[];
}

/** The plan of a replica. */
export function planMemory(_request: PlanRequest): MemoryPlan {
  throw new Error('not yet');
}

/** The fewest devices of a kind that serve it, with the division that does. */
export interface Smallest {
  readonly device: PlannedDevice;
  readonly count: number;
  readonly plan: MemoryPlan;
}

/** The smallest of the devices, in their order, that serves what is asked; with the fewest of them. Undefined where none does. */
export function smallest(_request: Omit<PlanRequest, 'device' | 'count'>, _devices: readonly (PlannedDevice & { readonly most: number })[]): Smallest | undefined {
  throw new Error('not yet');
}
