import { Chart } from 'cdk8s';
import { Findings, GatewayRef, ModelInfer, ModelRoute, ModelServer } from '../../src';
import { chartIn, objectOf, plainModel } from '../fixtures';

/** A Model that is registered once and served twice, by the same name. */
function canary(chart: Chart): readonly ModelServer[] {
  const model = plainModel(chart, 'llama', { registerOnly: true });
  return ['stable', 'canary'].map(id => new ModelServer(chart, `${id}-server`, { target: new ModelInfer(chart, `${id}-infer`, { model, name: `llama-${id}-infer` }) }));
}

test('a canary of two ModelInfers of one Model is split by weight, and refers to both', () => {
  // GIVEN
  const chart = chartIn('models');
  const [stable, second] = canary(chart);

  // WHEN
  new ModelRoute(chart, 'route', { gateway: { parents: [GatewayRef.gateway('inference')] }, routes: [{ to: stable, weight: 90 }, { to: second, weight: 10 }] });

  // THEN
  expect(Findings.of(chart).filter(({ rule }) => rule.startsWith('route') || rule.startsWith('split'))).toEqual([]);
  expect(objectOf(chart, 'ModelServer', 'llama-canary-server').spec.modelInferRef.name).toBe(objectOf(chart, 'Service', 'llama-canary-server').spec.selector['registry.matrixinfer.ai/model']);
  expect(objectOf(chart, 'HTTPRoute').spec.rules[0].backendRefs).toEqual([{ name: 'llama-stable-server', port: 8080, weight: 90 }, { name: 'llama-canary-server', port: 8080, weight: 10 }]);
});

test('a ModelInfer that is only registered is recorded by a ModelServer that is, too, and by no other', () => {
  const chart = chartIn('models');
  const target = new ModelInfer(chart, 'infer', { model: plainModel(chart, 'llama', { registerOnly: true }), registerOnly: true });
  new ModelServer(chart, 'server', { target, registerOnly: true, service: { port: 8080 }, routing: { path: '/v1/models/llama' } });
  expect(objectOf(chart, 'ModelServer').spec).toEqual({ modelInferRef: { name: 'llama-infer' }, service: { port: 8080 }, routing: { path: '/v1/models/llama' } });
  expect(() => new ModelServer(chart, 'other', { target })).toThrow(/registerOnly/);
});
