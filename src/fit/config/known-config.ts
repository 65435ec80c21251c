import { JsonObject } from '../../ground/objects';

/** The numbers of a well-known model, as its `config.json` has them; names of repositories on the hub that have the same. */
export interface KnownConfig {
  readonly names: readonly string[];
  readonly config: JsonObject;
}
