import { Fields } from './fields';
import { Architecture } from '../architecture';

/** What a configuration calls the longest context; of several the first is the model's own. */
const OWN = ['max_position_embeddings', 'n_positions', 'max_target_positions', 'max_seq_len', 'seq_length', 'n_ctx', 'max_sequence_length'];

/** Those of which vLLM takes the smallest. */
const OF_VLLM = [
  'max_position_embeddings', 'n_positions', 'max_seq_len', 'seq_length', 'max_target_positions', 'max_sequence_length', 'max_seq_length', 'seq_len',
];

/** Those of which SGLang takes the first. */
const OF_SGLANG = ['max_sequence_length', 'seq_length', 'max_seq_len', 'model_max_length', 'max_position_embeddings'];

/** Ways of scaling of which vLLM takes `max_position_embeddings` for what has come of them, as it does of all Gemma 3; since 0.30.0 YaRN is one. */
const DONE = /^(su|longrope|llama3|yarn|deepseek_yarn|deepseek_llama_scaling)$/;

/** Ways of which Transformers 5 always says what the model had before: SGLang has it since 0.5.10. */
const WITH_BEFORE = /^(llama3|yarn|longrope)$/;

/**
 * The longest context by a configuration: where the model says `model_max_length`, that is it, as of Command R. Servers take it by other names, and
 * scale it. vLLM multiplies it with the factor, before 0.30.0 that of YaRN with what the model had before; SGLang does so where nothing
 * says what it had before, nor how single layers scale. https://github.com/vllm-project/vllm vllm/transformers_utils/model_arch_config_convertor.py
 * (derive_max_model_len_and_key), vllm/config/model.py (_get_and_verify_max_len) of 0.8.5, 0.29.0, 0.30.0 and 0.33.0;
 * https://github.com/sgl-project/sglang python/sglang/srt/utils/hf_transformers (get_context_length) of 0.4.6 and 0.5.23;
 * https://github.com/huggingface/transformers src/transformers/modeling_rope_utils.py (standardize_rope_params) of 5.3.0 and 5.19.0
 */
export function positionsOf(text: Fields, modelType: string): Pick<Architecture, 'maxPositions' | 'onServers' | 'unscaledPositions'> {
  const said = text.tryCount('model_max_length');
  const smallest = Math.min(...OF_VLLM.map(name => text.tryCount(name) ?? Infinity));
  const maxPositions = said ?? text.tryCount(...OWN) ?? (Number.isFinite(smallest) ? smallest : 2048);
  const onVllm = said ?? (Number.isFinite(smallest) ? smallest : maxPositions);
  const onServers = scaled(text, modelType, onVllm, text.tryCount(...OF_SGLANG) ?? maxPositions);
  const unscaled = /^(su|longrope)$/.test(ropeOf(text).rope?.text('rope_type', 'type') ?? '') ? text.tryCount('original_max_position_embeddings') : undefined;
  const alike = Object.values(onServers).every(tokens => tokens === maxPositions);
  return { maxPositions, ...(alike ? {} : { onServers }), ...(unscaled === undefined ? {} : { unscaledPositions: unscaled }) };
}

function scaled(text: Fields, modelType: string, onVllm: number, onSglang: number): NonNullable<Architecture['onServers']> {
  const { rope, isNested } = ropeOf(text);
  const [type, factor] = [rope?.text('rope_type', 'type'), rope?.factor('factor')];
  if (rope === undefined || type === undefined || factor === undefined) {
    return { vllm: onVllm, olderVllm: onVllm, sglang: onSglang, olderSglang: onSglang };
  }
  const before = rope.tryCount('original_max_position_embeddings');
  const times = (tokens: number) => Math.floor(tokens * factor);
  const vllm = DONE.test(type) || modelType.includes('gemma3') ? onVllm : times(onVllm);
  const olderSglang = isNested || before !== undefined || type === 'llama3' ? onSglang : times(onSglang);
  return {
    vllm,
    olderVllm: type === 'yarn' ? times(before ?? onVllm) : vllm,
    sglang: WITH_BEFORE.test(type) ? onSglang : olderSglang,
    olderSglang,
  };
}

/** How positions are scaled; newer configurations say it for each kind of layers, of which those that see all tokens decide. */
function ropeOf(text: Fields): { readonly rope?: Fields; readonly isNested: boolean } {
  const rope = text.part('rope_scaling', 'rope_parameters');
  const isNested = (rope?.json.full_attention ?? undefined) !== undefined;
  return { rope: isNested ? rope?.part('full_attention') : rope, isNested };
}
