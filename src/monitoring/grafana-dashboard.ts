import { dashboardOf, fileOf } from './private/dashboard';
import type { MonitoredModel } from './private/monitored-model';
import { mustBe } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { ANNOTATIONS, LABELS } from '../ground/kubernetes-fields';
import { JsonObject } from '../ground/objects';

/** Labels and annotations of the ConfigMap with the dashboard. */
export interface GrafanaDashboardOptions {
  /**
   * Labels by which Grafana's sidecar finds the ConfigMap.
   * https://github.com/grafana-community/helm-charts/tree/main/charts/grafana#sidecar-for-dashboards
   *
   * @default - `{ grafana_dashboard: '1' }`
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations, for example `{ grafana_folder: 'Models' }` where the sidecar reads a folder from there.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/**
 * The dashboard of a model in Grafana. It has only panels for metrics that the server exposes in its version.
 *
 * @example
 * const dashboard = GrafanaDashboard.configMap({ annotations: { grafana_folder: 'Models' } });
 */
export class GrafanaDashboard {
  static { brand(this, 'GrafanaDashboard'); }

  /**
   * A ConfigMap beside the model, named `<name>-dashboard`, which a sidecar of Grafana loads.
   *
   * @param options the labels by which the sidecar finds it, and annotations.
   *
   * @example
   * const dashboard = GrafanaDashboard.configMap({ labels: { grafana_dashboard: 'models' } });
   */
  public static configMap(options: GrafanaDashboardOptions = {}): GrafanaDashboard {
    [options] = judged('GrafanaDashboard.configMap', [options], arguments);
    mustBe(LABELS, options.labels, 'labels of the dashboard', 'give those that the sidecar of Grafana is told to look for');
    mustBe(ANNOTATIONS, options.annotations, 'annotations of the dashboard', 'give for example { grafana_folder: "Models" }');
    return new GrafanaDashboard(options);
  }

  /** No dashboard. */
  public static none(): GrafanaDashboard {
    judged('GrafanaDashboard.none', [], arguments);
    return new GrafanaDashboard();
  }

  private constructor(private readonly options?: GrafanaDashboardOptions) {}

  /**
   * Whether there is one.
   * @internal
   */
  public get _any(): boolean {
    return this.options !== undefined;
  }

  /**
   * Labels and annotations of its ConfigMap.
   * @internal
   */
  public get _metadata(): { readonly labels: { [key: string]: string }; readonly annotations?: { [key: string]: string } } {
    const { labels = { grafana_dashboard: '1' }, annotations } = this.options ?? {};
    return { labels, annotations };
  }

  /**
   * The data of its ConfigMap: one file.
   * @internal
   */
  public _data(model: MonitoredModel): JsonObject {
    return { [fileOf(model)]: `${JSON.stringify(dashboardOf(model), undefined, 2)}\n` };
  }
}
