import { Range } from './engine-memory';
import { isAtLeast } from '../../facts/versions';

/*
 * What SGLang takes for tokens that are drafted, beside its share. https://github.com/sgl-project/sglang
 * python/sglang/srt/managers/scheduler.py (init_model_worker), python/sglang/srt/model_executor/model_runner.py (init_memory_pool)
 */

/** What decides it. */
interface Asked {
  readonly engine: string;
  readonly version: string;
  readonly drafts?: boolean;
  readonly draftTokens?: number;
  readonly maxSequences: number;
  readonly sequencesAreOpen: boolean;
}

/** Whether weights that draft are loaded after the cache has taken all of the share: they have to have room in the rest. */
export const loadsDraftLast = (engine: string, version: string): boolean => engine === 'sglang' && !isAtLeast(version, '0.5.14');

/** The most that one request drafts at once where nobody says it: 5 steps of 4 tokens each, and 8 of them that are verified. */
const [DRAFTED, VERIFIED] = [20, 8];

/** Requests that it takes at once with drafts, where nobody says how many. */
export const DRAFTING = 48;

/** The tokens of the cache that are drafted and verified: before 0.5.9 they came on top of the share. */
export function tokensOnTop({ engine, version, drafts, draftTokens = VERIFIED, maxSequences, sequencesAreOpen }: Asked): Range | undefined {
  if (engine !== 'sglang' || drafts !== true || isAtLeast(version, '0.5.9')) return undefined;
  const requests = sequencesAreOpen ? DRAFTING : maxSequences;
  return { least: 0, likely: requests * 2 * draftTokens, most: requests * (draftTokens + Math.max(DRAFTED, 2 * draftTokens)) };
}
