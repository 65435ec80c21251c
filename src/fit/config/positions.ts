import { Fields } from './fields';
import { Architecture } from '../architecture';

/** Ways of scaling of which vLLM takes `max_position_embeddings` for what has come of them, as it does of all Gemma 3. */
const DONE = /^(su|longrope|llama3)$/;

/**
 * The longest context that servers take by a configuration that scales positions, where it is not the model's own. vLLM multiplies it with the
 * factor, that of YaRN with what the model had before; SGLang does so where the configuration does not say what it had before.
 * https://github.com/vllm-project/vllm vllm/config/model.py (_get_and_verify_max_len), https://github.com/sgl-project/sglang
 * python/sglang/srt/utils/hf_transformers_utils.py (get_context_length)
 */
export function scaledPositions(text: Fields, modelType: string, own: number): Pick<Architecture, 'scaled'> {
  const rope = ropeOf(text);
  const [type, factor] = [rope?.text('rope_type', 'type'), rope?.factor('factor')];
  if (rope === undefined || type === undefined || factor === undefined) return {};
  const before = rope.tryCount('original_max_position_embeddings');
  const times = (tokens: number) => Math.floor(tokens * factor);
  const vllm = DONE.test(type) || modelType.includes('gemma3') ? own : times(type === 'yarn' ? before ?? own : own);
  const sglang = before === undefined && type !== 'llama3' ? times(own) : own;
  return vllm === own && sglang === own ? {} : { scaled: { vllm, sglang } };
}

/** How positions are scaled; newer configurations say it for each kind of layers, of which those that see all tokens decide. */
function ropeOf(text: Fields): Fields | undefined {
  const rope = text.part('rope_scaling', 'rope_parameters');
  return rope?.json.full_attention === undefined ? rope : rope.part('full_attention');
}
