import { Chart } from 'cdk8s';
import { GatewayOptions, GatewayRef, RouteMatch, ModelRoute } from '../../../src';
import { RuleExamples, two } from '../rule-examples';
import { elsewhere, GATEWAY } from '../traffic-examples';

const route = (id: string, match: RouteMatch, gateway: Partial<GatewayOptions> = {}) => (chart: Chart) => new ModelRoute(chart, id, {
  gateway: { ...GATEWAY, hostnames: ['llm.example.com'], ...gateway }, routes: [{ match, to: elsewhere(id) }],
});
const one = route('one', { path: '/v1' });
const at = (options: { section?: string; port?: number; namespace?: string }) => route('two', { path: '/v1' }, { parents: [GatewayRef.gateway('inference', options)] });

export const examples: RuleExamples = {
  fires: two(one, route('two', { path: '/v1/*' })),
  holds: two(one, route('two', { path: '/v2' })),
  more: {
    fires: [two(one, at({})), two(at({}), one), two(one, at({ port: 443 })), two(one, at({ section: 'https', port: 443 }))],
    holds: [two(one, at({ section: 'http' })), two(one, at({ namespace: 'gateways' }))],
  },
  says: /chart\/two and chart\/one both route requests with the path \/v1 of llm\.example\.com of the same Gateway/,
  fixes: [{
    fix: /make both one ModelRoute, whose weights split requests; or tell them apart by host names, or by a match/,
    broken: two(one, route('two', { path: '/v1' })),
    mended: [
      chart => new ModelRoute(chart, 'both', { gateway: GATEWAY, routes: [{ to: elsewhere('one'), weight: 50 }, { to: elsewhere('two'), weight: 50 }] }),
      two(one, route('two', { path: '/v1' }, { hostnames: ['other.example.com'] })),
      two(one, route('two', { path: '/v1', headers: { a: 'b' } })),
    ],
  }],
};
