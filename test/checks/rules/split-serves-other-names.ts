import { Chart } from 'cdk8s';
import { ModelRoute, ModelServer, ModelSource } from '../../../src';
import { COMMIT } from '../../fixtures';
import { RuleExamples, vllm } from '../rule-examples';
import { elsewhere, GATEWAY, serverOf } from '../traffic-examples';

const split = (servedName: string, servedAliases?: string[]) => (chart: Chart) => new ModelRoute(chart, 'route', {
  gateway: GATEWAY,
  routes: [{ to: serverOf(chart, {}, 'stable', { servedName: 'llama' }), weight: 90 }, { to: new ModelServer(chart, 'canary', { target: vllm({ servedName, servedAliases })(chart) }), weight: 10 }],
});

/** A split between a server and one with an adapter. */
const adapted = (model?: string) => (chart: Chart) => {
  const adapters = { sql: ModelSource.huggingFace('acme/sql', { revision: COMMIT }) };
  const [stable, canary] = [serverOf(chart, {}, 'stable', { servedName: 'llama' }), new ModelServer(chart, 'canary', { target: vllm({ servedName: 'llama', adapters })(chart) })];
  const match = model === undefined ? undefined : { model };
  const own = model === undefined ? [] : [{ match: { model: 'sql' }, to: canary }];
  return new ModelRoute(chart, 'route', { gateway: { ...GATEWAY, modelHeader: 'X-M' }, routes: [{ match, to: stable, weight: 90 }, { match, to: canary, weight: 10 }, ...own] });
};

export const examples: RuleExamples = {
  fires: split('canary'),
  holds: split('llama'),
  more: {
    fires: [split('canary', ['small', 'fast'])],
    holds: [chart => new ModelRoute(chart, 'route', { gateway: GATEWAY, routes: [{ to: serverOf(chart), weight: 90 }, { to: elsewhere('one'), weight: 10 }] })],
  },
  says: /routes\[0\] and routes\[1\] share all requests, and serve "llama" and "canary"/,
  fixes: [
    { fix: /give all of them the same servedName, or one of servedAliases/, broken: split('canary'), mended: [split('llama'), split('canary', ['llama'])] },
    { fix: /give all of them the same adapters, or lead requests for it by match\.model to those that have it/, broken: adapted(), mended: [split('llama'), adapted('llama')] },
  ],
};
