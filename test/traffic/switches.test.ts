import { Findings, GatewayDialect, GatewayRef, ModelInfer, ModelRef, ModelRoute, ModelServer, ModelServerProps, RouteDestination, ServedModel, ServerAuthentication } from '../../src';
import { caught, chartIn, manifestsOf, objectOf } from '../fixtures';

/** What can be on or off, and said or not: limits, certificates, authentication, canaries, the autoscaling of a ModelInfer. */

const gateway = { parents: [GatewayRef.gateway('inference', { section: 'https' })], dialect: GatewayDialect.ENVOY_GATEWAY };
const server = (props: Partial<ModelServerProps>) => {
  const chart = chartIn('models');
  new ModelServer(chart, 'server', { target: ServedModel.of('llama'), service: { port: 80 }, ...props });
  return chart;
};

describe('what is off', () => {
  test.each<[string, Partial<ModelServerProps>, object]>([
    ['a limit', { rateLimit: { enabled: false, requestsPerSecond: 3 } }, { rateLimit: { enabled: false, requestsPerSecond: 3 } }],
    ['a limit that does not say so', { rateLimit: { enabledUnsaid: true, requestsPerSecond: 3 } }, { rateLimit: { requestsPerSecond: 3 } }],
    ['an empty limit', { rateLimit: { enabledUnsaid: true } }, { rateLimit: {} }],
    ['a certificate', { tls: { enabled: false, secretName: 'a' } }, { tls: { enabled: false, secretName: 'a' } }],
    ['a certificate that does not say so', { tls: { enabledUnsaid: true, secretName: 'a' } }, { tls: { secretName: 'a' } }],
    ['authentication', { authentication: ServerAuthentication.recorded({ enabled: false, type: 'jwt' }) }, { authentication: { enabled: false, type: 'jwt' } }],
    ['authentication that does not say so', { authentication: ServerAuthentication.recorded({ type: 'jwt', config: { issuer: 'x' } }) }, { authentication: { type: 'jwt', config: { issuer: 'x' } } }],
    ['empty authentication', { authentication: ServerAuthentication.recorded() }, { authentication: {} }],
  ])('is recorded, and held by nothing and nobody: %s', (_what, props, recorded) => {
    // with no Gateway at all, and with one that could hold it
    expect(Findings.of(server(props))).toEqual([]);
    const chart = server({ ...props, gateway });
    expect(Findings.of(chart)).toEqual([]);
    expect(objectOf(chart, 'ModelServer').spec).toMatchObject(recorded);
    expect(manifestsOf(chart).map(({ kind }) => kind)).toEqual(['ModelServer', 'Service', 'HTTPRoute']);
  });

  test('splits nothing, and is not analysed: a canary', () => {
    const chart = chartIn('models');
    const routes = ['one', 'two'].map(name => ({ to: RouteDestination.service(name, { port: 80 }), weight: name === 'one' ? 90 : 10 }));
    new ModelRoute(chart, 'route', { routes, gateway, canary: { enabledUnsaid: true, trafficSplit: { stable: 50, canary: 50 }, analysis: { threshold: 95 } } });
    expect(Findings.of(chart)).toEqual([]);
    expect(objectOf(chart, 'ModelRoute').spec.canary).toEqual({ trafficSplit: { stable: 50, canary: 50 }, analysis: { threshold: 95 } });
  });

  test('scales nothing: the autoscaling of a ModelInfer', () => {
    const chart = chartIn('models');
    const { tryScaler } = new ModelInfer(chart, 'infer', { model: ModelRef.named('llama'), registerOnly: true, autoscaling: { enabledUnsaid: true, minReplicas: 2 } });
    expect(tryScaler).toBeUndefined();
    expect(objectOf(chart, 'ModelInfer').spec.autoscaling).toEqual({ minReplicas: 2 });
  });
});

test('fails for what is on and does not say so: the API reads that as off', () => {
  expect(caught(() => server({ rateLimit: { enabled: true, enabledUnsaid: true, requestsPerSecond: 3 } })).message).toBe(
    '[chart/server] invalid enabledUnsaid of rateLimit: got "true, beside enabled: true", allowed is without it: the API reads no `enabled` as off; remove one of them',
  );
});

test('authentication that is on and only recorded is refused where a server is made, and taken where it is only registered', () => {
  const authentication = ServerAuthentication.recorded({ enabled: true, type: 'oauth2' });
  expect(Findings.of(server({ authentication, gateway })).map(({ rule }) => rule)).toEqual(['traffic-not-held']);
  expect(objectOf(server({ authentication, registerOnly: true }), 'ModelServer').spec.authentication).toEqual({ enabled: true, type: 'oauth2' });
});

test.each(['Bearer hunter2', 'hunter2!', 'sk-proj-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'a'.repeat(64), ''])('fails for a type that is none, and does not repeat what may be a credential: %s', type => {
  for (const make of [() => ServerAuthentication.of(type), () => ServerAuthentication.recorded({ type })]) {
    const { message } = caught(make);
    expect(message).toContain('invalid type of the authentication: got "(hidden)"');
    expect(message).not.toMatch(/hunter2|sk-proj/);
  }
});

test('a word that was only spelled otherwise is shown', () => {
  expect(() => ServerAuthentication.of('OAuth2')).toThrow('got "OAuth2"');
});

test.each([[{ stable: 90 }, [90, 10]], [{ canary: 5 }, [95, 5]], [{ stable: 80, canary: 20 }, [80, 20]]])('a canary with the shares %j has the rest', (trafficSplit, weights) => {
  const chart = chartIn('models');
  const routes = ['one', 'two'].map(name => ({ to: RouteDestination.service(name, { port: 80 }) }));
  new ModelRoute(chart, 'route', { routes, gateway, canary: { trafficSplit } });
  expect(objectOf(chart, 'HTTPRoute').spec.rules[0].backendRefs.map(({ weight }: { readonly weight: number }) => weight)).toEqual(weights);
  expect(objectOf(chart, 'ModelRoute').spec.canary).toEqual({ enabled: true, trafficSplit });
});

describe('a server that is only registered', () => {
  test('may be for a model of another namespace, which it says', () => {
    const other = new ModelInfer(chartIn('elsewhere'), 'infer', { model: ModelRef.named('llama'), registerOnly: true });
    for (const target of [other, ServedModel.of('llama-infer', { namespace: 'elsewhere' })]) {
      const chart = server({ target, registerOnly: true, routing: { path: '/v1' } });
      expect(objectOf(chart, 'ModelServer').spec.modelInferRef).toEqual({ name: 'llama-infer', namespace: 'elsewhere' });
    }
    expect(() => server({ target: ServedModel.of('llama', { namespace: 'elsewhere' }) })).toThrow('a model in namespace elsewhere');
  });

  test('may have any name that an object has; one with a Service may not', () => {
    expect(objectOf(server({ name: '7b.example', registerOnly: true }), 'ModelServer').metadata.name).toBe('7b.example');
    expect(() => server({ name: '7b.example' })).toThrow('DNS-1035');
    expect(() => server({ target: ServedModel.of('7b.example') })).toThrow('DNS-1035');
  });
});
