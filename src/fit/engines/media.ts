import { hasVllm } from './served-models';
import { isAtLeast } from '../../facts/versions';
import { Architecture } from '../architecture';

/** What decides whether towers are loaded. */
interface Asked {
  readonly engine: string;
  readonly version: string;
  readonly architecture: Architecture;
  readonly noMedia?: readonly string[];
  readonly hasProjector?: boolean;
}

/** What a tower of each kind is for. */
const SEEN: readonly (readonly string[])[] = [['image', 'video'], ['vision_chunk']];

/**
 * Whether a server leaves out the towers of a model, as it is told to take nothing that they read: surely, or some of them perhaps. vLLM does so of every
 * model since 0.15.0, of some before: https://github.com/vllm-project/vllm vllm/model_executor/models/interfaces.py (_mark_tower_model). llama.cpp has
 * them from a file of their own.
 */
export function leavesOutTowers({ engine, version, architecture: { towers, hears = false }, noMedia = [], hasProjector }: Asked): 'all' | 'some' | undefined {
  if (towers.length === 0) return undefined;
  if (engine === 'llama-cpp') return hasProjector ? undefined : 'all';
  if (!hasVllm(engine) || noMedia.length === 0) return undefined;
  const isSure = noMedia.includes('all') || (SEEN.some(kinds => kinds.every(kind => noMedia.includes(kind))) && (!hears || noMedia.includes('audio')));
  return isSure && isAtLeast(version, engine === 'vllm' ? '0.15.0' : '0.0.0') ? 'all' : 'some';
}
