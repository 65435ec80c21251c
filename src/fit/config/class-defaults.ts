import { DEFAULTS } from './class-defaults.generated';
import { JsonObject } from '../../ground/objects';

/** What a configuration of its own always says: where one of these is missing, it is no configuration that a model brings. */
const ALWAYS = new Set([
  'hidden_size', 'num_hidden_layers', 'num_attention_heads', 'vocab_size', 'd_model', 'n_embd', 'n_layer', 'n_layers', 'n_head', 'n_heads',
]);

/** What a class reads beside its members. */
const BESIDE: { readonly [kind: string]: JsonObject } = {
  hunyuan_v1_moe: { num_shared_expert: 1 },
  qwen3_next: { full_attention_interval: 4 },
  qwen3_5: { full_attention_interval: 4 },
  qwen3_5_moe: { full_attention_interval: 4 },
};

/** The class of a language model; that of a model with towers has no words. */
function tableOf(...types: readonly (string | undefined)[]): JsonObject | undefined {
  const tables = types.map(type => (type !== undefined && Object.hasOwn(DEFAULTS, type) ? DEFAULTS[type] : {}));
  return tables.find(table => table.vocab_size !== undefined);
}

/** Members by their first name, where none of their names is there. */
function missing(json: JsonObject, defaults: JsonObject, isNested: boolean): JsonObject {
  const rows = Object.entries(defaults).map(([names, value]) => [names.split('|'), value] as const);
  return Object.fromEntries(rows.filter(([names]) => names.every(name => json[name] === undefined && (isNested || !ALWAYS.has(name))))
    .map(([[name], value]) => [name, value]));
}

/**
 * A configuration of a language model with what its class has where it does not say it: nested ones are written as a difference.
 * https://github.com/huggingface/transformers src/transformers/models, the `configuration_` files
 */
export function withClassDefaults(json: JsonObject, modelType: string, kind: string | undefined, isNested: boolean): JsonObject {
  if (kind === undefined) return json;
  const plain = modelType.replace(/_text$/, '');
  const table = tableOf(modelType, `${plain}_text`, plain, `${kind}_text`, kind) ?? {};
  return { ...missing(json, { ...table, ...(Object.hasOwn(BESIDE, kind) ? BESIDE[kind] : {}) }, isNested), ...json };
}

/** The same of a model with towers: what leads from them into the language model. */
export function withModelDefaults(json: JsonObject, modelType: string): JsonObject {
  return Object.hasOwn(DEFAULTS, modelType) && tableOf(modelType) === undefined ? { ...missing(json, DEFAULTS[modelType], true), ...json } : json;
}

/** The same of a tower: its own class, or the one that the class of its model has. */
export function withTowerDefaults(json: JsonObject, modelType: string, sense: 'vision' | 'audio'): JsonObject {
  const own = typeof json.model_type === 'string' ? json.model_type : '';
  const types = [...own.endsWith('_text') || own === modelType ? [] : [own], `${own}_${sense}`, `${modelType}_${sense}`, `${modelType}_${sense}_encoder`];
  const found = types.find(type => Object.hasOwn(DEFAULTS, type));
  return found === undefined ? json : { ...missing(json, DEFAULTS[found], true), ...json };
}
