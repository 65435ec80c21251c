import { PortInput, servedPorts, hasService } from './ports';
import { ServingEngine } from '../engines/serving-engine';
import { JsonObject } from '../ground/objects';
import { MonitorKind } from '../monitoring/monitor-kind';
import { ModelLabels } from '../values/model-labels';

/** Name of the port of the Pods that has the metrics. */
export function metricsPortOf({ ports: { http, metrics } }: ServingEngine): 'http' | 'metrics' {
  return metrics === undefined || metrics === http ? 'http' : 'metrics';
}

/** Name of the port of the Service that leads to it; undefined where none does. */
export function tryServedMetrics(input: PortInput): string | undefined {
  const target = metricsPortOf(input.engine);
  return hasService(input) ? servedPorts(input).find(port => port.target === target)?.name : undefined;
}

/** The label that the model has as a label of Prometheus, on every series of its Pods. */
export const MODEL_SERIES_LABEL = ModelLabels.MODEL.replace(/\W/g, '_');

/** Throws where the server has no metrics to scrape. */
export function requireMetrics({ engine, settings }: PortInput): void {
  if (!settings.monitoring?._any || engine.metricsPath !== undefined) return;
  throw new Error(
    `${engine._title} has no Prometheus metrics ${engine.version === undefined ? 'that the library knows of' : `in ${engine.version}`}, got `
      + 'monitoring; use Monitoring.none() for it, switch its metrics on or give metricsPath where it has some, or measure its Pods by other means: '
        + 'kube-state-metrics, DCGM\'s exporter, a proxy in pod.sidecars',
  );
}

/** Throws where no port of a Service leads to them. */
export function requireServedMetrics(input: PortInput): void {
  const { engine, settings: { monitoring } } = input;
  if (monitoring?._by !== MonitorKind.SERVICE || tryServedMetrics(input) !== undefined) return;
  const port = metricsPortOf(engine);
  throw new Error(
    'a ServiceMonitor scrapes through the Service, and '
      + `${hasService(input) ? `none of its ports leads to the port ${port} of ${engine._title}` : 'service.type is NONE'}; `
        + `${hasService(input) ? `add { name: "${port}" } to service.ports, or ` : ''}leave monitor out for a PodMonitor, which needs no Service`,
  );
}

/** The one who scrapes, as a peer of a NetworkPolicy; undefined where nobody is named. */
export function tryScraper({ monitoring }: PortInput['settings']): JsonObject | undefined {
  const { scraperNamespace, scraperLabels } = monitoring?._scrape ?? {};
  if (scraperNamespace === undefined) return undefined;
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': scraperNamespace } },
    ...(scraperLabels !== undefined && { podSelector: { matchLabels: { ...scraperLabels } } }),
  };
}
