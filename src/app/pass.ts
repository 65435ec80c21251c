import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { AppRegistry } from './app-registry';
import { ForeignResource, foreignResources } from './foreign-resources';
import { Moulds } from './moulds';
import { Surroundings } from './surroundings';
import { AlikeRuntimes } from '../checks/alike-runtimes';
import { RUNTIME_CHECKS } from '../checks/runtime-checks';
import { ServingEngine } from '../engines/serving-engine';
import { JsonObject } from '../ground/objects';
import { sharing } from '../ground/shared-data';
import { RuntimeSettings } from '../profiles/runtime-settings';
import { RuntimePlan } from '../render/runtime-plan';

/** To note what checks read costs as much as to judge a few models. */
const FEW = 4;

/** What is known of runtimes that are mostly alike. */
export interface Alike {
  /** How many of them there were. */
  seen: number;
  /** The checks of them, once there are more than a few. */
  checks?: AlikeRuntimes;
  /** The plan of one of them. */
  plan?: RuntimePlan;
}

/** One look at a whole app, between two changes: its tree is walked once, whoever asks. Derived values hold as long as their pass does. */
export class Pass {
  /** What models that differ in their names alone have in common. */
  public readonly moulds = new Moulds();
  private known?: readonly ApiObject[];
  private neighbours?: Surroundings;
  private foreign?: readonly ForeignResource[];
  private readonly seen = new WeakSet<RuntimeSettings>();
  private readonly alike = new Map<RuntimeSettings, Map<ServingEngine, Alike>>();
  private readonly latest = new Map<object, Map<string, JsonObject>>();

  /**
   * @param root the root of the tree.
   * @param registry the objects of the library, with the construct that answers for each.
   */
  public constructor(private readonly root: IConstruct, private readonly registry: AppRegistry) {}

  /** Every object of the app, whoever made it, in the order of the tree. */
  public get objects(): readonly ApiObject[] {
    return this.known ?? this.read(this.root.node.findAll());
  }

  /** The objects of others in the app that act on the models. */
  public get surroundings(): Surroundings {
    return this.neighbours ??= new Surroundings(this.objects, this.registry);
  }

  /** The custom resources of this library's kinds that others wrote, printed once. */
  public get foreignResources(): readonly ForeignResource[] {
    return this.foreign ??= foreignResources(this.registry, this.objects);
  }

  /** What is known of runtimes with an engine and settings, from the second of them on: most models that have settings of their own have no like. */
  public alikeTo({ settings, engine }: Pick<RuntimePlan, 'settings' | 'engine'>): Alike | undefined {
    if (!this.seen.has(settings)) {
      this.seen.add(settings);
      return undefined;
    }
    const engines = this.alike.get(settings) ?? new Map<ServingEngine, Alike>();
    this.alike.set(settings, engines);
    const known = engines.get(engine) ?? { seen: 0 };
    engines.set(engine, known);
    if (++known.seen === FEW) known.checks = new AlikeRuntimes(RUNTIME_CHECKS);
    return known;
  }

  /**
   * The content of an object, with the parts that it has in common with the latest of its kind.
   *
   * @param group those that are mostly alike, such as the models of a profile.
   */
  public sharing(group: object, kind: string, content: JsonObject): JsonObject {
    const kinds = this.latest.get(group) ?? new Map<string, JsonObject>();
    const shared = sharing(content, kinds.get(kind));
    this.latest.set(group, kinds.set(kind, shared));
    return shared;
  }

  /** Takes the constructs of the tree from somebody who has just walked it. */
  public read(constructs: readonly IConstruct[]): readonly ApiObject[] {
    return this.known ??= constructs.filter((one): one is ApiObject => ApiObject.isApiObject(one));
  }
}
