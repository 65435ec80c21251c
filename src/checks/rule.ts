import { RuntimeSubject } from './runtime-subject';
import { Severity } from '../values/finding';

/** The facts that every rule states, whoever says it. */
export interface RuleWords {
  readonly severity: Severity;
  /** Why it matters, as the finding and `docs/rules.md` say it. */
  readonly why: string;
  /** The number of the pitfall in `docs/pitfalls.md` that it guards against. */
  readonly pitfall?: number;
  /** Files of `src/checks` that say it as well, or alone: those that judge many values by one mechanism. */
  readonly saidBy?: readonly string[];
  /** Of a rule without a topic: whether an app of plain models asks it. The others are loaded when they are first asked for. */
  readonly everyApp?: true;
}

/** One thing that is wrong; the rule and the ledger add the rest of the finding. */
export interface Said {
  /** The problem, with the value got. */
  readonly what: string;
  /** The advice: what to do about it. */
  readonly fix: string;
}

/** The subject has nothing that the rule is about. */
export const NOT_APPLICABLE = 'not applicable';

/** The answer of a rule: not applicable, compliant (nothing is wrong), or all that is wrong. */
export type Answer = typeof NOT_APPLICABLE | readonly Said[];

/** A rule that judges the facts that its subject shows: readers beside the rules find facts, and only a rule has a verdict. */
export interface Rule<Subject> extends RuleWords {
  check(subject: Subject): Answer;
}

/**
 * The topics of the rules of a runtime, in the order in which it is said. Rules of one topic are said in the order of their ids, but for
 * those that name another with `after`.
 */
export const TOPICS = [
  'framework', 'image', 'revision', 'name', 'maintenance', // what is served, and by what
  'words', 'variables', 'devices', 'offload', 'ports', 'paths', 'options', 'references', 'secrets', // what the server is told
  'weights', 'nodes', 'memory', 'cache', // sizes against each other
  'replicas', 'autoscaler', 'rollout', 'shutdown', 'startup', // how Pods come and go
  'security', 'namespaces', 'identity', 'source', 'network', 'labels', 'volumes', 'patches', // what the Pod has around the server
  'effect', 'mounts', 'neighbours', // what has no effect, and what others do
] as const;

/** The topic of a rule of a runtime. */
export type Topic = typeof TOPICS[number];

/** A rule that every runtime is judged by. */
export interface RuntimeRule<Subject = RuntimeSubject> extends Rule<Subject> {
  readonly topic: Topic;
  /** The rule of the same topic that it is said after, where the order of the ids is another. */
  readonly after?: string;
}
