import { checkArgs } from './argument-checks';
import { checkBeside } from './beside-checks';
import { checkFlags } from './flag-checks';
import { checkModelMount } from './model-mount';
import { Remark } from './remark';
import { Topic, TOPICS } from './rule';
import { judgeBy, RuleId, RULES } from './rules';
import { RUNTIME_RULES } from './rules.generated';
import { RuntimeContext, RuntimeSubject } from './runtime-subject';
import { checkValues } from './value-checks';
import { checkWrittenFolders } from './written-folders';
import { Refusal } from '../render/refusal';
import { RuntimePlan } from '../render/runtime-plan';
import { Severity } from '../values/finding';

/** Topics that one mechanism judges: it goes through many values, and says of each what the first fitting rule does. */
const MECHANISMS: { readonly [topic in Topic]?: (subject: RuntimeSubject) => Remark[] } = {
  words: ({ patched }) => [...checkArgs(patched), ...checkFlags(patched), ...checkValues(patched)],
  paths: subject => [...checkBeside(subject.patched, subject.meant), ...checkWrittenFolders(subject)],
  source: ({ plan }) => checkModelMount(plan),
};

/** Something that is checked of a runtime. */
export type RuntimeCheck = (subject: RuntimeSubject) => readonly Remark[];

/** All that is, in the order in which it is said. */
export const RUNTIME_CHECKS: readonly RuntimeCheck[] = TOPICS.flatMap(topic => [
  ...[MECHANISMS[topic]].filter(mechanism => mechanism !== undefined),
  ...RUNTIME_RULES[topic].map((rule): RuntimeCheck => subject => judgeBy(rule, subject)),
]);

/** Everything that has to be said of one runtime. */
export function checkRuntime(plan: RuntimePlan, context: RuntimeContext): Remark[] {
  const judged = (of: RuntimeContext) => {
    const subject = new RuntimeSubject(plan, of);
    return RUNTIME_CHECKS.flatMap(check => check(subject));
  };
  const all = judged(context);
  if (context.patched === plan) return all;
  const own = new Set(judged({ ...context, patched: plan }).map(keyOf));
  return all.map(remark => (own.has(keyOf(remark)) ? remark : { ...remark, fix: remark.fix.replace(/\bfrom (args|env)\b/g, 'from the patch of $1') }));
}

/** Topics that decide whether a server starts with the devices and the memory that it has. */
const OF_COMPUTE = ['devices', 'offload', 'weights', 'memory'] as const satisfies readonly Topic[];

/** Why a runtime cannot be served with its compute, whatever stands beside it, or why it leaves a part of it idle; undefined where it can. */
export function problemOfCompute(plan: RuntimePlan, context: Omit<RuntimeContext, 'patched'>): Remark | undefined {
  const subject = new RuntimeSubject(plan, { ...context, patched: plan });
  const isProblem = (rule: RuleId) => rule === 'accelerators-idle' || RULES[rule].severity === Severity.ERROR;
  return OF_COMPUTE.flatMap(topic => RUNTIME_RULES[topic].filter(isProblem).flatMap(rule => judgeBy(rule, subject)))[0];
}

function keyOf({ rule, what }: Remark): string {
  return `${rule} ${what}`;
}

/** Rules that say why a plan could not be made. */
const REFUSED = { cache: 'cache-invalid', compute: 'compute-missing', engine: 'engine-refuses', service: 'service-invalid', source: 'source-refuses' } as const;

/** A plan that could not be made, as a finding. A mistake in a program is none: it is thrown, so that its stack is seen. */
export function remarksOfRefusal(refusal: Refusal, path: string): Remark[] {
  if (refusal.isBug) throw refusal.at(path);
  return judgeBy(REFUSED[refusal.by], refusal);
}
