import { isObject } from '../ground/fields';
import { Json } from '../ground/objects';

/** Kinds that lead requests to a Service: Ingress, HTTPRoute, IngressRoute, VirtualService, and others of their kind. */
export const ROUTE = /Ingress|Route|^VirtualService$|^HTTPProxy$|^Mapping$/;

/** Members of a route that name a Service; other Services that it names stand below the members that are left out. */
const SERVICE_KEYS = new Set(['name', 'serviceName', 'service', 'host']);
const OTHER_REFERENCES = new Set(['parentRefs', 'tls', 'middlewares', 'filters']);

/** What a route names. */
export interface NamedService {
  /** The kind that it says: a Service, where it says none. */
  readonly kind: string;
  readonly name: string;
  /** Its namespace; undefined for that of the route. */
  readonly namespace?: string;
}

/** The Services that a part of a route names: by their name, with the namespace beside it, or by an address in the cluster. */
export function servicesIn(value: Json): NamedService[] {
  if (Array.isArray(value)) return value.flatMap(servicesIn);
  if (!isObject(value)) return [];
  const { kind = 'Service', namespace } = value;
  return Object.entries(value).flatMap(([key, member]) => {
    if (typeof member !== 'string') return OTHER_REFERENCES.has(key) ? [] : servicesIn(member);
    const [, name, within] = (SERVICE_KEYS.has(key) && ADDRESS.exec(member)) || [];
    const said = within ?? (typeof namespace === 'string' ? namespace : undefined);
    return name === undefined ? [] : [{ kind: String(kind), name, ...said !== undefined && { namespace: said } }];
  });
}

/** The address of a Service in the cluster, short or whole, with a scheme, a port and a path where it has some. Hosts of the outside have more labels. */
const ADDRESS = /^(?:[a-z]+:\/\/)?([^./:]+)(?:\.([^./:]+)(?:\.svc(?:\.[^/:]+)?)?)?(?:[:/][^]*)?$/;
