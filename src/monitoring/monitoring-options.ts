import { Duration } from 'cdk8s';
import { AlertRules } from './alert-rules';
import { GrafanaDashboard } from './grafana-dashboard';
import { MonitorKind } from './monitor-kind';
import { SecretKey } from '../values/secret-key';

/** The options of scraping that all kinds of Prometheus share. */
export interface ScrapeOptions {
  /**
   * The most time that an answer may take; not longer than `interval`.
   *
   * @default - that of the Prometheus
   */
  readonly timeout?: Duration;

  /**
   * Namespace of the Prometheus that scrapes. Where the model has a NetworkPolicy, it lets this namespace call the port of the metrics; without it
   * such a model is a warning (`monitoring-blocked`).
   *
   * @default - not known
   */
  readonly scraperNamespace?: string;

  /**
   * Labels of the Pods that scrape, together with `scraperNamespace`.
   *
   * @default - all Pods of that namespace
   */
  readonly scraperLabels?: { [key: string]: string };

  /**
   * The certificate of the authority that signed the server's certificate, in a Secret in the namespace of the model, where the server speaks TLS on
   * the port of its metrics (`tls`). The name in the server's certificate has to be that of the Service.
   *
   * @default - the certificate is not verified
   */
  readonly certificateAuthority?: SecretKey;

  /**
   * The alerts.
   *
   * @default AlertRules.of()
   */
  readonly rules?: AlertRules;
}

/** A Prometheus that the Prometheus operator runs. https://prometheus-operator.dev */
export interface PrometheusMonitoringOptions extends ScrapeOptions {
  /**
   * Labels of the monitor and the rules by which that Prometheus selects them: `{ release: 'prometheus' }` for kube-prometheus-stack.
   *
   * @default - none, for a Prometheus that selects all objects
   */
  readonly labels?: { [key: string]: string };

  /**
   * Labels of the rules, where Prometheus selects them by other labels than the monitor.
   *
   * @default - `labels`
   */
  readonly ruleLabels?: { [key: string]: string };

  /**
   * The kind of object that tells Prometheus what to scrape.
   *
   * @default MonitorKind.POD
   */
  readonly monitor?: MonitorKind;

  /**
   * Time from scrape to scrape.
   *
   * @default - that of the Prometheus, by default 30 seconds
   */
  readonly interval?: Duration;

  /**
   * The dashboard.
   *
   * @default GrafanaDashboard.configMap()
   */
  readonly dashboard?: GrafanaDashboard;
}

/** Google Cloud Managed Service for Prometheus. https://cloud.google.com/stackdriver/docs/managed-prometheus */
export interface GoogleMonitoringOptions extends ScrapeOptions {
  /**
   * Time from scrape to scrape.
   *
   * @default Duration.seconds(30)
   */
  readonly interval?: Duration;

  /**
   * The dashboard, where a Grafana in the cluster reads from it.
   *
   * @default GrafanaDashboard.none()
   */
  readonly dashboard?: GrafanaDashboard;
}
