import { Agreement } from './agreement';
import { gkeTimeout } from './gke';
import { Held, NotHeld } from './held';
import { PlannedBackend } from './route-plan';
import { compact } from '../../ground/objects';
import { GatewayDialect } from '../../traffic/gateway-dialect';
import { RateLimitOptions } from '../../traffic/rate-limit-options';
import { ServerAuthentication } from '../../traffic/server-authentication';

/** What is asked of a gateway, and where the requests go. */
export interface Asked extends Pick<Agreement, 'timeout' | 'retries' | 'rateLimit' | 'authentication'> {
  readonly backends: readonly PlannedBackend[];
}

/** How a dialect holds one setting. */
type Holder<T> = (value: T, name: string, backends: readonly PlannedBackend[]) => Held | NotHeld;

/** The settings that a dialect holds; what is missing is refused. */
interface Holders {
  readonly timeout?: Holder<string>;
  readonly retries?: Holder<number>;
  readonly rateLimit?: Holder<RateLimitOptions>;
  readonly authentication?: Holder<ServerAuthentication>;
}

const ENVOY = 'gateway.envoyproxy.io/v1alpha1';

/**
 * What holds what, by the name of the dialect. The policies of Envoy Gateway are those of its CRDs in 1.9.1:
 * https://gateway.envoyproxy.io/docs/api/extension_types/
 */
const HOLDERS: { readonly [dialect: string]: Holders } = {
  [GatewayDialect.STANDARD.name]: { timeout: inRoute },
  [GatewayDialect.EXPERIMENTAL.name]: { timeout: inRoute, retries: inRoute },
  [GatewayDialect.GKE.name]: { timeout: gkeTimeout },
  [GatewayDialect.ISTIO.name]: { timeout: inRoute, retries: inRoute },
  [GatewayDialect.ENVOY_GATEWAY.name]: {
    timeout: inRoute,
    retries: numRetries => ({ apiVersion: ENVOY, kind: 'BackendTrafficPolicy', spec: { retry: { numRetries } } }),
    rateLimit: envoyLimit,
    authentication: envoyAuthentication,
  },
};

/** Whether routes of a dialect say a setting themselves. */
export function isInRoute(setting: 'timeout' | 'retries', dialect: GatewayDialect): boolean {
  return HOLDERS[dialect.name]?.[setting] === inRoute;
}

function inRoute(): Held {
  return {};
}

/**
 * What routes say of a time that nobody said, by the name of the dialect: none, where the Gateway would else end every answer early, streamed ones
 * included. Envoy does so after 15 seconds: https://gateway.envoyproxy.io/docs/tasks/traffic/http-timeouts/
 */
const UNSAID_TIMEOUT: { readonly [dialect: string]: string | undefined } = { [GatewayDialect.ENVOY_GATEWAY.name]: '0s' };

/** What Gateways of a dialect do of themselves, unless somebody tells them otherwise. */
interface Habits {
  /** Seconds after which they end a request. */
  readonly endsAfter?: number;
  /** The path that they ask each Pod for its health by. */
  readonly asksFor?: string;
}

/**
 * By the name of the dialect; what a maker does not say is not here.
 * https://docs.cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources
 */
const HABITS: { readonly [dialect: string]: Habits | undefined } = { [GatewayDialect.GKE.name]: { endsAfter: 30, asksFor: '/' } };

/** What Gateways of a dialect are known to do of themselves. */
export function habitsOf({ name }: GatewayDialect): Habits {
  return HABITS[name] ?? {};
}

/** The time for a whole answer, as routes of a dialect say it; undefined where they say none. */
export function timeoutInRoute(timeout: string | undefined, dialect: GatewayDialect): string | undefined {
  return isInRoute('timeout', dialect) ? timeout ?? UNSAID_TIMEOUT[dialect.name] : undefined;
}

/** The settings, in the order in which they are spoken of. */
export const SETTINGS = ['timeout', 'retries', 'rateLimit', 'authentication'] as const;

/** How a dialect holds a setting that is asked for; undefined where it is not asked for. */
export function holding(setting: typeof SETTINGS[number], asked: Asked, dialect: GatewayDialect, name: string): Held | NotHeld | undefined {
  const value = asked[setting];
  if (value === undefined || (setting === 'retries' && value === 0)) return undefined;
  const holder = HOLDERS[dialect.name]?.[setting] as Holder<unknown> | undefined;
  return holder ? holder(value, name, asked.backends) : { why: `${dialect.name} has nothing that holds it`, fix: holdersOf(setting) };
}

/**
 * What holds a setting at gateways without a dialect here. https://istio.io/latest/docs/tasks/
 * https://docs.cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources
 */
const ELSEWHERE: { readonly [setting in typeof SETTINGS[number]]?: string } = {
  rateLimit: 'of Istio an EnvoyFilter with a local rate limit, of GKE a GCPBackendPolicy with a policy of Cloud Armor',
  authentication: 'of Istio a RequestAuthentication and an AuthorizationPolicy, of GKE a GCPBackendPolicy with Identity-Aware Proxy',
};

/** What to do about a setting that nothing holds: the dialects that hold it, read from the table. */
export function holdersOf(setting: typeof SETTINGS[number]): string {
  const able = Object.entries(HOLDERS).filter(([, holders]) => holders[setting]).map(([name]) => name);
  const elsewhere = ELSEWHERE[setting];
  const own = `leave it out, and write the policy of your gateway yourself${elsewhere === undefined ? '' : `: ${elsewhere}`}`;
  return `name a dialect that holds it, where the Gateway is of that kind: ${able.join(', ')}; or ${own}`;
}

/** A token bucket of Envoy is as large as it is filled in a second. */
function envoyLimit({ requestsPerSecond, burstSize }: RateLimitOptions): Held | NotHeld {
  if (requestsPerSecond === undefined) return { why: 'it says no requestsPerSecond', fix: 'give requestsPerSecond, or enabled: false' };
  const isOther = burstSize !== undefined && burstSize !== requestsPerSecond;
  const why = `lets ${requestsPerSecond} requests come at once, and burstSize is ${burstSize}`;
  return {
    apiVersion: ENVOY,
    kind: 'BackendTrafficPolicy',
    spec: { rateLimit: { type: 'Local', local: { rules: [{ limit: { requests: requestsPerSecond, unit: 'Second' } }] } } },
    lost: isOther ? { why, fix: 'give burstSize the value of requestsPerSecond, or leave it out' } : undefined,
  };
}

function envoyAuthentication({ type, _way: { jwt, apiKey } }: ServerAuthentication, name: string): Held | NotHeld {
  if (apiKey) {
    const apiKeyAuth = { credentialRefs: [{ name: apiKey.secretName }], extractFrom: [{ headers: [apiKey.header] }] };
    return { apiVersion: ENVOY, kind: 'SecurityPolicy', spec: { apiKeyAuth } };
  }
  if (jwt === undefined) {
    return {
      why: `Envoy Gateway does not know authentication of the type ${JSON.stringify(type)} here`,
      fix: 'use ServerAuthentication.jwt() or apiKey(), or registerOnly: true where something else asks who calls',
    };
  }
  const { issuer, audience, jwksUri } = jwt;
  if (jwksUri === undefined) {
    return {
      why: 'Envoy Gateway has to be told where the keys of the issuer are',
      fix: 'give jwksUri: it is jwks_uri in <issuer>/.well-known/openid-configuration',
    };
  }
  const provider = compact({ name, issuer, audiences: audience === undefined ? undefined : [audience], remoteJWKS: { uri: jwksUri } });
  return { apiVersion: ENVOY, kind: 'SecurityPolicy', spec: { jwt: { providers: [provider] } } };
}
