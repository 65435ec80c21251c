import { ApiObject } from 'cdk8s';
import { Mould } from './mould';
import { isLeftToUs } from './printing/plain-metadata';
import { FamilyMember, SettingsFamilies } from './settings-family';
import { ServingEngine } from '../engines/serving-engine';
import { isSameContent } from '../ground/same-content';
import { RuntimeSettings } from '../profiles/runtime-settings';

/** To make a mould costs as much as to judge one or two models: where two were alike, others mostly follow. */
const FEW = 2;

/** Models that differ in their names alone: their facts, one by one, and the mould of them, once it was made. */
export class Likes<Facts> {
  private seen = 0;
  public mould?: Mould;
  /** Whatever else is known of all of them. */
  public facts?: Facts;

  public constructor(public readonly key: readonly unknown[]) {}

  /** Tries to make the mould, once a few of them were judged as any other. */
  public learn(make: () => Mould | undefined): void {
    if (++this.seen === FEW) this.mould = make();
  }
}

/** How many kinds of models are remembered in each group: a group whose models have no like at all is not searched at length. */
const MOST = 8;

/** The moulds of one pass. */
export class Moulds {
  private readonly groups = new WeakMap<object, Likes<never>[]>();
  private readonly alone = new Map<ServingEngine, SettingsFamilies>();
  private readonly besideOthers = new Map<ServingEngine, SettingsFamilies>();
  private usable?: boolean;

  /**
   * The models that are like one in every fact.
   *
   * @param object one of its objects: where cdk8s prints those, there are no moulds.
   * @param group the models among which it may have its like.
   */
  public likesOf<Facts>(object: ApiObject, group: object, key: readonly unknown[]): Likes<Facts> | undefined {
    this.usable ??= isOurs(object);
    if (!this.usable) return undefined;
    const all = this.groups.get(group) ?? [];
    this.groups.set(group, all);
    const known = all.find(likes => likes.key.length === key.length && likes.key.every((fact, index) => isSameContent(fact, key[index])));
    if (known) return known as Likes<Facts>;
    const likes = new Likes<Facts>(key);
    if (all.length >= MOST) all.shift();
    all.push(likes as unknown as Likes<never>);
    return likes;
  }

  /**
   * The settings that say the same as some but for words that mean nothing, of the same engine or an equal one.
   *
   * @param isAlone whether no object of others in the namespace may look at the Pods.
   */
  public familyOf(engine: ServingEngine, settings: RuntimeSettings, isAlone: boolean): FamilyMember {
    const engines = isAlone ? this.alone : this.besideOthers;
    const known = engines.get(engine) ?? alike(engine, engines.values()) ?? new SettingsFamilies(engine, isAlone);
    engines.set(engine, known);
    return known.of(settings);
  }
}

/** The families of an equal engine: one of the library is what it was given. */
function alike({ _props, _treatsNamesAlike, name, constructor }: ServingEngine, known: Iterable<SettingsFamilies>): SettingsFamilies | undefined {
  if (!_treatsNamesAlike) return undefined;
  return [...new Set(known)].slice(-MOST).find(({ engine: other }) => (
    other.constructor === constructor && other.name === name && isSameContent(other._props, _props)
  ));
}

/** Whether the objects of an app are printed by the library. */
function isOurs(object: ApiObject): boolean {
  try {
    return !process.env.CDK8S_DISABLE_SORT && isLeftToUs(object);
  } catch {
    return false; // there is no app, or a chart without one
  }
}
