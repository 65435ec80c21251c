import { DEFAULT_KINDS, DefaultKind } from './data/read';
import { Gaps } from './gaps';
import { readArchitecture } from '../../src/fit/config/read-config';
import { parameters } from '../../src/fit/parameters';

/** Kinds whose modules are more, or fewer, than what a server loads by such a configuration. */
const OTHER_MODULES: Gaps = {
  mistral3: 'by default its class has no head of its own, and its text_config says that it has: that is what vLLM asks, and more',
  internvl: 'as that',
  deepseek_vl: 'as that',
  janus: 'as that',
  lighton_ocr: 'as that',
  glmasr: 'as that',
  longcat_flash: 'its modules have two matrices for experts that do nothing, which no checkpoint has: tests count it as vLLM does',
  qwen3_vl_moe: 'by default its class has a head of its own, and its text_config says that it has none: that is what vLLM asks',
  qwen2_5_omni_thinker: 'as that',
  qwen2_5_omni: 'as that; and the part that speaks, which vLLM does not load',
};

/** Kinds that are known, and that transformers cannot build from what they have by default: other tests count them. */
const NOT_BUILT = ['aya_vision', 'dbrx', 'dots1', 'hunyuan_v1_dense', 'hunyuan_v1_moe', 'idefics3', 'lfm2_moe', 'ministral', 'nemotron', 'smolvlm'];

const TEXT = {
  hidden_size: 1024,
  num_hidden_layers: 2,
  num_attention_heads: 8,
  num_key_value_heads: 8,
  intermediate_size: 4096,
  vocab_size: 32_000,
  max_position_embeddings: 4096,
};

/** What is said of a kind: nothing, where it is known. */
function unknownsOf({ config }: DefaultKind, modelType: string): readonly string[] {
  try {
    return readArchitecture(config, modelType).unknowns;
  } catch (error) {
    return [(error as Error).message];
  }
}

const KNOWN = DEFAULT_KINDS.filter(([modelType, kind]) => unknownsOf(kind, modelType).length === 0);

describe('kinds of models that transformers has', () => {
  test('are as many as it has, and a good part of them is known', () => {
    expect(DEFAULT_KINDS.length).toBeGreaterThan(250);
    expect(KNOWN.length).toBeGreaterThan(80);
  });

  test('that are known have the parameters of its modules, within 0.5 %: a state, a tower or an expert that is not counted is said', () => {
    const compared = KNOWN.filter(([modelType, { total }]) => total !== undefined && !Object.hasOwn(OTHER_MODULES, modelType));
    const wrong = compared.flatMap(([modelType, { config, total }]) => {
      const ours = parameters(readArchitecture(config, modelType));
      return Math.abs(ours / total! - 1) <= 0.005 ? [] : [[modelType, ours, total]];
    });
    expect(wrong).toEqual([]);
  });

  test('that are known and not counted are named', () => {
    expect(KNOWN.filter(([, { total }]) => total === undefined).map(([modelType]) => modelType)).toEqual(NOT_BUILT);
  });

  test.each([
    ['a part with a name that nobody knows', { qformer_config: { hidden_size: 768 } }, 'the weights of its qformer_config are not counted'],
    ['layers that are changed one by one', { per_layer_config: { 5: { head_dim: 512 } } }, 'what its per_layer_config changes of single layers is not counted'],
    ['a tower of another kind', { vision_config: { model_type: 'no_such_tower', hidden_size: 1024, num_hidden_layers: 24, intermediate_size: 4096 } }, 'the weights of its vision_config are not counted'],
    ['a tower without a number of it', { vision_config: { model_type: 'intern_vit_6b', hidden_size: 1024, num_hidden_layers: 24, intermediate_size: 4096, patch_size: 14 } }, 'the weights of its vision_config are not counted: the configuration of it has no image_size'],
    ['a tower of an unknown name', { text_config: undefined, vision_config: undefined, mm_vision_tower: 'someone/no-such-tower', ...TEXT }, 'the tower "someone/no-such-tower" that it names is not known, and its configuration does not have the numbers of it'],
    ['a projector of an unknown form', { text_config: undefined, vision_config: undefined, mm_vision_tower: 'openai/clip-vit-large-patch14-336', mm_projector_type: 'resampler', ...TEXT }, 'the weights of its vision_config are not counted: what leads from it into the model is not known'],
  ])('are not known with %s', (_what, more, says) => {
    expect(readArchitecture({ model_type: 'llava', text_config: { model_type: 'llama', ...TEXT }, vision_config: {}, ...more }, 'it').unknowns).toEqual([says]);
  });
});
