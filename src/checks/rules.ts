import { Remark } from './remark';
import { NOT_APPLICABLE, Rule, RuleWords, Said } from './rule';
import { RuleId, RULES } from './rules.generated';

export type { RuleId };
export { RULES };

/** The subject that a rule is asked about; a rule that a mechanism says has none. */
type SubjectOf<Id extends RuleId> = (typeof RULES)[Id] extends Rule<infer Subject> ? Subject : never;

/** The remarks of a rule about a subject. */
export function judgeBy<Id extends RuleId>(rule: Id, subject: SubjectOf<Id>): Remark[] {
  const answer = (RULES[rule] as Rule<SubjectOf<Id>>).check(subject);
  return answer === NOT_APPLICABLE ? [] : remarks(rule, answer);
}

/** The problems, as remarks of a rule. */
export function remarks(rule: RuleId, said: readonly Said[]): Remark[] {
  return said.map(one => ({ rule, ...one }));
}

/** The words of a rule, whether or not there is one of that id. */
export function wordsOf(id: string): RuleWords | undefined {
  return Object.hasOwn(RULES, id) ? RULES[id as RuleId] : undefined;
}
