import { SettingReader } from './given-settings';
import { MeantSettings } from './meant-settings';
import { differing, EVERYTHING, noting } from './reads';
import { Remark } from './remark';
import { RuntimeCheck } from './runtime-checks';
import { RuntimeContext, RuntimeSubject } from './runtime-subject';
import { SaidFlags } from './said-flags';
import { RuntimePlan } from '../render/runtime-plan';

/** A check, and what it said of a runtime. */
interface Answer {
  readonly check: RuntimeCheck;
  readonly remarks: readonly Remark[];
  /** The facts that it read to say so. */
  readonly reads: ReadonlySet<string>;
}

/**
 * The checks of runtimes that are mostly alike: of one engine and the same settings. Every check is asked about the first of them, and the facts that it
 * reads are noted. It says the same of another that has the same facts, and is asked anew about one in which any of them is another.
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
    const todo = this.todo.get(key) ?? this.first.answers
      .map(answer => stillValid(answer, changed))
      .filter(({ check, remarks }) => check !== NONE || remarks.length > 0);
    this.todo.set(key, todo);
    return todo.flatMap(({ check, remarks }) => (check === NONE ? remarks : check(subject)));
  }

  /** The checks that read one of some facts of the first of them, or all of its facts. */
  public readersOf(facts: readonly string[]): RuntimeCheck[] {
    return (this.first?.answers ?? []).filter(({ reads }) => [EVERYTHING, ...facts].some(fact => reads.has(fact))).map(({ check }) => check);
  }
}

/** A check whose answer is known. */
const NONE: RuntimeCheck = () => [];

function stillValid(answer: Answer, changed: readonly string[]): Answer {
  const isAnother = changed.length > 0 && (answer.reads.has(EVERYTHING) || changed.some(fact => answer.reads.has(fact)));
  return isAnother ? answer : { ...answer, check: NONE };
}

/** Asks every check, each with a subject of its own: a fact that the subject remembers for the next check would be read without a note. */
function answersOf(checks: readonly RuntimeCheck[], real: RuntimeSubject): Answer[] {
  return checks.map(check => {
    const reads = new Set<string>();
    return { check, remarks: check(new WatchedSubject(real, fact => { reads.add(fact); })), reads };
  });
}

/** The fact that stands for all settings of the server that have a meaning: most models give others the same. */
export const MEANT = 'meant';

/** The fact that stands for which flags there are, whatever their values. */
const FLAGS = 'flags';

const flagFact = (name: string) => `flag ${name}`;

/** Members of a plan whose members are facts of their own. */
const [CONTAINER, SETTINGS] = ['container.', 'settings.'];

/** A runtime that tells which of its facts are read. */
class WatchedSubject extends RuntimeSubject {
  public constructor(private readonly real: RuntimeSubject, private readonly note: (fact: string) => void) {
    const { plan, context } = real;
    const watched = noting(plan, note, '', { container: noting(plan.container, note, CONTAINER), settings: noting(plan.settings, note, SETTINGS) });
    super(watched, noting(context, note, 'context.', { patched: watched }));
  }

  public override get meant(): MeantSettings {
    this.note(MEANT);
    return this.real.meant;
  }

  public override get flags(): SaidFlags {
    const { real: { flags }, note } = this;
    return {
      get names() {
        note(FLAGS);
        return flags.names;
      },
      valueOf: name => {
        note(FLAGS);
        note(flagFact(name));
        return flags.valueOf(name);
      },
    };
  }
}

/** The facts in which two runtimes differ. */
function differences(one: RuntimeSubject, other: RuntimeSubject): string[] {
  if (one === other) return [];
  const plan = [
    ...differing(one.plan, other.plan).filter(fact => fact !== 'container' && fact !== 'settings'),
    ...differing(one.plan.container, other.plan.container, CONTAINER),
    ...differing(one.plan.settings, other.plan.settings, SETTINGS),
  ];
  return [
    ...plan,
    ...differing(one.context, other.context, 'context.').filter(fact => fact !== 'context.patched'),
    ...saidOtherwise(one, other, plan),
  ];
}

/** Facts of a plan from which the flags and the settings with a meaning follow, beside the arguments. */
const READ_BY_SETTINGS = new Set(['engine', 'compute', 'settings.args', 'settings.env', 'binding', 'container.env']);

/** The flags and settings that differ. A flag whose value has no meaning to the rest of the Pod leaves those that have one as they are. */
function saidOtherwise(one: RuntimeSubject, other: RuntimeSubject, changed: readonly string[]): string[] {
  const hasOtherRoots = changed.some(fact => READ_BY_SETTINGS.has(fact));
  if (!hasOtherRoots && !changed.includes('container.args')) return [];
  const flags = one.serverFlags.tryDiffering(other.serverFlags);
  const reader = SettingReader.of(one.plan.engine);
  const isMeaningless = !hasOtherRoots && flags?.every(name => !name.includes('.') && reader.rowOf(name)?.means === undefined);
  return [...flags?.map(flagFact) ?? [FLAGS], ...(isMeaningless || one.meant.equals(other.meant) ? [] : [MEANT])];
}
