import { Chart } from 'cdk8s';
import { ModelRoute, ModelServer } from '../../../src';
import { RuleExamples, vllm } from '../rule-examples';
import { elsewhere, GATEWAY } from '../traffic-examples';

const named = (model: string, servedAliases?: string[]) => (chart: Chart) => new ModelRoute(chart, 'route', {
  gateway: { ...GATEWAY, modelHeader: 'X-Gateway-Model-Name' }, routes: [{ match: { model }, to: new ModelServer(chart, 'server', { target: vllm({ servedName: 'llama', servedAliases })(chart) }) }],
});

export const examples: RuleExamples = {
  fires: named('other'),
  holds: named('llama'),
  more: {
    fires: [named('other', ['large', 'small'])],
    holds: [
      chart => new ModelRoute(chart, 'route', { gateway: { ...GATEWAY, modelHeader: 'X-Gateway-Model-Name' }, routes: [{ match: { model: 'any' }, to: elsewhere('one') }] }),
      chart => new ModelRoute(chart, 'route', { gateway: GATEWAY, routes: [{ to: new ModelServer(chart, 'server', { target: vllm()(chart) }) }] }),
    ],
  },
  says: /routes\[0\] leads requests for the model "other" to model-server, which serves "llama"/,
  fixes: [{ fix: /name a model that it serves; or give it that name: servedName, servedAliases, adapters/, broken: named('other'), mended: [named('llama'), named('other', ['other'])] }],
};
