import { Range } from './engine-memory';
import { computeCapability } from '../../facts/compute-capabilities';
import { Architecture } from '../architecture';
import { bitsOfType } from '../data-types';

/*
 * What Text Embeddings Inference computes with. https://github.com/huggingface/text-embeddings-inference backends/candle/src/lib.rs,
 * backends/src/dtype.rs, router/src/lib.rs
 */

/** What decides it. */
interface Asked {
  readonly engine: string;
  readonly architecture: Architecture;
  readonly device: { readonly name: string; readonly resource?: string };
  readonly dataType?: string;
  readonly flashAttention?: boolean;
  readonly pooling?: string;
}

/** The same, with a batch. */
interface AskedBatch extends Asked {
  readonly dataType: string;
  readonly maxBatchedTokens: number;
  readonly maxModelLen: number;
}

/** Models that it computes in 32 bits alone. */
const ONLY_IN_FLOAT = /^(gemma3(_text)?|bidirectional_pplx_qwen3)$/;

/** Models that it computes with flash attention alone: in 16 bits, on NVIDIA's devices. */
const ONLY_WITH_FLASH = /^(mistral|qwen2|llama|llama_bidirec)$/;

/** Models without flash attention, on any device. */
const WITHOUT_FLASH = /^(mpnet|deberta-v2|gemma3(_text)?|bidirectional_pplx_qwen3)$/;

/** Models with its second version alone, which a Turing has not: those with windows, or with biases of distance as JinaBERT's. */
const WITH_SECOND = /^(bert|distilbert|modernbert|nomic_bert|mistral|llama|llama_bidirec)$/;

/** Texts of a batch on a CPU, by its two backends the more. */
const MOST_ON_CPU = 8;

export const isTei = (engine: string): boolean => engine === 'text-embeddings-inference';

/** The type of its weights where nobody says it. */
export function teiType({ device: { resource }, architecture: { modelType } }: Asked): string {
  if (resource === undefined || ONLY_IN_FLOAT.test(modelType)) return 'float32';
  return resource.startsWith('nvidia.com/') ? 'float16' : 'bfloat16';
}

/** What the program takes of the memory of a host: it has a tokenizer for each CPU but one, each with all words. */
export function teiProcesses({ vocabulary }: Architecture): Range {
  const [gib, kilobyte] = [1024 ** 3, 1000];
  return { least: 0.05 * gib, likely: 0.2 * gib + vocabulary * kilobyte, most: 0.6 * gib + 8 * vocabulary * kilobyte };
}

/** Whether it surely has flash attention, which keeps no scores: the image for Turing has it off by itself. */
function hasFlash({ architecture: { modelType }, device: { name, resource }, dataType, flashAttention = false }: Asked): boolean {
  const least = flashAttention && !WITH_SECOND.test(modelType) ? 7.5 : 8;
  return resource !== undefined && (computeCapability(name) ?? 0) >= least && dataType === 'float16' && !WITHOUT_FLASH.test(modelType);
}

/** Tokens of one batch: with padding, each text of it is as long as the longest. */
export function teiTokens({ device: { resource }, maxBatchedTokens, maxModelLen }: AskedBatch): number {
  return resource === undefined ? Math.min(maxBatchedTokens, MOST_ON_CPU * maxModelLen) : maxBatchedTokens;
}

/**
 * Scores of each token of a text for each other one, in each head, of one layer at a time: without flash attention they are computed, have the mask
 * added and are normed, each in memory of its own. How long texts may be is said by a file beside the configuration too: they may be shorter.
 */
export function teiScores(request: AskedBatch): Range | undefined {
  const { engine, architecture, dataType, maxBatchedTokens, maxModelLen } = request;
  if (!isTei(engine) || hasFlash(request)) return undefined;
  const length = Math.min(maxModelLen, architecture.maxPositions, maxBatchedTokens);
  const one = teiTokens(request) * length * architecture.heads * bitsOfType(dataType) / 8;
  return { least: 0, likely: one, most: 3 * one };
}

/** With SPLADE each token has a weight for each word, twice over. */
export function wordWeights(request: AskedBatch): Range | undefined {
  const { engine, architecture, dataType, pooling } = request;
  if (!isTei(engine) || pooling !== 'splade') return undefined;
  const one = teiTokens(request) * architecture.vocabulary * bitsOfType(dataType) / 8;
  return { least: 0, likely: one, most: 2 * one };
}

/** What it refuses when it starts; undefined where it does not. */
export function teiRefusal({ engine, architecture: { modelType }, device: { resource }, dataType = 'auto' }: Asked): string | undefined {
  if (!isTei(engine) || resource?.startsWith('nvidia.com/') !== true || dataType === 'auto') return undefined;
  if (ONLY_IN_FLOAT.test(modelType) && dataType !== 'float32') {
    return `dtype is ${dataType}, and ${engine} computes models of the type ${modelType} in float32 alone`;
  }
  return ONLY_WITH_FLASH.test(modelType) && dataType !== 'float16'
    ? `dtype is ${dataType}, and ${engine} computes models of the type ${modelType} with flash attention alone, in float16`
    : undefined;
}

/** What is not known of a model on a device, a sentence each: without flash attention it starts only where the model brings an ONNX file. */
export function unknownsOnTei({ engine, architecture: { modelType, scales }, device: { name, resource } }: Asked): string[] {
  const capability = computeCapability(name);
  if (!isTei(engine) || !ONLY_WITH_FLASH.test(modelType)) return [];
  const what = `whether ${engine} serves models of the type ${JSON.stringify(modelType)}`;
  if (scales && modelType.startsWith('llama')) return [`${what} whose positions are scaled (rope_scaling) is not known: it refuses them`];
  if (resource === undefined) return [`${what} on a CPU is not known: it does so where they bring an ONNX file`];
  return capability !== undefined && capability < 8 ? [`${what} on ${name} is not known: its image for Turing has flash attention off, which they need`] : [];
}
