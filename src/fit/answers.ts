import { bytesOfSequence } from './cache';
import { CacheLayout } from './cache-layout';
import { readsPromptsWhole } from './engines/batch';
import { hasStateOfEach } from './engines/own-pools';
import { hasVllm, loadsGguf } from './engines/served-models';
import { blocksOfRecordings } from './engines/vllm-batch';
import { memoryRows } from './memory-rows';
import { ResolvedRequest } from './plan-request';
import { resolved } from './resolve-request';
import { Room, roomFor } from './room';
import { takenAtOnce } from './verdict';
import { isAtLeast } from '../facts/versions';

/** The longest contexts, and the most sequences of the wanted length: MemoryPlan says what they mean. */
interface Answers {
  readonly maxContext?: number;
  readonly likelyContext?: number;
  readonly mostContext?: number;
  readonly maxConcurrency?: number;
}

/** The longest context, and the most sequences, that a cache has room for. */
export function answers(
  request: ResolvedRequest, layout: CacheLayout, smallest: CacheLayout, room: Room,
): Answers {
  const { engine, architecture: { maxPositions }, maxModelLen, maxBatchedTokens, batchIsOpen, concurrency, ofCopy, dataParallel = 1 } = request;
  const isRefusedAbove = hasVllm(engine) && !batchIsOpen && readsPromptsWhole(request);
  const whole = wholeContexts(request);
  const longest = (of: CacheLayout, bytesOf: (some: Room) => number, isSure: boolean = false): number => mostOf(request, of, room, bytesOf, {
    isSure,
    most: isRefusedAbove ? Math.min(maxPositions, maxBatchedTokens) : maxPositions,
    now: maxModelLen,
    near: 64,
    needs: tokens => ofCopy * bytesOfSequence(of, tokens, whole?.(tokens) ?? request),
    asked: whole ?? (tokens => ({ ...request, maxModelLen: Math.max(1, tokens) })),
  });
  const mostContext = longest(smallest, ({ most }) => most);
  if (request.unmeasured) return { mostContext };
  const maxContext = longest(layout, ({ least }) => least, true);
  const likelyContext = longest(layout, ({ least, most }) => (Math.max(0, least) + most) / 2);
  const ofEach = bytesOfSequence(layout, maxModelLen, request);
  const ofCache = Math.max(0, Math.floor((room.least - unusedBytes(layout, request)) / ofEach));
  const most = Math.min(ofCache * dataParallel, takenAtOnce(request) ?? Infinity);
  if (!loadsGguf(request.engine)) return { maxContext, likelyContext, mostContext, maxConcurrency: most };
  const maxConcurrency = mostOf(request, layout, room, ({ least }) => least, { // all that llama.cpp keeps of a batch grows with its sequences
    most,
    now: concurrency,
    near: 1,
    needs: sequences => sequences * ofEach,
    asked: sequences => ({ ...request, concurrency: Math.max(1, sequences) }),
  });
  return { maxContext, likelyContext, mostContext, maxConcurrency };
}

/** The same request with other contexts, where the batch has room for all of a prompt and is another with each of them; undefined where it is not. */
function wholeContexts(request: ResolvedRequest): ((tokens: number) => ResolvedRequest) | undefined {
  const { asked, batchIsOpen, contextIsOpen } = request;
  if (!readsPromptsWhole(request) || !batchIsOpen) return undefined;
  const known = new Map<number, ResolvedRequest>();
  return tokens => {
    const maxModelLen = Math.max(1, tokens);
    const found = known.get(maxModelLen) ?? { ...resolved({ ...asked, maxModelLen })!, contextIsOpen };
    known.set(maxModelLen, found);
    return found;
  };
}

/** What as much as possible is sought of. */
interface Sought {
  readonly most: number;
  readonly now: number;
  /** By how much the answer may be too low, where what stands beside the cache grows with it. */
  readonly near: number;
  readonly isSure?: boolean;
  /** Bytes of the cache that so much takes. */
  readonly needs: (number: number) => number;
  readonly asked: (number: number) => ResolvedRequest;
}

/**
 * As much as has room in some of what there is, which is less with more: buffers, tables and scores grow with it. What is sure leaves room beside the
 * share of the server as well, unless its share leaves too little with any number.
 */
function mostOf(request: ResolvedRequest, layout: CacheLayout, now: Room, bytesOf: (room: Room) => number, sought: Sought): number {
  const unused = unusedBytes(layout, request);
  const within = (room: Room) => largest([0, sought.most], 1, number => sought.needs(number) <= bytesOf(room) - unused);
  const roomWith = (number: number) => {
    const other = sought.asked(number);
    return roomFor(other, memoryRows(other), layout);
  };
  const found = within(now);
  const there = found === sought.now ? now : roomWith(found);
  const other = within(there);
  const isTight = sought.isSure === true && there.tight !== undefined;
  if (other === found && !isTight) return found;
  const spares = sought.isSure === true && roomWith(1).tight === undefined;
  return largest([isTight && spares ? 0 : Math.min(found, other), Math.max(found, other)], sought.near, number => {
    const room = roomWith(number);
    return within(room) >= number && !(spares && room.tight !== undefined);
  });
}

/** The largest number for which something holds that holds for the smallest, and for none above one for which it does not; at most so far below. */
function largest([from, to]: readonly [number, number], near: number, holds: (number: number) => boolean): number {
  let [least, most] = [from, to];
  while (most - least >= near) {
    const middle = Math.ceil((least + most) / 2);
    if (holds(middle)) least = middle;
    else most = middle - 1;
  }
  return least;
}

/**
 * What a cache has beside the wanted sequences: one block of a shared pool stands for nothing, as one state does where a server divides its memory in
 * advance (https://github.com/sgl-project/sglang python/sglang/srt/mem_cache/kv_cache_configurator.py), vLLM wants more for a recording than it takes, and
 * slots that nobody asked for have windows and states of their own.
 */
export function unusedBytes(layout: CacheLayout, request: ResolvedRequest): number {
  const slots = unusedSlots(request);
  const none = layout.shared ? layout.bytesPerBlock * (1 + blocksOfRecordings(request, layout)) : oneState(layout);
  if (slots === 0) return none;
  const ofSlots = layout.groups.filter(({ window, chunk, isState }) => isState || (window ?? chunk) !== undefined);
  if (ofSlots.length === 0) return none;
  return none + slots * bytesOfSequence({ ...layout, groups: ofSlots }, request.maxModelLen, request);
}

/** One state with the keys and values that are there for it, of a pool that is divided. */
function oneState({ groups, stateShare }: CacheLayout): number {
  if (stateShare === undefined) return 0;
  return groups.filter(({ isState }) => isState).reduce((sum, { layers, pageBytes }) => sum + layers * pageBytes, 0) * (1 + stateShare) / stateShare;
}

/**
 * llama.cpp has four slots where nobody says how many, which share the tokens of one context: https://github.com/ggml-org/llama.cpp/pull/16736. SGLang may
 * have states of all sequences, and one that stands for nothing.
 */
function unusedSlots(request: ResolvedRequest): number {
  const { engine, version, sharedBy, concurrency, maxSequences } = request;
  if (engine === 'sglang') return hasStateOfEach(request) ? Math.max(0, maxSequences - concurrency) + 1 : 0;
  return engine === 'llama-cpp' && sharedBy === undefined && isAtLeast(version, 'b6900') ? Math.max(0, 4 - concurrency) : 0;
}
