import { Chart } from 'cdk8s';
import {
  AutoscalingPolicy, Findings, GatewayRef, InferencePool, IRouteDestination, ModelConstruct, ModelRoute, ModelRouteRule, ModelServer,
  Scaler, Scaling, ServedModel, TritonEngine,
} from '../../src';
import { vllm } from '../checks/rule-examples';
import { chartIn, gpuCompute, ModelOverrides } from '../fixtures';

type To = (chart: Chart, target: ModelConstruct) => IRouteDestination;
const toServer: To = (chart, target) => new ModelServer(chart, 'server', { target });

/** What is said of the path of a route. */
function said(rule: Omit<ModelRouteRule, 'to'>, to: To = toServer, overrides: ModelOverrides = {}): string[] {
  const chart = chartIn('ml');
  const destination = to(chart, vllm({ replicas: undefined, ...overrides })(chart));
  new ModelRoute(chart, 'route', { gateway: { parents: [GatewayRef.gateway('g')] }, routes: [{ to: destination, ...rule }] });
  return Findings.of(chart).filter(finding => finding.rule === 'server-path-unserved').map(({ what }) => what);
}

describe('a path that a server does not answer', () => {
  test.each<[string, To]>([
    ['a ModelServer', toServer],
    ['an InferencePool', (chart, target) => new InferencePool(chart, 'pool', { target })],
    ['an interceptor', (chart, target) => (
      new AutoscalingPolicy(chart, 'p', { target, maxReplicas: 2, scaling: [Scaling.byConcurrency(4)], scaler: Scaler.httpAddOn({ hosts: ['a'] }) }).interceptor
    )],
  ])('is said of a route to %s', (_what, to) => {
    expect(said({ match: { path: '/llama' } }, to)).toEqual([expect.stringContaining('routes[0] takes requests at "/llama", and vLLM answers at "/v1"')]);
  });

  test('is said of what takes the place of another', () => {
    expect(said({ match: { path: '/other/*' }, rewrite: '/x' })).toEqual([expect.stringContaining('takes requests at "/other", which arrive at "/x"')]);
    expect(said({ rewrite: '/x' })).toHaveLength(1);
  });

  test.each<Omit<ModelRouteRule, 'to'>>([
    {}, { match: { path: '/v1' } }, { match: { path: '/v1/chat/completions' } }, { match: { path: '/v1/models/*' } }, { match: { path: '/metrics' } }, { match: { path: '/tokenize' } },
    { match: { path: '/llama' }, rewrite: '/' }, { match: { path: '/llama' }, rewrite: '/v1' }, { match: { path: '/llama/v1' }, rewrite: '/v1/' },
  ])('is none of %j', rule => {
    expect(said(rule)).toEqual([]);
  });

  test('is not known of a model of another app, and of a server without that API', () => {
    expect(said({ match: { path: '/llama' } }, chart => new ModelServer(chart, 'server', { target: ServedModel.of('other'), service: { port: 80 } }))).toEqual([]);
    const triton = { profileProps: { engine: new TritonEngine({ version: '26.07' }), compute: gpuCompute() } };
    expect(said({ match: { path: '/v9' } }, toServer, triton)).toEqual([]);
  });
});
