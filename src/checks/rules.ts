import { Remark } from './remark';
import { NOT_APPLICABLE, Rule, RuleWords, Said } from './rule';
import { RuleId, RULES } from './rules.generated';

export type { RuleId };
export { RULES };

/** What a rule is asked about; of one that a mechanism says, nothing. */
type SubjectOf<Id extends RuleId> = (typeof RULES)[Id] extends Rule<infer Subject> ? Subject : never;

/** What a rule has to say of a subject. */
export function judgeBy<Id extends RuleId>(rule: Id, subject: SubjectOf<Id>): Remark[] {
  const answer = (RULES[rule] as Rule<SubjectOf<Id>>).check(subject);
  return answer === NOT_APPLICABLE ? [] : remarks(rule, answer);
}

/** What is wrong, as remarks of a rule. */
export function remarks(rule: RuleId, said: readonly Said[]): Remark[] {
  return said.map(one => ({ rule, ...one }));
}

/** The words of a rule, whether or not there is one of that id. */
export function wordsOf(id: string): RuleWords | undefined {
  return Object.hasOwn(RULES, id) ? RULES[id as RuleId] : undefined;
}
