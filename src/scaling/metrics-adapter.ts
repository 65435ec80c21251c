import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';

/**
 * A program that brings metrics of servers to the metrics API of Kubernetes, for a HorizontalPodAutoscaler: Kubernetes itself measures CPU and memory only.
 *
 * @example
 * const scaler = Scaler.hpa({ adapter: MetricsAdapter.prometheus() });
 */
export class MetricsAdapter {
  static { brand(this, 'MetricsAdapter'); }

  /**
   * prometheus-adapter, with a metric of each Pod (`custom.metrics.k8s.io`). Its rules are `AutoscalingPolicy.adapterRules`.
   * https://github.com/kubernetes-sigs/prometheus-adapter
   *
   * @example
   * const adapter = MetricsAdapter.prometheus();
   */
  public static prometheus(): MetricsAdapter {
    judged('MetricsAdapter.prometheus', [], arguments);
    return new MetricsAdapter('pods');
  }

  /**
   * prometheus-adapter, with one metric for all Pods of the model (`external.metrics.k8s.io`). Its rules are `AutoscalingPolicy.adapterRules`.
   *
   * @example
   * const adapter = MetricsAdapter.prometheusExternal();
   */
  public static prometheusExternal(): MetricsAdapter {
    judged('MetricsAdapter.prometheusExternal', [], arguments);
    return new MetricsAdapter('external');
  }

  /**
   * The adapter of Google Cloud, for metrics that Managed Service for Prometheus collects. It adds nothing up: `byConcurrency` needs another scaler.
   * https://cloud.google.com/kubernetes-engine/docs/how-to/machine-learning/inference/autoscaling
   *
   * @example
   * const adapter = MetricsAdapter.googleManaged();
   */
  public static googleManaged(): MetricsAdapter {
    judged('MetricsAdapter.googleManaged', [], arguments);
    return new MetricsAdapter('google');
  }

  private constructor(
    /** @internal */
    public readonly _as: 'pods' | 'external' | 'google',
  ) {}
}
