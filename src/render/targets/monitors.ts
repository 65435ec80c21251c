import { MonitorKind } from '../../monitoring/monitor-kind';
import { dashboardData, googleRulesSpec, podMonitoringSpec, podMonitorSpec, rulesSpec, serviceMonitorSpec } from '../monitors';
import { OptionalRow } from '../object-row';
import { RuntimeInput } from '../runtime-plan';

/* What scrapes a model, raises alerts about it and shows it. */

const isBy = (...kinds: string[]) => ({ settings: { monitoring } }: RuntimeInput) => monitoring !== undefined && kinds.includes(monitoring._by);
const hasRules = (...kinds: string[]) => {
  const isMine = isBy(...kinds);
  return (input: RuntimeInput) => isMine(input) && input.settings.monitoring!._rules._any;
};
const OPERATOR = [MonitorKind.POD, MonitorKind.SERVICE];

/** The labels by which a Prometheus of the operator selects monitors. */
const monitorMetadata: OptionalRow['metadataOf'] = ({ settings }) => ({ labels: settings.monitoring!._scrape.labels });

/** Scrapes the Pods. */
export const POD_MONITOR: OptionalRow = {
  id: 'Monitor',
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PodMonitor',
  isWanted: isBy(MonitorKind.POD),
  metadataOf: monitorMetadata,
  spec: ({ roles: [{ plan }] }) => podMonitorSpec(plan),
};

/** Scrapes the Pods behind the Service. */
export const SERVICE_MONITOR: OptionalRow = {
  id: 'Monitor',
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'ServiceMonitor',
  isWanted: isBy(MonitorKind.SERVICE),
  metadataOf: monitorMetadata,
  spec: ({ roles: [{ plan }] }) => serviceMonitorSpec(plan),
};

/** Scrapes the Pods for Google's Prometheus. */
export const POD_MONITORING: OptionalRow = {
  id: 'Monitor',
  apiVersion: 'monitoring.googleapis.com/v1',
  kind: 'PodMonitoring',
  isWanted: isBy('PodMonitoring'),
  spec: ({ roles: [{ plan }] }) => podMonitoringSpec(plan),
};

/** The alerts. */
export const ALERT_RULES: OptionalRow = {
  id: 'Alerts',
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PrometheusRule',
  isWanted: hasRules(...OPERATOR),
  metadataOf: ({ settings }) => ({ labels: settings.monitoring!._scrape.ruleLabels ?? settings.monitoring!._scrape.labels }),
  spec: ({ roles: [{ plan }] }) => rulesSpec(plan),
};

/** The alerts, for Google's Prometheus. */
export const GOOGLE_RULES: OptionalRow = {
  id: 'Alerts',
  apiVersion: 'monitoring.googleapis.com/v1',
  kind: 'Rules',
  isWanted: hasRules('PodMonitoring'),
  spec: ({ roles: [{ plan }] }) => googleRulesSpec(plan),
};

/** The dashboard. */
export const DASHBOARD: OptionalRow = {
  id: 'Dashboard',
  apiVersion: 'v1',
  kind: 'ConfigMap',
  suffix: '-dashboard',
  member: 'data',
  isWanted: ({ settings: { monitoring } }) => monitoring?._dashboard._any ?? false,
  metadataOf: ({ settings }) => settings.monitoring!._dashboard._metadata,
  spec: ({ roles: [{ plan }] }) => dashboardData(plan),
};

/** All of them. */
export const MONITORS: readonly OptionalRow[] = [POD_MONITOR, SERVICE_MONITOR, POD_MONITORING, ALERT_RULES, GOOGLE_RULES, DASHBOARD];
