import { Range } from './engine-memory';
import { loadsGguf } from './served-models';
import { isAtLeast } from '../../facts/versions';
import { LayerCache } from '../architecture';
import { headsOf } from '../cache-kinds';
import { ResolvedRequest } from '../plan-request';

/*
 * What llama.cpp keeps on the host beside the cache, to read prompts no more than once. https://github.com/ggml-org/llama.cpp
 * tools/server/server-context.cpp at 0c1e57098 (create_checkpoint), common/common.h
 */

/** Checkpoints of each slot (`--ctx-checkpoints`), and the tokens between two of them: older builds have them wherever a request begins. */
const CHECKPOINTS = 32;
const STEP = 8192;

/** Those of a request that is read: they may be nearer to each other. */
const OF_REQUEST = 3;

/** What layers with windows or states keep of a sequence, which is all that a checkpoint has. */
function keptBytes(cache: LayerCache, tokens: number): number {
  if (cache.kind === 'state') return cache.states.reduce((sum, { elements }) => sum + 4 * elements, 0);
  return cache.window === undefined ? 0 : 2 * cache.elements * headsOf(cache) * Math.min(cache.window, tokens);
}

/** Prompts that the server is told to keep, and checkpoints, where the host is all that there is. */
export function keptPrompts(request: ResolvedRequest): Range | undefined {
  const { engine, version, architecture: { layers, task }, onCpu, maxModelLen, concurrency, hostBytes = 0 } = request;
  if (!loadsGguf(engine) || !onCpu || task === 'encode') return undefined;
  const each = layers.reduce((sum, { caches }) => caches.reduce((all, cache) => all + keptBytes(cache, maxModelLen), sum), 0);
  const apart = Math.min(CHECKPOINTS, OF_REQUEST + Math.floor(maxModelLen / STEP));
  const most = concurrency * each * (isAtLeast(version, 'b11434') ? apart : CHECKPOINTS);
  return each + hostBytes === 0 ? undefined : { least: 0, likely: (hostBytes + concurrency * each * OF_REQUEST) / 2, most: hostBytes + most };
}
