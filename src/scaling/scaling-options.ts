import { KedaAuthentication } from './keda-authentication';
import { MetricTarget } from './metric-target';
import { refuseUnknownMembers } from '../ground/input/constants';
import { LabelRequirement } from '../values/label-requirement';

/** Where a metric comes from. https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#scaling-on-custom-metrics */
export enum MetricSource {
  /** Each Pod of the model has its own value, and the average counts. An adapter for `custom.metrics.k8s.io` serves it. */
  PODS = 'Pods',

  /** Another object of the namespace has the value, such as an Ingress. An adapter for `custom.metrics.k8s.io` serves it. */
  OBJECT = 'Object',

  /** The value belongs to no object of the cluster, such as the length of a queue. An adapter for `external.metrics.k8s.io` serves it. */
  EXTERNAL = 'External',
}
refuseUnknownMembers(MetricSource, 'MetricSource');

/** The object that a metric describes. */
export interface DescribedObject {
  /**
   * Its `apiVersion`.
   *
   * @default - that of the core of Kubernetes, `v1`; not recorded
   */
  readonly apiVersion?: string;

  /** Its kind. */
  readonly kind: string;

  /** Its name, in the namespace of the policy. */
  readonly name: string;
}

/** A metric that something other than this library provides in the cluster. */
export interface MetricScalingProps {
  /** Where the metric comes from. */
  readonly source: MetricSource;

  /** Name of the metric in the adapter. */
  readonly name: string;

  /** The value to aim at. Metrics of Pods take only `MetricTarget.averageValue`. */
  readonly target: MetricTarget;

  /**
   * Labels by which the adapter finds the metric.
   *
   * @default - none
   */
  readonly selector?: { [key: string]: string };

  /**
   * More requirements on the labels of the metric.
   *
   * @default - nothing
   */
  readonly requirements?: LabelRequirement[];

  /**
   * The object that the metric describes; needed with `MetricSource.OBJECT`, and refused with other sources.
   *
   * @default - none
   */
  readonly describedObject?: DescribedObject;

  /**
   * The metric as a Prometheus query, for KEDA, which asks Prometheus itself and uses no adapter. The result has to be the total value, not that of
   * one Pod.
   *
   * @default - none: KEDA cannot scale by it
   */
  readonly query?: string;
}

/** The hours in which a number of replicas run, whatever the load is. */
export interface ScheduleScalingProps {
  /** Name of the time zone, as in `Europe/Berlin`. https://en.wikipedia.org/wiki/List_of_tz_database_time_zones */
  readonly timezone: string;

  /** Start, as a cron expression with five fields: `0 8 * * 1-5`. A Pod serves only after its start-up time, so start earlier by that time. */
  readonly start: string;

  /** End, as a cron expression with five fields: `0 20 * * 1-5`. */
  readonly end: string;

  /** The least number of replicas from start to end, 1 or more. */
  readonly replicas: number;
}

/** A trigger of KEDA that this library has no factory for: the length of a queue, the lag of a topic. https://keda.sh/docs/2.21/scalers/ */
export interface TriggerScalingProps {
  /** Type of the trigger in KEDA: `kafka`, `rabbitmq`, `aws-sqs-queue`. */
  readonly type: string;

  /** Metadata of the trigger, as KEDA documents it; every value is a string. Credentials belong in `authentication`. */
  readonly metadata: { [name: string]: string };

  /**
   * The credentials that it needs.
   *
   * @default - none
   */
  readonly authentication?: KedaAuthentication;

  /**
   * The value to aim at, for the record of the policy. KEDA itself reads the value in `metadata`.
   *
   * @default - an average value of 1
   */
  readonly target?: MetricTarget;
}

/** The labels of the series that measure the use of accelerators. */
export interface AcceleratorScalingOptions {
  /**
   * The label with the name of the Pod that uses a GPU, in the series of the DCGM exporter. A scrape with `honorLabels: true` keeps the exporter's
   * own `pod`.
   *
   * @default exported_pod
   */
  readonly podLabel?: string;

  /**
   * The label with the namespace of that Pod. A scrape with `honorLabels: true` keeps the exporter's own `namespace`.
   *
   * @default exported_namespace
   */
  readonly namespaceLabel?: string;
}
