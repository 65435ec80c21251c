import { App, Chart } from 'cdk8s';
import { rendering, Rendering } from './rendering';
import {
  ApiKeyAuthenticationProps, CanaryOptions, EndpointPicker, ExistingPickerOptions, Findings, GatewayDialect, GatewayRef, InferencePool,
  LlmDPickerOptions, ModelRoute, ModelRouteProps, ModelServer, ModelServerProps, ModelServerTls, PickerFailureMode, PickerWeights,
  RateLimitOptions, RouteDestination, ServedModel, ServerAuthentication,
} from '../../src';

/** What a construct in a chart renders. */
function printed(make: (chart: Chart) => unknown): unknown[] {
  const chart = new Chart(new App(), 'chart', { namespace: 'ml' });
  make(chart);
  return chart.toJson();
}

/** What is said of a construct in a chart. */
function saidOf(make: (chart: Chart) => unknown): string[] {
  const chart = new Chart(new App(), 'chart', { namespace: 'ml' });
  make(chart);
  return Findings.of(chart).map(({ what }) => what);
}

const GATEWAY = { parents: [GatewayRef.gateway('inference', { section: 'https' })] };
const ENVOY = { ...GATEWAY, dialect: GatewayDialect.ENVOY_GATEWAY };

const server = (props: Partial<ModelServerProps>) => printed(chart => new ModelServer(chart, 'server', { target: ServedModel.of('llama'), service: { port: 80 }, ...props }));
const keys = (props: Partial<ApiKeyAuthenticationProps>) => server({ gateway: ENVOY, authentication: ServerAuthentication.apiKey({ secretName: 'clients', ...props }) });
const route = (props: Partial<ModelRouteProps>) => printed(chart => new ModelRoute(chart, 'route', {
  gateway: GATEWAY, routes: [{ to: RouteDestination.service('one', { port: 80 }) }, { to: RouteDestination.service('two', { port: 80 }) }], ...props,
}));
const canary = (props: Partial<CanaryOptions>) => route({ canary: { trafficSplit: { stable: 90, canary: 10 }, ...props } });
const limited = (rateLimit: RateLimitOptions) => server({ gateway: ENVOY, rateLimit: { requestsPerSecond: 3, ...rateLimit } });
const certified = (tls: ModelServerTls) => server({ gateway: GATEWAY, tls: { secretName: 'certificate', ...tls } });
const pool = (picker: EndpointPicker) => printed(chart => new InferencePool(chart, 'pool', { target: ServedModel.of('llama'), targetPort: 8000, picker }));
const llmD = (options: LlmDPickerOptions) => pool(EndpointPicker.llmD(options));
const weights = (given: PickerWeights) => llmD({ weights: given });
const existing = (options: ExistingPickerOptions) => pool(EndpointPicker.service('there', options));

/** Those of servers, routes and pools, as `RENDERED_DEFAULTS` has the others. */
export const TRAFFIC_DEFAULTS: { [prop: string]: Rendering } = {
  'ApiKeyAuthenticationProps.header': rendering('x-other', header => keys({ header })),
  'ExistingPickerOptions.failureMode': rendering(PickerFailureMode.CLOSE, failureMode => existing({ failureMode })),
  'ExistingPickerOptions.port': rendering(9003, port => existing({ port })),
  'GatewayOptions.dialect': rendering(GatewayDialect.ENVOY_GATEWAY, dialect => saidOf(chart => new ModelServer(chart, 'server', {
    target: ServedModel.of('llama'), service: { port: 80 }, gateway: { ...GATEWAY, dialect }, rateLimit: { requestsPerSecond: 3 },
  }))),
  'LlmDPickerOptions.failureMode': rendering(PickerFailureMode.CLOSE, failureMode => llmD({ failureMode })),
  'LlmDPickerOptions.replicas': rendering(2, replicas => llmD({ replicas })),
  'ModelRouteProps.registerOnly': rendering(true, registerOnly => route({ registerOnly })),
  'ModelServerProps.registerOnly': rendering(true, registerOnly => server({ registerOnly })),
  'PickerWeights.prefix': rendering(7, prefix => weights({ prefix })),
  'PickerWeights.queue': rendering(7, queue => weights({ queue })),
  'SwitchOptions.enabled': rendering(false, enabled => [canary({ enabled }), limited({ enabled }), certified({ enabled })]),
  'SwitchOptions.enabledUnsaid': rendering(true, enabledUnsaid => [canary({ enabledUnsaid }), limited({ enabledUnsaid }), certified({ enabledUnsaid })]),
};
