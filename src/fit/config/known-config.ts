import { JsonObject } from '../../ground/objects';

/** The numbers of a well-known model, as its `config.json` has them; names of repositories on the hub that have the same. */
export interface KnownConfig {
  readonly names: readonly string[];
  readonly config: JsonObject;
}

/** Layers, their width, heads, heads of keys, and the width in their middle. */
export type Shape = readonly [layers: number, width: number, heads: number, keyHeads: number, middle: number];

/** The same, as a `config.json` says them. */
export const ofShape = ([layers, width, heads, keyHeads, middle]: Shape): JsonObject => ({
  num_hidden_layers: layers,
  hidden_size: width,
  num_attention_heads: heads,
  num_key_value_heads: keyHeads,
  intermediate_size: middle,
});
