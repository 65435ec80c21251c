import { GivenSetting, isGiven } from './given-settings';
import { adviceOf, OptionRow } from '../flags/options/option-row';
import { show } from '../ground/errors';
import { RuntimePlan } from '../render/runtime-plan';

/** A setting as it was written, without its value when that is a credential. */
export function shown({ words, row }: GivenSetting): string {
  return show(row?.means?.kind === 'secret' ? `${words[0].split('=')[0]} …` : words.join(' '));
}

/** The advice in place of a setting that is derived. */
export function adviceFor({ engine }: RuntimePlan, row: OptionRow | undefined, kind: 'args' | 'env' = 'args'): string {
  const advice = row && adviceOf(row);
  if (advice !== undefined) return advice;
  return isGiven(engine, kind) ? `use ${kind} of the engine` : `bind() of the engine ${engine.name} renders it, and can be changed there`;
}
