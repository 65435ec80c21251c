import { DerivedObject } from './derived-object';
import { Mould, Sample } from './mould';
import { Likes } from './moulds';
import { identityOf, ObjectOptions } from './object-identity';
import { Pass } from './pass';
import { JudgedSample, sampleObject } from './sample-object';
import { FamilyMember } from './settings-family';
import { AlikeRuntimes } from '../checks/alike-runtimes';
import { Remark } from '../checks/remark';
import { RuntimeCheck, RUNTIME_CHECKS } from '../checks/runtime-checks';
import { RuntimeContext, RuntimeSubject } from '../checks/runtime-subject';
import { JsonObject } from '../ground/objects';
import { sharing } from '../ground/shared-data';
import { RuntimeSettings } from '../profiles/runtime-settings';
import { ObjectRow } from '../render/object-row';
import { hasPodPatches, labelsOf } from '../render/pod-template';
import { orRefusal, planRuntime, Refusal, RuntimeInput, RuntimePlan } from '../render/runtime-plan';
import { servingPlan } from '../render/serving-plan';

/** An object of a runtime as it is printed; undefined where there is none. */
export type ManifestOf = (row: ObjectRow) => JsonObject | undefined;

/** A runtime, as far as it has to be known to find its like. */
export interface CastRuntime {
  readonly input: RuntimeInput;
  readonly options: ObjectOptions;
  readonly objects: ReadonlyMap<ObjectRow, DerivedObject>;
  /** The object that stands for all of them. */
  readonly main: DerivedObject;
  /** How a plan of it is looked at. */
  contextOf(plan: RuntimePlan, pass: Pass): RuntimeContext;
  /** What is said of it beside objects of others, all of them as they are printed. */
  checkBeside(plan: RuntimePlan, pass: Pass, printed: ManifestOf): Remark[];
}

/** The facts that runtimes of one mould share, and the checks that read a name by itself, which are asked about each. */
interface Common {
  readonly plan: RuntimePlan;
  readonly checks: readonly RuntimeCheck[];
  /** The checks that read the words of settings, what they said, and the settings of which they said the same. */
  readonly ofWords: { readonly checks: readonly RuntimeCheck[]; readonly said: string; readonly same: WeakSet<RuntimeSettings> };
}

/** The facts of a plan that a name is in, and that a check can compare with another. */
const NAMES = ['name', 'servedName'];

/** The facts that are known of a family of settings, or stand in the place of words. */
const OF_FAMILY = [...NAMES, 'engine', 'settings', 'source'];

/** A runtime in one pass, which may be like another in all but its name: then it is judged and printed by the mould of both. */
export class RuntimeCast {
  /** The cast of a runtime; `undefined` where something acts on it alone. */
  public static tryOf(runtime: CastRuntime, pass: Pass): RuntimeCast | undefined {
    const { input, main } = runtime;
    if (!isOrdinary(input) || pass.surroundings.concerns(input)) return undefined;
    const member = pass.moulds.familyOf(input.engine, input.settings, pass.surroundings.leavesAlone(input));
    const likes = pass.moulds.likesOf<Common>(main, member.family, keyOf(runtime));
    return likes && new RuntimeCast(runtime, { member, likes, pass });
  }

  /** What is known of it beside its name, where it was made by the mould. */
  public plan?: RuntimePlan;

  /** What stands in the place of the words of the mould: its name, and the words of its settings. */
  private readonly words: readonly string[];
  private readonly likes: Likes<Common>;

  private constructor(
    private readonly runtime: CastRuntime,
    private readonly among: { readonly member: FamilyMember; readonly likes: Likes<Common>; readonly pass: Pass },
  ) {
    this.words = [runtime.input.name, ...among.member.words];
    this.likes = among.likes;
  }

  /** What is said of it, by the mould; `undefined` where it has to be judged as any other. */
  public tryRemarks(): readonly Remark[] | undefined {
    const { likes: { mould, facts }, runtime: { input: { name, servedName, settings }, objects } } = this;
    if (!mould || !facts || !mould.fits(this.words, [...objects.values()].map(({ untouched }) => untouched))) return undefined;
    const plan = { ...facts.plan, name, servedName, settings };
    const subject = new RuntimeSubject(plan, this.runtime.contextOf(plan, this.among.pass));
    if (facts.checks.some(check => check(subject).length > 0) || !saysTheSame(facts.ofWords, subject)) return undefined;
    this.plan = facts.plan;
    return mould.remarks;
  }

  /** The text of one of its objects, where it was made by the mould, and nothing has changed since. */
  public tryText(row: ObjectRow, pass: Pass): string | undefined {
    const { runtime: { objects }, likes: { mould }, words } = this;
    return this.plan && this.among.pass === pass ? mould?.textOf([...objects.keys()].indexOf(row), words) : undefined;
  }

  /** Takes what was found of it, judged as any other: the next ones may be like it. */
  public learn(remarks: readonly Remark[], plan: RuntimePlan): void {
    const { likes, runtime, runtime: { objects, input: { settings } }, words } = this;
    likes.learn(() => {
      const real = [...objects.values()].map(object => ({ metadata: object.untouched ?? '', text: object.tryText() ?? '' }));
      const checks = new AlikeRuntimes(RUNTIME_CHECKS);
      const mould = Mould.tryOf(words, { remarks, objects: real }, others => this.sampleOf(others, plan, checks));
      const readers = checks.readersOf(this.among.member.family.facts);
      const said = answersOf(readers, new RuntimeSubject(plan, runtime.contextOf(plan, this.among.pass)));
      likes.facts = { plan, checks: checks.readersOf(NAMES), ofWords: { checks: readers, said, same: new WeakSet([settings]) } };
      return mould;
    });
  }

  /** The same runtime with other words, by what is known of it and of other samples. */
  private sampleOf([name, ...words]: readonly string[], known: RuntimePlan, checks: AlikeRuntimes): Sample | undefined {
    const { runtime, runtime: { input, options, objects }, among: { pass, member: { family } } } = this;
    const settings = family.with(input.settings, words);
    const other = { ...input, name, servedName: input.servedNameGiven ? input.servedName : name, settings };
    const plan = orRefusal(() => planRuntime(other, known));
    if (plan instanceof Refusal) return undefined;
    const serving = servingPlan(plan);
    const samples = new Map<ObjectRow, JudgedSample | undefined>([...objects].map(([row, object]) => [row, sampleObject(object, {
      metadata: identityOf(row, other, options),
      own: { labels: labelsOf(other) },
      derived: sharing({ [row.member ?? 'spec']: row.spec(serving) }, object.derive()),
      kubernetesVersion: plan.settings.kubernetesVersion,
    })]));
    const all = [...samples.values()].filter(sample => sample !== undefined);
    if (all.length < samples.size) return undefined;
    const beside = runtime.checkBeside(plan, pass, row => samples.get(row)?.manifest);
    return { remarks: [...checks.check(plan, runtime.contextOf(plan, pass)), ...all.flatMap(({ remarks }) => remarks), ...beside], objects: all };
  }
}

/** Whether a runtime has nothing that has to be looked at beside its plan. An engine of a user's may answer a name with anything. */
function isOrdinary(input: RuntimeInput): boolean {
  const { engine, settings, name, servedName, servedNameGiven } = input;
  return engine._treatsNamesAlike && settings.service === undefined && !hasPodPatches(input) && (servedNameGiven || servedName === name);
}

/** Whether those who read the words of settings say of a runtime what they said of the first; they are asked once for all models of the same settings. */
function saysTheSame({ checks, said, same }: Common['ofWords'], subject: RuntimeSubject): boolean {
  const { plan: { settings } } = subject;
  if (!same.has(settings) && answersOf(checks, subject) === said) same.add(settings);
  return same.has(settings);
}

function answersOf(checks: readonly RuntimeCheck[], subject: RuntimeSubject): string {
  return JSON.stringify(checks.flatMap(check => check(subject)));
}

/** Everything that a runtime is made from, but for its name, its engine and its settings: two that have the same are alike. */
function keyOf({ input, options, objects }: CastRuntime): readonly unknown[] {
  const { deploymentMetadata, serviceMetadata } = options;
  const key: unknown[] = [...objects.keys(), input.servedNameGiven ? input.servedName : undefined, deploymentMetadata, serviceMetadata];
  for (const fact in input) if (!OF_FAMILY.includes(fact)) key.push(input[fact as keyof RuntimeInput]);
  key.push(input.source._made);
  return key;
}
