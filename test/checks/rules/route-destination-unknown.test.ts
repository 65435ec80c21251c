import { ModelRoute, RouteDestination } from '../../../src';
import { chartIn, findingsOf } from '../../fixtures';
import { GATEWAY, serverOf } from '../traffic-examples';

/** What is said of a route to a Service of a name, beside the server `model-server` in the namespace `ml`. */
function said(name: string, port = 8080, namespace?: string): string[] {
  const chart = chartIn('ml');
  serverOf(chart);
  new ModelRoute(chart, 'route', { gateway: GATEWAY, routes: [{ to: RouteDestination.service(name, { port, namespace }) }] });
  return findingsOf(chart, 'route-destination-unknown').map(({ what }) => what);
}

test.each(['model-serve', 'model-serverr', 'model-sever', 'mode-server'])('a name with a character too few or too many is told: %s', name => {
  expect(said(name)).toEqual([`routes[0] leads to the Service ${JSON.stringify(name)}, and the app has the ModelServer "model-server"`]);
});

test.each(['model-servep', 'model-2-server', 'other', 'model-ser'])('another name is that of another Service: %s', name => {
  expect(said(name)).toEqual([]);
});

test('a port that the server does not have is told, in its own namespace only', () => {
  expect(said('model-server', 80)).toEqual(['routes[0] leads to port 80 of the ModelServer model-server, which has 8080']);
  expect(said('model-server', 80, 'ml')).toEqual(['routes[0] leads to port 80 of the ModelServer model-server, which has 8080']);
  expect([said('model-server', 80, 'other'), said('model-serve', 8080, 'other')]).toEqual([[], []]);
  expect(said('model-server', 80, 'lm')).toEqual(['routes[0] leads to the Service "model-server" in namespace "lm", and the app has one of that name in "ml" alone']);
});

test('a route to the server itself knows its port', () => {
  const chart = chartIn('ml');
  new ModelRoute(chart, 'route', { gateway: GATEWAY, routes: [{ to: serverOf(chart) }] });
  expect(findingsOf(chart, 'route-destination-unknown')).toEqual([]);
});
