import { Chart, Duration } from 'cdk8s';
import fc from 'fast-check';
import { labelValues, mostly, numbers, qualifiedNames, texts } from './values';
import {
  GatewayDialect, GatewayRef, ModelConstruct, ModelRoute, ModelServer, ModelServerProps, ModelServerService, RateLimitOptions, RouteDestination,
  RouteMatch, ServiceType, SessionAffinity,
} from '../../../src';

/** What a ModelServer of a model and a ModelRoute to it are made from. */
export interface RouteRecipe {
  readonly dialect: keyof typeof DIALECTS;
  readonly hostname: string;
  readonly service?: ModelServerService;
  readonly timeout?: number;
  readonly rateLimit?: RateLimitOptions;
  readonly match?: RouteMatch;
  readonly weight?: number;
  readonly seconds?: number;
  readonly through?: string;
  readonly name: string;
}

const DIALECTS = {
  standard: GatewayDialect.STANDARD,
  experimental: GatewayDialect.EXPERIMENTAL,
  envoy: GatewayDialect.ENVOY_GATEWAY,
  gke: GatewayDialect.GKE,
  istio: GatewayDialect.ISTIO,
};

/** Routes to a model: mostly such that a Gateway of their dialect holds what they say. */
export function routes(): fc.Arbitrary<RouteRecipe> {
  const annotations = fc.dictionary(qualifiedNames(), labelValues(), { maxKeys: 2 });
  const match = fc.record({
    model: texts('resnet'),
    path: texts('/v1/*', '/', '/a/b'),
    headers: fc.dictionary(texts('X-Tier', 'x-far'), texts('premium', 'a b'), { maxKeys: 2 }),
    queryParams: fc.dictionary(texts('beta'), texts('true'), { maxKeys: 1 }),
  }, { requiredKeys: [] });
  return fc.record({
    dialect: fc.constantFrom(...Object.keys(DIALECTS) as (keyof typeof DIALECTS)[]),
    hostname: texts('llm.example.com', '*.example.com'),
    service: fc.record({
      type: fc.constantFrom(ServiceType.CLUSTER_IP, ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER),
      port: numbers(1, 65_535),
      sessionAffinity: fc.constantFrom(...Object.values(SessionAffinity)),
      annotations,
    }, { requiredKeys: [] }),
    timeout: numbers(1, 3_600),
    rateLimit: mostly<RateLimitOptions | undefined>(fc.constant(undefined), fc.record({ requestsPerSecond: numbers(1, 1_000) })),
    match,
    weight: fc.constantFrom(100),
    seconds: numbers(1, 3_600),
    through: texts('proxy'),
    name: texts('route', 'a-1'),
  }, { requiredKeys: ['dialect', 'hostname', 'name'] });
}

/** Makes a ModelServer of a model, and a ModelRoute to it. */
export function makeRoute(chart: Chart, target: ModelConstruct, recipe: RouteRecipe): void {
  const parents = [GatewayRef.gateway('inference', { namespace: 'gateways' })];
  const gateway = { parents, hostnames: [recipe.hostname], dialect: DIALECTS[recipe.dialect] };
  const { timeout, seconds, rateLimit, match, weight, service } = recipe;
  const through = recipe.through === undefined ? undefined : RouteDestination.service(recipe.through, { port: 80 });
  const routing = timeout === undefined ? undefined : { timeout: Duration.seconds(timeout) };
  const props: ModelServerProps = { target, gateway, service, rateLimit, routing, through };
  const server = new ModelServer(chart, 'server', props);
  new ModelRoute(chart, 'route', {
    name: recipe.name,
    gateway,
    routes: [{ to: server, match, weight, timeout: seconds === undefined ? undefined : Duration.seconds(seconds) }],
  });
}
