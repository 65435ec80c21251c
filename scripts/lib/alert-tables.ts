import { ServingEngine } from '../../src';
import { ALERTS } from '../../src/monitoring/private/alerts';
import { alertsIn, ALL_ALERTS, rulesOf } from '../../test/monitoring/engine-versions';

/* The tables of docs/monitoring.md: the alerts, and which of them each server has. */

/** A table, with its head. */
type Table = (head: string[], rows: string[][]) => string;

const LASTS = { 'starting': 'the start-up budget', 'lasting': '5 minutes', 'at once': 'within an hour' };

/** Where each threshold is said, with its default. */
const THRESHOLDS: { readonly [alert: string]: string } = {
  ModelRestarts: '`restarts`: 2',
  ModelQueueGrows: '`waiting`: 10 for each Pod',
  ModelCacheFull: '`cacheUsage`: 0.95',
  ModelRequestsFail: '`failedShare`: 0.05',
  ModelRequestsRejected: '`rejectedPerSecond`: 0',
  ModelFirstTokenSlow: '`timeToFirstToken`: 95 % within 10 seconds',
  ModelRequestsSlow: '`requestTime`: none',
};

/** Every alert. */
export function alertTable(table: Table): string {
  return table(['alert', 'says that', 'more than', 'for', 'severity', 'needs'], ALERTS.map(({ name, summary, lasts, severity, needs }) => [
    `\`${name}\``, summary, THRESHOLDS[name] ?? '–', LASTS[lasts], severity, needs,
  ]));
}

/** Those of each engine that has metrics. */
export function alertsOfEngines(shown: readonly { readonly engineClass: string; readonly engine: ServingEngine }[], table: Table): string {
  const own = ALERTS.filter(({ needs }) => !['kube-state-metrics', 'the scrape itself'].includes(needs));
  const monitored = shown.filter(({ engine }) => engine.metricsPath !== undefined);
  return table(['engine', ...own.map(({ name }) => `\`${name}\``)], monitored.map(({ engineClass, engine }) => {
    const raised = alertsIn(rulesOf(engine, ALL_ALERTS).groups).map(({ alert }) => alert);
    return [`[\`${engineClass}\`](engines/${engine.name}.md)`, ...own.map(({ name }) => (raised.includes(name) ? 'yes' : '–'))];
  }));
}
