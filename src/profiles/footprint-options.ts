import { ModelArchitecture } from './model-architecture';

/** The demands on the memory of a model with an `architecture`. */
export interface FootprintOptions {
  /**
   * Number of sequences of the longest context that are to be served at once. A server with less memory starts too, and lets the others wait.
   *
   * @default 1
   */
  readonly concurrency?: number;

  /**
   * The architecture of the model that drafts tokens, with `speculativeDecoding` of the engine: its weights and its cache are counted. Layers of the
   * checkpoint itself that draft tokens are counted anyway. An error (`engine-refuses`) where the server drafts no tokens with a model.
   *
   * @default - none; with a draft model whose memory is not known, the verdict is never `fits`
   */
  readonly draft?: ModelArchitecture;

  /**
   * Whether the plan sets arguments that neither the engine nor `args` set: the division over devices where the default does not divide the heads,
   * the longest context where the whole one does not fit, the number of sequences where each needs a block of state, and the type of the weights
   * where the device lacks that of the model. For vLLM and SGLang.
   *
   * @default true
   */
  readonly deriveArguments?: boolean;

  /**
   * Whether to tell vLLM the size of its cache (`--kv-cache-memory-bytes`), with the plan's number on the safe side: every replica then has the
   * planned cache, or does not start. An error (`engine-refuses`) for other engines, and before vLLM 0.11.0.
   *
   * @default false
   */
  readonly fixedCache?: boolean;

  /**
   * Whether the Deployment carries the plan in one line, as the annotation `registry.matrixinfer.ai/memory-plan`.
   *
   * @default true
   */
  readonly annotation?: boolean;
}
