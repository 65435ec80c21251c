import { App, Chart, Duration, Testing } from 'cdk8s';
import {
  GatewayRef, IRouteDestination, ModelRoute, ModelRouteProps, ModelServer, ModelServerProps, RouteDestination, ServedModel,
  ServerAuthentication, ServiceType, SessionAffinity,
} from '../../src';

/*
 * The documents of the API's pages, written in typed code: https://github.com/matrixinfer-ai (docs of ModelServer, ModelRoute, examples, FAQ, best practices).
 * Each is compared with what it says, member for member.
 */

const printed = (make: (chart: Chart) => unknown, kind: string, namespace?: string) => {
  const chart = new Chart(Testing.app(), 'chart', { namespace });
  make(chart);
  return Testing.synth(chart).find(one => one.kind === kind);
};

/** A ModelServer that nothing but its resource is made of. */
const server = (name: string, namespace: string | undefined, target: string, props: Omit<ModelServerProps, 'target'>) => printed(
  chart => new ModelServer(chart, 'server', { target: ServedModel.of(target), name, registerOnly: true, ...props }), 'ModelServer', namespace,
);

const route = (name: string, namespace: string | undefined, props: ModelRouteProps) => printed(
  chart => new ModelRoute(chart, 'route', { name, registerOnly: true, ...props }), 'ModelRoute', namespace,
);

const to = (name: string, namespace?: string): IRouteDestination => RouteDestination.service(name, { port: 8080, namespace });

describe('documents of ModelServer', () => {
  test('the basic one', () => {
    expect(server('llama-server', 'default', 'llama-7b-infer', {
      service: { type: ServiceType.CLUSTER_IP, port: 8080 }, routing: { path: '/v1/models/llama-7b', timeout: Duration.seconds(30) },
    })).toEqual({
      apiVersion: 'networking.matrixinfer.ai/v1alpha1',
      kind: 'ModelServer',
      metadata: { name: 'llama-server', namespace: 'default' },
      spec: {
        modelInferRef: { name: 'llama-7b-infer' },
        service: { type: 'ClusterIP', port: 8080 },
        routing: { path: '/v1/models/llama-7b', timeout: '30s' },
      },
    });
  });

  test('a load balancer with a rate limit, a certificate and a question who calls', () => {
    const annotations = { 'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb' };
    expect(server('public-model-server', 'production', 'production-model-infer', {
      service: { type: ServiceType.LOAD_BALANCER, port: 443, annotations },
      routing: { path: '/v1/models/production', timeout: Duration.seconds(60), retries: 3 },
      rateLimit: { requestsPerSecond: 100, burstSize: 200 },
      authentication: ServerAuthentication.jwt({ issuer: 'https://auth.company.com', audience: 'matrixinfer-api' }),
      tls: { secretName: 'model-server-tls' },
    }).spec).toEqual({
      modelInferRef: { name: 'production-model-infer' },
      service: { type: 'LoadBalancer', port: 443, annotations },
      routing: { path: '/v1/models/production', timeout: '60s', retries: 3 },
      rateLimit: { enabled: true, requestsPerSecond: 100, burstSize: 200 },
      authentication: { enabled: true, type: 'jwt', config: { issuer: 'https://auth.company.com', audience: 'matrixinfer-api' } },
      tls: { enabled: true, secretName: 'model-server-tls' },
    });
  });

  test('several ports, annotations for Prometheus, and no namespace', () => {
    const annotations = { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9090' };
    expect(server('multi-port-server', undefined, 'multi-model-infer', {
      service: { type: ServiceType.NODE_PORT, port: 8080, targetPort: 8080, annotations },
      routing: { path: '/v1/models/multi', timeout: Duration.seconds(30), retries: 2 },
      rateLimit: { requestsPerSecond: 200, burstSize: 400 },
    })).toEqual({
      apiVersion: 'networking.matrixinfer.ai/v1alpha1',
      kind: 'ModelServer',
      metadata: { name: 'multi-port-server' },
      spec: {
        modelInferRef: { name: 'multi-model-infer' },
        service: { type: 'NodePort', port: 8080, targetPort: 8080, annotations },
        routing: { path: '/v1/models/multi', timeout: '30s', retries: 2 },
        rateLimit: { enabled: true, requestsPerSecond: 200, burstSize: 400 },
      },
    });
  });

  test('the rest: affinity of sessions, a namespace of the reference, and what is off', () => {
    const chart = new Chart(new App(), 'chart', { namespace: 'here' });
    new ModelServer(chart, 'server', {
      target: ServedModel.of('my-infer', { namespace: 'here' }),
      name: 'my-server',
      registerOnly: true,
      service: { port: 80, sessionAffinity: SessionAffinity.NONE },
      routing: { path: '/' },
      rateLimit: { enabled: false },
      tls: { enabled: false },
    });
    expect(Testing.synth(chart)[0].spec).toEqual({
      modelInferRef: { name: 'my-infer', namespace: 'here' }, service: { port: 80, sessionAffinity: 'None' }, routing: { path: '/' }, rateLimit: { enabled: false }, tls: { enabled: false },
    });
  });
});

describe('documents of ModelRoute', () => {
  test('tests of two versions by a header', () => {
    expect(route('model-ab-test', 'default', {
      routes: [{ match: { headers: { version: 'v1' } }, to: to('model-server-v1'), weight: 80 }, { match: { headers: { version: 'v2' } }, to: to('model-server-v2'), weight: 20 }],
      fallback: to('model-server-v1'),
    })).toEqual({
      apiVersion: 'networking.matrixinfer.ai/v1alpha1',
      kind: 'ModelRoute',
      metadata: { name: 'model-ab-test', namespace: 'default' },
      spec: {
        routes: [
          { match: { headers: { version: 'v1' } }, destination: { modelServerRef: { name: 'model-server-v1' } }, weight: 80 },
          { match: { headers: { version: 'v2' } }, destination: { modelServerRef: { name: 'model-server-v2' } }, weight: 20 },
        ],
        fallback: { modelServerRef: { name: 'model-server-v1' } },
      },
    });
  });

  test('a canary with an analysis', () => {
    const path = '/v1/models/production/*';
    expect(route('canary-deployment', 'ml-models', {
      routes: [{ match: { path }, to: to('stable-model-server'), weight: 90 }, { match: { path }, to: to('canary-model-server'), weight: 10 }],
      canary: { trafficSplit: { stable: 90, canary: 10 }, analysis: { threshold: 95, interval: Duration.minutes(5) } },
    }).spec).toEqual({
      routes: [
        { match: { path }, destination: { modelServerRef: { name: 'stable-model-server' } }, weight: 90 },
        { match: { path }, destination: { modelServerRef: { name: 'canary-model-server' } }, weight: 10 },
      ],
      canary: { enabled: true, trafficSplit: { stable: 90, canary: 10 }, analysis: { threshold: 95, interval: '5m' } },
    });
  });

  test('a canary in steps, with a rollback', () => {
    expect(route('progressive-canary', undefined, {
      routes: [{ match: { headers: { 'canary-stage': 'phase1' } }, to: to('canary-server'), weight: 5 }, { match: {}, to: to('stable-server'), weight: 95 }],
      canary: {
        analysis: { successRate: 99.5, latencyP95: Duration.seconds(1), errorRate: 0.1 },
        rollback: { automatic: true, conditions: [{ metric: 'error_rate', threshold: 1, duration: Duration.minutes(5) }] },
      },
    }).spec).toEqual({
      routes: [
        { match: { headers: { 'canary-stage': 'phase1' } }, destination: { modelServerRef: { name: 'canary-server' } }, weight: 5 },
        { match: {}, destination: { modelServerRef: { name: 'stable-server' } }, weight: 95 },
      ],
      canary: {
        enabled: true,
        analysis: { successRate: { threshold: 99.5 }, latencyP95: { threshold: '1s' }, errorRate: { threshold: 0.1 } },
        rollback: { automatic: true, conditions: [{ metric: 'error_rate', threshold: 1, duration: '5m' }] },
      },
    });
  });

  test('several conditions, other namespaces, and routes without a match', () => {
    expect(route('geo-routing', undefined, {
      routes: [
        { match: { headers: { region: 'us-west', tier: 'enterprise' }, queryParams: { priority: 'high' } }, to: to('us-model-server', 'us-west'), timeout: Duration.seconds(45), retries: 3 },
        { match: { headers: { region: 'us-east' }, path: '/v1/models/critical/*' }, to: to('us-east-critical-server') },
        { to: to('model-v1-server'), weight: 80 },
        { to: to('model-v2-server'), weight: 20 },
      ],
      fallback: to('global-model-server', 'default'),
    }).spec).toEqual({
      routes: [
        {
          match: { headers: { region: 'us-west', tier: 'enterprise' }, queryParams: { priority: 'high' } },
          destination: { modelServerRef: { name: 'us-model-server', namespace: 'us-west' } },
          timeout: '45s',
          retries: 3,
        },
        { match: { headers: { region: 'us-east' }, path: '/v1/models/critical/*' }, destination: { modelServerRef: { name: 'us-east-critical-server' } } },
        { destination: { modelServerRef: { name: 'model-v1-server' } }, weight: 80 },
        { destination: { modelServerRef: { name: 'model-v2-server' } }, weight: 20 },
      ],
      fallback: { modelServerRef: { name: 'global-model-server', namespace: 'default' } },
    });
  });

  test('is the same with the Gateway that routes by it', () => {
    const routes = [{ match: { headers: { 'user-type': 'premium' } }, to: to('premium-model-server'), timeout: Duration.seconds(60) }];
    const gateway = { parents: [GatewayRef.gateway('inference')] };
    expect(route('header-routing', 'production', { routes, gateway, registerOnly: false })).toEqual(route('header-routing', 'production', { routes }));
  });
});
