import { Chart, Duration } from 'cdk8s';
import { GatewayDialect, ModelRoute, ServerAuthentication } from '../../../src';
import { other, RuleExamples } from '../rule-examples';
import { elsewhere, ENVOY, GATEWAY, GKE, ISTIO, route, server, serverOf } from '../traffic-examples';

const retries = (gateway = GATEWAY) => server({ gateway, routing: { retries: 2 } });
const token = (jwksUri?: string) => server({ gateway: ENVOY, authentication: ServerAuthentication.jwt({ issuer: 'https://auth.example.com', jwksUri }) });
const twice = (seconds: number) => route({ routes: [{ to: elsewhere('one'), weight: 50, timeout: Duration.seconds(30) }, { to: elsewhere('two'), weight: 50, timeout: Duration.seconds(seconds) }] });
const keyed = (chart: Chart) => serverOf(chart, { authentication: ServerAuthentication.apiKey({ secretName: 'clients' }) });
const many = (count: number) => route({ routes: Array.from({ length: count }, (_, index) => ({ to: elsewhere(`server-${index}`), match: index < 16 ? {} : { path: `/${index}` } })) });

export const examples: RuleExamples = {
  fires: retries(),
  holds: retries(ENVOY),
  says: /retries of the server model-server is held by nothing: the standard channel of Gateway API has nothing that holds it/,
  fixes: [
    {
      fix: /name a dialect that holds it, where the Gateway is of that kind: the experimental channel of Gateway API, Istio, Envoy Gateway; or leave it out/,
      broken: retries(),
      mended: [retries(ENVOY), retries({ ...GATEWAY, dialect: GatewayDialect.EXPERIMENTAL }), retries(ISTIO), server({ gateway: GATEWAY })],
    },
    { fix: /give jwksUri: it is jwks_uri in/, broken: token(), mended: [token('https://auth.example.com/keys')] },
    {
      fix: /give requestsPerSecond, or enabled: false/,
      broken: server({ gateway: ENVOY, rateLimit: { burstSize: 3, enabled: true } }),
      mended: [server({ gateway: ENVOY, rateLimit: { requestsPerSecond: 3 } }), server({ gateway: ENVOY, rateLimit: { enabled: false } })],
    },
    {
      fix: /use ServerAuthentication\.jwt\(\) or apiKey\(\), or registerOnly: true where something else asks who calls/,
      broken: server({ gateway: ENVOY, authentication: ServerAuthentication.of('oauth2') }),
      mended: [
        server({ gateway: ENVOY, authentication: ServerAuthentication.apiKey({ secretName: 'clients' }) }),
        token('https://auth.example.com/keys'),
        server({ registerOnly: true, authentication: ServerAuthentication.of('oauth2') }),
      ],
    },
    {
      fix: /leave timeout out, and write a GCPBackendPolicy where it is made/,
      broken: route({ gateway: GKE, routes: [{ to: elsewhere('one'), timeout: Duration.seconds(90) }] }),
      mended: [route({ gateway: GKE }), route({ routes: [{ to: elsewhere('one'), timeout: Duration.seconds(90) }] })],
    },
    { fix: /set the same for all routes of one match, and for the servers that they lead to/, broken: twice(60), mended: [twice(30)] },
    {
      fix: /put the ModelRoute into the namespace of the server/,
      broken: chart => new ModelRoute(other(chart), 'route', { gateway: ENVOY, routes: [{ to: keyed(chart) }] }),
      mended: [chart => new ModelRoute(chart, 'route', { gateway: ENVOY, routes: [{ to: keyed(chart) }] })],
    },
    {
      fix: /tell them apart by "headers" or "path", or split requests between fewer servers/,
      broken: chart => [serverOf(chart), route({ routes: Array.from({ length: 17 }, (_, index) => ({ to: elsewhere(`server-${index}`), weight: 5 })) })(chart)],
      mended: [many(17), many(16)],
    },
  ],
};
