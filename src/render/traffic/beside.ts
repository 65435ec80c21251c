import { backendPolicySpec, healthCheckSpec } from './gke';
import { JsonObject } from '../../ground/objects';
import { GatewayDialect } from '../../traffic/gateway-dialect';

/** A server or a pool, as far as dialects have something beside it. */
export interface Front {
  /** What routes name: a Service, or an InferencePool. */
  readonly object: { readonly group: string; readonly kind: string; readonly name: string };
  /** The readiness probe of the Pods, with numbers of ports; undefined where it is not known. */
  readonly probe?: JsonObject;
  /** Whether requests of one client go to the same Pod. */
  readonly isSticky: boolean;
  /** The Service of the endpoint picker that the library makes. */
  readonly picker?: string;
  /** How long a request may take; undefined where nothing says it. */
  seconds(): number | undefined;
  /** How long the Pods still answer when they end, in seconds; undefined where that is not known. */
  ending(): number | undefined;
}

/** An object beside it. */
export interface BesideObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly spec: () => JsonObject;
}

/** What dialects have there, by their name. */
const BESIDE: { readonly [dialect: string]: (front: Front) => BesideObject[] } = {
  [GatewayDialect.GKE.name]: gke,
  [GatewayDialect.ISTIO.name]: istio,
};

/** What a dialect has beside a server or a pool. */
export function besideOf(front: Front, dialect: GatewayDialect): BesideObject[] {
  return BESIDE[dialect.name]?.(front) ?? [];
}

/** Whether a dialect has the affinity of sessions there, which a Gateway does not ask of a Service. */
export function holdsAffinity(dialect: GatewayDialect): boolean {
  return BESIDE[dialect.name] !== undefined;
}

function gke({ object, probe, isSticky, seconds, ending }: Front): BesideObject[] {
  const apiVersion = 'networking.gke.io/v1';
  const { name } = object;
  const health = probe && healthCheckSpec(object, probe);
  return [
    ...(health === undefined ? [] : [{ apiVersion, kind: 'HealthCheckPolicy', name, spec: () => health }]),
    { apiVersion, kind: 'GCPBackendPolicy', name, spec: () => backendPolicySpec(object, { seconds: seconds(), ending: ending(), isSticky }) },
  ];
}

/**
 * Without a rule Istio calls a picker in plain text, which those of llm-d do not speak; their certificates are made at each start.
 * https://istio.io/latest/docs/reference/config/networking/destination-rule/
 */
function istio({ object: { kind, name }, isSticky, picker }: Front): BesideObject[] {
  const rule = (host: string, trafficPolicy: JsonObject): BesideObject => (
    { apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule', name: host, spec: () => ({ host, trafficPolicy }) }
  );
  return [
    ...(picker === undefined ? [] : [rule(picker, { tls: { mode: 'SIMPLE', insecureSkipVerify: true } })]),
    ...(isSticky && kind === 'Service' ? [rule(name, { loadBalancer: { consistentHash: { useSourceIp: true } } })] : []),
  ];
}
