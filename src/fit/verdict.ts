import { hasStates } from './cache-kinds';
import { CacheLayout } from './cache-layout';
import { readsPromptsWhole } from './engines/batch';
import { keepsApart } from './engines/kept-states';
import { hasVllm, unknownFile } from './engines/served-models';
import { isTei } from './engines/tei';
import { batchAtMost, indivisible } from './engines/vllm-batch';
import { MOST_OF_OLDER } from './engines/vllm-starts';
import { ResolvedRequest } from './plan-request';
import { Room } from './room';

/** `probably-not`: it fits by the lowest numbers and not by the highest. */
export type Verdict = 'fits' | 'probably-not' | 'impossible' | 'unknown';

/** What a verdict is made of. */
interface Evidence {
  readonly request: ResolvedRequest;
  readonly room: Room;
  readonly wantedBytes: number;
  /** What is wanted where the server drops all that it may drop. */
  readonly leastBytes: number;
  readonly mostSequences?: number;
  readonly layout?: CacheLayout;
  readonly refusals: readonly string[];
  readonly unknowns: readonly string[];
}

const gib = (bytes: number): string => `${Math.round(bytes / 1024 ** 3 * 10) / 10} GiB`;

/** What is wanted of one copy of the server, in words. */
export function wantedTokens({ concurrency, ofCopy, maxModelLen }: Pick<ResolvedRequest, 'concurrency' | 'ofCopy' | 'maxModelLen'>): string {
  return `${ofCopy} × ${maxModelLen} tokens${ofCopy < concurrency ? ' of each copy' : ''}`;
}

/** A context above the model's own; states without attention have no positions. https://docs.vllm.ai VLLM_ALLOW_LONG_MAX_MODEL_LEN */
function isTooLong({ architecture: { layers, maxPositions, task }, maxModelLen }: ResolvedRequest): boolean {
  return task === 'generate' && maxModelLen > maxPositions && layers.some(({ caches }) => caches.some(({ kind }) => kind === 'tokens'));
}

/** A verdict in a sentence. */
interface Judged {
  readonly verdict: Verdict;
  readonly reason: string;
  /** What would be better, where that is not less context. */
  readonly advice?: string;
}

/** Whether it fits, and why: never more than is known. What is loaded beside the model, and not counted, makes what cannot be no better. */
export function judge(evidence: Evidence): Judged {
  const { request: { architecture, beside = [], engine }, unknowns, room, wantedBytes, leastBytes } = evidence;
  if (unknowns.length > 0) return { verdict: 'unknown', reason: unknowns[0] };
  if (Number.isNaN(room.least + room.most + wantedBytes + leastBytes)) {
    return { verdict: 'unknown', reason: `a number that the memory of ${architecture.name} is computed from is not known` };
  }
  const judged = judgeCounted(evidence);
  const file = unknownFile(engine, architecture);
  if (file !== undefined && judged.verdict !== 'fits') return { verdict: 'unknown', reason: file };
  return beside.length > 0 && judged.verdict !== 'impossible' ? { verdict: 'unknown', reason: beside[0] } : judged;
}

function judgeCounted(evidence: Evidence): Judged {
  const { request: { onCpu }, room, wantedBytes, refusals } = evidence;
  if (refusals.length > 0) return impossible(refusals[0]);
  const refused = refusedBatch(evidence);
  if (refused?.verdict === 'impossible') return refused;
  if (room.overfull !== undefined && room.most >= 0) return overfull(room.overfull, room, onCpu);
  const wanted = wantedBytes === 0 ? 'nothing' : `${wantedTokens(evidence.request)} take ${gib(wantedBytes)}`;
  return wantedBytes <= room.least ? judgeEnough(evidence, wanted) : judgeShort(evidence, wanted);
}

/** Where what is wanted surely has room in the memory. */
function judgeEnough(evidence: Evidence, wanted: string): Judged {
  const { request, room, wantedBytes, mostSequences = Infinity } = evidence;
  const { architecture, engine, maxModelLen, maxSequences } = request;
  if (maxSequences > mostSequences) {
    return probablyNot(`the server takes ${maxSequences} sequences at once (--max-num-seqs), and for ${mostSequences} there surely is a block of state`);
  }
  if (isTooLong(request)) {
    return probablyNot(`${architecture.name} was made for ${architecture.maxPositions} tokens, and servers refuse ${maxModelLen} unless its `
      + 'positions are scaled');
  }
  const refused = refusedBatch(evidence) ?? waiting(request);
  if (refused !== undefined) return refused;
  if ((wantedBytes > 0 || engine === 'sglang') && room.tight !== undefined) {
    const setting = engine === 'lmdeploy' ? '--cache-max-entry-count' : 'gpuMemoryUtilization of the engine';
    const reason = `the server takes its share for the cache, ${gib(room.tight.left)} are left beside it, and up to ${gib(room.tight.needed)} may `
      + 'be needed there; a lower share leaves more';
    return { ...probablyNot(reason), advice: `a lower share (${setting})` };
  }
  if (wantedBytes === 0) return { verdict: 'fits', reason: `the model keeps no cache, and at least ${gib(room.least)} are left beside it` };
  return { verdict: 'fits', reason: `${wanted} of at least ${gib(room.least)} that are left for the cache` };
}

/** What leaves more room than less context does. */
function adviceFor({ architecture, engine }: ResolvedRequest): { readonly advice?: string } {
  if (isTei(engine)) return { advice: 'a smaller batch (maxBatchTokens of the engine)' };
  return keepsApart(engine) && hasStates(architecture) ? { advice: 'fewer sequences at once (maxConcurrentRequests of the engine)' } : {};
}

/** Where it has no room, or not surely. */
function judgeShort({ request, room, leastBytes }: Evidence, wanted: string): Judged {
  const { architecture, device, engine, onCpu } = request;
  if (engine === 'ollama') return { verdict: 'unknown', reason: 'Ollama leaves layers that do not fit in the memory of the host, and does not tell it before' };
  const place = onCpu ? 'the host' : device.name;
  if (room.mapped !== undefined && leastBytes > room.most && leastBytes <= room.most + room.mapped) {
    return probablyNot(`${wanted}, and not all of the weights have room beside it in the ${gib(room.usable)} of ${place}: parts of their mapped file `
      + 'are read again for each token');
  }
  if (room.weights > (room.mostUsable ?? room.usable)) {
    const spilled = engine === 'llama-cpp' && !onCpu ? '; fewer layers on the device (--n-gpu-layers) leave the rest to the host' : '';
    const each = onCpu ? '' : ' of each device';
    return impossible(`the weights of ${architecture.name} take ${gib(room.weights)}${each}, ${place} has ${gib(room.usable)} for them${spilled}`);
  }
  if (room.most < 0) {
    return {
      ...adviceFor(request),
      ...impossible(`the weights of ${architecture.name} and what the server needs beside them take more than the ${gib(room.usable)} of ${place}`),
    };
  }
  if (leastBytes > room.most) return impossible(`${wanted}, and at most ${gib(room.most)} are left for the cache`);
  const needs = wanted === 'nothing' ? 'the weights and what the server needs beside them' : wanted;
  return { ...adviceFor(request), ...probablyNot(`${needs}, and between ${gib(Math.max(0, room.least))} and ${gib(room.most)} are left`) };
}

/**
 * A batch that vLLM refuses: with no room for a prompt or a medium that is read whole, or for a token of each sequence. https://github.com/vllm-project/vllm
 * vllm/config/scheduler.py (verify_max_model_len)
 */
function refusedBatch({ request, layout }: Evidence): Judged | undefined {
  const { engine, version, architecture, unmeasured, maxBatchedTokens: batch, batchIsOpen, maxModelLen, contextIsOpen } = request;
  const { maxSequences, sequencesAreOpen, olderEngine, inParts } = request;
  if (!hasVllm(engine) || (batchIsOpen && unmeasured !== undefined)) return undefined;
  const said = `a batch of ${batch} tokens (--max-num-batched-tokens)`;
  const larger = (tokens: number) => `a batch of at least ${tokens} tokens (maxNumBatchedTokens of the engine)`;
  const isWhole = readsPromptsWhole(request);
  if (!batchIsOpen && batch < maxModelLen && (isWhole || (olderEngine && !inParts && maxModelLen <= MOST_OF_OLDER))) {
    const reads = isWhole ? `${engine} reads` : `the older engine of ${engine} ${version}, which it may take, reads`;
    const reason = `${reads} prompts of ${architecture.name} whole, and refuses ${said} for prompts of ${maxModelLen}`;
    return { ...(contextIsOpen || !isWhole ? probablyNot : impossible)(reason), advice: larger(maxModelLen) };
  }
  const part = indivisible(request, layout);
  if (part !== undefined) {
    const reason = `${engine} refuses a batch of ${batchAtMost(request)} tokens (--max-num-batched-tokens), which has no room for `
      + `${part.what} (${part.tokens})`;
    return { ...(batchIsOpen || !part.isSure ? probablyNot : impossible)(reason), advice: larger(part.tokens) };
  }
  if (sequencesAreOpen || maxSequences <= batch) return undefined;
  const advice = `${larger(maxSequences)}, or fewer sequences (maxConcurrentRequests)`;
  return { ...(batchIsOpen ? probablyNot : impossible)(`${engine} refuses ${maxSequences} sequences at once (--max-num-seqs) with ${said}`), advice };
}

/** Servers whose number of sequences is known where nobody says it. */
const takesKnown = (engine: string): boolean => hasVllm(engine) || engine === 'lmdeploy';

/** Sequences that a server is known to take at once; copies of it take as many each. */
export function takenAtOnce({ engine, atOnce, sequencesAreOpen, maxSequences, dataParallel = 1 }: ResolvedRequest): number | undefined {
  return atOnce ?? (sequencesAreOpen && !takesKnown(engine) ? undefined : maxSequences * dataParallel);
}

/** More sequences than the server takes at once: there may be room for them, and they wait all the same. */
function waiting(request: ResolvedRequest): Judged | undefined {
  const taken = takenAtOnce(request) ?? Infinity;
  if (request.concurrency <= taken || request.architecture.task === 'encode') return undefined;
  const reason = `the server takes ${taken} sequences at once, and ${request.concurrency} are wanted: the others wait`;
  return { ...probablyNot(reason), advice: `at least ${request.concurrency} at once (maxConcurrentRequests of the engine), or fewer (footprint.concurrency)` };
}

const impossible = (reason: string): Judged => ({ verdict: 'impossible', reason });
const probablyNot = (reason: string): Judged => ({ verdict: 'probably-not', reason });

/** A cache of a size that the server is told is all there when it starts; on a CPU its pages are when they are used. */
function overfull(told: number, { least, most }: Room, onCpu: boolean): Judged {
  const left = most < 0 ? 'none' : `between ${gib(Math.max(0, least))} and ${gib(most)}`;
  const reason = `the server is told to keep ${gib(told)} for its cache, and ${left} are left for it`;
  const advice = `at most ${gib(Math.max(0, least))} for the cache (${onCpu ? 'kvCacheSize of the engine' : '--kv-cache-memory-bytes'})`;
  return { verdict: told > most && !onCpu ? 'impossible' : 'probably-not', reason, advice };
}
