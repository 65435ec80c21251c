import { Json } from '../../ground/objects';
import { Architecture } from '../architecture';

/** Reads a `config.json`, with what `hf_quant_config.json` says beside it; throws on what is no configuration of a model. */
export function readArchitecture(_config: Json, _name: string, _quantization?: Json): Architecture {
  throw new Error('not yet');
}
