import { ApiObject, Chart } from 'cdk8s';
import { InferencePool, IRouteDestination, ModelRoute, RouteDestination, VllmEngine } from '../../../src';
import { plainModel, smallCompute } from '../../fixtures';
import { acknowledged, other, RuleExamples } from '../rule-examples';
import { GATEWAY, serverOf } from '../traffic-examples';

const POOL = { selector: { matchLabels: { app: 'own' } }, targetPorts: [{ number: 8080 }], endpointPickerRef: { name: 'picker', port: { number: 9002 } } };
const to = (name: string, port = 8080) => (chart: Chart) => {
  serverOf(chart);
  return new ModelRoute(chart, 'route', { gateway: GATEWAY, routes: [{ to: RouteDestination.service(name, { port }) }] });
};
const own = (props: object) => (chart: Chart) => {
  new ApiObject(chart, 'proxy', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'proxy' }, ...props });
  return to('proxy', 80)(chart);
};
const toPool = (name: string, namespace?: string) => (chart: Chart) => {
  serverOf(chart);
  new InferencePool(chart, 'pool', { target: plainModel(chart, 'pooled', { profileProps: { engine: new VllmEngine({ version: '0.32.0' }), compute: smallCompute() } }) });
  return new ModelRoute(chart, 'route', { gateway: GATEWAY, routes: [{ to: RouteDestination.inferencePool(name, { namespace }) }] });
};
const ownPool = (chart: Chart) => {
  new ApiObject(chart, 'own', { apiVersion: 'inference.networking.k8s.io/v1', kind: 'InferencePool', metadata: { name: 'model-server' }, spec: POOL });
  return toPool('model-server')(chart);
};
/** A route to something whose name another namespace of the app has: a server, and a pool. */
const elsewhere = (destination: IRouteDestination, place?: 'third') => (chart: Chart) => {
  const others = other(chart);
  serverOf(others);
  new InferencePool(others, 'pool', { target: plainModel(others, 'pooled', { profileProps: { engine: new VllmEngine({ version: '0.32.0' }), compute: smallCompute() } }) });
  return new ModelRoute(place === undefined ? chart : other(chart, 'third'), 'route', { gateway: GATEWAY, routes: [{ to: destination }] });
};
const service = (name: string, namespace?: string) => RouteDestination.service(name, { port: 8080, namespace });
const pool = (namespace?: string) => RouteDestination.inferencePool('pooled', { namespace });
const near = (namespace?: string) => (chart: Chart) => {
  serverOf(chart);
  return new ModelRoute(chart, 'route', { gateway: GATEWAY, routes: [{ to: service('model-server', namespace) }] });
};
const itself = (chart: Chart) => new ModelRoute(chart, 'route', { gateway: GATEWAY, routes: [{ to: serverOf(chart) }] });

export const examples: RuleExamples = {
  fires: to('model-server', 80),
  holds: to('model-server'),
  more: {
    fires: [
      to('model-serverr'), to('model-srever'), to('model', 80), toPool('poled'), toPool('model-server'), own({ spec: { ports: [{ port: 8080 }, { port: 8443 }] } }),
      elsewhere(service('model')), elsewhere(service('model-server')), elsewhere(pool()), elsewhere(service('model', 'othr')), elsewhere(pool('othre')), elsewhere(service('model'), 'third'), near('mll'),
    ],
    holds: [
      elsewhere(service('model', 'other')), elsewhere(pool('other')), elsewhere(service('model', 'fourth')), near('fourth'), elsewhere(service('another')), elsewhere(service('model', 'other'), 'third'),
      to('model-serves'), to('model-server2'), to('model-server-of'), to('model'), toPool('pooled'), toPool('pooler'), toPool('poled', 'elsewhere'), ownPool, own({ spec: { ports: [{ port: 80 }] } }), own({ spec: { type: 'ExternalName' } }),
    ],
  },
  says: /routes\[0\] leads to port 80 of the ModelServer model-server, which has 8080/,
  fixes: [
    {
      fix: /^give namespace: "other" to its RouteDestination: the route then brings the ReferenceGrant that Gateway API needs there; or acknowledge this when another is there/,
      broken: elsewhere(service('model')),
      mended: [elsewhere(service('model', 'other')), acknowledged('route-destination-unknown', elsewhere(service('model')))],
    },
    { fix: /^leave namespace of its RouteDestination out; or acknowledge/, broken: near('mll'), mended: [near()] },
    { fix: /^name a port that it has/, broken: to('model', 80), mended: [to('model')] },
    { fix: /^lead the route to the ModelServer itself: it knows its port/, broken: to('model-server', 80), mended: [itself] },
    {
      fix: /lead the route to the ModelServer itself, or acknowledge this when both are there/,
      broken: to('model-servr'),
      mended: [itself, acknowledged('route-destination-unknown', to('model-servr')), to('another')],
    },
    { fix: /lead the route to the InferencePool itself, or acknowledge this when both are there/, broken: toPool('pooledd'), mended: [toPool('pooled'), acknowledged('route-destination-unknown', toPool('pooledd'))] },
    { fix: /lead the route to the ModelServer itself, or acknowledge/, broken: toPool('model-server'), mended: [itself, acknowledged('route-destination-unknown', toPool('model-server'))] },
  ],
};
