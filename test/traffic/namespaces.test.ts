import { App, Chart, Testing } from 'cdk8s';
import { EndpointPicker, GatewayRef, InferencePool, ModelInfer, ModelRef, ModelRoute, ModelServer, RouteDestination, VllmEngine } from '../../src';
import { chartIn, objectOf, plainModel, smallCompute } from '../fixtures';

const gateway = { parents: [GatewayRef.gateway('inference')] };
const vllm = { profileProps: { engine: new VllmEngine({ version: '0.32.0' }), compute: smallCompute() } };

/** A chart without a namespace, and one with in the same app. */
function charts(): readonly [Chart, Chart] {
  const app: App = Testing.app();
  return [new Chart(app, 'plain'), new Chart(app, 'named', { namespace: 'ml' })];
}

test('a route of a chart with a namespace leads to no server of a chart without one', () => {
  const [plain, named] = charts();
  const server = new ModelServer(plain, 'server', { target: plainModel(plain) });
  const said = /destination of the route: got "Service model-server in a chart without a namespace".*in namespace ml.*give a namespace to its chart/s;
  expect(() => new ModelRoute(named, 'one', { gateway, routes: [{ to: server }] })).toThrow(said);
  expect(() => new ModelRoute(named, 'two', { gateway, routes: [{ to: RouteDestination.service('a', { port: 1 }) }], fallback: server })).toThrow(said);
  expect(() => new ModelRoute(plain, 'three', { gateway, routes: [{ to: server }] })).not.toThrow();
  expect(() => new ModelRoute(named, 'four', { gateway, routes: [{ to: RouteDestination.service('a', { port: 1 }) }] })).not.toThrow();
});

test('a ModelInfer of a chart with a namespace refers to no Model of a chart without one', () => {
  const [plain, named] = charts();
  const model = plainModel(plain, 'm', { registerOnly: true });
  expect(() => new ModelInfer(named, 'one', { model })).toThrow(/^\[named\/one\] invalid model: .*the Model m in a chart without a namespace/s);
  expect(() => new ModelInfer(plain, 'two', { model })).not.toThrow();
  expect(() => new ModelInfer(named, 'three', { model: ModelRef.named('m'), registerOnly: true })).not.toThrow();
});

test('a pool of a chart without a namespace has no picker of its own', () => {
  const chart = chartIn(undefined);
  const target = plainModel(chart, 'm', vllm);
  expect(() => new InferencePool(chart, 'one', { target })).toThrow(/^\[chart\/one\] invalid namespace: .*give a namespace to the chart/s);
  new InferencePool(chart, 'two', { target, name: 'two', picker: EndpointPicker.service('there') });
  expect(objectOf(chart, 'InferencePool', 'two').spec.endpointPickerRef.name).toBe('there');
});
