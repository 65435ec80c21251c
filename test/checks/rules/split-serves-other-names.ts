import { Chart } from 'cdk8s';
import { ModelRoute, ModelServer } from '../../../src';
import { RuleExamples, vllm } from '../rule-examples';
import { GATEWAY, serverOf } from '../traffic-examples';

const split = (servedName: string, servedAliases?: string[]) => (chart: Chart) => new ModelRoute(chart, 'route', {
  gateway: GATEWAY,
  routes: [{ to: serverOf(chart, {}, 'stable', { servedName: 'llama' }), weight: 90 }, { to: new ModelServer(chart, 'canary', { target: vllm({ servedName, servedAliases })(chart) }), weight: 10 }],
});

export const examples: RuleExamples = {
  fires: split('canary'),
  holds: split('llama'),
  says: /routes\[0\] and routes\[1\] share all requests, and serve "llama" and "canary"/,
  fixes: [{ fix: /give all of them the same servedName, or one of servedAliases/, broken: split('canary'), mended: [split('llama'), split('canary', ['llama'])] }],
};
