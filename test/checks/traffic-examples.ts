import { Chart } from 'cdk8s';
import {
  GatewayDialect, GatewayOptions, GatewayRef, IRouteDestination, ModelRoute, ModelRouteProps, ModelServer, ModelServerProps, RouteDestination,
} from '../../src';
import { ModelOverrides, plainModel } from '../fixtures';

/* Servers and routes that nothing is to be said of, but for what an example overrides. */

/** A Gateway. */
export const GATEWAY: GatewayOptions = { parents: [GatewayRef.gateway('inference', { section: 'https' })] };

/** A Gateway of Envoy Gateway. */
export const ENVOY: GatewayOptions = { ...GATEWAY, dialect: GatewayDialect.ENVOY_GATEWAY };

/** A Gateway of GKE. */
export const GKE: GatewayOptions = { ...GATEWAY, dialect: GatewayDialect.GKE };

/** A Gateway of Istio. */
export const ISTIO: GatewayOptions = { ...GATEWAY, dialect: GatewayDialect.ISTIO };

/** A server in front of a model of its own. */
export const serverOf = (chart: Chart, props: Partial<ModelServerProps> = {}, id = 'model', overrides: ModelOverrides = {}) => (
  new ModelServer(chart, `${id}-server`, { target: plainModel(chart, id, { servedName: 'model', ...overrides }), ...props })
);

/** The same, for an example. */
export const server = (props: Partial<ModelServerProps> = {}, overrides: ModelOverrides = {}) => (chart: Chart) => serverOf(chart, props, 'model', overrides);

/** A Service that is made elsewhere. */
export const elsewhere = (name: string): IRouteDestination => RouteDestination.service(name, { port: 8080 });

/** A route. */
export const route = (props: Partial<ModelRouteProps>) => (chart: Chart) => new ModelRoute(chart, 'route', { gateway: GATEWAY, routes: [{ to: elsewhere('one') }], ...props });
