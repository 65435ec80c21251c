import { ModelArchitecture } from './model-architecture';

/** The wishes for the memory of a model with an `architecture`. */
export interface FootprintOptions {
  /**
   * Sequences of the longest context that are to be served at once. The server starts with less, and lets the others wait.
   *
   * @default 1
   */
  readonly concurrency?: number;

  /**
   * The model that drafts tokens, with `speculativeDecoding` of the engine: its weights and its cache are counted. Layers of the checkpoint itself that
   * draft tokens are counted without it. An error (`engine-refuses`) where the server drafts no tokens with a model.
   *
   * @default - none; with a draft model whose memory is not known, nothing is said to fit
   */
  readonly draft?: ModelArchitecture;

  /**
   * Whether arguments that neither the engine nor `args` say follow from the plan: the division over devices where the default does not divide the heads, the
   * longest context where all of it does not fit, as many sequences as have a block of state, and the type of the weights where the device has not that of the
   * model. For vLLM and SGLang.
   *
   * @default true
   */
  readonly deriveArguments?: boolean;

  /**
   * Whether vLLM is told how large its cache is (`--kv-cache-memory-bytes`), as the plan has it on the safe side: every replica then has the planned cache, or does
   * not start. An error (`engine-refuses`) for other engines, and before vLLM 0.11.0.
   *
   * @default false
   */
  readonly fixedCache?: boolean;

  /**
   * Whether the Deployment has the plan in one line, as the annotation `registry.matrixinfer.ai/memory-plan`.
   *
   * @default true
   */
  readonly annotation?: boolean;
}
