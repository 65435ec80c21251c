import { metricsPortOf, MODEL_SERIES_LABEL, tryServedMetrics } from './monitored';
import { SERVER } from './pod-template';
import { RuntimePlan } from './runtime-plan';
import { seconds } from '../ground/durations';
import { compact, JsonObject } from '../ground/objects';
import { ModelLabels } from '../values/model-labels';
import { SecretKey } from '../values/secret-key';

/** The `spec` of a PodMonitor. https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PodMonitor */
export function podMonitorSpec(plan: RuntimePlan): JsonObject {
  return { selector: selectorOf(plan), podTargetLabels: [ModelLabels.MODEL], podMetricsEndpoints: [endpointOf(plan, metricsPortOf(plan.engine))] };
}

/** The `spec` of a ServiceMonitor: the Service of HTTP has the port, that of gRPC has none of its name. */
export function serviceMonitorSpec(plan: RuntimePlan): JsonObject {
  return { selector: selectorOf(plan), podTargetLabels: [ModelLabels.MODEL], endpoints: [endpointOf(plan, tryServedMetrics(plan)!)] };
}

/** The `spec` of a PodMonitoring. https://github.com/GoogleCloudPlatform/prometheus-engine/blob/main/doc/api.md */
export function podMonitoringSpec(plan: RuntimePlan): JsonObject {
  const { interval, timeout, certificateAuthority } = scrapeOf(plan);
  const key = plan.engine._facts.metricsKey;
  return {
    selector: selectorOf(plan),
    targetLabels: { fromPod: [{ from: ModelLabels.MODEL, to: MODEL_SERIES_LABEL }] },
    endpoints: [compact({
      port: metricsPortOf(plan.engine),
      path: plan.engine.metricsPath,
      interval: interval && `${seconds(interval)}s`,
      timeout: timeout && `${seconds(timeout)}s`,
      ...(isEncrypted(plan) && {
        scheme: 'https',
        tls: certificateAuthority ? { ca: { secret: keyOf(certificateAuthority) }, serverName: hostOf(plan) } : UNVERIFIED,
      }),
      authorization: key && { type: 'Bearer', credentials: { secret: keyOf(key) } },
    })],
  };
}

/** The `spec` of a PrometheusRule, and of Google's Rules, which is the same but for the interval. */
export function rulesSpec(plan: RuntimePlan): JsonObject {
  return { groups: plan.settings.monitoring!._rules._groups(monitoredModel(plan)) };
}

/** The `spec` of Google's Rules. */
export function googleRulesSpec(plan: RuntimePlan): JsonObject {
  const { interval } = scrapeOf(plan);
  return { groups: plan.settings.monitoring!._rules._groups(monitoredModel(plan)).map(group => ({ ...group, interval: `${seconds(interval!)}s` })) };
}

/** The `data` of the ConfigMap with the dashboard. */
export function dashboardData(plan: RuntimePlan): JsonObject {
  return plan.settings.monitoring!._dashboard._data(monitoredModel(plan));
}

const UNVERIFIED: JsonObject = { insecureSkipVerify: true };

/** Scrapes that a rate is counted over, and the least time for it. */
const [SCRAPES, LEAST_WINDOW] = [4, 300];

/** What alerts and dashboards have to know of a model. */
function monitoredModel(plan: RuntimePlan) {
  const { name, namespace, engine, timing } = plan;
  const { interval } = scrapeOf(plan);
  return {
    name,
    namespace,
    server: engine.version === undefined ? engine._title : `${engine._title} ${engine.version}`,
    metrics: engine.metrics ?? {},
    modelLabel: MODEL_SERIES_LABEL,
    container: SERVER,
    startSeconds: timing.startup,
    window: `${Math.max(LEAST_WINDOW, SCRAPES * (interval ? seconds(interval) : 0)) / 60}m`,
  };
}

function selectorOf(plan: RuntimePlan): JsonObject {
  return { matchLabels: { [ModelLabels.MODEL]: plan.name } };
}

/** The endpoint that the Prometheus operator scrapes. */
function endpointOf(plan: RuntimePlan, port: string): JsonObject {
  const { interval, timeout, certificateAuthority } = scrapeOf(plan);
  const key = plan.engine._facts.metricsKey;
  return compact({
    port,
    path: plan.engine.metricsPath,
    interval: interval && `${seconds(interval)}s`,
    scrapeTimeout: timeout && `${seconds(timeout)}s`,
    ...(isEncrypted(plan) && {
      scheme: 'https',
      tlsConfig: certificateAuthority ? { ca: { secret: keyOf(certificateAuthority) }, serverName: hostOf(plan) } : UNVERIFIED,
    }),
    authorization: key && { type: 'Bearer', credentials: keyOf(key) },
  });
}

function scrapeOf({ settings: { monitoring } }: RuntimePlan) {
  return monitoring!._scrape;
}

/** Whether the server speaks TLS there: a port of metrics alone is plain. */
function isEncrypted({ settings, engine }: RuntimePlan): boolean {
  return settings.tls !== undefined && metricsPortOf(engine) === 'http';
}

/** The name that is in the certificate of the server. */
function hostOf({ name, namespace }: RuntimePlan): string {
  return namespace === undefined ? name : `${name}.${namespace}.svc`;
}

function keyOf({ name, key }: SecretKey): JsonObject {
  return { name, key };
}
