import { DEFAULT_KINDS, LEFT_OUT, ODD_KINDS } from './data/read';
import { readArchitecture } from '../../src/fit/config/read-config';
import { parameters } from '../../src/fit/parameters';
import { Json, JsonObject } from '../../src/ground/objects';

/** Members of which the reader is not asked: what they change is not loaded by servers, or is asked of vLLM elsewhere. */
const NOT_ASKED: readonly (readonly [RegExp, string])[] = [
  [/ vision_config\.vision_use_head$/, 'what makes one vector of all patches, which servers do not load'],
  [/^deepseek_vl .* vision_config\.hidden_size$/, 'as that'],
  [/^(deepseek_vl|internvl|lighton_ocr|mistral3|qwen2_5_omni_thinker|qwen3_vl_moe) .* text_config\.(vocab_size|hidden_size)$/, 'its class shares the head, or not, against its text_config'],
  [/^(voxtral|glmasr) .* text_config\./, 'the model has numbers of its own for a class that others have as well'],
  [/^glmasr .* (audio_config\.num_attention_heads|tie_word_embeddings)$/, 'its tower would have fewer heads of keys; its class shares the head'],
  [/^hunyuan_v1_moe .* num_experts$/, 'one expert beside one that all tokens pass'],
];

/** A configuration without a member, or with null in its place. */
function without(json: Json, [first, ...rest]: readonly string[], isNull: boolean): JsonObject {
  const { [first]: value, ...others } = json as JsonObject;
  return rest.length > 0 ? { ...others, [first]: without(value, rest, isNull) } : isNull ? { ...others, [first]: null } : others;
}

/** The parameters that are read; undefined where something is said not to be known. */
function tryParameters(config: Json): number | undefined {
  try {
    const architecture = readArchitecture(config, 'it');
    return architecture.unknowns.length > 0 ? undefined : parameters(architecture);
  } catch {
    return undefined;
  }
}

const CONFIGS = new Map(ODD_KINDS.map(([modelType, { config }]) => [modelType, config]));
const questions = LEFT_OUT.flatMap(([modelType, { 'left out': absent = {}, null: isNull = {} }]) => [
  ...Object.entries(absent).map(([path, total]) => ({ modelType, how: 'left out', path, total })),
  ...Object.entries(isNull).map(([path, total]) => ({ modelType, how: 'null', path, total })),
]).filter(({ modelType, how, path }) => !NOT_ASKED.some(([pattern]) => pattern.test(`${modelType} ${how} ${path}`)));

describe('a member that a configuration does not say', () => {
  test('is that of its class, or the model is not known', () => {
    const answers = questions.map(question => (
      { ...question, ours: tryParameters(without(CONFIGS.get(question.modelType)!, question.path.split('.'), question.how === 'null')) }
    ));
    expect(answers.filter(({ ours, total }) => ours !== undefined && !(Math.abs(ours / total - 1) <= 0.005))).toEqual([]);
    expect(answers.filter(({ ours }) => ours !== undefined).length).toBeGreaterThan(1000);
  });

  test('leaves layers of the same kinds where it is a list of them', () => {
    const lists = ['layer_types', 'mlp_layer_types', 'layers_block_type'];
    const hasLists = (config: Json) => lists.some(name => (config as JsonObject)[name] !== undefined);
    const kinds = DEFAULT_KINDS.filter(([, { config }]) => hasLists(config) && tryParameters(config) !== undefined);
    const cachesOf = (config: Json) => readArchitecture(config, 'it').layers.map(({ caches }) => caches);
    const wrong = kinds.filter(([, { config }]) => {
      const short = lists.reduce<JsonObject>((json, name) => without(json, [name], false), config as JsonObject);
      return tryParameters(short) !== undefined && JSON.stringify(cachesOf(short)) !== JSON.stringify(cachesOf(config));
    });
    expect(wrong.map(([modelType]) => modelType)).toEqual([]);
    expect(kinds.length).toBeGreaterThan(20);
  });
});
