import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BEGIN, END, layerTensors, outerTensors, Tensor, TINY_LLAMA, tokens } from './tiny-llama';

/** Writes the tiny Llama as a folder in Hugging Face's format: configuration, tokenizer, weights. `context`: the most tokens that it claims to know. */
export function makeHuggingFaceModel(folder: string, context: number = TINY_LLAMA.context): void {
  mkdirSync(folder, { recursive: true });
  const json = (name: string, content: object) => writeFileSync(join(folder, name), JSON.stringify(content));
  json('config.json', configuration(context));
  json('generation_config.json', { bos_token_id: 256, eos_token_id: 257 });
  json('tokenizer.json', tokenizer());
  json('tokenizer_config.json', {
    tokenizer_class: 'PreTrainedTokenizerFast',
    model_max_length: context,
    bos_token: BEGIN,
    eos_token: END,
    chat_template: '{% for message in messages %}{{ message.role }}: {{ message.content }}\n{% endfor %}assistant:',
  });
  writeFileSync(join(folder, 'model.safetensors'), safetensors(allTensors()));
}

function configuration(context: number): object {
  const { vocabulary, width, inner, layers, heads, epsilon } = TINY_LLAMA;
  return {
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
    vocab_size: vocabulary,
    max_position_embeddings: context,
    hidden_size: width,
    intermediate_size: inner,
    num_hidden_layers: layers,
    num_attention_heads: heads,
    num_key_value_heads: heads,
    rms_norm_eps: epsilon,
    hidden_act: 'silu',
    tie_word_embeddings: false,
    bos_token_id: 256,
    eos_token_id: 257,
    torch_dtype: 'float32',
  };
}

/** Byte-level BPE that merges nothing: a token for each byte. */
function tokenizer(): object {
  const all = tokens();
  const no = { single_word: false, lstrip: false, rstrip: false, normalized: false };
  const special = (content: string) => ({ id: all.indexOf(content), content, special: true, ...no });
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true };
  return {
    version: '1.0',
    added_tokens: [special(BEGIN), special(END)],
    pre_tokenizer: byteLevel,
    decoder: byteLevel,
    model: { type: 'BPE', vocab: Object.fromEntries(all.map((token, id) => [token, id])), merges: [] },
  };
}

function allTensors(): [string, Tensor][] {
  const { embed_tokens, norm, lm_head } = outerTensors();
  const layers = Array.from({ length: TINY_LLAMA.layers }, (_, layer) =>
    Object.entries(layerTensors(layer)).map(([name, tensor]): [string, Tensor] => [`model.layers.${layer}.${name}.weight`, tensor]));
  return [['model.embed_tokens.weight', embed_tokens], ['model.norm.weight', norm], ['lm_head.weight', lm_head], ...layers.flat()];
}

/** A length, a header in JSON of that length, and the numbers. https://github.com/huggingface/safetensors#format */
function safetensors(tensors: readonly [string, Tensor][]): Buffer {
  let end = 0;
  const header = tensors.map(([name, { shape, data }]) => [name, { dtype: 'F32', shape, data_offsets: [end, end += data.byteLength] }]);
  const json = Buffer.from(JSON.stringify({ __metadata__: { format: 'pt' }, ...Object.fromEntries(header) as object }));
  const padded = Buffer.concat([json, Buffer.alloc((8 - json.length % 8) % 8, ' ')]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  return Buffer.concat([length, padded, ...tensors.map(([, { data }]) => Buffer.from(data.buffer))]);
}
