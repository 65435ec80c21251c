import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { AppRegistry } from './app-registry';
import { Autoscaler, autoscalerIn } from './autoscaler';
import { isObject } from './fields';
import { at, itemsAt, Json, JsonObject } from './objects';
import { Ledger } from '../checks/private/ledger';

/** Groups of Kubernetes without an object that scales a Deployment, leads to a Service or guards Pods: their objects are not rendered to be read. */
const OTHER_GROUPS = new Set([
  'core', 'apps', 'batch', 'policy', 'rbac.authorization.k8s.io', 'storage.k8s.io', 'scheduling.k8s.io', 'apiextensions.k8s.io', 'coordination.k8s.io',
  'admissionregistration.k8s.io', 'apiregistration.k8s.io', 'certificates.k8s.io', 'discovery.k8s.io', 'events.k8s.io', 'node.k8s.io',
]);

/** Kinds that lead requests to a Service: Ingress, HTTPRoute, IngressRoute, VirtualService, and others of their kind. */
const ROUTE = /Ingress|Route|^VirtualService$|^HTTPProxy$|^Mapping$/;

/** Members of a route that name a Service; what else it names stands below the members that are left out. */
const SERVICE_KEYS = new Set(['name', 'serviceName', 'service', 'host']);
const OTHER_REFERENCES = new Set(['parentRefs', 'tls', 'middlewares', 'filters']);

/** An object of the app that the library did not make, as it will be printed. */
interface Neighbour {
  readonly path: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly manifest: JsonObject;
}

/** What a model says of itself to its surroundings. */
export interface Resident {
  readonly name: string;
  readonly namespace?: string;
}

/** What else in an app acts on a model, in whatever order and chart it was made: autoscalers, routes and network policies. */
export class Surroundings {
  /** Those of the app that a construct belongs to, read once for each pass of the checks. */
  public static of(construct: IConstruct): Surroundings {
    const { root } = construct.node;
    const { generation } = Ledger.of(root);
    const known = SEEN.get(root);
    if (known?.generation === generation) return known.surroundings;
    const surroundings = new Surroundings(root);
    SEEN.set(root, { generation, surroundings });
    return surroundings;
  }

  private readonly neighbours: Neighbour[];
  private readonly autoscalers = new Map<string, Autoscaler>();

  private constructor(root: IConstruct) {
    const { owners } = AppRegistry.of(root);
    this.neighbours = root.node.findAll()
      .filter((one): one is ApiObject => ApiObject.isApiObject(one) && !owners.has(one) && (one.kind === 'List' || !OTHER_GROUPS.has(one.apiGroup)))
      .flatMap(neighboursIn);
    for (const { path, kind, namespace, manifest } of this.neighbours) {
      const found = autoscalerIn(kind, manifest);
      if (found) this.autoscalers.set(keyOf({ namespace, name: found.target }), { ...found, path });
    }
  }

  /** What scales a model's Deployment. */
  public autoscalerOf(model: Resident): Autoscaler | undefined {
    return this.autoscalers.get(keyOf(model));
  }

  /** What leads requests to one of a model's Services, as its kind and path. */
  public routeTo(model: Resident): string | undefined {
    const services = [model.name, `${model.name}-grpc`];
    const route = this.neighbours.find(({ kind, namespace, manifest }) => (
      ROUTE.test(kind) && namespace === model.namespace && names(manifest.spec, services)
    ));
    return route && `${route.kind} ${route.path}`;
  }

  /** Whether a policy of somebody else's may let callers in. */
  public mayLetIn(model: Resident, labels: { readonly [key: string]: string }): boolean {
    return this.neighbours.some(({ kind, namespace, manifest }) => (
      kind.endsWith('NetworkPolicy') && namespace === model.namespace && selects(at(manifest, 'spec', 'podSelector', 'matchLabels'), labels)
    ));
  }
}

const SEEN = new WeakMap<IConstruct, { readonly generation: number; readonly surroundings: Surroundings }>();

function keyOf({ namespace = '', name }: Resident): string {
  return `${namespace}/${name}`;
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

function namespaceIn(manifest: JsonObject): string | undefined {
  const namespace = at(manifest, 'metadata', 'namespace');
  return typeof namespace === 'string' ? namespace : undefined;
}

/** Whether a part of a route names a Service: by its name, or by an address that begins with it. */
function names(value: Json, services: string[]): boolean {
  if (Array.isArray(value)) return value.some(item => names(item, services));
  if (!isObject(value)) return false;
  return Object.entries(value).some(([key, member]) => {
    if (typeof member === 'string') return SERVICE_KEYS.has(key) && services.includes(member.replace(/^[a-z]+:\/\//, '').replace(/[.:/].*$/, ''));
    return !OTHER_REFERENCES.has(key) && names(member, services);
  });
}

/** Whether a selector may fit: one that is written in another way than Kubernetes' own is taken to. */
function selects(wanted: Json, labels: { readonly [key: string]: string }): boolean {
  return !isObject(wanted) || Object.entries(wanted).every(([key, value]) => labels[key] === value);
}
