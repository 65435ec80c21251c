/*
 * Numbers that others have published of models, with where they stand. Those that are known to be wrong are named as such, and are not compared.
 */
import { configuration } from './data/read';
import { Json } from '../../src/ground/objects';

/** A row of a table that somebody published. */
export interface Published {
  readonly model: string;
  readonly config: Json;
  readonly quantization?: Json;
  readonly parameters?: number;
  /** Bytes of the cache for each token, two for each number, of layers without a window. */
  readonly cacheBytesPerToken?: number;
  /** GiB of all files with weights, layers that draft tokens among them. */
  readonly fileGibibytes?: number;
  /** The files lack the layers that draft, though the configuration names them. */
  readonly withoutDraft?: boolean;
  /** Why the number that was published is not compared. */
  readonly wrong?: string;
}

const KIB = 1024;

function of(model: string, name: string, numbers: Omit<Published, 'model' | 'config'>): Published {
  const { config, quantization } = configuration(name);
  return { model, config, quantization, ...numbers };
}

const LLAMA_2_7B = {
  model_type: 'llama', hidden_size: 4096, intermediate_size: 11008, num_hidden_layers: 32, num_attention_heads: 32, vocab_size: 32000, max_position_embeddings: 4096, torch_dtype: 'float16', tie_word_embeddings: false,
};
const GPT2 = { model_type: 'gpt2', n_embd: 768, n_layer: 12, n_head: 12, n_positions: 1024, vocab_size: 50257, torch_dtype: 'float16' };
const BERT_BASE = {
  architectures: ['BertModel'], model_type: 'bert', hidden_size: 768, intermediate_size: 3072, num_hidden_layers: 12, num_attention_heads: 12, vocab_size: 30522, max_position_embeddings: 512, type_vocab_size: 2, torch_dtype: 'float32',
};
const GEMMA = {
  model_type: 'gemma3_text', head_dim: 256, max_position_embeddings: 131072, sliding_window: 1024, sliding_window_pattern: 6, vocab_size: 262208, torch_dtype: 'bfloat16',
};
const GEMMA_3_4B = { ...GEMMA, hidden_size: 2560, intermediate_size: 10240, num_hidden_layers: 34, num_attention_heads: 8, num_key_value_heads: 4 };
const GEMMA_3_12B = { ...GEMMA, hidden_size: 3840, intermediate_size: 15360, num_hidden_layers: 48, num_attention_heads: 16, num_key_value_heads: 8 };

const FALCON_H1_7B = {
  model_type: 'falcon_h1',
  hidden_size: 3072,
  num_hidden_layers: 44,
  num_attention_heads: 12,
  num_key_value_heads: 2,
  head_dim: 128,
  intermediate_size: 12288,
  vocab_size: 130049,
  max_position_embeddings: 262144,
  mamba_d_ssm: 3072,
  mamba_n_heads: 24,
  mamba_d_head: 128,
  mamba_n_groups: 1,
  mamba_d_state: 256,
  mamba_d_conv: 4,
  mamba_expand: 2,
  mamba_rms_norm: false,
  tie_word_embeddings: false,
  torch_dtype: 'bfloat16',
};

const T5_BASE = {
  model_type: 't5', is_encoder_decoder: true, d_model: 768, d_kv: 64, num_heads: 12, d_ff: 3072, num_layers: 12, vocab_size: 32128, n_positions: 512,
};
const FLAN_T5_BASE = { ...T5_BASE, d_ff: 2048, feed_forward_proj: 'gated-gelu', tie_word_embeddings: false };
const BART_BASE = {
  model_type: 'bart',
  is_encoder_decoder: true,
  d_model: 768,
  encoder_layers: 6,
  decoder_layers: 6,
  encoder_attention_heads: 12,
  decoder_attention_heads: 12,
  encoder_ffn_dim: 3072,
  decoder_ffn_dim: 3072,
  vocab_size: 50265,
  max_position_embeddings: 1024,
};
const BART_LARGE = {
  ...BART_BASE,
  d_model: 1024,
  encoder_layers: 12,
  decoder_layers: 12,
  encoder_attention_heads: 16,
  decoder_attention_heads: 16,
  encoder_ffn_dim: 4096,
  decoder_ffn_dim: 4096,
};
const WHISPER_TINY = {
  model_type: 'whisper',
  is_encoder_decoder: true,
  d_model: 384,
  encoder_layers: 4,
  decoder_layers: 4,
  encoder_attention_heads: 6,
  decoder_attention_heads: 6,
  encoder_ffn_dim: 1536,
  decoder_ffn_dim: 1536,
  num_mel_bins: 80,
  max_source_positions: 1500,
  max_target_positions: 448,
  vocab_size: 51865,
};
const WHISPER_LARGE = {
  ...WHISPER_TINY,
  d_model: 1280,
  encoder_layers: 32,
  decoder_layers: 32,
  encoder_attention_heads: 20,
  decoder_attention_heads: 20,
  encoder_ffn_dim: 5120,
  decoder_ffn_dim: 5120,
  num_mel_bins: 128,
  vocab_size: 51866,
};

/** As its authors write it; adapters of 256 and 320 ranks on each matrix of its layers are left out, which servers load apart. */
const PHI_4_MULTIMODAL = {
  model_type: 'phi4mm',
  hidden_size: 3072,
  intermediate_size: 8192,
  num_hidden_layers: 32,
  num_attention_heads: 24,
  num_key_value_heads: 8,
  vocab_size: 200064,
  max_position_embeddings: 131072,
  tie_word_embeddings: true,
  torch_dtype: 'bfloat16',
  embd_layer: { audio_embd_layer: { downsample_rate: 1, projection_cls: 'mlp' }, image_embd_layer: { projection_cls: 'mlp', use_hd_transform: true } },
  audio_processor: {
    config: {
      attention_dim: 1024,
      attention_heads: 16,
      depthwise_multiplier: 1,
      depthwise_seperable_out_channel: 1024,
      ext_pw_out_channel: 1024,
      input_size: 80,
      kernel_size: 3,
      linear_units: 1536,
      nemo_conv_settings: { conv_channels: 1024 },
      num_blocks: 24,
      relative_attention_bias_args: { t5_bias_max_distance: 500, type: 't5' },
      time_reduction: 8,
    },
  },
};
/** The language model is that of DeepSeek-VL2 Tiny. */
const DEEPSEEK_OCR = {
  ...configuration('ome deepseek_vl2_tiny').config as object,
  architectures: ['DeepseekOCRForCausalLM'],
  projector_config: { input_dim: 2048, model_type: 'mlp_projector', n_embed: 1280, projector_type: 'linear' },
  vision_config: { image_size: 1024, mlp_ratio: 3.7362, model_name: 'deeplip_b_l', model_type: 'vision' },
} as Json;
const GLM_OCR = {
  architectures: ['GlmOcrForConditionalGeneration'],
  model_type: 'glm_ocr',
  text_config: {
    model_type: 'glm_ocr_text',
    hidden_size: 1536,
    intermediate_size: 4608,
    num_hidden_layers: 16,
    num_attention_heads: 16,
    num_key_value_heads: 8,
    head_dim: 128,
    vocab_size: 59_392,
    num_nextn_predict_layers: 1,
    max_position_embeddings: 131_072,
  },
  vision_config: {
    model_type: 'glm_ocr_vision', depth: 24, hidden_size: 1024, intermediate_size: 4096, image_size: 336, patch_size: 14, num_heads: 16, out_hidden_size: 1536, temporal_patch_size: 2,
  },
  tie_word_embeddings: false,
};
/** One layer that drafts, with its own embedding and head. */
const GLM_OCR_DRAFT = 35_400_192 + 2 * 59_392 * 1536;
const PADDLE_OCR = {
  architectures: ['PaddleOCRVLForConditionalGeneration'],
  model_type: 'paddleocr_vl',
  hidden_size: 1024,
  intermediate_size: 3072,
  num_hidden_layers: 18,
  num_attention_heads: 16,
  num_key_value_heads: 2,
  head_dim: 128,
  vocab_size: 103_424,
  max_position_embeddings: 131_072,
  tie_word_embeddings: false,
  vision_config: { model_type: 'paddleocr_vl', hidden_size: 1152, intermediate_size: 4304, num_hidden_layers: 27, num_attention_heads: 16, image_size: 384, patch_size: 14 },
};
/** A part that pools, and positions of packed images, which vLLM passes over. */
const PADDLE_OCR_UNUSED = 15_238_352 + 32_768 * 1152;
const PHI_4_ADAPTERS = 32 * (256 + 320) * (3072 + 5120 + 3072 + 3072 + 3072 + 16_384 + 8192 + 3072);

/**
 * Parameters and cache of well-known models, from model cards and from files:
 * https://huggingface.co/docs/safetensors/metadata_parsing shows counts of repositories, https://github.com/kaito-project/kaito the sizes of files.
 */
export const PUBLISHED_COUNTS: readonly Published[] = [
  { model: 'meta-llama/Llama-2-7b-hf', config: LLAMA_2_7B, parameters: 6_738_415_616, cacheBytesPerToken: 512 * KIB },
  of('meta-llama/Llama-3.1-8B', 'aiconfigurator meta-llama/Meta-Llama-3.1-8B', { parameters: 8_030_261_248, cacheBytesPerToken: 128 * KIB }),
  of('meta-llama/Llama-3.1-70B', 'aiconfigurator meta-llama/Meta-Llama-3.1-70B', { parameters: 70_553_706_496, cacheBytesPerToken: 320 * KIB }),
  of('meta-llama/Llama-3.1-405B', 'aiconfigurator meta-llama/Meta-Llama-3.1-405B', { parameters: 405_853_388_800, cacheBytesPerToken: 504 * KIB }),
  of('Qwen/Qwen2.5-7B', 'ome qwen2.5_7b', { parameters: 7_615_616_512, cacheBytesPerToken: 56 * KIB }),
  of('Qwen/Qwen2.5-72B', 'ome qwen2.5_72b', { parameters: 72_706_203_648, cacheBytesPerToken: 320 * KIB }),
  of('Qwen/Qwen3-8B', 'aiconfigurator Qwen/Qwen3-8B', { parameters: 8_190_735_360, cacheBytesPerToken: 144 * KIB }),
  of('Qwen/Qwen3-30B-A3B', 'aiconfigurator Qwen/Qwen3-30B-A3B', { parameters: 30_532_122_624, cacheBytesPerToken: 96 * KIB }),
  of('mistralai/Mistral-7B-v0.1', 'ome mistral', { parameters: 7_241_732_096 }),
  of('mistralai/Mixtral-8x7B-v0.1', 'aiconfigurator mistralai/Mixtral-8x7B-v0.1', { parameters: 46_702_792_704, cacheBytesPerToken: 128 * KIB }),
  of('google/gemma-2-2b', 'ome gemma_2_2b', { parameters: 2_614_341_888 }),
  of('google/gemma-3-1b', 'ome gemma3_text', { parameters: 999_885_952 }),
  { model: 'google/gemma-3-4b, its language model', config: GEMMA_3_4B, parameters: 3_880_263_168 },
  { model: 'google/gemma-3-12b, its language model', config: GEMMA_3_12B, parameters: 11_766_034_176 },
  of('microsoft/Phi-3-mini-4k-instruct', 'ome phi3', { parameters: 3_821_079_552 }),
  of('deepseek-ai/DeepSeek-V3', 'aiconfigurator deepseek-ai/DeepSeek-V3', { parameters: 671_026_419_200, cacheBytesPerToken: 70_272 }),
  of('openai/gpt-oss-20b', 'aiconfigurator openai/gpt-oss-20b', { parameters: 20_914_757_184 }),
  of('openai/gpt-oss-120b', 'aiconfigurator openai/gpt-oss-120b', { parameters: 116_829_156_672 }),
  of('microsoft/Phi-3.5-vision-instruct', 'ome phi3_v', { parameters: 4_146_621_440 }),
  { model: 'microsoft/Phi-4-multimodal-instruct', config: PHI_4_MULTIMODAL, parameters: 5_574_460_384 - PHI_4_ADAPTERS },
  { model: 'deepseek-ai/DeepSeek-OCR', config: DEEPSEEK_OCR, parameters: 3_336_106_240 },
  { model: 'zai-org/GLM-OCR', config: GLM_OCR, parameters: 1_325_258_240 - GLM_OCR_DRAFT },
  { model: 'PaddlePaddle/PaddleOCR-VL', config: PADDLE_OCR, parameters: 958_588_736 - PADDLE_OCR_UNUSED },
  of('liuhaotian/llava-v1.5-7b', 'ome llava_v1.5_7b', { parameters: 7_062_902_784 }),
  { model: 'gpt2', config: GPT2, parameters: 124_439_808, cacheBytesPerToken: 36 * KIB },
  { model: 'tiiuae/Falcon-H1-7B-Base', config: FALCON_H1_7B, parameters: 7_590_000_000, cacheBytesPerToken: 44 * KIB },
  { model: 'google-t5/t5-base', config: T5_BASE, parameters: 222_903_552 },
  { model: 'google/flan-t5-base', config: FLAN_T5_BASE, parameters: 247_577_856 },
  { model: 'facebook/bart-base', config: BART_BASE, parameters: 139_420_416 },
  { model: 'facebook/bart-large', config: BART_LARGE, parameters: 406_291_456 },
  { model: 'openai/whisper-tiny', config: WHISPER_TINY, parameters: 37_760_640 },
  { model: 'openai/whisper-large-v3', config: WHISPER_LARGE, parameters: 1_543_490_560 },
  { model: 'bert-base-uncased', config: BERT_BASE, parameters: 109_482_240 },
];

const CATALOGUE = 'https://github.com/kaito-project/kaito/blob/main/presets/workspace/models/model_catalog.yaml';
const TWICE = `the catalogue counts the files twice, once in their original form: ${CATALOGUE}`;

/** Sizes of files, from the catalogue of KAITO, which measures them: https://github.com/kaito-project/kaito/blob/main/presets/workspace/models/model_catalog.yaml */
export const PUBLISHED_FILES: readonly Published[] = [
  of('meta-llama/Llama-3.1-8B-Instruct', 'aiconfigurator meta-llama/Meta-Llama-3.1-8B', { fileGibibytes: 14.96 }),
  of('meta-llama/Llama-3.3-70B-Instruct', 'aiconfigurator meta-llama/Meta-Llama-3.1-70B', { fileGibibytes: 131.42 }),
  of('Qwen/Qwen2.5-Coder-7B-Instruct', 'ome qwen2.5_7b', { fileGibibytes: 14.19 }),
  of('Qwen/Qwen2.5-Coder-32B-Instruct', 'ome qwen2.5_32b', { fileGibibytes: 61.03 }),
  of('microsoft/Phi-3-mini-4k-instruct', 'ome phi3', { fileGibibytes: 7.12 }),
  of('deepseek-ai/DeepSeek-V3-0324', 'aiconfigurator deepseek-ai/DeepSeek-V3', { fileGibibytes: 641.3 }),
  of('deepseek-ai/DeepSeek-R1-0528', 'aiconfigurator deepseek-ai/DeepSeek-R1', { fileGibibytes: 641.3 }),
  of('deepseek-ai/DeepSeek-V3.2', 'aiconfigurator deepseek-ai/DeepSeek-V3.2', { fileGibibytes: 642.14 }),
  of('deepseek-ai/DeepSeek-V4-Flash-0731', 'aiconfigurator deepseek-ai/DeepSeek-V4-Flash', { fileGibibytes: 155.43 }),
  of('deepseek-ai/DeepSeek-V4-Pro', 'aiconfigurator deepseek-ai/DeepSeek-V4-Pro', { fileGibibytes: 805.34 }),
  of('nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16', 'aiconfigurator nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16', { fileGibibytes: 58.82 }),
  of('nvidia/NVIDIA-Nemotron-3-Ultra-550B-A55B-NVFP4', 'aiconfigurator nvidia/NVIDIA-Nemotron-3-Ultra-550B-A55B-NVFP4', { fileGibibytes: 328.13 }),
  of('google/gemma-4-26B-A4B-it', 'aiconfigurator google/gemma-4-26B-A4B', { fileGibibytes: 48.07 }),
  of('Qwen/Qwen3.5-122B-A10B', 'aiconfigurator Qwen/Qwen3.5-122B-A10B', { fileGibibytes: 232.99 }),
  of('Qwen/Qwen3.6-35B-A3B', 'aiconfigurator Qwen/Qwen3.5-35B-A3B', { fileGibibytes: 66.97 }),
  of('Qwen/Qwen3.6-27B', 'aiconfigurator Qwen/Qwen3.5-27B', { fileGibibytes: 51.75 }),
  of('moonshotai/Kimi-K2.5', 'aiconfigurator moonshotai/Kimi-K2.5', { fileGibibytes: 554.32 }),
  of('MiniMaxAI/MiniMax-M2.7', 'aiconfigurator MiniMaxAI/MiniMax-M2.7', { fileGibibytes: 214.34, withoutDraft: true }),
  of('zai-org/GLM-5.2-FP8', 'aiconfigurator zai-org/GLM-5.2-FP8', { fileGibibytes: 703.75 }),
  of('openai/gpt-oss-20b', 'aiconfigurator openai/gpt-oss-20b', { fileGibibytes: 25.63, wrong: TWICE }),
  of('openai/gpt-oss-120b', 'aiconfigurator openai/gpt-oss-120b', { fileGibibytes: 121.54, wrong: TWICE }),
];
