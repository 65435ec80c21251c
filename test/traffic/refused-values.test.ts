import {
  EndpointPicker, Findings, GatewayDialect, GatewayRef, InferencePool, LlmDPickerOptions, ModelRoute,
  ModelServer, RouteDestination, ServerAuthentication, VllmEngine,
} from '../../src';
import { chartIn, objectOf, plainModel, smallCompute } from '../fixtures';

const gateway = { parents: [GatewayRef.gateway('inference')] };
const vllm = { profileProps: { engine: new VllmEngine({ version: '0.32.0' }), compute: smallCompute() } };
const CONFIG = 'apiVersion: llm-d.ai/v1alpha1\nkind: EndpointPickerConfig\n';

test.each<[string, LlmDPickerOptions, RegExp]>([
  ['a text that is no YAML', { config: 'not: [yaml' }, /YAML of the kind EndpointPickerConfig/],
  ['an empty text', { config: '' }, /YAML of the kind EndpointPickerConfig/],
  ['another kind', { config: 'kind: Foo' }, /got "Foo", allowed is YAML of the kind EndpointPickerConfig/],
  ['a text that is broken after its kind', { config: `${CONFIG}plugins: [\n` }, /got ".*", allowed is YAML of the kind EndpointPickerConfig/],
  ['a text that says its kind twice', { config: `${CONFIG}kind: EndpointPickerConfig\n` }, /got ".*unique.*", allowed is YAML of the kind EndpointPickerConfig/],
  ['a kind that is not at the top', { config: 'spec:\n  kind: EndpointPickerConfig\n' }, /a text without that kind/],
  ['a list, or a text alone', { config: '- kind: EndpointPickerConfig' }, /a text that is no map/],
  ['weights that would be dropped', { config: CONFIG, weights: { queue: 1 } }, /config and weights/],
])('a picker refuses %s', (_what, options, says) => {
  expect(() => EndpointPicker.llmD(options)).toThrow(says);
});

test('a picker takes its configuration in each spelling, and needs a weight above 0', () => {
  for (const config of [CONFIG, 'kind: "EndpointPickerConfig" # mine', '{"kind":"EndpointPickerConfig"}']) expect(() => EndpointPicker.llmD({ config })).not.toThrow();
  const chart = chartIn('ml');
  const picker = EndpointPicker.llmD({ weights: { queue: 0, cache: 0, prefix: 0 } });
  expect(() => new InferencePool(chart, 'pool', { target: plainModel(chart, 'm', vllm), picker })).toThrow(/nothing above 0/);
});

test('a rewrite with an asterisk at its end is the path before it', () => {
  const chart = chartIn('ml');
  const to = RouteDestination.service('a', { port: 80 });
  new ModelRoute(chart, 'route', { gateway, routes: [{ to, match: { path: '/a' }, rewrite: '/b/*' }, { to, match: { path: '/c' }, rewrite: '/*' }] });
  const rewrites = objectOf(chart, 'HTTPRoute').spec.rules.map((rule: { filters: { urlRewrite: { path: object } }[] }) => rule.filters[0].urlRewrite.path);
  expect(rewrites).toMatchObject([{ replacePrefixMatch: '/b' }, { replacePrefixMatch: '/' }]);
});

test('a pool warns of a port that the Pods do not have', () => {
  const chart = chartIn('ml');
  new InferencePool(chart, 'pool', { target: plainModel(chart, 'm', vllm), targetPort: 1 });
  const found = Findings.of(chart).filter(({ rule }) => rule === 'server-port-unknown');
  expect(found.map(({ what }) => what)).toEqual([expect.stringContaining('targetPort 1 of the pool m is no port of the Pods')]);
});

test('what is missing is said in words', () => {
  const chart = chartIn('ml');
  const to = { destination: undefined } as unknown as RouteDestination;
  expect(() => new ModelRoute(chart, 'one', { gateway, routes: [{ to }] })).toThrow(/to of routes\[0\]: got "something without a destination"/);
  expect(() => new ModelRoute(chart, 'two', { routes: [{ to: RouteDestination.service('a', { port: 80 }) }] })).toThrow(/got "nothing", allowed is the Gateways/);
  new ModelServer(chart, 'server', { target: plainModel(chart), tls: { enabled: true } });
  expect(Findings.of(chart).map(({ what }) => what)).toContainEqual(expect.stringMatching(/^tls without a secretName of the server model-server is held by nothing/));
  expect(() => ServerAuthentication.jwt({ issuer: 'a', audience: '' })).toThrow(/invalid audience/);
});

test.each([[5, true], [10, false], [20, true]])('a burst of %s beside 10 requests in a second is held in part: %s', (burstSize, isSaid) => {
  const chart = chartIn('ml');
  const envoy = { ...gateway, dialect: GatewayDialect.ENVOY_GATEWAY };
  new ModelServer(chart, 'server', { target: plainModel(chart), gateway: envoy, rateLimit: { requestsPerSecond: 10, burstSize } });
  expect(Findings.of(chart).some(({ rule }) => rule === 'traffic-held-in-part')).toBe(isSaid);
});

test.each([
  [{ requestsPerSecond: 0.5 }, /invalid requestsPerSecond of the rateLimit: got 0\.5, allowed is .*; give a whole number of requests/],
  [{ requestsPerSecond: 0 }, /invalid requestsPerSecond of the rateLimit: got 0/],
  [{ requestsPerSecond: 5, burstSize: -1 }, /invalid burstSize of the rateLimit: got -1/],
])('a server refuses a limit that nobody can count where it is given: %j', (rateLimit, says) => {
  const chart = chartIn('ml');
  expect(() => new ModelServer(chart, 'server', { target: plainModel(chart), rateLimit })).toThrow(says);
});

test('a route takes no address for a host name, and no name that a Service cannot have', () => {
  const chart = chartIn('ml');
  const to = RouteDestination.service('a', { port: 80 });
  const route = (id: string, hostname: string) => () => (
    new ModelRoute(chart, id, { gateway: { ...gateway, hostnames: [hostname] }, routes: [{ to }] })
  );
  expect(route('address', '10.0.0.1')).toThrow(/invalid hostnames\[0\]: got "10\.0\.0\.1", allowed is .*, and no address/);
  for (const [index, name] of ['10.0.0.1.example.com', '1.2.3', '*.1.2.3.4.nip.io'].entries()) expect(route(`name-${index}`, name)).not.toThrow();
  for (const name of ['a'.repeat(64), 'a.b']) {
    const routes = [{ to: RouteDestination.service(name, { port: 80 }) }];
    expect(() => new ModelRoute(chart, `routed-${name}`, { gateway, routes })).toThrow(/invalid name of the Service: got .*at most 63 characters/);
    expect(() => new ModelRoute(chart, `recorded-${name}`, { registerOnly: true, routes })).not.toThrow(); // the record takes it
  }
});

test('a pool of a model that is only registered is not told to be recorded, which it cannot be', () => {
  const chart = chartIn('ml');
  const target = plainModel(chart, 'm', { ...vllm, registerOnly: true });
  expect(() => new InferencePool(chart, 'pool', { target })).toThrow(/ServedModel\.of\("m"\) for Pods that something else runs, or remove registerOnly there$/);
  expect(() => new ModelServer(chart, 'server', { target })).toThrow(/or set it for the ModelServer too, which is then only recorded$/);
});
