import { ApiObject } from 'cdk8s';
import { AppRegistry } from './app-registry';
import { NamedService, ROUTE, servicesIn } from './named-services';
import { printedIn, tryPrinted } from './printed';
import { SelectingObjects } from './selecting-objects';
import { Companion } from '../checks/companions/companion';
import { POD_KINDS, podLabelsIn } from '../checks/companions/pods-in';
import { EVERYWHERE, SELECTING_KINDS, selectorIn } from '../checks/companions/selecting-kinds';
import { selects } from '../checks/companions/selectors';
import { KeyedKind } from '../checks/missing-key';
import { Direction, Neighbourhood, Resident } from '../checks/neighbourhood';
import { filledSecrets } from '../facts/secret-fillers';
import { isObject } from '../ground/fields';
import { at, itemsAt, Json, JsonObject } from '../ground/objects';
import { Autoscaler, autoscalerIn, targetIn } from '../render/autoscaler';
import { hasPodPatches, podLabelsOf } from '../render/pod-template';
import { RuntimePlan } from '../render/runtime-plan';
import { servicesOf } from '../render/services';
import { ModelLabels } from '../values/model-labels';

/** Groups of Kubernetes without an object that scales a Deployment, leads to a Service or guards Pods: their objects are not rendered to be read. */
const OTHER_GROUPS = new Set([
  'core', 'apps', 'batch', 'policy', 'rbac.authorization.k8s.io', 'storage.k8s.io', 'scheduling.k8s.io', 'apiextensions.k8s.io', 'coordination.k8s.io',
  'admissionregistration.k8s.io', 'apiregistration.k8s.io', 'certificates.k8s.io', 'discovery.k8s.io', 'events.k8s.io', 'node.k8s.io',
]);

/** Kinds of those groups that bound the Pods of their namespace, and are rendered all the same. */
const BOUNDING = new Set(['ResourceQuota', 'LimitRange', 'Namespace']);

/** Kinds that are rendered whatever their group is. */
const RENDERED = new Set(['List', ...BOUNDING, ...SELECTING_KINDS, ...POD_KINDS]);

/** An object of the app that the library did not make, as it will be printed. */
interface Neighbour extends Companion {
  readonly namespace?: string;
}

/** A route, and what it leads to: the namespace of that is said. */
interface Led {
  readonly route: Neighbour;
  readonly to: NamedService;
}

/** Labels of Pods. */
type Labels = { readonly [label: string]: string };

type Located<T> = T & { readonly namespace?: string };

/** The other objects of an app that act on a model, in whatever order and chart it was made: autoscalers, routes and network policies. */
export class Surroundings implements Neighbourhood {
  private readonly policies: Neighbour[];
  /** By the name of the Deployment that they scale. */
  private readonly autoscalers = new Map<string, Located<Autoscaler>[]>();
  /** By the names of the Services that they lead to. */
  private readonly routes = new Map<string, Led[]>();
  /** Whatever acts on a Deployment, by its name. */
  private readonly scalers = new Map<string, Neighbour[]>();
  /** The objects that bound the Pods of a namespace, by that namespace. */
  private readonly bounds = new Map<string, Neighbour[]>();
  /** Pods of others that have the name of a model in its label, and what makes such Pods, by that name. */
  private readonly mistaken = new Map<string, Neighbour[]>();
  /** Services, budgets, monitors and pools of others. */
  private readonly selecting = new SelectingObjects();
  /** Deployments and Services of the app, whoever made them. */
  private readonly present = new Set<string>();
  /** ConfigMaps and Secrets of the app, which are rendered when a Pod names a key of them. */
  private readonly keyed = new Map<string, ApiObject>();
  private readonly keys = new Map<string, readonly string[] | undefined>();
  /** Secrets that operators write, by what the app tells them. */
  private readonly filled = new Set<string>();

  /**
   * @param objects all objects of the app.
   * @param registry those of the library among them, which are not looked at but for those that act on models.
   */
  public constructor(objects: readonly ApiObject[], { owners, acting }: Pick<AppRegistry, 'owners' | 'acting'>) {
    for (const object of objects) {
      const { kind, name, metadata: { namespace } } = object;
      if (kind === 'Deployment' || kind === 'Service') this.present.add(keyOf(kind, { name, namespace }));
      else if (kind === 'ConfigMap' || kind === 'Secret') this.keyed.set(keyOf(kind, { name, namespace }), object);
    }
    const others = objects.filter(one => !owners.has(one) || acting.has(one));
    const neighbours = others.filter(one => RENDERED.has(one.kind) || !OTHER_GROUPS.has(one.apiGroup)).flatMap(neighboursIn);
    this.policies = neighbours.filter(({ kind }) => kind.endsWith('NetworkPolicy'));
    for (const neighbour of neighbours) {
      const { path, kind, namespace, manifest } = neighbour;
      const found = autoscalerIn(kind, manifest);
      if (found) append(this.autoscalers, found.target, { ...found, path, namespace });
      const target = targetIn(manifest);
      if (target !== undefined) append(this.scalers, target, neighbour);
      if (BOUNDING.has(kind)) append(this.bounds, (kind === 'Namespace' ? String(at(manifest, 'metadata', 'name')) : namespace) ?? '', neighbour);
      this.selecting.add(neighbour);
      const named = podLabelsIn(manifest).map(labels => labels[ModelLabels.MODEL]).filter(name => typeof name === 'string');
      for (const name of new Set(named)) append(this.mistaken, name, neighbour);
      for (const name of filledSecrets(manifest)) this.filled.add(keyOf('Secret', { name, namespace: kind.startsWith('Cluster') ? EVERYWHERE : namespace }));
      const led = ROUTE.test(kind) ? servicesIn(manifest.spec) : [];
      for (const to of led) append(this.routes, to.name, { route: neighbour, to: { namespace, ...to } });
    }
  }

  /** The autoscalers of a model's Deployment. */
  public autoscalerOf(model: Resident): Autoscaler | undefined {
    const found = this.autoscalers.get(model.name)?.find(({ namespace }) => namespace === model.namespace);
    if (!found) return undefined;
    const { namespace, ...autoscaler } = found;
    return autoscaler;
  }

  /**
   * The objects beside a model that can be wrong together with it: autoscalers, routes, Pods that have its label, those that find its Pods or
   * Services, and those that bound the Pods of its namespace.
   *
   * @param isPatched whether somebody patched its objects: then labels are not what they are derived to be.
   */
  public companionsOf(model: RuntimePlan, isPatched: boolean): Companion[] {
    const named = [...this.scalers.get(model.name) ?? [], ...this.mistaken.get(model.name) ?? []];
    const near = named.filter(({ namespace }) => namespace === model.namespace);
    const routes = this.routesOf(model).map(({ route }) => route);
    const selecting = this.selecting.of(model, isPatched || hasPodPatches(model) ? undefined : podLabelsOf(model));
    return [...new Set([...near, ...routes, ...selecting, ...this.boundsOf(model.namespace)])];
  }

  /**
   * Whether there is anything that acts on a model by its name, or may do so. What bounds its namespace, or selects Pods by other labels, does the
   * same to others there that have the same labels and annotations.
   */
  public concerns(model: Resident): boolean {
    const { name } = model;
    const byName: ReadonlyMap<string, unknown>[] = [this.autoscalers, this.scalers, this.mistaken];
    return this.policies.length > 0 || this.selecting.concerns(model) || byName.some(one => one.has(name))
      || servicesOf(name).some(service => this.routes.has(service));
  }

  /** Whether nothing of others in its namespace looks at the labels and annotations of a model's Pods. */
  public leavesAlone({ namespace }: Resident): boolean {
    return !this.selecting.actsIn(namespace) && this.boundsOf(namespace).length === 0;
  }

  /** The object that leads requests to one of a model's Services, as its kind and path. */
  public routeTo(model: Resident): string | undefined {
    const [led] = this.routesOf(model);
    return led && nameOf(led.route);
  }

  /**
   * The object that looks for a model's Deployment or Service in its own namespace, where the app has none of that name: an autoscaler, an Ingress,
   * and any other route that names no other namespace.
   */
  public strays(model: Resident): string[] {
    const strays = (kind: string, all: readonly Located<{ readonly kind: string; readonly path: string }>[]) => all
      .filter(({ namespace }) => namespace !== undefined && namespace !== model.namespace)
      .filter(({ namespace }) => !this.present.has(keyOf(kind, { name: model.name, namespace })))
      .map(one => `${nameOf(one)} in namespace ${JSON.stringify(one.namespace)} looks for a ${kind} ${JSON.stringify(model.name)} there`);
    const led = (this.routes.get(model.name) ?? []).filter(({ route, to }) => to.kind === 'Service' && to.namespace === route.namespace);
    return [
      ...strays('Deployment', this.autoscalers.get(model.name) ?? []),
      ...strays('Service', [...new Set(led.map(({ route }) => route))]),
    ];
  }

  /**
   * The keys of a ConfigMap or a Secret of the app; undefined for one that is not of the app, and for one that something else fills: one without any,
   * and one that an operator writes.
   */
  public tryKeys(kind: KeyedKind, resident: Resident): readonly string[] | undefined {
    if (kind === 'Secret' && this.isFilled(resident)) return undefined;
    const key = keyOf(kind, resident);
    const object = this.keyed.get(key);
    if (object !== undefined && !this.keys.has(key)) this.keys.set(key, keysIn(object));
    return this.keys.get(key);
  }

  /** Whether an operator writes a Secret, or keys of it, by what the app tells it. */
  public isFilled({ name, namespace }: Resident): boolean {
    return [namespace, EVERYWHERE].some(one => this.filled.has(keyOf('Secret', { name, namespace: one })));
  }

  /** Whether the app has a ConfigMap or a Secret. */
  public get hasKeyed(): boolean {
    return this.keyed.size > 0;
  }

  private boundsOf(namespace = ''): readonly Neighbour[] {
    return this.bounds.get(namespace) ?? [];
  }

  private routesOf({ name, namespace }: Resident): readonly Led[] {
    return servicesOf(name).flatMap(service => this.routes.get(service) ?? []).filter(({ to }) => to.namespace === namespace);
  }

  /** The objects of any namespace that lead requests to a Service or a pool, each once. An InterceptorRoute leads nobody there: it says who is woken. */
  public routesTo({ name, namespace }: Resident): readonly Led[] {
    const all = (this.routes.get(name) ?? []).filter(({ route, to }) => to.namespace === namespace && route.kind !== 'InterceptorRoute');
    return all.filter((one, index) => all.findIndex(({ route, to }) => route === one.route && to.kind === one.to.kind) === index);
  }

  /** The Services of others that find Pods with such labels. */
  public servicesOn({ namespace }: Pick<Resident, 'namespace'>, labels: Labels): readonly Companion[] {
    return this.selecting.of({ namespace }, labels).filter(one => one.kind === 'Service' && selects(selectorIn(one), labels));
  }

  /** Whether a policy of somebody else's may let callers in. */
  public mayLetIn(model: Resident, labels: Labels): boolean {
    return this.policiesOn(model, labels).length > 0;
  }

  /** The policies of somebody else's that close a direction of Pods, as kinds and paths; none where another one may open it. */
  public closersOf(model: Resident, labels: Labels, direction: Direction): string[] {
    const near = this.policiesOn(model, labels);
    // Policies of other kinds are not read.
    if (near.some(({ kind, manifest }) => kind !== 'NetworkPolicy' || itemsAt(manifest, 'spec', direction.toLowerCase()).length > 0)) return [];
    return near.filter(({ manifest: { spec } }) => selects(at(spec, 'podSelector'), labels) && closes(spec, direction)).map(nameOf);
  }

  /** The policies of somebody else's that may be for some Pods of a namespace. */
  private policiesOn({ namespace }: Resident, labels: Labels): Neighbour[] {
    return this.policies.filter(one => one.namespace === namespace && maySelect(at(one.manifest, 'spec', 'podSelector', 'matchLabels'), labels));
  }
}

/** Whether a NetworkPolicy without rules for a direction closes it. */
function closes(spec: Json, direction: Direction): boolean {
  const types = at(spec, 'policyTypes');
  return types === undefined ? direction === 'Ingress' : itemsAt(types).includes(direction);
}

/** One object of its kind in an app. */
export function keyOf(kind: string, { namespace = '', name }: Resident): string {
  return `${kind} ${namespace}/${name}`;
}

function nameOf({ kind, path }: { readonly kind: string; readonly path: string }): string {
  return `${kind} ${path}`;
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  map.set(key, [...map.get(key) ?? [], value]);
}

function neighboursIn(object: ApiObject): Neighbour[] {
  const { node: { path }, metadata: { namespace } } = object;
  return printedIn(object).map(one => ({ path, kind: String(one.kind), namespace: namespaceIn(one) ?? namespace, manifest: one }));
}

/** The keys of an object as it is printed. */
function keysIn(object: ApiObject): string[] | undefined {
  const manifest = tryPrinted(object);
  const found = ['data', 'stringData', 'binaryData'].flatMap(member => Object.keys(manifest?.[member] ?? {}));
  return found.length === 0 ? undefined : found;
}

function namespaceIn(manifest: JsonObject): string | undefined {
  const namespace = at(manifest, 'metadata', 'namespace');
  return typeof namespace === 'string' ? namespace : undefined;
}

/** Whether a selector may fit: one that is written in another way than Kubernetes' own is taken to. */
function maySelect(wanted: Json, labels: Labels): boolean {
  return !isObject(wanted) || Object.entries(wanted).every(([key, value]) => labels[key] === value);
}
