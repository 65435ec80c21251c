import { audioTower } from './audio-towers';
import { withModelDefaults, withTowerDefaults } from './class-defaults';
import { Fields } from './fields';
import { projectorOf } from './projectors';
import { visionTower } from './towers';
import { Tensor } from '../architecture';

/** Parts of a configuration that are read, that have no weights, or that servers are not given. */
const READ = new Set([
  'text_config', 'llm_config', 'language_config', 'thinker_config', 'vision_config', 'audio_config', 'talker_config', 'code2wav_config',
  'token2wav_config', 'quantization_config',
  'compression_config', 'generation_config', 'img_token_compression_config', 'sparse_attention_config', 'linear_attn_config', 'attn_config',
  'ffn_config', 'dual_chunk_attention_config',
]);

/** Those that are read in one kind of model. */
const READ_IN: { readonly [modelType: string]: readonly string[] } = {
  deepseek_vl_v2: ['projector_config'],
  multi_modality: ['aligner_config', 'gen_aligner_config', 'gen_head_config', 'gen_vision_config'],
  janus: ['vq_config'],
};

/** Parts that a configuration has and nobody reads, a sentence each: they may have weights, or change those of layers. */
export function unreadParts(fields: Fields, text: Fields): string[] {
  const modelType = fields.text('model_type') ?? '';
  const here = Object.hasOwn(READ_IN, modelType) ? READ_IN[modelType] : [];
  const hasSomething = ([name, value]: [string, unknown]) => typeof value === 'object'
    && value !== null
    && Object.keys(value).length > 0 && (name === 'per_layer_config' || (name.endsWith('_config') && !READ.has(name) && !here.includes(name)));
  const found = [fields, fields.part('thinker_config') ?? fields, text].flatMap(({ json }) => Object.entries(json).filter(hasSomething).map(([name]) => name));
  return [...new Set(found)].map(name => (name === 'per_layer_config'
    ? 'what its per_layer_config changes of single layers is not counted'
    : `the weights of its ${name} are not counted`));
}

/** Towers of the model: of a model that thinks and talks, those of the part that thinks. */
export function towersOf(fields: Fields, text: Fields, unknowns: string[], reads?: 'images'): Tensor[] {
  const parts = fields.part('thinker_config') ?? fields;
  const hidden = text.count('hidden_size', 'n_embd', 'd_model', 'dim');
  if (parts.part('vision_config') === undefined && (reads ?? (readsImages(fields) && parts.part('audio_config') === undefined))) {
    unknowns.push('it reads images, and the configuration does not have the vision_config of the tower that does');
  }
  return (['vision_config', 'audio_config'] as const).flatMap(name => {
    const said = parts.part(name);
    if (said === undefined || Object.keys(said.json).length === 0) return [];
    const sense = name === 'vision_config' ? 'vision' : 'audio';
    const part = said.with(withTowerDefaults(said.json, (fields.text('model_type') ?? '').replace(/_thinker$/, ''), sense));
    const tower = counted(name === 'vision_config' ? () => eye(fields, part, hidden) : () => audioTower(fields, part, hidden));
    if (typeof tower !== 'object') unknowns.push(`the weights of its ${name} are not counted${tower === undefined ? '' : `: ${tower}`}`);
    return typeof tower === 'object' ? tower : [];
  });
}

/** Weights of a tower, or why they cannot be counted: a number that is not said. */
function counted(count: () => Tensor[] | string | undefined): Tensor[] | string | undefined {
  try {
    return count();
  } catch (error) {
    return (error as Error).message.split(':')[0];
  }
}

function eye(fields: Fields, vision: Fields, hidden: number): Tensor[] | string | undefined {
  const modelType = fields.text('model_type') ?? '';
  const tower = visionTower(vision, modelType);
  const projector = tower && projectorOf(fields.with(withModelDefaults(fields.json, modelType)), vision, hidden);
  if (tower && projector === undefined) return 'what leads from it into the model is not known';
  return projector && [...tower, ...projector];
}

/** Whether the class of a model, which has a language model inside, reads images. */
function readsImages(fields: Fields): boolean {
  return (fields.words('architectures')?.[0] ?? '').endsWith('ForConditionalGeneration') && fields.part('text_config') !== undefined;
}
