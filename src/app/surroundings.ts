import { ApiObject } from 'cdk8s';
import { AppRegistry } from './app-registry';
import { Companion } from '../checks/companions/companion';
import { KeyedKind } from '../checks/missing-key';
import { Neighbourhood, Resident } from '../checks/neighbourhood';
import { isObject } from '../ground/fields';
import { at, itemsAt, Json, JsonObject } from '../ground/objects';
import { Autoscaler, autoscalerIn, targetIn } from '../render/autoscaler';
import { ModelLabels } from '../values/model-labels';

/** Groups of Kubernetes without an object that scales a Deployment, leads to a Service or guards Pods: their objects are not rendered to be read. */
const OTHER_GROUPS = new Set([
  'core', 'apps', 'batch', 'policy', 'rbac.authorization.k8s.io', 'storage.k8s.io', 'scheduling.k8s.io', 'apiextensions.k8s.io', 'coordination.k8s.io',
  'admissionregistration.k8s.io', 'apiregistration.k8s.io', 'certificates.k8s.io', 'discovery.k8s.io', 'events.k8s.io', 'node.k8s.io',
]);

/** Kinds of those groups that bound the Pods of their namespace, and are rendered all the same. */
const BOUNDING = new Set(['PodDisruptionBudget', 'ResourceQuota', 'LimitRange', 'Namespace']);

/** Kinds that find the Pods or the Services of a model by its label, and name a port of theirs. */
const SELECTING = new Set(['Service', 'ServiceMonitor', 'PodMonitor']);

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
  /** Services and monitors of others, by the name of the model that they select. */
  private readonly selecting = new Map<string, Neighbour[]>();
  /** Deployments and Services of the app, whoever made them. */
  private readonly present = new Set<string>();
  /** ConfigMaps and Secrets of the app, which are rendered when a Pod names a key of them. */
  private readonly keyed = new Map<string, ApiObject>();
  private readonly keys = new Map<string, readonly string[] | undefined>();

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
    const neighbours = objects.filter(one => (!owners.has(one) || acting.has(one)) && (one.kind === 'List' || BOUNDING.has(one.kind) || SELECTING.has(one.kind) || !OTHER_GROUPS.has(one.apiGroup))).flatMap(neighboursIn);
    this.policies = neighbours.filter(({ kind }) => kind.endsWith('NetworkPolicy'));
    for (const neighbour of neighbours) {
      const { path, kind, namespace, manifest } = neighbour;
      const found = autoscalerIn(kind, manifest);
      if (found) append(this.autoscalers, found.target, { ...found, path, namespace });
      const target = targetIn(manifest);
      if (target !== undefined) append(this.scalers, target, neighbour);
      if (BOUNDING.has(kind)) append(this.bounds, (kind === 'Namespace' ? String(at(manifest, 'metadata', 'name')) : namespace) ?? '', neighbour);
      const selected = SELECTING.has(kind) ? selectedModel(manifest) : undefined;
      if (selected !== undefined) append(this.selecting, selected, neighbour);
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

  /** The objects beside a model that can be wrong together with it: autoscalers, routes, Services, monitors, and those that bound the Pods of its namespace. */
  public companionsOf(model: Resident): Companion[] {
    const near = [
      ...this.scalers.get(model.name) ?? [], ...this.routesOf(model), ...this.selecting.get(model.name) ?? [],
    ].filter(({ namespace }) => namespace === model.namespace);
    return [...new Set([...near, ...this.boundsOf(model.namespace)])];
  }

  /**
   * Whether there is anything that acts on a model by its name, or may do so: whatever selects Pods by their labels. What bounds its namespace bounds others
   * there in the same way.
   */
  public concerns({ name, namespace }: Resident): boolean {
    return this.policies.length > 0 || this.boundsOf(namespace).some(({ kind }) => kind === 'PodDisruptionBudget') || this.routes.has(`${name}-grpc`)
      || [this.autoscalers, this.scalers, this.routes, this.selecting].some(all => all.has(name));
  }

  /** The object that leads requests to one of a model's Services, as its kind and path. */
  public routeTo(model: Resident): string | undefined {
    const route = this.routesOf(model).find(({ namespace }) => namespace === model.namespace);
    return route && nameOf(route);
  }

  /** The objects of others that lead requests to a Service, as their kinds and paths. An InterceptorRoute says who is woken. */
  public routesTo({ name, namespace }: Resident): string[] {
    return (this.routes.get(name) ?? []).filter(route => route.namespace === namespace && route.kind !== 'InterceptorRoute').map(nameOf);
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

  /** The keys of a ConfigMap or a Secret of the app; undefined for one that is not of the app, and for one without any, which something else fills. */
  public tryKeys(kind: KeyedKind, resident: Resident): readonly string[] | undefined {
    const key = keyOf(kind, resident);
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
    return [...this.routes.get(model.name) ?? [], ...this.routes.get(`${model.name}-grpc`) ?? []];
  }

  /** Whether a policy of somebody else's may let callers in. */
  public mayLetIn(model: Resident, labels: { readonly [key: string]: string }): boolean {
    return this.policies.some(({ namespace, manifest }) => (
      namespace === model.namespace && selects(at(manifest, 'spec', 'podSelector', 'matchLabels'), labels)
    ));
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

/** The model whose label is in the selector of a Service or a monitor. */
function selectedModel({ spec }: JsonObject): string | undefined {
  const name = at(spec, 'selector', ModelLabels.MODEL) ?? at(spec, 'selector', 'matchLabels', ModelLabels.MODEL);
  return typeof name === 'string' ? name : undefined;
}

/** Whether a selector may fit: one that is written in another way than Kubernetes' own is taken to. */
function selects(wanted: Json, labels: { readonly [key: string]: string }): boolean {
  return !isObject(wanted) || Object.entries(wanted).every(([key, value]) => labels[key] === value);
}
