import { RouteMatch } from '../../../src';
import { RuleExamples } from '../rule-examples';
import { elsewhere, route } from '../traffic-examples';

const ordered = (...matches: RouteMatch[]) => route({ routes: matches.map((match, index) => ({ match, to: elsewhere(`server-${index}`) })) });
const byHeader = (index: number) => ({ headers: { [`x-${index}`]: 'yes' } });
const filled = (last: RouteMatch) => ordered(...Array.from({ length: 16 }, (_, index) => (index === 15 ? byHeader(0) : { path: `/p${index}` })), last);

export const examples: RuleExamples = {
  fires: ordered({ headers: { tier: 'free' } }, { path: '/v1' }),
  holds: ordered({ path: '/v1' }, { headers: { tier: 'free' } }),
  more: {
    holds: [ordered({ headers: { tier: 'free' } }, { path: '/v1', headers: { tier: 'paid' } }), ordered(byHeader(0), byHeader(1)), route({ routes: [{ match: byHeader(0), to: elsewhere('one') }], fallback: elsewhere('two') })],
  },
  says: /requests with the path \/v1 go to routes\[1\], although routes\[0\] takes them too and stands before it/,
  fixes: [
    {
      fix: /put the more specific routes before the less specific ones/,
      broken: ordered({}, { queryParams: { beta: 'true' } }),
      mended: [ordered({ queryParams: { beta: 'true' } }, {}), ordered({ path: '/v2', headers: { a: 'b' } }, { path: '/v1' })],
    },
    {
      fix: /put them nearer together, or make one of them more specific/,
      broken: filled(byHeader(1)),
      mended: [filled({ headers: { 'x-0': 'no' } }), filled({ path: '/p99', headers: { 'x-0': 'no' } })],
    },
  ],
};
