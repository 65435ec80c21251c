import { MetricsAdapter } from './metrics-adapter';
import { checkedHttpAddOn, checkedKeda } from './private/checked-scaler';
import { ScalerKind } from './private/scaler-kinds';
import { HpaOptions, HttpAddOnProps, KedaOptions } from './scaler-options';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';

/**
 * A scaler: it changes the replicas of a model.
 *
 * @example
 * const scaler = Scaler.keda({ serverAddress: 'http://prometheus.monitoring.svc:9090' });
 */
export class Scaler {
  static { brand(this, 'Scaler'); }

  /**
   * The HorizontalPodAutoscaler of Kubernetes. It goes to zero by a metric of another object or from outside only, and from Kubernetes 1.37 on.
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
   * KEDA, which makes a HorizontalPodAutoscaler by itself, and goes to zero. It has to be in the cluster. https://keda.sh
   *
   * @param options how it measures.
   *
   * @example
   * const scaler = Scaler.keda({ serverAddress: 'http://prometheus.monitoring.svc:9090' });
   */
  public static keda(options: KedaOptions = {}): Scaler {
    [options] = judged('Scaler.keda', [options], arguments);
    return new Scaler({ kind: 'keda', ...checkedKeda(options) });
  }

  /**
   * KEDA with its HTTP add-on, 0.15 or newer: its interceptor stands in front of the model, holds requests until the first Pod serves, and counts them.
   * Clients and routes have to call the interceptor (`AutoscalingPolicy.interceptor`) in place of the model's own Service. Scale by `byConcurrency` or `byRequestRate`.
   *
   * @param props by which hosts it knows the requests of the model.
   *
   * @example
   * const scaler = Scaler.httpAddOn({ hosts: ['llama.example.com'] });
   */
  public static httpAddOn(props: HttpAddOnProps): Scaler {
    [props] = judged('Scaler.httpAddOn', [props], arguments);
    return new Scaler({ kind: 'httpAddOn', ...checkedHttpAddOn(props) });
  }

  /**
   * Only the AutoscalingPolicy is made: something else scales by it, or nothing yet. All that is documented of it can be recorded, as given; the
   * replicas leave the workload all the same.
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
