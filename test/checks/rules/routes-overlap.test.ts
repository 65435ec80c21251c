import { ModelRoute } from '../../../src';
import { chartIn, findingsOf } from '../../fixtures';
import { elsewhere, GATEWAY } from '../traffic-examples';

test.each<[string[] | undefined, string]>([
  [undefined, 'all host names'], [['a.example.com'], 'a.example.com'], [['a.example.com', 'b.example.com'], 'a.example.com, b.example.com'],
])('two routes for the hosts %j are told with them', (hostnames, words) => {
  const chart = chartIn('ml');
  for (const id of ['one', 'two']) new ModelRoute(chart, id, { gateway: { ...GATEWAY, hostnames }, routes: [{ match: { path: '/v1' }, to: elsewhere(id) }] });
  expect(findingsOf(chart, 'routes-overlap').map(({ what }) => what)).toEqual([`chart/two and chart/one both route requests with the path /v1 of ${words} of the same Gateway`]);
});
