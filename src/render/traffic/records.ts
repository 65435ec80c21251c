import { GivenRoute } from './route-plan';
import { durationText } from '../../ground/durations';
import { compact, given, Json, JsonObject, orNothing } from '../../ground/objects';
import { CanaryOptions } from '../../traffic/canary-options';
import { GatewayOptions } from '../../traffic/gateway-options';
import { RateLimitOptions } from '../../traffic/rate-limit-options';
import { RouteDestination } from '../../traffic/route-destination';
import { RouteMatch } from '../../traffic/route-match';
import { ServerAuthentication } from '../../traffic/server-authentication';
import { SwitchOptions } from '../../values/switch-options';
import { switchRecord } from '../switch-record';

/** What a ModelServer records, in the words of its API. */
export interface ServerRecord {
  readonly infer: { readonly name: string; readonly namespace?: string };
  readonly service: ServiceRecord;
  readonly routing: { readonly path: string; readonly timeout?: string; readonly retries?: number };
  readonly rateLimit?: RateLimitOptions;
  readonly authentication?: ServerAuthentication;
  readonly tls?: SwitchOptions & { readonly secretName?: string };
}

/** What it records of its Service. */
interface ServiceRecord {
  readonly type?: string;
  readonly port: number;
  readonly targetPort?: number;
  readonly annotations?: { readonly [key: string]: string };
  readonly sessionAffinity?: string;
}

/** The `spec` of a ModelServer. */
export function modelServerSpec({ infer, service, routing, rateLimit, authentication, tls }: ServerRecord): JsonObject {
  return {
    ...compact({
      modelInferRef: compact({ ...infer }),
      service: compact({ ...service, annotations: orNothing(Object.fromEntries(given(service.annotations))) }),
      routing: compact({ ...routing }),
    }),
    // What was given as empty stays: the API reads it as off.
    ...(rateLimit && { rateLimit: switched('rateLimit', rateLimit, { requestsPerSecond: rateLimit.requestsPerSecond, burstSize: rateLimit.burstSize }) }),
    ...(authentication && { authentication: authentication._record() }),
    ...(tls && { tls: switched('tls', tls, { secretName: tls.secretName }) }),
  };
}

/** Something that can be off, and what is said of it. */
function switched(what: string, options: SwitchOptions, said: JsonObject): JsonObject {
  return { ...switchRecord(what, options), ...compact(said) };
}

/** What a ModelRoute records. */
export interface RouteRecord {
  readonly routes: readonly GivenRoute[];
  readonly fallback?: RouteDestination;
  readonly canary?: CanaryOptions;
  readonly gateway?: Pick<GatewayOptions, 'modelHeader'>;
  /** The namespace of the route: a reference into the same one says none. */
  readonly namespace?: string;
}

/** The `spec` of a ModelRoute. */
export function modelRouteSpec({ routes, fallback, canary, gateway, namespace }: RouteRecord): JsonObject {
  return {
    routes: routes.map(({ match, to, weight, timeout, retries }): Json => ({
      ...(match && { match: matchRecord(match, gateway?.modelHeader) }),
      ...compact({ destination: { modelServerRef: reference(to, namespace) }, weight, timeout: timeout && durationText('timeout', timeout), retries }),
    })),
    ...(fallback && { fallback: { modelServerRef: reference(fallback, namespace) } }),
    ...(canary && { canary: canaryRecord(canary) }),
  };
}

/** An empty match stays, and takes all requests. */
function matchRecord({ headers, queryParams, path, model }: RouteMatch, modelHeader: string | undefined): JsonObject {
  const named = model === undefined || modelHeader === undefined ? {} : { [modelHeader]: model };
  return compact({ headers: { ...Object.fromEntries(given(headers)), ...named }, queryParams: Object.fromEntries(given(queryParams)), path });
}

/** A namespace that somebody wrote is kept; that of a construct is known anyway where it is the same. */
function reference({ modelServer: name, _recordedIn: namespace, _facts }: RouteDestination, own: string | undefined): JsonObject {
  return compact({ name, namespace: _facts && namespace === own ? undefined : namespace });
}

function canaryRecord(canary: CanaryOptions): JsonObject {
  const { trafficSplit, analysis, rollback } = canary;
  const threshold = (value: Json) => (value === undefined ? undefined : { threshold: value });
  return switched('canary', canary, {
    trafficSplit: trafficSplit && { ...trafficSplit },
    analysis: analysis && compact({
      threshold: analysis.threshold,
      interval: analysis.interval && durationText('interval of the analysis', analysis.interval),
      successRate: threshold(analysis.successRate),
      errorRate: threshold(analysis.errorRate),
      latencyP95: threshold(analysis.latencyP95 && durationText('latencyP95 of the analysis', analysis.latencyP95)),
    }),
    rollback: rollback && compact({
      automatic: rollback.automatic,
      conditions: rollback.conditions?.map(({ metric, threshold: at, duration }): Json => compact({
        metric, threshold: at, duration: duration && durationText('duration of a condition', duration),
      })),
    }),
  });
}
