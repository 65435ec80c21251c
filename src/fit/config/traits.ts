/** What a kind of model has that its configuration does not say. */
export interface Traits {
  /** Norms of a layer beside those of heads; 2 when not said. */
  readonly norms?: number;
  /** Norms have a bias (LayerNorm). */
  readonly normBias?: boolean;
  /** Norms without weights. */
  readonly bareNorms?: boolean;
  /** Queries and keys are normed: for each head alike, or over all of them. */
  readonly headNorm?: 'each' | 'all';
  /** Biases of queries, keys and values, and of the output; `attention_bias` of the configuration when not said. */
  readonly queryBias?: boolean;
  readonly outputBias?: boolean;
  /** The feed-forward part has one matrix up and one down, in place of a gate beside them. */
  readonly plainMlp?: boolean;
  readonly mlpBias?: boolean;
  /** A gate over the output of attention, of each channel (in the matrix of queries), or of each head. */
  readonly outputGate?: 'channels' | 'heads';
  /** A learned bias of each head (attention sink). */
  readonly sinks?: boolean;
  /** The head has the weights of the embedding where the configuration does not say it. */
  readonly tied?: boolean;
  /** Learned positions, and how many more than the longest context. */
  readonly learnedPositions?: number;
  /** Biases of the router and of experts. */
  readonly expertBias?: boolean;
  /** The router has a number for each expert beside its matrix. */
  readonly routerBias?: boolean;
  /** A gate over the shared expert. */
  readonly sharedGate?: boolean;
  /** All layers have a window where the configuration has one for no layer in particular. */
  readonly windowEverywhere?: boolean;
  /** The checkpoint has the embedding and the head once more in the layers that draft tokens; servers share those of the model. */
  readonly draftEnds?: boolean;
  /** All models of the kind read images. */
  readonly reads?: 'images';
  /** The head has a bias. */
  readonly headBias?: boolean;
  /** Each layer attends twice, with a dense part after each, and has experts beside them. */
  readonly twice?: boolean;
  /** A norm over the embedding. */
  readonly embeddingNorm?: boolean;
  /** Each layer attends and keeps a state, side by side. */
  readonly stateBeside?: boolean;
}

const LLAMA: Traits = {};
const QWEN2: Traits = { queryBias: true, outputBias: false };
const GEMMA: Traits = { tied: true };
const PLAIN: Traits = { plainMlp: true, mlpBias: true, queryBias: true, outputBias: true, normBias: true };

/** Facts of kinds of models, by `model_type`, from the modules of https://github.com/huggingface/transformers src/transformers/models. */
export const TRAITS: { readonly [modelType: string]: Traits } = {
  'llama': LLAMA,
  'mistral': { windowEverywhere: true },
  'ministral': LLAMA,
  'ministral3': LLAMA,
  'mixtral': { windowEverywhere: true },
  'granite': LLAMA,
  'granitemoe': { tied: true },
  'smollm3': { tied: true },
  'seed_oss': { queryBias: true, outputBias: false },
  'aria': LLAMA,
  'afmoe': { norms: 4, headNorm: 'each', outputGate: 'channels', routerBias: true },
  'axk1': { norms: 3, routerBias: true },
  'arcee': { plainMlp: true },
  'apertus': { plainMlp: true, headNorm: 'each' },
  'bailing_moe': LLAMA,
  'bitnet': { norms: 3 },
  'bloom': { ...PLAIN, tied: true, embeddingNorm: true },
  'cwm': LLAMA,
  'bailing_moe_v2': { headNorm: 'each', routerBias: true },
  'granite_swa': { sinks: true },
  'granitemoe_swa': { tied: true, sinks: true },
  'granitemoeshared': { tied: true },
  'nemotron': { plainMlp: true, normBias: true },
  'nemotron-nas': LLAMA,
  'olmo': { bareNorms: true },
  'olmo2': { headNorm: 'all' },
  'olmo3': { headNorm: 'all' },
  'olmo_hybrid': { headNorm: 'all' },
  'olmoe': { headNorm: 'all' },
  'exaone_moe': { headNorm: 'each', routerBias: true },
  'flex_olmo': { headNorm: 'all' },
  'exaone4': { headNorm: 'each' },
  'hyperclovax': { norms: 4 },
  'hy_v3': { headNorm: 'each', routerBias: true },
  'iquestcoder': LLAMA,
  'orion': { normBias: true },
  'solar': LLAMA,
  'TeleFLM': LLAMA,
  'internlm2': LLAMA,
  'internlm3': LLAMA,
  'baichuan': LLAMA,
  'hunyuan_v1_dense': { headNorm: 'each' },
  'hunyuan_v1_moe': { headNorm: 'each' },
  'ernie4_5': LLAMA,
  'ernie4_5_moe': { routerBias: true },
  'dots1': { headNorm: 'each', routerBias: true },
  'phi3': { windowEverywhere: true },
  'phimoe': { queryBias: true, outputBias: true, normBias: true, headBias: true },
  'phi': { ...PLAIN, norms: 1, headBias: true },
  'stablelm': { normBias: true },
  'qwen2': QWEN2,
  'qwen2_moe': { ...QWEN2, sharedGate: true },
  'qwen2_vl': QWEN2,
  'qwen2_5_vl': QWEN2,
  'qwen3': { headNorm: 'each' },
  'qwen3_moe': { headNorm: 'each' },
  'qwen3_vl': { headNorm: 'each' },
  'qwen3_vl_moe': { headNorm: 'each' },
  'qwen2_5_omni': QWEN2,
  'qwen3_omni_moe': { headNorm: 'each' },
  'qwen3_next': { headNorm: 'each', outputGate: 'channels', sharedGate: true },
  'qwen3_5': { headNorm: 'each', outputGate: 'channels' },
  'qwen3_5_moe': { headNorm: 'each', outputGate: 'channels', sharedGate: true },
  'gemma': GEMMA,
  'gemma2': { ...GEMMA, norms: 4 },
  'gemma3': { ...GEMMA, norms: 4, headNorm: 'each' },
  'gemma3n': { ...GEMMA, norms: 4, headNorm: 'each' },
  'gemma4': { ...GEMMA, norms: 4, headNorm: 'each' },
  'glm': { queryBias: true, outputBias: false },
  'glm4': { norms: 4, queryBias: true, outputBias: false },
  'glm_ocr': { norms: 4, draftEnds: true },
  'paddleocr_vl': LLAMA,
  'glm4_moe_lite': { routerBias: true, draftEnds: true },
  'glm4_moe': { routerBias: true, outputBias: false, draftEnds: true },
  'cohere': { norms: 1, tied: true },
  'cohere2_moe': { norms: 1, tied: true },
  'cohere2': { norms: 1, tied: true },
  'gpt_oss': { queryBias: true, outputBias: true, sinks: true, expertBias: true },
  'llama4': { reads: 'images' },
  'mllama': { reads: 'images' },
  'glm4v': { norms: 4, queryBias: true, outputBias: false },
  'mellum': { headNorm: 'each' },
  'minimax_m2': { headNorm: 'all', routerBias: true },
  'minimax_m3': { headNorm: 'each', routerBias: true },
  'mimo': { queryBias: true, outputBias: false },
  'mimo_v2_flash': { routerBias: true },
  'step3p5': { headNorm: 'each', outputGate: 'heads', routerBias: true },
  'step3p7': { reads: 'images', headNorm: 'each', outputGate: 'heads', routerBias: true },
  'deepseek': LLAMA,
  'deepseek_v2': LLAMA,
  'deepseek_v3': { routerBias: true, draftEnds: true },
  'deepseek_v32': { routerBias: true, draftEnds: true },
  'deepseek_v4': { routerBias: true },
  'kimi_k2': { routerBias: true, draftEnds: true },
  'kimi_linear': { routerBias: true },
  'glm_moe_dsa': { routerBias: true, draftEnds: true },
  'longcat_flash': { norms: 4, routerBias: true, twice: true },
  'mistral4': LLAMA,
  'solar_open': { routerBias: true },
  'youtu': { tied: true },
  'vaultgemma': GEMMA,
  'minicpm': { tied: true },
  'minicpm3': { tied: true },
  'nemotron_h': { norms: 1, plainMlp: true, routerBias: true },
  'mamba': { norms: 1, tied: true },
  'falcon_mamba': { norms: 1, tied: true },
  'mamba2': { norms: 1 },
  'jamba': LLAMA,
  'bamba': LLAMA,
  'falcon_h1': { stateBeside: true },
  'granitemoehybrid': { tied: true },
  'lfm2': { headNorm: 'each', tied: true },
  'lfm2_moe': { headNorm: 'each', tied: true, routerBias: true },
  'gptj': { plainMlp: true, mlpBias: true, normBias: true, norms: 1, headBias: true },
  'gpt2': { ...PLAIN, tied: true, learnedPositions: 0 },
  'gpt_bigcode': { ...PLAIN, tied: true, learnedPositions: 0 },
  'gpt_neox': PLAIN,
  'opt': { ...PLAIN, tied: true, learnedPositions: 2 },
  'starcoder2': { ...PLAIN, tied: true },
  'exaone': LLAMA,
  'helium': { outputBias: false },
  'jais2': { plainMlp: true, normBias: true },
  'laguna': { headNorm: 'each', routerBias: true },
  'chatglm': { queryBias: true, outputBias: false },
  'dbrx': LLAMA,
  'falcon': { plainMlp: true, normBias: true, tied: true },
};

/** Other names of the same kinds: those of the language model of a model with images, and those of copies. */
const SAME_AS: { readonly [modelType: string]: string } = {
  deepseek_ref: 'deepseek_v4',
  deepseek_v3_2: 'deepseek_v32',
  kimi_k25: 'kimi_k2',
  kimi_k3: 'kimi_linear',
  minimax_m3_vl: 'minimax_m3',
  mistral3: 'mistral',
  mllama_text_model: 'mllama',
  qwen3_asr: 'qwen3',
  xverse: 'llama',
  llama_bidirec: 'llama',
  pixtral: 'mistral',
  gemma4_unified: 'gemma4',
  nemotron_nas: 'nemotron-nas',
  glm4v_moe: 'glm4_moe',
  llava: 'llama',
  llava_llama: 'llama',
  llava_mistral: 'mistral',
  llava_qwen: 'qwen2',
  phi3_v: 'phi3',
  phi4_multimodal: 'phi3',
  phi4mm: 'phi3',
  deci: 'nemotron-nas',
};

/** The kind that a `model_type` names; undefined for one that is not known. */
export function kindOf(modelType: string): string | undefined {
  const plain = modelType.replace(/_text$/, '');
  const known = Object.hasOwn(SAME_AS, plain) ? SAME_AS[plain] : plain;
  return Object.hasOwn(TRAITS, known) ? known : undefined;
}
