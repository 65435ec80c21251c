import { Architecture, Layer } from './architecture';
import { UnmeasuredDevice } from './engines/device-shares';
import { EngineMemory } from './engines/engine-memory';
import { Split } from './parameters';

/** A kind of device. */
export interface PlannedDevice {
  readonly name: string;
  readonly bytes: number;
  /** The resource that it is asked for by: `nvidia.com/gpu`; undefined for the memory of a host. */
  readonly resource?: string;
  /** Its constants were not read: only weights and cache are counted, and nothing is said to fit. */
  readonly isUnmeasured?: boolean;
  /** The most that one replica can have: those of a node, and one slice of a device. */
  readonly most?: number;
}

/** Adapters that are loaded at once, and their rank. */
export interface Adapters {
  readonly count: number;
  readonly rank: number;
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
  /** How many ranks share out the experts, where the others divide each of them; all when not said. */
  readonly expertRanks?: number;
  /** `--dtype`; that of the configuration when not said, or auto. */
  readonly dataType?: string;
  readonly cacheType?: string;
  /** Types of keys and of values, where llama.cpp is told them. */
  readonly keyType?: string;
  readonly valueType?: string;
  /** Whether flash attention is said to be on; the server chooses when not said. */
  readonly flashAttention?: boolean;
  readonly blockSize?: number;
  /** Tokens of one sequence; what the model was made for when not said. */
  readonly maxModelLen?: number;
  /** The server is told to take the longest context that there is room for. */
  readonly fitsContext?: boolean;
  /** How many sequences share the context of the model, where nobody says how long one may be. */
  readonly sharedBy?: number;
  /** The server is told to take all of the model's context, and does not shorten it. */
  readonly fullContext?: boolean;
  /** Sequences of that length at the same time; 1 when not said. */
  readonly concurrency?: number;
  /** Sequences that the server takes at once, where that is known beside `maxSequences`: all others wait. */
  readonly atOnce?: number;
  /** The share of each device that the server takes; the engine's own default when not said. */
  readonly utilization?: number;
  /** Bytes of the cache on each device, where the server is told them. */
  readonly cacheBytes?: number;
  /** The most sequences at once (`--max-num-seqs`); they size the batch, not the cache. */
  readonly maxSequences?: number;
  readonly maxBatchedTokens?: number;
  /** Prompts are read whole, not in parts: one step computes all of the longest. */
  readonly wholePrompts?: boolean;
  /** Prompts are said to be read in parts (`--enable-chunked-prefill`). */
  readonly inParts?: boolean;
  /** Kinds of media that the server is told to take none of: `image`, `video`, `audio`; `all` for everything but texts. */
  readonly noMedia?: readonly string[];
  /** llama.cpp is given the towers, in a file of their own. */
  readonly hasProjector?: boolean;
  /** Vectors of the tokens of a prompt may be put together in a way for which all of it is read at once: the model says so in a file of its own. */
  readonly mayReadWhole?: boolean;
  /** How the vectors of tokens become one, as the server calls it. */
  readonly pooling?: string;
  /** `throughput`: vLLM takes twice as many tokens and sequences at once, where nobody says them. */
  readonly pace?: string;
  /** `data`: each rank has all of the towers, and takes a part of the images. */
  readonly towers?: string;
  /** LMDeploy is told to run the model with its PyTorch engine. */
  readonly onPyTorch?: boolean;
  /** Prefixes are said to be cached (`--enable-prefix-caching`). */
  readonly cachesPrefixes?: boolean;
  /** They are said not to be (`--no-enable-prefix-caching`, `--disable-radix-cache`). */
  readonly noPrefixes?: boolean;
  /** No CUDA graphs. */
  readonly eager?: boolean;
  /** Each step waits for the one before (`--no-async-scheduling`). */
  readonly synchronous?: boolean;
  /** Adapters that are loaded at once, with their rank. */
  readonly adapters?: Adapters;
  /** A model that drafts tokens, or `own` for the layers that the checkpoint brings. */
  readonly draft?: Architecture | 'own';
  /** Tokens are drafted, by whatever it is; where not said, as a draft is given. */
  readonly drafts?: boolean;
  /** Tokens that are drafted at once, where it is said. */
  readonly draftTokens?: number;
  /** Those that need room in a batch beside the tokens of their sequence: a model drafts them in one step. */
  readonly draftSlots?: number;
  /** What is asked for, and changes the memory in a way that is not known, a sentence each: nothing is said of it then. */
  readonly unread?: readonly string[];
  /** What is loaded beside the model, and not counted, a sentence each: it may be too much, and is never said to fit. */
  readonly beside?: readonly string[];
  /** A cache in the host's memory, so many times as large as that on the devices; as the version has it when not said. */
  readonly hostCache?: { readonly ratio?: number };
  /** Bytes of the host's memory that the server is told to take for other things, all together. */
  readonly hostBytes?: number;
  /** Bytes of weights that each device leaves in the host's memory. */
  readonly offloadedBytes?: number;
}

/** A request with all that was left open. */
export interface ResolvedRequest extends PlanRequest {
  /** What was asked. */
  readonly asked: PlanRequest;
  readonly constants: EngineMemory;
  /** LMDeploy surely runs the model with TurboMind. */
  readonly onTurboMind: boolean;
  /** Whether it loads all towers is not known. */
  readonly mayLackTowers: boolean;
  /** vLLM may run it with its older engine, of which less is known, and which reads prompts of up to 32K tokens whole unless it is told otherwise. */
  readonly olderEngine: boolean;
  /** What is known of a device whose constants are not. */
  readonly unmeasured?: UnmeasuredDevice;
  readonly split: Split;
  /** Layers that draft tokens, which keep a cache as those of the model do. */
  readonly draftLayers: readonly Layer[];
  readonly tensorParallel: number;
  readonly pipelineParallel: number;
  readonly contextParallel: number;
  readonly dataType: string;
  readonly cacheType: string;
  readonly maxModelLen: number;
  readonly concurrency: number;
  /** Those of them that one copy of the server has: copies share them evenly. */
  readonly ofCopy: number;
  readonly utilization: number;
  /** The most that the share may be, where the server chooses it by what is not known here. */
  readonly mostUtilization: number;
  readonly maxSequences: number;
  /** Nobody says how many sequences there may be at once. */
  readonly sequencesAreOpen: boolean;
  readonly maxBatchedTokens: number;
  /** Nobody says how many tokens one step computes. */
  readonly batchIsOpen: boolean;
  readonly onCpu: boolean;
  /** Nobody says how long a context may be. */
  readonly contextIsOpen: boolean;
}
