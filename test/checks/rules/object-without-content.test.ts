import { Chart, JsonPatch } from 'cdk8s';
import {
  GatewayRef, ModelRoute, ModelServer, ModelStatusReporter, Monitoring, NodeAffinity, PodVolume, PrometheusAdapterRules, Scaling, ServedModel,
} from '../../../src';
import { chartIn, findingsOf } from '../../fixtures';
import { vllm } from '../rule-examples';
import { policy } from '../scaling-examples';

const server = (chart: Chart) => new ModelServer(chart, 'server', { target: ServedModel.of('llama'), service: { port: 8080 } });

test('a policy that needs no rules of an adapter is as good as none', () => {
  const chart = chartIn('ml');
  new PrometheusAdapterRules(chart, 'adapter', { policies: [policy({ scaling: [Scaling.byCpu(0.6)] })(chart)] });
  expect(findingsOf(chart, 'object-without-content').map(({ what }) => what)).toEqual(['the ConfigMap adapter has no rules of prometheus-adapter']);
});

/** Lists of which an object is made: an empty one is refused where nothing could come of it. */
test.each<[string, (chart: Chart) => unknown, RegExp]>([
  ['routes', chart => new ModelRoute(chart, 'route', { routes: [] }), /routes: got "?none"?, allowed is at least one route/],
  ['parents', chart => new ModelRoute(chart, 'route', { routes: [{ to: server(chart) }], gateway: { parents: [] } }), /parents/],
  ['namespaces', chart => new ModelStatusReporter(chart, 'reporter', { namespaces: [] }), /namespaces/],
  ['scaling', chart => policy({ scaling: [] })(chart), /scaling: got "nothing", allowed is one thing to scale by, or more/],
  ['sources of a projected volume', () => PodVolume.projected('all', []), /sources/],
  ['labels of a node affinity', () => NodeAffinity.required([]), /labels of a node affinity/],
  ['terms of a node affinity', () => NodeAffinity.requiredAny([]), /terms of a node affinity/],
  ['a term of nothing', () => NodeAffinity.preferredAny(1, [{}]), /labels of a node affinity/],
  ['names of nodes', () => NodeAffinity.requiredAny([{ exceptNodes: [] }]), /exceptNodes of a node affinity/],
])('fails: no %s', (_what, make, message) => {
  expect(() => make(chartIn('ml'))).toThrow(message);
});

test.each<[string, string, string, RegExp]>([
  ['HTTPRoute', '/spec/parentRefs', 'parentRefs', /give a Gateway in parents/],
  ['PodMonitor', '/spec/podMetricsEndpoints', 'endpoints', /leave monitoring out/],
  ['PrometheusRule', '/spec/groups', 'rules', /use AlertRules\.none\(\)/],
])('a patch that leaves nothing in a %s is told', (kind, path, what, fix) => {
  const chart = chartIn('ml');
  vllm({ monitoring: Monitoring.prometheus({}) })(chart);
  new ModelRoute(chart, 'route', { routes: [{ to: server(chart) }], gateway: { parents: [GatewayRef.gateway('inference')] } });
  const isMeant = (one: object) => (one as { readonly kind?: string }).kind === kind;
  const object = chart.node.findAll().find(isMeant) as unknown as { addJsonPatch(patch: JsonPatch): void };
  object.addJsonPatch(JsonPatch.replace(path, []));
  const [found] = findingsOf(chart, 'object-without-content');
  expect(found.what).toContain(`has no ${what}`);
  expect(found.fix).toMatch(fix);
});
