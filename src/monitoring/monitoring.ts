import { Duration } from 'cdk8s';
import { AlertRules } from './alert-rules';
import { GrafanaDashboard } from './grafana-dashboard';
import { MonitorKind } from './monitor-kind';
import { GoogleMonitoringOptions, PrometheusMonitoringOptions, ScrapeOptions } from './monitoring-options';
import { wholeSeconds } from '../ground/durations';
import { invalid } from '../ground/errors';
import { mustBe } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { DNS_LABEL, LABELS } from '../ground/kubernetes-fields';

/**
 * The monitoring of a model: the object with which Prometheus scrapes its server, the alerts, and the dashboard. Give it to a profile or a model;
 * that of a model replaces that of its profile. See docs/monitoring.md.
 *
 * @example
 * const seen = new RuntimeProfile(chart, 'seen', { base: profile, monitoring: Monitoring.prometheus({ labels: { release: 'prometheus' } }) });
 */
export class Monitoring {
  static { brand(this, 'Monitoring'); }

  /**
   * Monitoring by a Prometheus of the Prometheus operator: a PodMonitor or ServiceMonitor, a PrometheusRule, and a dashboard for Grafana.
   *
   * @param options what differs from the defaults.
   *
   * @example
   * const monitoring = Monitoring.prometheus({ labels: { release: 'prometheus' }, interval: Duration.seconds(15), scraperNamespace: 'monitoring' });
   */
  public static prometheus(options: PrometheusMonitoringOptions = {}): Monitoring {
    [options] = judged('Monitoring.prometheus', [options], arguments);
    mustBe(LABELS, options.labels, 'labels of the monitor', 'give those by which the Prometheus selects monitors');
    mustBe(LABELS, options.ruleLabels, 'ruleLabels of the monitor', 'give those by which the Prometheus selects rules');
    const { monitor = MonitorKind.POD, dashboard = GrafanaDashboard.configMap() } = options;
    return new Monitoring(monitor, checked(options), dashboard);
  }

  /**
   * Monitoring by Google Cloud Managed Service for Prometheus: a PodMonitoring, and Rules.
   *
   * @param options what differs from the defaults.
   *
   * @example
   * const monitoring = Monitoring.googleManaged({ interval: Duration.seconds(15) });
   */
  public static googleManaged(options: GoogleMonitoringOptions = {}): Monitoring {
    [options] = judged('Monitoring.googleManaged', [options], arguments);
    const { interval = Duration.seconds(30), dashboard = GrafanaDashboard.none() } = options;
    return new Monitoring('PodMonitoring', checked({ ...options, interval }), dashboard);
  }

  /** No monitoring, for a model whose profile has some. */
  public static none(): Monitoring {
    judged('Monitoring.none', [], arguments);
    return new Monitoring('none', {}, GrafanaDashboard.none(), AlertRules.none());
  }

  private constructor(
    /** @internal */
    public readonly _by: MonitorKind | 'PodMonitoring' | 'none',
    /** @internal */
    public readonly _scrape: PrometheusMonitoringOptions,
    /** @internal */
    public readonly _dashboard: GrafanaDashboard,
    /** @internal */
    public readonly _rules: AlertRules = _scrape.rules ?? AlertRules.of(),
  ) {}

  /**
   * Whether anything is made.
   * @internal
   */
  public get _any(): boolean {
    return this._by !== 'none';
  }
}

function checked<O extends ScrapeOptions & { readonly interval?: Duration }>(options: O): O {
  const { interval, timeout, scraperNamespace, scraperLabels } = options;
  mustBe(DNS_LABEL, scraperNamespace, 'scraperNamespace', 'give the name of the namespace in which Prometheus runs');
  mustBe(LABELS, scraperLabels, 'scraperLabels', 'give labels of the Pods of Prometheus');
  if (scraperLabels !== undefined && scraperNamespace === undefined) {
    throw invalid({ what: 'scraperLabels', got: 'labels', allowed: 'labels together with scraperNamespace', fix: 'give the namespace of those Pods too' });
  }
  const [every, longest] = [interval && wholeSeconds('interval of the monitor', interval), timeout && wholeSeconds('timeout of the monitor', timeout)];
  if (every !== undefined && longest !== undefined && longest > every) {
    throw invalid({
      what: 'timeout of the monitor',
      got: `${longest} s`,
      allowed: `at most the interval, ${every} s`,
      fix: 'shorten the timeout, or lengthen the interval',
    });
  }
  return options;
}
