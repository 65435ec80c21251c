import { MetricsAdapter } from './metrics-adapter';
import { checkedHttpAddOn, checkedKeda } from './private/checked-scaler';
import { ScalerKind } from './private/scaler-kinds';
import { HpaOptions, HttpAddOnProps, KedaOptions } from './scaler-options';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';

/**
 * The autoscaler that changes the replicas of a model.
 *
 * @example
 * const scaler = Scaler.keda({ serverAddress: 'http://prometheus.monitoring.svc:9090' });
 */
export class Scaler {
  static { brand(this, 'Scaler'); }

  /**
   * The HorizontalPodAutoscaler of Kubernetes. It scales to zero only by an object metric or an external metric, and from Kubernetes 1.37 on.
   *
   * @param options how it gets its metrics.
   *
   * @example
   * const scaler = Scaler.hpa();
   */
  public static hpa(options: HpaOptions = {}): Scaler {
    [options] = judged('Scaler.hpa', [options], arguments);
    return new Scaler({ kind: 'hpa', adapter: options.adapter ?? MetricsAdapter.prometheus() });
  }

  /**
   * KEDA, which makes a HorizontalPodAutoscaler by itself, and scales to zero. It has to be installed in the cluster. https://keda.sh
   *
   * @param options where KEDA reads metrics, and when it scales to zero.
   *
   * @example
   * const scaler = Scaler.keda({ serverAddress: 'http://prometheus.monitoring.svc:9090' });
   */
  public static keda(options: KedaOptions = {}): Scaler {
    [options] = judged('Scaler.keda', [options], arguments);
    return new Scaler({ kind: 'keda', ...checkedKeda(options) });
  }

  /**
   * KEDA with its HTTP add-on, 0.15 or newer. The interceptor of the add-on sits in front of the model, holds requests until the first Pod serves,
   * and counts them. Clients and routes have to call the interceptor (`AutoscalingPolicy.interceptor`) in place of the model's own Service. Scale by
   * `byConcurrency` or `byRequestRate`.
   *
   * @param props the hosts that identify requests for the model, and the settings of the add-on.
   *
   * @example
   * const scaler = Scaler.httpAddOn({ hosts: ['llama.example.com'] });
   */
  public static httpAddOn(props: HttpAddOnProps): Scaler {
    [props] = judged('Scaler.httpAddOn', [props], arguments);
    return new Scaler({ kind: 'httpAddOn', ...checkedHttpAddOn(props) });
  }

  /**
   * No scaler: only the AutoscalingPolicy is made, because something else carries it out, or nothing does yet. It can record everything that its API
   * documents, as given. The Deployment still gets no `replicas`, because the policy owns them.
   *
   * @example
   * const scaler = Scaler.recordOnly();
   */
  public static recordOnly(): Scaler {
    judged('Scaler.recordOnly', [], arguments);
    return new Scaler({ kind: 'recordOnly' });
  }

  private constructor(
    /** @internal */
    public readonly _by: ScalerKind,
  ) {}
}
