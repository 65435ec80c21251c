import { ApiObject } from 'cdk8s';
import { AppRegistry } from './app-registry';
import { SelectingObjects } from './selecting-objects';
import { Companion } from '../checks/companions/companion';
import { EVERYWHERE, SELECTING_KINDS } from '../checks/companions/selecting-kinds';
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

/** Groups of Kubernetes without an object that scales a Deployment, leads to a Service or guards Pods: their objects are not rendered to be read. */
const OTHER_GROUPS = new Set([
  'core', 'apps', 'batch', 'policy', 'rbac.authorization.k8s.io', 'storage.k8s.io', 'scheduling.k8s.io', 'apiextensions.k8s.io', 'coordination.k8s.io',
  'admissionregistration.k8s.io', 'apiregistration.k8s.io', 'certificates.k8s.io', 'discovery.k8s.io', 'events.k8s.io', 'node.k8s.io',
]);

/** Kinds of those groups that bound the Pods of their namespace, and are rendered all the same. */
const BOUNDING = new Set(['ResourceQuota', 'LimitRange', 'Namespace']);

/** Kinds that are rendered whatever their group is. */
const RENDERED = new Set(['List', ...BOUNDING, ...SELECTING_KINDS]);

/** Kinds that lead requests to a Service: Ingress, HTTPRoute, IngressRoute, VirtualService, and others of their kind. */
const ROUTE = /Ingress|Route|^VirtualService$|^HTTPProxy$|^Mapping$/;

/** Members of a route that name a Service; other Services that it names stand below the members that are left out. */
const SERVICE_KEYS = new Set(['name', 'serviceName', 'service', 'host']);
const OTHER_REFERENCES = new Set(['parentRefs', 'tls', 'middlewares', 'filters']);

/** An object of the app that the library did not make, as it will be printed. */
interface Neighbour extends Companion {
  readonly namespace?: string;
}

type Located<T> = T & { readonly namespace?: string };

/** The other objects of an app that act on a model, in whatever order and chart it was made: autoscalers, routes and network policies. */
export class Surroundings implements Neighbourhood {
  private readonly policies: Neighbour[];
  /** By the name of the Deployment that they scale. */
  private readonly autoscalers = new Map<string, Located<Autoscaler>[]>();
  /** By the names of the Services that they lead to. */
  private readonly routes = new Map<string, Neighbour[]>();
  /** Whatever acts on a Deployment, by its name. */
  private readonly scalers = new Map<string, Neighbour[]>();
  /** The objects that bound the Pods of a namespace, by that namespace. */
  private readonly bounds = new Map<string, Neighbour[]>();
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
      for (const name of filledSecrets(manifest)) this.filled.add(keyOf('Secret', { name, namespace: kind.startsWith('Cluster') ? EVERYWHERE : namespace }));
      if (ROUTE.test(kind)) new Set(servicesIn(manifest.spec)).forEach(name => append(this.routes, name, neighbour));
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
   * The objects beside a model that can be wrong together with it: autoscalers, routes, those that find its Pods or Services, and those that bound the Pods of its
   * namespace.
   *
   * @param isPatched whether somebody patched its objects: then labels are not what they are derived to be.
   */
  public companionsOf(model: RuntimePlan, isPatched: boolean): Companion[] {
    const near = [...this.scalers.get(model.name) ?? [], ...this.routesOf(model)].filter(({ namespace }) => namespace === model.namespace);
    const selecting = this.selecting.of(model, isPatched || hasPodPatches(model) ? undefined : podLabelsOf(model));
    return [...new Set([...near, ...selecting, ...this.boundsOf(model.namespace)])];
  }

  /**
   * Whether there is anything that acts on a model by its name, or may do so. What bounds its namespace, or selects Pods by other labels, does the same to others
   * there that have the same labels and annotations.
   */
  public concerns(model: Resident): boolean {
    const { name } = model;
    return this.policies.length > 0 || this.selecting.concerns(model) || this.autoscalers.has(name) || this.scalers.has(name)
      || servicesOf(name).some(service => this.routes.has(service));
  }

  /** Whether nothing of others in its namespace looks at the labels and annotations of a model's Pods. */
  public leavesAlone({ namespace }: Resident): boolean {
    return !this.selecting.actsIn(namespace) && this.boundsOf(namespace).length === 0;
  }

  /** The object that leads requests to one of a model's Services, as its kind and path. */
  public routeTo(model: Resident): string | undefined {
    const route = this.routesOf(model).find(({ namespace }) => namespace === model.namespace);
    return route && nameOf(route);
  }

  /**
   * The object that looks for a model's Deployment or Service in another namespace, where the app has none of that name: an autoscaler, and an
   * Ingress. Other routes may lead into other namespaces.
   */
  public strays(model: Resident): string[] {
    const strays = (kind: string, all: readonly Located<{ readonly kind: string; readonly path: string }>[]) => all
      .filter(({ namespace }) => namespace !== undefined && namespace !== model.namespace)
      .filter(({ namespace }) => !this.present.has(keyOf(kind, { name: model.name, namespace })))
      .map(one => `${nameOf(one)} in namespace ${JSON.stringify(one.namespace)} looks for a ${kind} ${JSON.stringify(model.name)} there`);
    return [
      ...strays('Deployment', this.autoscalers.get(model.name) ?? []),
      ...strays('Service', (this.routes.get(model.name) ?? []).filter(({ kind }) => kind === 'Ingress')),
    ];
  }

  /** The keys of a ConfigMap or a Secret of the app; undefined for one that is not of the app, and for one that something else fills: one without any, and one that an operator writes. */
  public tryKeys(kind: KeyedKind, resident: Resident): readonly string[] | undefined {
    const key = keyOf(kind, resident);
    if (this.filled.has(key) || this.filled.has(keyOf(kind, { ...resident, namespace: EVERYWHERE }))) return undefined;
    const object = this.keyed.get(key);
    if (object !== undefined && !this.keys.has(key)) this.keys.set(key, keysIn(object));
    return this.keys.get(key);
  }

  /** Whether the app has a ConfigMap or a Secret. */
  public get hasKeyed(): boolean {
    return this.keyed.size > 0;
  }

  private boundsOf(namespace = ''): readonly Neighbour[] {
    return this.bounds.get(namespace) ?? [];
  }

  private routesOf(model: Resident): Neighbour[] {
    return servicesOf(model.name).flatMap(service => this.routes.get(service) ?? []);
  }

  /** The objects of a namespace that lead requests to a Service of it. An InterceptorRoute leads nobody there: it says who is woken. */
  public routesTo({ name, namespace }: Resident): readonly Companion[] {
    return (this.routes.get(name) ?? []).filter(route => route.namespace === namespace && route.kind !== 'InterceptorRoute');
  }

  /** Whether a policy of somebody else's may let callers in. */
  public mayLetIn(model: Resident, labels: { readonly [key: string]: string }): boolean {
    return this.policies.some(({ namespace, manifest }) => (
      namespace === model.namespace && maySelect(at(manifest, 'spec', 'podSelector', 'matchLabels'), labels)
    ));
  }

  /** The policies of somebody else's that close a direction of Pods, as kinds and paths; none where another one may open it. */
  public closersOf(model: Resident, labels: { readonly [key: string]: string }, direction: Direction): string[] {
    const near = this.policies.filter(({ namespace, manifest }) => namespace === model.namespace && maySelect(at(manifest, 'spec', 'podSelector', 'matchLabels'), labels));
    // Policies of other kinds are not read.
    if (near.some(({ kind, manifest }) => kind !== 'NetworkPolicy' || itemsAt(manifest, 'spec', direction.toLowerCase()).length > 0)) return [];
    const closing = near.filter(({ manifest: { spec } }) => selects(at(spec, 'podSelector'), labels) && (itemsAt(spec, 'policyTypes').includes(direction) || (direction === 'Ingress' && at(spec, 'policyTypes') === undefined)));
    return closing.map(nameOf);
  }
}

function keyOf(kind: string, { namespace = '', name }: Resident): string {
  return `${kind} ${namespace}/${name}`;
}

function nameOf({ kind, path }: { readonly kind: string; readonly path: string }): string {
  return `${kind} ${path}`;
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  map.set(key, [...map.get(key) ?? [], value]);
}

/** An object, or the items of a list of them. One that cannot be printed is said by cdk8s at synth. */
function neighboursIn(object: ApiObject): Neighbour[] {
  const { path } = object.node;
  try {
    const manifest = object.toJson() as JsonObject;
    const all = object.kind === 'List' ? itemsAt(manifest, 'items').filter(isObject) : [manifest];
    return all.map(one => ({ path, kind: String(one.kind), namespace: namespaceIn(one) ?? object.metadata.namespace, manifest: one }));
  } catch {
    return [];
  }
}

/** The keys of an object as it is printed. One that cannot be printed is said by cdk8s at synth. */
function keysIn(object: ApiObject): string[] | undefined {
  try {
    const manifest = object.toJson() as JsonObject;
    const found = ['data', 'stringData', 'binaryData'].flatMap(member => Object.keys(manifest[member] ?? {}));
    return found.length === 0 ? undefined : found;
  } catch {
    return undefined;
  }
}

function namespaceIn(manifest: JsonObject): string | undefined {
  const namespace = at(manifest, 'metadata', 'namespace');
  return typeof namespace === 'string' ? namespace : undefined;
}

/** The Services that a part of a route names: by their name, or by an address that begins with it. */
function servicesIn(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(servicesIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (typeof member !== 'string') return OTHER_REFERENCES.has(key) ? [] : servicesIn(member);
    return SERVICE_KEYS.has(key) ? [member.replace(/^[a-z]+:\/\//, '').replace(/[.:/][^]*$/, '')] : [];
  });
}

/** Whether a selector may fit: one that is written in another way than Kubernetes' own is taken to. */
function maySelect(wanted: Json, labels: { readonly [key: string]: string }): boolean {
  return !isObject(wanted) || Object.entries(wanted).every(([key, value]) => labels[key] === value);
}
