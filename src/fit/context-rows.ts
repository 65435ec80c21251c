import { ggufMask, ggufScores, keptFree, plainMatrix, unpackedCache } from './engines/gguf-cache';
import { keptPrompts } from './engines/gguf-host';
import { flatKeys, tokenTables } from './engines/lmdeploy';
import { turnedLatents } from './engines/sglang-latent';
import { teiScores, wordWeights } from './engines/tei';
import { between, MemoryRow } from './memory-row';
import { ResolvedRequest } from './plan-request';

/** What grows with the longest context, beside the cache. */
export function contextRows(request: ResolvedRequest): MemoryRow[] {
  if (request.unmeasured) return [];
  const latents = turnedLatents(request);
  return [
    ...scoreRows(request),
    ...maskRows(request),
    ...promptRows(request),
    ...(request.onCpu ? [] : requestTable(request)),
    ...(latents ? [between('keys and values of latents in the cache', latents, LATENT_SOURCE, false)] : []),
  ];
}

/**
 * SGLang writes down where each token of each request lies: of 2048 requests at least, unless it is told how many, and 4096 at most.
 * https://github.com/sgl-project/sglang python/sglang/srt/mem_cache/memory_pool.py
 */
function requestTable({ engine, architecture, maxModelLen, maxSequences, sequencesAreOpen }: ResolvedRequest): MemoryRow[] {
  if (engine !== 'sglang' || architecture.task === 'encode') return [];
  const bytes = (requests: number) => requests * maxModelLen * 4;
  const [likely, most] = sequencesAreOpen ? [2048, 4096] : [maxSequences, maxSequences];
  const range = { least: 0, likely: bytes(likely), most: bytes(most) };
  return [between('the table of requests', range, 'four bytes of each token of each request', false)];
}

/** What grows with the square of a text, or with the words that there are. */
function scoreRows(request: ResolvedRequest): MemoryRow[] {
  const { architecture, maxModelLen, maxBatchedTokens } = request;
  const [scores, weights, ofContext] = [teiScores(request), wordWeights(request), ggufScores(request)];
  const each = Math.min(maxModelLen, architecture.maxPositions, maxBatchedTokens);
  return [
    ...(scores ? [between(`scores of texts of ${each} tokens, without flash attention`, scores, TEI_SOURCE, true)] : []),
    ...(ofContext ? [between('scores of a batch, without flash attention', ofContext, GGUF_SOURCE, true)] : []),
    ...(weights ? [between('a weight of each word for each token', weights, TEI_SOURCE, true)] : []),
  ];
}

/** What llama.cpp keeps of a batch for each token of the context, and what it leaves free. */
function maskRows(request: ResolvedRequest): MemoryRow[] {
  const [mask, unpacked, free, plain, prompts] = [ggufMask, unpackedCache, keptFree, plainMatrix, keptPrompts].map(rangeOf => rangeOf(request));
  return [
    ...(mask ? [between('which tokens a batch sees', mask, MASK_SOURCE, true)] : []),
    ...(unpacked ? [between('keys and values of a layer in 16 bits', unpacked, UNPACKED_SOURCE, true)] : []),
    ...(plain ? [between('a matrix in 16 bits', plain, PLAIN_SOURCE, true)] : []),
    ...(prompts ? [between('prompts that are kept', prompts, PROMPTS_SOURCE, true)] : []),
    ...(free ? [between('left free for all layers and the whole context', free, FREE_SOURCE, true)] : []),
  ];
}

/** What LMDeploy keeps of a prompt, and of all sequences, after it has sized its cache. */
function promptRows(request: ResolvedRequest): MemoryRow[] {
  const [keys, tables] = [flatKeys(request), tokenTables(request)];
  return [
    ...(keys ? [between('keys and values of a prompt in 16 bits', keys, FLAT_SOURCE, false)] : []),
    ...(tables ? [between('tables of the tokens of all sequences', tables, TABLE_SOURCE, false)] : []),
  ];
}

const FLAT_SOURCE = 'https://github.com/InternLM/lmdeploy src/turbomind/models/llama/unified_attention_layer.cc: those of one layer, made flat';
const TABLE_SOURCE = 'https://github.com/InternLM/lmdeploy src/turbomind/generation/generation.cc: four bytes of each token, in five tables before 0.12.0';
const LATENT_SOURCE = 'python/sglang/srt/models/deepseek_common: all heads of up to 128K tokens, while the rest of a prompt is read';
const MASK_SOURCE = 'https://github.com/ggml-org/llama.cpp src/llama-graph.cpp (self_kq_mask): up to 6 bytes for each token of a batch and of the context';
const UNPACKED_SOURCE = 'https://github.com/ggml-org/llama.cpp ggml/src/ggml-cuda/fattn-common.cuh: kernels for prompts take no quantized cache';
const PLAIN_SOURCE = 'https://github.com/ggml-org/llama.cpp ggml/src/ggml-cuda/mmq.cu: no kernel for quantized numbers takes a batch there';
const PROMPTS_SOURCE = 'https://github.com/ggml-org/llama.cpp tools/server: --cache-ram and --ctx-checkpoints';
const FREE_SOURCE = 'https://github.com/ggml-org/llama.cpp common/fit.cpp: 1 GiB of each device (--fit-target)';
const GGUF_SOURCE = 'https://github.com/ggml-org/llama.cpp src/llama-graph.cpp: 4 bytes for each token of the context, in each head';
const TEI_SOURCE = 'https://github.com/huggingface/text-embeddings-inference backends/candle/src/models; --max-batch-tokens bounds it';
