import { MOST_OF_REQUEST, wholePercentOf } from '../ground/amounts';
import { mustBe, text } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { JsonObject } from '../ground/objects';
import { tryParseQuantity } from '../ground/quantity';

/** An amount that an autoscaler may aim at: the API server refuses zero and less. */
const AMOUNT = text('a Kubernetes quantity above 0, for example "10", "500m" or "2Gi"', value => (tryParseQuantity(value) ?? 0n) > 0n);

/**
 * The value of a metric that an autoscaler aims at. https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/
 *
 * @example
 * const target = MetricTarget.averageValue('10');
 */
export class MetricTarget {
  static { brand(this, 'MetricTarget'); }

  /**
   * A share of the amount of a resource that the Pods request.
   *
   * @param share 0.6 for 60 %; whole percents, above 0. It may be more than 1, up to 20, where Pods may use more than they request.
   *
   * @example
   * const target = MetricTarget.utilization(0.6);
   */
  public static utilization(share: number): MetricTarget {
    judged('MetricTarget.utilization', [share], arguments);
    return new MetricTarget('Utilization', wholePercentOf('utilization of a MetricTarget', share, MOST_OF_REQUEST));
  }

  /**
   * An amount for each replica: the total value of the metric, divided by the number of replicas.
   *
   * @param quantity a Kubernetes quantity above 0.
   *
   * @example
   * const target = MetricTarget.averageValue('2Gi');
   */
  public static averageValue(quantity: string): MetricTarget {
    judged('MetricTarget.averageValue', [quantity], arguments);
    mustBe(AMOUNT, quantity, 'averageValue of a MetricTarget', 'give the amount for each replica');
    return new MetricTarget('AverageValue', quantity);
  }

  /**
   * The total value of the metric, however many replicas there are.
   *
   * @param quantity a Kubernetes quantity above 0.
   *
   * @example
   * const target = MetricTarget.value('100');
   */
  public static value(quantity: string): MetricTarget {
    judged('MetricTarget.value', [quantity], arguments);
    mustBe(AMOUNT, quantity, 'value of a MetricTarget', 'give the amount that is aimed at for all Pods together');
    return new MetricTarget('Value', quantity);
  }

  private constructor(
    /** @internal */
    public readonly _type: 'Utilization' | 'AverageValue' | 'Value',
    /** @internal */
    public readonly _amount: string | number,
  ) {}

  /** @internal */
  public _render(): JsonObject {
    const member = this._type === 'Utilization' ? 'averageUtilization' : `${this._type[0].toLowerCase()}${this._type.slice(1)}`;
    return { type: this._type, [member]: this._amount };
  }
}
