import { App, Chart, Duration } from 'cdk8s';
import {
  Findings, GatewayDialect, GatewayOptions, GatewayRef, ModelRoute, ModelRouteProps, ModelServer, RouteDestination, ServerAuthentication,
} from '../../src';
import { caught, chartIn, Manifest, manifestsOf, objectOf, plainModel } from '../fixtures';

const GATEWAY: GatewayOptions = { parents: [GatewayRef.gateway('inference')] };
const to = (name: string, namespace?: string) => RouteDestination.service(name, { port: 8080, namespace });

/** What a chart in a namespace prints for routes. */
function printed(props: Partial<ModelRouteProps> & Pick<ModelRouteProps, 'routes'>, namespace = 'models'): Manifest[] {
  const chart = chartIn(namespace === '' ? undefined : namespace);
  new ModelRoute(chart, 'route', { gateway: GATEWAY, ...props });
  return manifestsOf(chart);
}

const rulesOf = (props: Parameters<typeof printed>[0]) => printed(props).filter(({ kind }) => kind === 'HTTPRoute').flatMap(({ spec }) => spec.rules as Manifest[]);

describe('an HTTPRoute', () => {
  test('has the matches of routes in the words of Gateway API', () => {
    const [rule] = rulesOf({ routes: [{ match: { path: '/v1/models/llama/*', headers: { 'X-Tier': 'free', 'A': 'b' }, queryParams: { beta: 'true' } }, to: to('one') }] });
    expect(rule.matches).toEqual([{
      path: { type: 'PathPrefix', value: '/v1/models/llama' },
      headers: [{ type: 'Exact', name: 'a', value: 'b' }, { type: 'Exact', name: 'x-tier', value: 'free' }],
      queryParams: [{ type: 'Exact', name: 'beta', value: 'true' }],
    }]);
  });

  test('has one rule for routes of one match, however it is written, and splits requests by their weights', () => {
    const rules = rulesOf({ routes: [{ match: { path: '/v1/*' }, to: to('one'), weight: 90 }, { match: { headers: { b: '1' } }, to: to('two') }, { match: { path: '/v1/' }, to: to('three'), weight: 10 }] });
    expect(rules.map(({ backendRefs }) => backendRefs)).toEqual([
      [{ name: 'one', port: 8080, weight: 90 }, { name: 'three', port: 8080, weight: 10 }],
      [{ name: 'two', port: 8080 }],
    ]);
  });

  test('takes the shares of a canary where its routes say none', () => {
    const canary = { trafficSplit: { stable: 95, canary: 5 } };
    const weights = (props: Partial<ModelRouteProps>) => rulesOf({ routes: [{ to: to('one') }, { to: to('two') }], ...props })[0].backendRefs.map(({ weight }: Manifest) => weight);
    expect(weights({ canary })).toEqual([95, 5]);
    expect(weights({ canary: { ...canary, enabled: false } })).toEqual([undefined, undefined]);
  });

  test('ends with the fallback', () => {
    const rules = rulesOf({ routes: [{ match: { path: '/v1' }, to: to('one') }], fallback: to('two') });
    expect(rules.at(-1)).toEqual({ matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [{ name: 'two', port: 8080 }] });
  });

  test('becomes several where there are more than 16 matches', () => {
    const routes = Array.from({ length: 40 }, (_, index) => ({ match: { path: `/p${index}` }, to: to('one') }));
    const objects = printed({ routes }).filter(({ kind }) => kind === 'HTTPRoute');
    expect(objects.map(({ metadata, spec }) => [metadata.name, spec.rules.length])).toEqual([['route', 16], ['route-2', 16], ['route-3', 8]]);
  });

  test('has the time-out of a route, else the longest of the servers that it leads to', () => {
    const chart = chartIn('models');
    const server = (id: string, seconds: number) => new ModelServer(chart, `${id}-server`, { target: plainModel(chart, id, { servedName: 'm' }), routing: { timeout: Duration.seconds(seconds) } });
    const [one, two] = [server('one', 30), server('two', 90)];
    new ModelRoute(chart, 'route', { gateway: GATEWAY, routes: [{ match: { path: '/a' }, to: one, timeout: Duration.minutes(5) }, { to: one, weight: 50 }, { to: two, weight: 50 }] });
    expect(objectOf(chart, 'HTTPRoute').spec.rules.map(({ timeouts }: Manifest) => timeouts)).toEqual([{ request: '5m' }, { request: '90s' }]);
  });

  test('has parents of every kind, hosts and a header for the model', () => {
    const parents = [GatewayRef.gateway('a', { namespace: 'gateways', section: 'https' }), GatewayRef.listenerSet('b'), GatewayRef.service('c', { port: 80 })];
    const gateway = { parents, hostnames: ['llm.example.com'], modelHeader: 'X-Gateway-Model-Name' };
    const { spec } = printed({ gateway, routes: [{ match: { model: 'llama' }, to: to('one') }] }).find(({ kind }) => kind === 'HTTPRoute')!;
    expect(spec).toMatchObject({
      hostnames: ['llm.example.com'],
      parentRefs: [
        { name: 'a', namespace: 'gateways', sectionName: 'https' },
        { group: 'gateway.networking.k8s.io', kind: 'ListenerSet', name: 'b' },
        { group: '', kind: 'Service', name: 'c', port: 80 },
      ],
      rules: [{ matches: [{ headers: [{ name: 'x-gateway-model-name', value: 'llama' }] }] }],
    });
  });

  test('brings a ReferenceGrant for each other namespace, with what is named there, and none for its own', () => {
    const routes = [{ match: { path: '/a' }, to: to('one', 'far') }, { match: { path: '/b' }, to: to('two', 'far') }, { match: { path: '/c' }, to: to('three', 'models') }];
    const grants = printed({ routes, fallback: RouteDestination.inferencePool('pool', { namespace: 'other' }) }).filter(({ kind }) => kind === 'ReferenceGrant');
    expect(grants.map(({ metadata, spec }) => [metadata.namespace, metadata.name, spec])).toEqual([
      ['far', 'models.route', {
        from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'models' }],
        to: [{ group: '', kind: 'Service', name: 'one' }, { group: '', kind: 'Service', name: 'two' }],
      }],
      ['other', 'models.route', {
        from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'models' }],
        to: [{ group: 'inference.networking.k8s.io', kind: 'InferencePool', name: 'pool' }],
      }],
    ]);
  });
});

describe('the policies of Envoy Gateway', () => {
  const limited = (chart: Chart, id: string, requestsPerSecond?: number) => new ModelServer(chart, `${id}-server`, {
    target: plainModel(chart, id, { servedName: 'm' }), rateLimit: requestsPerSecond === undefined ? undefined : { requestsPerSecond },
  });
  const gateway = { ...GATEWAY, dialect: GatewayDialect.ENVOY_GATEWAY };

  test('name the route where all of it asks the same', () => {
    const chart = chartIn('models');
    new ModelRoute(chart, 'route', { gateway, routes: [{ match: { path: '/a' }, to: limited(chart, 'one', 5) }], fallback: limited(chart, 'two', 5) });
    expect(objectOf(chart, 'BackendTrafficPolicy').spec.targetRefs).toEqual([{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'route' }]);
    expect(objectOf(chart, 'HTTPRoute').spec.rules.map(({ name }: Manifest) => name)).toEqual([undefined, undefined]);
  });

  test('name the rules that ask, with one policy for those that ask the same', () => {
    const chart = chartIn('models');
    const [one, two, three] = [limited(chart, 'one', 5), limited(chart, 'two', 7), limited(chart, 'three')];
    new ModelRoute(chart, 'route', { gateway, routes: [{ match: { path: '/a' }, to: one }, { match: { path: '/b' }, to: two }, { match: { path: '/c' }, to: one }], fallback: three });
    const policies = manifestsOf(chart).filter(({ kind }) => kind === 'BackendTrafficPolicy');
    const sections = (spec: Manifest) => spec.targetRefs.map(({ sectionName }: Manifest) => sectionName);
    expect(policies.map(({ metadata, spec }) => [metadata.name, sections(spec), spec.rateLimit.local.rules[0].limit.requests])).toEqual([
      ['route', ['rule-1', 'rule-3'], 5], ['route-p2', ['rule-2'], 7],
    ]);
    expect(objectOf(chart, 'HTTPRoute').spec.rules.map(({ name }: Manifest) => name)).toEqual(['rule-1', 'rule-2', 'rule-3', 'rule-4']);
  });

  test('ask who calls', () => {
    const chart = chartIn('models');
    const authentication = ServerAuthentication.jwt({ issuer: 'https://auth.example.com', audience: 'models', jwksUri: 'https://auth.example.com/keys' });
    new ModelServer(chart, 'server', { target: plainModel(chart), gateway, authentication, routing: { retries: 3 } });
    expect(objectOf(chart, 'SecurityPolicy').spec.jwt).toEqual({
      providers: [{ name: 'model-server', issuer: 'https://auth.example.com', audiences: ['models'], remoteJWKS: { uri: 'https://auth.example.com/keys' } }],
    });
    expect(objectOf(chart, 'BackendTrafficPolicy').spec.retry).toEqual({ numRetries: 3 });
    expect(objectOf(chart, 'ModelServer').spec.authentication.config).toEqual({ issuer: 'https://auth.example.com', audience: 'models' });
  });
});

describe('what Gateway API does not take', () => {
  test.each<[string, Partial<ModelRouteProps> & Pick<ModelRouteProps, 'routes'>, RegExp]>([
    ['no route', { routes: [] }, /routes.*at least one route/],
    ['no Gateway', { gateway: undefined, routes: [{ to: to('one') }] }, /^\[chart\/route\] invalid gateway: .*registerOnly: true where something else routes by it/],
    ['an asterisk in a path', { routes: [{ to: to('one'), match: { path: '/v1/*/chat' } }] }, /path of a match.*"\/v1\/\*\/chat".*"\*" only as its last part/],
    ['two slashes', { routes: [{ to: to('one'), match: { path: '/v1//chat' } }] }, /path of a match/],
    ['a header twice', { routes: [{ to: to('one'), match: { headers: { 'x-a': '1', 'X-A': '2' } } }] }, /headers of a match.*x-a twice/],
    ['a header without a value', { routes: [{ to: to('one'), match: { headers: { a: '' } } }] }, /headers\["a"\] of a match/],
    ['a name that is no header', { routes: [{ to: to('one'), match: { headers: { 'a b': '1' } } }] }, /name in headers of a match/],
    ['too many parameters', { routes: [{ to: to('one'), match: { queryParams: Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`a${index}`, '1'])) } }] }, /17 of them.*at most 16/],
    ['a model without a header', { routes: [{ to: to('one'), match: { model: 'llama' } }] }, /model of a match.*"llama".*modelHeader/],
    ['a weight above 100', { routes: [{ to: to('one'), weight: 101 }] }, /weight of routes\[0\].*101.*from 0 to 100/],
    ['retries below 0', { routes: [{ to: to('one'), retries: -1 }] }, /retries of routes\[0\]/],
    ['a time-out of 100000 seconds and a half', { routes: [{ to: to('one'), timeout: Duration.millis(100_000_500) }] }, /timeout.*at most five digits/],
    ['a host name with a port', { gateway: { ...GATEWAY, hostnames: ['llm.example.com:80'] }, routes: [{ to: to('one') }] }, /hostnames\[0\]/],
    ['no parent', { gateway: { parents: [] }, routes: [{ to: to('one') }] }, /parents.*1 to 32/],
    ['a rewrite that is no path', { routes: [{ to: to('one'), rewrite: 'v1' }] }, /rewrite/],
    ['no namespace beside a server of one', { routes: [{ to: to('one', 'far') }] }, /namespace/],
  ])('is refused where it is given: %s', (title, props, message) => {
    expect(caught(() => printed(props, title.startsWith('no namespace') ? '' : 'models')).message).toMatch(message);
  });
});

test('grants of two routes never have one name, however namespaces and routes are called', () => {
  const app = new App();
  const gateway = { parents: [GatewayRef.gateway('inference')] };
  for (const [namespace, id] of [['x-y', 'z'], ['x', 'y-z']]) new ModelRoute(new Chart(app, namespace, { namespace }), id, { gateway, routes: [{ to: to('a', 'models') }] });
  expect(Findings.of(app).filter(({ rule }) => rule === 'name-collision')).toEqual([]);
});
