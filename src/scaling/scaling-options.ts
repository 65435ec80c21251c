import { KedaAuthentication } from './keda-authentication';
import { MetricTarget } from './metric-target';
import { refuseUnknownMembers } from '../ground/input/constants';
import { LabelRequirement } from '../values/label-requirement';

/** Where a metric comes from. https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#scaling-on-custom-metrics */
export enum MetricSource {
  /** Each Pod of the model has a value of its own; the average is taken. Served by an adapter for `custom.metrics.k8s.io`. */
  PODS = 'Pods',

  /** Another object of the namespace has the value, such as an Ingress. Served by an adapter for `custom.metrics.k8s.io`. */
  OBJECT = 'Object',

  /** The value belongs to no object of the cluster, such as the length of a queue. Served by an adapter for `external.metrics.k8s.io`. */
  EXTERNAL = 'External',
}
refuseUnknownMembers(MetricSource, 'MetricSource');

/** An object that a metric is measured at. */
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

/** Any metric that something else brings to the cluster. */
export interface MetricScalingProps {
  /** Where it comes from. */
  readonly source: MetricSource;

  /** Its name, as the adapter calls it. */
  readonly name: string;

  /** The value that is aimed at. Metrics of Pods take `MetricTarget.averageValue` only. */
  readonly target: MetricTarget;

  /**
   * Labels by which the adapter finds it.
   *
   * @default - none
   */
  readonly selector?: { [key: string]: string };

  /**
   * More that its labels have to be.
   *
   * @default - nothing
   */
  readonly requirements?: LabelRequirement[];

  /**
   * The object that it is measured at; needed with `MetricSource.OBJECT`, and refused with others.
   *
   * @default - none
   */
  readonly describedObject?: DescribedObject;

  /**
   * The same as a query of Prometheus, which KEDA asks itself: it knows no adapter. Its result is the whole value, not that of one Pod.
   *
   * @default - none: KEDA cannot scale by it
   */
  readonly query?: string;
}

/** Times at which a number of replicas is there, whatever the load. */
export interface ScheduleScalingProps {
  /** Name of the time zone, as in `Europe/Berlin`. https://en.wikipedia.org/wiki/List_of_tz_database_time_zones */
  readonly timezone: string;

  /** Begin, as a line of cron with five fields: `0 8 * * 1-5`. A Pod serves only after its start-up: begin earlier by that. */
  readonly start: string;

  /** End, as a line of cron with five fields: `0 20 * * 1-5`. */
  readonly end: string;

  /** The replicas from begin to end, at least; from 1 on. */
  readonly replicas: number;
}

/** A trigger of KEDA that this library has no word for: the length of a queue, the lag of a topic. https://keda.sh/docs/2.21/scalers/ */
export interface TriggerScalingProps {
  /** Type of the trigger, as KEDA calls it: `kafka`, `rabbitmq`, `aws-sqs-queue`. */
  readonly type: string;

  /** Its metadata, as KEDA documents it; every value is a text. Credentials belong into `authentication`. */
  readonly metadata: { [name: string]: string };

  /**
   * The credentials that it needs.
   *
   * @default - none
   */
  readonly authentication?: KedaAuthentication;

  /**
   * The value that it aims at, as the policy records it; KEDA reads it in `metadata`.
   *
   * @default - an average value of 1
   */
  readonly target?: MetricTarget;
}

/** How the use of accelerators is measured. */
export interface AcceleratorScalingOptions {
  /**
   * The label by which the series of DCGM's exporter name the Pod that uses a GPU. A scrape with `honorLabels: true` keeps the exporter's own `pod`.
   *
   * @default exported_pod
   */
  readonly podLabel?: string;

  /**
   * The label by which they name its namespace. A scrape with `honorLabels: true` keeps the exporter's own `namespace`.
   *
   * @default exported_namespace
   */
  readonly namespaceLabel?: string;
}
