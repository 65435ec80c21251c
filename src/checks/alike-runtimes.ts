import { differing, EVERYTHING, noting } from './reads';
import { Remark } from './remark';
import { RuntimeCheck } from './runtime-checks';
import { RuntimeContext, RuntimeSubject } from './runtime-subject';
import { RuntimePlan } from '../render/runtime-plan';

/** A check, and what it said of a runtime. */
interface Answer {
  readonly check: RuntimeCheck;
  readonly remarks: readonly Remark[];
  /** The facts that it read to say so. */
  readonly reads: ReadonlySet<string>;
}

/**
 * The checks of runtimes that are mostly alike: of one engine and the same settings. Every check is asked about the first of them, and the facts that it reads are
 * noted. It says the same of another that has the same facts, and is asked anew about one in which any of them is another.
 */
export class AlikeRuntimes {
  private first?: { readonly subject: RuntimeSubject; readonly answers: readonly Answer[] };
  /** The answers that hold, and the checks that are to be asked, by the facts that differ. */
  private readonly todo = new Map<string, readonly Answer[]>();

  /** @param checks all of them, in the order in which they are said. */
  public constructor(private readonly checks: readonly RuntimeCheck[]) {}

  /** Everything that has to be said of one of them. */
  public check(plan: RuntimePlan, context: RuntimeContext): Remark[] {
    const subject = new RuntimeSubject(plan, context);
    this.first ??= { subject, answers: answersOf(this.checks, subject) };
    const changed = differences(subject, this.first.subject);
    const key = changed.join(' ');
    const todo = this.todo.get(key) ?? this.first.answers.map(answer => stillValid(answer, changed)).filter(({ check, remarks }) => check !== NONE || remarks.length > 0);
    this.todo.set(key, todo);
    return todo.flatMap(({ check, remarks }) => (check === NONE ? remarks : check(subject)));
  }
}

/** A check whose answer is known. */
const NONE: RuntimeCheck = () => [];

function stillValid(answer: Answer, changed: readonly string[]): Answer {
  const isAnother = changed.length > 0 && (answer.reads.has(EVERYTHING) || changed.some(fact => answer.reads.has(fact)));
  return isAnother ? answer : { ...answer, check: NONE };
}

/** Asks every check, each with a subject of its own: a fact that the subject remembers for the next check would be read without a note. */
function answersOf(checks: readonly RuntimeCheck[], { plan, context, meant }: RuntimeSubject): Answer[] {
  return checks.map(check => {
    const reads = new Set<string>();
    const note = (fact: string) => { reads.add(fact); };
    const watched = noting(plan, note, '', { container: noting(plan.container, note, 'container.') });
    const subject = new WatchedSubject(watched, noting(context, note, 'context.', { patched: watched }), () => {
      note(MEANT);
      return meant;
    });
    return { check, remarks: check(subject), reads };
  });
}

/** The fact that stands for all settings of the server that have a meaning: most models give others the same. */
const MEANT = 'meant';

/** A runtime whose settings of the server are read as one fact. */
class WatchedSubject extends RuntimeSubject {
  public constructor(plan: RuntimePlan, context: RuntimeContext, private readonly read: () => RuntimeSubject['meant']) {
    super(plan, context);
  }

  public override get meant(): RuntimeSubject['meant'] {
    return this.read();
  }
}

/** The facts in which two runtimes differ. */
function differences(one: RuntimeSubject, other: RuntimeSubject): string[] {
  if (one === other) return [];
  return [
    ...differing(one.plan, other.plan).filter(fact => fact !== 'container'),
    ...(one.plan.container === other.plan.container ? [] : differing(one.plan.container, other.plan.container, 'container.')),
    ...differing(one.context, other.context, 'context.').filter(fact => fact !== 'context.patched'),
    ...(one.meant.equals(other.meant) ? [] : [MEANT]),
  ];
}
