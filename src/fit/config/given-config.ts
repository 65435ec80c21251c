import { MOST_LAYERS } from './fields';
import { readArchitecture } from './read-config';
import { invalid } from '../../ground/errors';
import { ModelArchitectureProps } from '../../values/model-architecture-props';
import { Architecture } from '../architecture';
import { DATA_TYPES, isDataType } from '../data-types';

/** Numbers of things that no model has more of. */
const MOST: { readonly [number: string]: number } = {
  layers: MOST_LAYERS, attentionHeads: 2 ** 16, keyValueHeads: 2 ** 16, experts: 2 ** 20, sharedExperts: 2 ** 20, slidingLayersPerFull: MOST_LAYERS,
};

/** Numbers that are about something that another one says. */
const NEEDS: readonly (readonly [
  number: 'expertSize' | 'sharedExperts' | 'ropeSize' | 'slidingLayersPerFull', other: 'experts' | 'latentSize' | 'slidingWindow',
])[] = [
  ['expertSize', 'experts'], ['sharedExperts', 'experts'], ['ropeSize', 'latentSize'], ['slidingLayersPerFull', 'slidingWindow'],
];

function requireOthers(numbers: ModelArchitectureProps): void {
  for (const [what, other] of NEEDS) {
    if (numbers[what] && numbers[other] === undefined) {
      throw invalid({ what, got: numbers[what], allowed: `${what} together with ${other}`, fix: `give ${other} as well, or leave ${what} out` });
    }
  }
}

const OF_MODEL = 'take the number of the model\'s config.json';

/** The architecture that numbers describe; throws on those that no model can have. */
export function givenArchitecture(numbers: ModelArchitectureProps): Architecture {
  checkRanges(numbers);
  requireOthers(numbers);
  const headSize = checkedHeadSize(numbers);
  const { slidingLayersPerFull: every, latentSize, dataType } = numbers;
  if (dataType !== undefined && !isDataType(dataType)) {
    throw invalid({ what: 'dataType', got: dataType, allowed: DATA_TYPES.join(', '), fix: 'give a method of quantization in quantization' });
  }
  return readArchitecture({
    model_type: latentSize === undefined ? 'mixtral' : 'deepseek_v3',
    num_hidden_layers: numbers.layers,
    hidden_size: numbers.hiddenSize,
    num_attention_heads: numbers.attentionHeads,
    num_key_value_heads: numbers.keyValueHeads,
    head_dim: headSize,
    intermediate_size: numbers.intermediateSize,
    moe_intermediate_size: numbers.expertSize,
    vocab_size: numbers.vocabularySize,
    max_position_embeddings: numbers.maxContext,
    tie_word_embeddings: numbers.tiedEmbeddings ?? false,
    sliding_window: numbers.slidingWindow,
    sliding_window_pattern: every === undefined ? undefined : every + 1,
    num_local_experts: numbers.experts,
    n_shared_experts: numbers.sharedExperts,
    ...(latentSize !== undefined && {
      kv_lora_rank: latentSize, qk_rope_head_dim: numbers.ropeSize ?? 64, qk_nope_head_dim: headSize, v_head_dim: headSize,
    }),
    torch_dtype: numbers.dataType ?? 'bfloat16',
  }, numbers.name ?? 'the model', { saidQuantization: numbers.quantization, isComplete: true });
}

function checkRanges(numbers: ModelArchitectureProps): void {
  for (const [what, got] of Object.entries(numbers)) {
    if (typeof got !== 'number') continue;
    const least = what === 'sharedExperts' || what === 'slidingLayersPerFull' ? 0 : 1;
    const most = Object.hasOwn(MOST, what) ? MOST[what] : 2 ** 31;
    if (!Number.isInteger(got) || got < least || got > most) throw invalid({ what, got, allowed: `a whole number from ${least} to ${most}`, fix: OF_MODEL });
  }
}

function checkedHeadSize(numbers: ModelArchitectureProps): number {
  const { hiddenSize, attentionHeads, keyValueHeads = attentionHeads, headSize = hiddenSize / attentionHeads } = numbers;
  if (attentionHeads % keyValueHeads !== 0) {
    throw invalid({ what: 'keyValueHeads', got: keyValueHeads, allowed: `a divisor of attentionHeads, ${attentionHeads}`, fix: OF_MODEL });
  }
  if (!Number.isInteger(headSize)) {
    const allowed = `a divisor of hiddenSize, ${hiddenSize}, or any with headSize beside it`;
    throw invalid({ what: 'attentionHeads', got: attentionHeads, allowed, fix: 'give headSize as well' });
  }
  return headSize;
}
