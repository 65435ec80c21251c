import { ApiObject, Chart } from 'cdk8s';
import { ModelRoute, RouteDestination } from '../../../src';
import { acknowledged, RuleExamples } from '../rule-examples';
import { GATEWAY, serverOf } from '../traffic-examples';

const to = (name: string, port = 8080) => (chart: Chart) => {
  serverOf(chart);
  return new ModelRoute(chart, 'route', { gateway: GATEWAY, routes: [{ to: RouteDestination.service(name, { port }) }] });
};
const own = (props: object) => (chart: Chart) => {
  new ApiObject(chart, 'proxy', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'proxy' }, ...props });
  return to('proxy', 80)(chart);
};
const itself = (chart: Chart) => new ModelRoute(chart, 'route', { gateway: GATEWAY, routes: [{ to: serverOf(chart) }] });

export const examples: RuleExamples = {
  fires: to('model-server', 80),
  holds: to('model-server'),
  more: {
    fires: [to('model-serverr'), to('model', 80), own({ spec: { ports: [{ port: 8080 }, { port: 8443 }] } })],
    holds: [to('model-serves'), to('model-server-of'), to('model'), own({ spec: { ports: [{ port: 80 }] } }), own({ spec: { type: 'ExternalName' } })],
  },
  says: /routes\[0\] leads to port 80 of the ModelServer model-server, which has 8080/,
  fixes: [
    { fix: /^name a port that it has/, broken: to('model', 80), mended: [to('model')] },
    { fix: /^lead the route to the ModelServer itself: it knows its port/, broken: to('model-server', 80), mended: [itself] },
    {
      fix: /lead the route to the ModelServer itself, or acknowledge this when both are there/,
      broken: to('model-servr'),
      mended: [itself, acknowledged('route-destination-unknown', to('model-servr')), to('another')],
    },
  ],
};
