import { Chart } from 'cdk8s';
import { EndpointPicker, GatewayRef, InferencePool, ModelRoute, ModelServer, PickerFailureMode, RouteDestination, VllmEngine } from '../../src';
import { chartIn, manifestsOf, plainModel, smallCompute } from '../fixtures';

/* Every object of what leads requests to models, as it is printed: rights, ports and names of fields that no other test names. */

const vllm = (chart: Chart, id = 'llama') => plainModel(chart, id, { profileProps: { engine: new VllmEngine({ version: '0.32.0' }), compute: smallCompute() } });
const gateway = { parents: [GatewayRef.gateway('inference', { namespace: 'gateways' })] };

const WRITTEN: { readonly [what: string]: (chart: Chart) => unknown } = {
  'a pool with one picker': chart => new InferencePool(chart, 'pool', { target: vllm(chart), picker: EndpointPicker.llmD() }),
  'a pool with pickers that take turns': chart => new InferencePool(chart, 'pool', { target: vllm(chart), picker: EndpointPicker.llmD({ replicas: 2, failureMode: PickerFailureMode.CLOSE }) }),
  'a server and a route to it': chart => new ModelRoute(chart, 'route', { gateway, routes: [{ to: new ModelServer(chart, 'server', { target: vllm(chart), gateway, routing: { path: '/llama', rewrite: '/' } }) }] }),
  'a route to two Services, one of another namespace': chart => new ModelRoute(chart, 'route', {
    gateway,
    routes: [{ to: RouteDestination.service('near', { port: 80 }) }],
    fallback: RouteDestination.service('far', { port: 81, namespace: 'other' }),
  }),
};

test.each(Object.keys(WRITTEN))('%s', what => {
  const chart = chartIn('ml');
  WRITTEN[what](chart);
  expect(manifestsOf(chart).filter(({ kind }) => !['Deployment', 'Model', 'Service'].includes(kind) || what.includes('pool'))).toMatchSnapshot();
});
