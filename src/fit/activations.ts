import { Tensor } from './architecture';
import { bitsOfType } from './data-types';
import { hasVllm, loadsGguf } from './engines/served-models';
import { DRAFTING } from './engines/sglang-drafts';
import { isTei, teiTokens } from './engines/tei';
import { mostPrefill } from './engines/tgi';
import { mayReadWholeOnCpu } from './engines/vllm-batch';
import { prefillContext } from './engines/vllm-buffers';
import { MOST_OF_OLDER } from './engines/vllm-starts';
import { MemoryRow } from './memory-row';
import { shareOf } from './parameters';
import { ResolvedRequest } from './plan-request';
import { isAtLeast } from '../facts/versions';

const GIB = 1024 ** 3;

/**
 * What one step computes with: three times the width of the widest feed-forward part and four times that of the model for each token, what each of its experts
 * takes and gives, and the scores of all words for each sequence. Published logs of vLLM lie between 0.4 and 1.6 of it. llama.cpp has room for the scores of
 * every token of a batch: 250 of 258 MiB that it logs for a Llama 3 8B. vLLM profiles with as many sequences as it is told to take, and twice as many scores
 * where tokens are drafted: https://github.com/vllm-project/vllm vllm/v1/worker/gpu_model_runner.py (_dummy_sampler_run).
 */
export function activations(request: ResolvedRequest): MemoryRow {
  const { architecture, engine, maxBatchedTokens, maxSequences, split, constants, maxModelLen, concurrency } = request;
  const { batchIsOpen, dataType } = request;
  const isSaid = hasVllm(engine) && !batchIsOpen; // it computes as many as it is told to, when it profiles
  const open = isTei(engine) ? teiTokens(request) : maxBatchedTokens;
  const tokens = isSaid ? maxBatchedTokens : Math.min(open, Math.max(1, maxModelLen * Math.max(concurrency, maxSequences)));
  const width = widest([...new Set(architecture.layers)].flatMap(({ tensors }) => tensors), split.tensorParallel);
  const scores = architecture.task === 'encode' ? 0 : scoredRows(request, tokens) * architecture.vocabulary * (constants.scoreBytes ?? 10);
  const allScores = loadsGguf(engine) && architecture.task !== 'encode' ? tokens * architecture.vocabulary * 4 : 0;
  const passed = architecture.experts === undefined ? 0 : (architecture.expertsOfToken ?? 8) * (architecture.hidden + 1.5 * width);
  const typeBytes = Math.max(2, bitsOfType(dataType) / 8);
  const ofToken = (Math.max(3 * width, passed) + 4 * architecture.hidden) * typeBytes;
  const bytes = Math.max(tokens * ofToken, prefillContext(request).profiled) + gatheredTokens(request, tokens) * typeBytes + scores;
  const more = batchIsOpen ? Math.max(0, mayCompute(request) - tokens) * ofToken : 0;
  return {
    what: `activations of ${tokens} tokens and ${maxSequences} sequences`,
    bytes,
    uncertainty: bytes * 0.6 + Math.max(0.25 * GIB, allScores) + more * 1.6,
    source: `an estimate by widths; ${constants.source}`,
    inside: constants.activationsInside,
    profiled: true,
  };
}

/** Tokens that a step may have where nobody says how many: those of prompts that are read whole, or what TGI derives from the device. */
function mayCompute(request: ResolvedRequest): number {
  if (!hasVllm(request.engine)) return mostPrefill(request);
  if (request.mayReadWhole || mayReadWholeOnCpu(request)) return request.maxModelLen;
  return request.olderEngine && !request.inParts ? Math.min(request.maxModelLen, MOST_OF_OLDER) : 0;
}

/**
 * Numbers of the tokens of all copies that share experts: each of them gathers those of the others, and until 0.20.0 computed no more than 32K at once.
 * https://github.com/vllm-project/vllm vllm/distributed/device_communicators/all2all.py, vllm/envs.py of 0.11.0 (VLLM_FUSED_MOE_CHUNK_SIZE)
 */
function gatheredTokens({ engine, version, architecture, dataParallel = 1, split }: ResolvedRequest, tokens: number): number {
  if (!hasVllm(engine) || architecture.experts === undefined || dataParallel === 1) return 0;
  const gathered = tokens * dataParallel;
  const computed = isAtLeast(version, '0.20.0') ? gathered : Math.min(gathered, Math.max(tokens, 32768));
  const width = Math.ceil(architecture.intermediate / (split.expertTensor ?? 1));
  const passed = (architecture.expertsOfToken ?? 8) * (2 * architecture.hidden + 3 * width);
  return (computed - tokens) * passed + 2 * gathered * architecture.hidden;
}

/**
 * Tokens of a step that have scores. TGI scored all tokens of its warm-up before 3.0.0 (REQUEST_LOGPROBS). SGLang scores all drafted tokens of a request at
 * once, of 48 requests where nobody says how many: https://github.com/sgl-project/sglang python/sglang/srt/arg_groups/speculative_hook.py. TensorRT-LLM takes
 * 2048 sequences, and profiles with prompts and with graphs of 128: of those that nobody asked for 256 are counted. https://github.com/NVIDIA/TensorRT-LLM
 * tensorrt_llm/_torch/pyexecutor/_util.py (_create_dummy_context_requests)
 */
function scoredRows(request: ResolvedRequest, tokens: number): number {
  const { engine, version, draft, drafts = draft !== undefined, draftTokens = 8, maxSequences, sequencesAreOpen, concurrency } = request;
  if (hasVllm(engine)) return Math.min(maxSequences * (drafts ? 2 : 1), tokens);
  if (engine === 'text-generation-inference' && !isAtLeast(version, '3.0.0')) return tokens;
  if (engine === 'sglang' && drafts) return Math.min(maxSequences, sequencesAreOpen ? DRAFTING : maxSequences) * draftTokens;
  if (engine === 'tensorrt-llm' && sequencesAreOpen) return Math.max(concurrency, 256) * (drafts ? 2 : 1);
  return Math.min(maxSequences * (drafts ? 2 : 1), 1024);
}

function widest(tensors: readonly Tensor[], tensorParallel: number): number {
  return tensors.reduce((most, { rows, family, parts = 1 }) => (['mlp', 'experts', 'state', 'shared-experts'].includes(family)
    ? Math.max(most, rows * shareOf(parts, tensorParallel))
    : most), 0);
}
