import { Duration } from 'cdk8s';
import { AlertRules } from './alert-rules';
import { GrafanaDashboard } from './grafana-dashboard';
import { MonitorKind } from './monitor-kind';
import { SecretKey } from '../values/secret-key';

/** How the Pods are scraped, whoever does it. */
export interface ScrapeOptions {
  /**
   * How long an answer may take; not longer than `interval`.
   *
   * @default - as long as the one who scrapes waits
   */
  readonly timeout?: Duration;

  /**
   * The namespace in which the one runs who scrapes. Where the model has a NetworkPolicy, that lets it in at the port of the metrics; it is a warning
   * where nobody is named (`monitoring-blocked`).
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
   * The certificate of the authority that signed the one of the server, in the namespace of the model, where the server speaks TLS on the port of its
   * metrics (`tls`). The name in the certificate has to be that of the Service.
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
   * @default - none: for a Prometheus that selects all
   */
  readonly labels?: { [key: string]: string };

  /**
   * Labels of the rules where they are selected by others than the monitor.
   *
   * @default - `labels`
   */
  readonly ruleLabels?: { [key: string]: string };

  /**
   * The kind of object by which it scrapes.
   *
   * @default MonitorKind.POD
   */
  readonly monitor?: MonitorKind;

  /**
   * Time from scrape to scrape.
   *
   * @default - that of the Prometheus, which is 30 seconds unless somebody changed it
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
