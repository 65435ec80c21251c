import { Chart } from 'cdk8s';
import { ModelRoute, ModelServer, ModelServerRouting } from '../../../src';
import { RuleExamples, vllm } from '../rule-examples';
import { GATEWAY } from '../traffic-examples';

const at = (routing: ModelServerRouting) => (chart: Chart) => new ModelServer(chart, 'server', { target: vllm()(chart), gateway: GATEWAY, routing });
const by = (path: string, rewrite?: string) => (chart: Chart) => new ModelRoute(chart, 'route', {
  gateway: GATEWAY, routes: [{ match: { path }, rewrite, to: new ModelServer(chart, 'server', { target: vllm()(chart) }) }],
});

export const examples: RuleExamples = {
  fires: at({ path: '/v1/models/llama' }),
  holds: at({ path: '/v1' }),
  says: /the server model-server takes requests at "\/v1\/models\/llama", and vLLM .*answers at "\/v1"/,
  fixes: [{ fix: /give routing\.path "\/v1", or routing\.rewrite: "\/" for clients that call \/v1\/models\/llama\/v1/, broken: at({ path: '/v1/models/llama' }), mended: [at({ path: '/v1' }), at({ path: '/v1/models/llama', rewrite: '/' })] }, {
    fix: /give the path "\/v1", or rewrite: "\/" for clients that call \/llama\/v1/, broken: by('/llama', '/x'), mended: [by('/v1'), by('/llama', '/')],
  }],
};
