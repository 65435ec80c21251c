import { RouteMatch } from '../../../src';
import { chartIn, findingsOf } from '../../fixtures';
import { elsewhere, route } from '../traffic-examples';

function said(...matches: RouteMatch[]): string[] {
  const chart = chartIn('ml');
  route({ routes: matches.map((match, index) => ({ match, to: elsewhere(`server-${index}`) })) })(chart);
  return findingsOf(chart, 'route-order-differs').map(({ what, fix }) => `${what}; ${fix}`);
}

/** As `said`, of routes that say as much as each other. */
const alike = (...matches: RouteMatch[]) => said(...matches).filter(text => text.includes('take the same requests'));

const byHeader = (index: number) => ({ headers: { [`x-${index}`]: 'yes' } });
const paths = (count: number) => Array.from({ length: count }, (_, index) => ({ path: `/p${index}` }));
const apart = (one: number, other: number) => `routes[${one}] and routes[${other}] take the same requests and stand in two HTTPRoutes: the older one is preferred; put them nearer together, or make one of them more specific`;

test('routes that say as much as each other keep their order within one HTTPRoute', () => {
  expect(said(byHeader(0), byHeader(1))).toEqual([]);
  expect(alike(byHeader(0), ...paths(14), byHeader(1))).toEqual([]);
  expect(said(...paths(16), byHeader(0), byHeader(1))).toEqual([]);
});

test('routes that say as much as each other have none in two of them, which hold sixteen each', () => {
  expect(said(...paths(15), byHeader(0), byHeader(1))).toEqual([apart(15, 16)]);
  expect(alike(byHeader(0), ...paths(15), byHeader(1))).toEqual([apart(0, 16)]);
});

test('routes that cannot take the same requests may stand anywhere', () => {
  expect(said({ headers: { tier: 'free' } }, { path: '/v1', headers: { tier: 'paid' } })).toEqual([]);
});

test('a later route that says more is preferred, wherever it stands', () => {
  const what = 'requests with the path /v1 go to routes[1], although routes[0] takes them too and stands before it';
  expect(said({}, { path: '/v1' })).toEqual([`${what}; put the more specific routes before the less specific ones`]);
  expect(said({ path: '/v1' }, {})).toEqual([]);
});
