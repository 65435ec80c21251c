import { CacheLayout } from './cache-layout';
import { hasVllm } from './engines/served-models';
import { afterCache, graphsAfterwards } from './engines/vllm-afterwards';
import { expertWorkspace } from './engines/vllm-unprofiled';
import { MemoryRow } from './memory-row';
import { ResolvedRequest } from './plan-request';
import { isAtLeast } from '../facts/versions';

/** How much there is for the cache, by the highest and the lowest numbers. */
export interface Room {
  readonly usable: number;
  /** The same by the most that the share may be, where the server chooses it. */
  readonly mostUsable?: number;
  readonly least: number;
  readonly most: number;
  /** What cannot be, whatever the cache: weights alone above all there is. */
  readonly weights: number;
  /** What a server leaves beside its share, and what may be needed there, where that is more. */
  readonly tight?: { readonly left: number; readonly needed: number };
  /** What may be read from a file anew whenever it is needed, in place of being kept. */
  readonly mapped?: number;
  /** What the server is told to keep for its cache, where that is more than surely is left. */
  readonly overfull?: number;
}

/** The room of a plan. */
export function roomFor(request: ResolvedRequest, rows: readonly MemoryRow[], layout?: CacheLayout): Room {
  const { bytes = 0, uncertainty = 0 } = rows.find(({ profiled }) => profiled) ?? {};
  const room = measuredRoom(request, rows, afterCache(request, layout, Math.max(0, bytes - uncertainty)));
  return request.unmeasured ? { ...room, least: -1 } : room; // nobody knows what is left at least
}

/** The bytes of some of the rows, by their highest numbers (1) or their lowest (-1). */
type Sum = (sign: number, filter: (row: MemoryRow) => boolean) => number;

/**
 * The least cache with which the PyTorch engine of LMDeploy keeps all that it wants to keep free: below 16 blocks it keeps less.
 * https://github.com/InternLM/lmdeploy lmdeploy/pytorch/engine/executor/base.py (_get_runtime_size)
 */
const KEEPS_ALL = 1024 ** 3;

/** A share of what weights leave free, which is taken before anything is computed: that has to have room in the rest, and in what is kept free. */
function shareOfRest({ device, utilization }: ResolvedRequest, all: Sum, weights: number): Room {
  const rest = (sign: number) => device.bytes - all(sign, row => row.inside || row.before === true);
  const spare = rest(1) * utilization >= KEEPS_ALL ? all(1, row => row.spare === true) : 0;
  const [needed, left] = [all(1, row => !row.inside && row.before !== true), rest(1) * (1 - utilization) + spare];
  const tight = needed > left ? { needed, left } : undefined;
  return { usable: device.bytes, least: rest(1) * utilization, most: rest(-1) * utilization, weights, tight };
}

/** @param beside what the server takes after it has sized its cache. */
function measuredRoom(request: ResolvedRequest, rows: readonly MemoryRow[], beside: number): Room {
  const { architecture, constants, device, engine, utilization, mostUtilization, cacheBytes, onCpu, unmeasured } = request;
  const all: Sum = (sign, filter) => (
    rows.filter(filter).reduce((sum, { bytes, uncertainty }) => sum + Math.max(0, bytes + sign * uncertainty), 0)
  );
  const weights = rows[0].bytes - rows[0].uncertainty;
  const free = (sign: number) => device.bytes - all(sign, () => true) - (sign > 0 ? beside : 0);
  if (cacheBytes !== undefined || onCpu) {
    const told = cacheBytes ?? Infinity;
    const overfull = cacheBytes !== undefined && cacheBytes > free(1) ? cacheBytes : undefined;
    return {
      usable: device.bytes,
      least: free(1) < 0 ? -1 : Math.min(told, free(1)),
      most: Math.min(told, free(-1)),
      weights,
      overfull,
      mapped: onCpu && engine === 'llama-cpp' ? weights : undefined,
    };
  }
  if (hasVllm(engine) && architecture.task === 'encode') return { usable: device.bytes, least: free(1), most: free(-1), weights }; // no cache: no share
  const ofFree = utilization * (unmeasured?.ofCache ?? 1);
  if (constants.of === 'free' && constants.takesAll && unmeasured === undefined) return shareOfRest(request, all, weights);
  if (constants.of === 'free') return { usable: device.bytes, least: free(1) * ofFree, most: free(-1) * ofFree, weights };
  const seen = (sign: number) => device.bytes - all(sign, ({ before }) => before === true); // a share is one of what the server sees
  const inside = (sign: number, share: number) => seen(sign) * share - all(sign, row => row.inside);
  const [least, most] = [Math.min(inside(1, utilization), free(1)), Math.min(inside(-1, mostUtilization), free(-1))];
  const room = { usable: device.bytes * utilization, mostUsable: device.bytes * mostUtilization, least, most, weights };
  const left = seen(1) * (1 - utilization);
  const outside = all(1, row => !row.inside && row.before !== true);
  const started = Math.max(outside, atStart(request)) + beside + graphsAfterwards(request);
  const needed = Math.max(started, afterwards(request), expertWorkspace(request));
  return constants.takesAll && needed > left ? { ...room, tight: { left, needed } } : room;
}

/**
 * What stands on the device when vLLM looks how much is free, and is not taken off its share: it ends where its share is more than that. Newer versions have
 * buffers between devices by then. https://github.com/vllm-project/vllm vllm/v1/worker/gpu_worker.py of 0.12.0 (init_device), vllm/utils/mem_utils.py
 */
function atStart({ constants: { runtime, runtimeBefore, several }, count, version }: ResolvedRequest): number {
  return runtimeBefore ? 0 : runtime.likely + (count > 1 && isAtLeast(version, '0.12.0') ? several.likely : 0);
}

/** What a server was seen to take above its share, beside graphs that it does not take off it. */
function afterwards({ constants: { afterwards: seen, graphs, graphsInside }, architecture, count, eager }: ResolvedRequest): number {
  if (seen === undefined || (eager && !graphsInside)) return 0;
  const more = architecture.experts !== undefined && (count > 1 || !graphsInside) ? seen.experts : seen.one;
  return graphsInside ? more : graphs.most + more;
}
