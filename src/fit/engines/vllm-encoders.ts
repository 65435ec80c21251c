import { Range } from './engine-memory';
import { isAtLeast } from '../../facts/versions';
import { bitsOfType } from '../data-types';
import { ResolvedRequest } from '../plan-request';

const GIB = 1024 ** 3;

/** What encoders of media compute with, of an image or two. */
export const ENCODER: Range = { least: 0.1 * GIB, likely: 0.8 * GIB, most: 2.5 * GIB };

/** Tokens that a model makes of an image and of a video at the most, of so long a context. */
interface LongestMedia {
  readonly types: RegExp;
  readonly image: number;
  /** Numbers that are computed of a patch at once: those that ranks share out, and those of which each has all. */
  readonly divided: number;
  readonly whole: number;
  video(context: number): number;
}

/**
 * Models of which vLLM profiles with a long video, unless it takes none: 14 frames of the largest size, two of which make 16384 tokens, as many of them as the
 * context has room for; or 30000 tokens. Of other models an image or a video makes a few thousand. https://github.com/vllm-project/vllm
 * vllm/model_executor/models/qwen2_vl.py (_MAX_FRAMES_PER_VIDEO), glm4_1v.py (max_image_pixels)
 */
const LONGEST: readonly LongestMedia[] = [
  {
    types: /^qwen2(_5)?_(vl|omni)/, // two of 5120, or one of 6840 and one of 3420
    image: 16384,
    video: context => 16384 * Math.max(1, Math.min(7, Math.floor(context / 16384))),
    divided: 10_260,
    whole: 3 * 1280,
  },
  {
    types: /^glm4v/, // one of 27392 and one of 13696; GLM-4.5V has 21888 and 10944
    image: 6144,
    video: context => Math.min(30_000, Math.max(6144, context)),
    divided: 41_088,
    whole: 3 * 1536,
  },
];

/** Kinds of models whose tower, that of Pixtral, takes all pictures of a batch as one, and the largest picture: 110 × 110 patches, four a token. */
const MASKED = { types: /^m(in)?istral/, patches: 110 ** 2, tokens: 55 * 56 };

/**
 * Which patches see which, in 16 bits: from 0.12.0 on, which brings no xformers, and before 0.29.0. https://github.com/vllm-project/vllm
 * vllm/model_executor/models/pixtral.py (generate_block_attention_mask)
 */
function maskOfPatches({ version, architecture: { modelType }, maxBatchedTokens }: ResolvedRequest): number {
  if (!MASKED.types.test(modelType) || !isAtLeast(version, '0.12.0') || isAtLeast(version, '0.29.0')) return 0;
  return 2 * (MASKED.patches * Math.max(1, Math.floor(maxBatchedTokens / MASKED.tokens))) ** 2;
}

/** Patches of a picture that become one token. */
const MERGED = 4;

/** Tokens of a picture of the largest size, where they are not those of LLaVA. */
const PICTURES: readonly (readonly [types: RegExp, tokens: number])[] = [[/^gemma3/, 256], [MASKED.types, MASKED.tokens]];

/** Tokens with which vLLM 0.11 and 0.12 reckon for a video of Qwen3-VL: 12.5 of text for each of its 12288. vllm/model_executor/models/qwen3_vl.py */
const WRITTEN_VIDEO = 153_600;

/**
 * What vLLM 0.11 and 0.12 keep empty beside the vectors of media while they profile: 0.11 gives each picture as many as all of a batch have, 0.12 as many as
 * the longest medium. Vectors of Qwen3-VL are four times as wide as the model. Small pictures have the most.
 * https://github.com/vllm-project/vllm vllm/v1/worker/gpu_model_runner.py of 0.11.0 and 0.12.0 (profile_run, expanded_outputs)
 */
function emptyVectors({ version, architecture: { modelType, hidden }, maxBatchedTokens: batch, noMedia = [] }: ResolvedRequest): number {
  if (!isAtLeast(version, '0.11.0') || isAtLeast(version, '0.13.0')) return 0;
  if (modelType.startsWith('qwen3_vl')) return noMedia.includes('video') ? 0 : WRITTEN_VIDEO * 4 * hidden;
  const [, tokens] = PICTURES.find(([types]) => types.test(modelType)) ?? [undefined, 576];
  return isAtLeast(version, '0.12.0') ? 0 : Math.floor(batch / tokens) * batch * hidden;
}

/**
 * What an encoder computes with while vLLM profiles: as many images or videos at once as have room in a batch, and one at least.
 * https://github.com/vllm-project/vllm vllm/v1/worker/gpu_model_runner.py (profile_run)
 */
export function encoderMemory(request: ResolvedRequest): Range {
  const { architecture, maxBatchedTokens, maxModelLen, noMedia = [], split, dataType } = request;
  const typeBytes = Math.max(2, bitsOfType(dataType) / 8);
  const longest = LONGEST.find(({ types }) => types.test(architecture.modelType));
  if (longest === undefined) {
    const beside = emptyVectors(request) * typeBytes + maskOfPatches(request);
    return { ...ENCODER, most: ENCODER.most * Math.max(1, maxBatchedTokens / 8192) + beside };
  }
  const tokens = Math.max(maxBatchedTokens, noMedia.includes('video') ? longest.image : longest.video(maxModelLen));
  const ofPatch = longest.divided / (split.towerRanks ?? 1) + longest.whole;
  const bytes = tokens * MERGED * ofPatch * typeBytes;
  const most = Math.max(ENCODER.most, 1.1 * bytes);
  return { least: ENCODER.least, likely: (ENCODER.least + most) / 2, most };
}
