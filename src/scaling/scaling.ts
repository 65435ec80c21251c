import { Duration } from 'cdk8s';
import { MetricTarget } from './metric-target';
import { checkedMetric, checkedSchedule, checkedTrigger } from './private/checked-scaling';
import { ScalingKind } from './private/scaling-kinds';
import { AcceleratorScalingOptions, MetricScalingProps, ScheduleScalingProps, TriggerScalingProps } from './scaling-options';
import { CACHE_USE, CONCURRENCY, QUEUE, Signal } from '../facts/server-signals';
import { MOST_OF_REQUEST, quantityOfNumber, quantityOfShare, wholePercentOf } from '../ground/amounts';
import { wholeSeconds } from '../ground/durations';
import { mustBe, whole } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { INT32, QUALIFIED_NAME } from '../ground/kubernetes-fields';

/**
 * A metric to scale replicas by. From one value the library derives the metric of a HorizontalPodAutoscaler, the rule with which prometheus-adapter
 * makes it, and the trigger of KEDA. You may give several; the one that asks for the most replicas wins.
 *
 * @example
 * const scaling = [Scaling.byQueue(4), Scaling.byCacheUse(0.8)];
 */
export class Scaling {
  static { brand(this, 'Scaling'); }

  /**
   * Scales by the requests that wait in the queue of the server, as the server counts them.
   *
   * @param requests waiting requests to aim at for each replica, above 0.
   *
   * @example
   * const scaling = Scaling.byQueue(4);
   */
  public static byQueue(requests: number): Scaling {
    judged('Scaling.byQueue', [requests], arguments);
    return Scaling.bySignal(QUEUE, requests);
  }

  /**
   * Scales by the requests that run, and those that wait where the server counts them separately. KEDA's HTTP add-on counts the requests itself; for
   * other scalers the server counts them.
   *
   * @param requests requests to aim at for each replica, above 0; a whole number with the HTTP add-on.
   *
   * @example
   * const scaling = Scaling.byConcurrency(16);
   */
  public static byConcurrency(requests: number): Scaling {
    judged('Scaling.byConcurrency', [requests], arguments);
    return Scaling.bySignal(CONCURRENCY, requests);
  }

  /**
   * Scales by the share of the KV cache that is in use, as the server measures it.
   *
   * @param share 0.8 for 80 %. Replicas are added only where it is exceeded by the tolerance, mostly a tenth, which a share above 0.9 never is
   * (`metric-never-exceeded`).
   *
   * @example
   * const scaling = Scaling.byCacheUse(0.8);
   */
  public static byCacheUse(share: number): Scaling {
    judged('Scaling.byCacheUse', [share], arguments);
    return new Scaling({ kind: 'signal', signal: CACHE_USE, perReplica: share, amount: quantityOfShare('share of the KV cache', share) });
  }

  /**
   * Scales by requests per second. Only KEDA's HTTP add-on counts them.
   *
   * @param perSecond requests per second to aim at for each replica, a whole number.
   * @param window the time over which they are averaged; without it the add-on's default, one minute.
   *
   * @example
   * const scaling = Scaling.byRequestRate(10);
   */
  public static byRequestRate(perSecond: number, window?: Duration): Scaling {
    judged('Scaling.byRequestRate', [perSecond, window], arguments);
    mustBe(whole(1, INT32), perSecond, 'requests of each second', 'give a whole number; for less than one use byConcurrency');
    return new Scaling({ kind: 'requestRate', perSecond, window: window && wholeSeconds('window of byRequestRate', window) });
  }

  /**
   * Scales by the CPU that the Pods use. For a server on accelerators CPU use is a poor measure of load (`autoscaler-metric-unfit`).
   *
   * @param share of the CPU that they request: 0.6 for 60 %.
   *
   * @example
   * const scaling = Scaling.byCpu(0.6);
   */
  public static byCpu(share: number): Scaling {
    judged('Scaling.byCpu', [share], arguments);
    wholePercentOf('share of the cpu that Pods request', share, MOST_OF_REQUEST);
    return new Scaling({ kind: 'resource', name: 'cpu', target: MetricTarget.utilization(share) });
  }

  /**
   * Scales by the memory that the Pods use. Servers seldom release memory, so replicas seldom go down again.
   *
   * @param share of the memory that they request: 0.8 for 80 %.
   *
   * @example
   * const scaling = Scaling.byMemory(0.8);
   */
  public static byMemory(share: number): Scaling {
    judged('Scaling.byMemory', [share], arguments);
    wholePercentOf('share of the memory that Pods request', share, MOST_OF_REQUEST);
    return new Scaling({ kind: 'resource', name: 'memory', target: MetricTarget.utilization(share) });
  }

  /**
   * Scales by a resource of the Pods. Kubernetes measures only `cpu` and `memory`. A policy can record any other name (`Scaler.recordOnly()`), but no
   * scaler can scale by it: for `nvidia.com/gpu` use `byAcceleratorUse`.
   *
   * @param name of the resource.
   * @param target a utilization, or an average value; `MetricTarget.value` is refused.
   *
   * @example
   * const scaling = Scaling.byResource('memory', MetricTarget.averageValue('20Gi'));
   */
  public static byResource(name: string, target: MetricTarget): Scaling {
    judged('Scaling.byResource', [name, target], arguments);
    mustBe(QUALIFIED_NAME, name, 'resource of byResource', 'give for example "cpu" or "memory"');
    return new Scaling({ kind: 'resource', name, target });
  }

  /**
   * Scales by the utilization of NVIDIA GPUs, as NVIDIA's DCGM exporter measures it (`DCGM_FI_DEV_GPU_UTIL`): the share of time in which any kernel
   * runs. A server that generates tokens for a single request keeps it near 1, so `byQueue` is mostly the better measure. The policy records it as
   * the resource that the Pods request. https://docs.nvidia.com/datacenter/dcgm/latest/dcgm-api/dcgm-api-field-ids.html
   *
   * @param share 0.8 for 80 % of the time. A share above 0.9 is mostly never exceeded (`metric-never-exceeded`).
   * @param options the labels with which the exporter names Pods.
   *
   * @example
   * const scaling = Scaling.byAcceleratorUse(0.8);
   */
  public static byAcceleratorUse(share: number, options: AcceleratorScalingOptions = {}): Scaling {
    [share, options] = judged('Scaling.byAcceleratorUse', [share, options], arguments);
    const percent = wholePercentOf('use of accelerators', share);
    const { podLabel = 'exported_pod', namespaceLabel = 'exported_namespace' } = options;
    return new Scaling({ kind: 'accelerators', percent, podLabel, namespaceLabel });
  }

  /**
   * Scales by any metric that an adapter or Prometheus has.
   *
   * @param props the metric, and the value to aim at.
   *
   * @example
   * const scaling = Scaling.byMetric({ source: MetricSource.EXTERNAL, name: 'queue_messages_ready', target: MetricTarget.averageValue('30') });
   */
  public static byMetric(props: MetricScalingProps): Scaling {
    [props] = judged('Scaling.byMetric', [props], arguments);
    return new Scaling({ kind: 'metric', ...checkedMetric(props) });
  }

  /**
   * Scales by the clock, which only KEDA can do. Beside other metrics it sets the least number of replicas in those hours.
   *
   * @param props the hours, and the replicas.
   *
   * @example
   * const scaling = Scaling.bySchedule({ timezone: 'Europe/Berlin', start: '45 7 * * 1-5', end: '0 20 * * 1-5', replicas: 3 });
   */
  public static bySchedule(props: ScheduleScalingProps): Scaling {
    [props] = judged('Scaling.bySchedule', [props], arguments);
    return new Scaling({ kind: 'schedule', ...checkedSchedule(props) });
  }

  /**
   * Scales by any other trigger of KEDA.
   *
   * @param props the trigger as KEDA documents it.
   *
   * @example
   * const scaling = Scaling.byTrigger({ type: 'rabbitmq', metadata: { queueName: 'prompts', mode: 'QueueLength', value: '20' } });
   */
  public static byTrigger(props: TriggerScalingProps): Scaling {
    [props] = judged('Scaling.byTrigger', [props], arguments);
    return new Scaling({ kind: 'trigger', ...checkedTrigger(props) });
  }

  private static bySignal(signal: Signal, perReplica: number): Scaling {
    return new Scaling({ kind: 'signal', signal, perReplica, amount: quantityOfNumber(`amount of ${signal.factory}`, perReplica) });
  }

  private constructor(
    /** @internal */
    public readonly _by: ScalingKind,
  ) {}

  /**
   * The name of the metric, where a second amount of it makes no sense.
   * @internal
   */
  public get _measure(): string | undefined {
    const by = this._by;
    if (by.kind === 'signal') return by.signal.factory;
    if (by.kind === 'resource') return `the ${by.target._type} of ${by.name}`;
    return { requestRate: 'byRequestRate', accelerators: 'byAcceleratorUse', metric: undefined, schedule: undefined, trigger: undefined }[by.kind];
  }
}
