import { Duration } from 'cdk8s';
import { KedaAuthentication } from './keda-authentication';
import { MetricsAdapter } from './metrics-adapter';
import { refuseUnknownMembers } from '../ground/input/constants';

/** How a HorizontalPodAutoscaler gets its metrics. */
export interface HpaOptions {
  /**
   * The adapter that brings metrics of servers to Kubernetes. CPU, memory and `byMetric` need none.
   *
   * @default MetricsAdapter.prometheus()
   */
  readonly adapter?: MetricsAdapter;
}

/** The replicas that KEDA asks for while it cannot measure. */
export enum KedaFallbackBehavior {
  /** The replicas of the fallback. */
  STATIC = 'static',

  /** As many as there are. */
  CURRENT_REPLICAS = 'currentReplicas',

  /** As many as there are, and at least those of the fallback. */
  CURRENT_REPLICAS_IF_HIGHER = 'currentReplicasIfHigher',

  /** As many as there are, and at most those of the fallback. */
  CURRENT_REPLICAS_IF_LOWER = 'currentReplicasIfLower',
}
refuseUnknownMembers(KedaFallbackBehavior, 'KedaFallbackBehavior');

/** Replicas while KEDA cannot measure. https://keda.sh/docs/2.21/reference/scaledobject-spec/#fallback */
export interface KedaFallback {
  /** The replicas, from 0 on. */
  readonly replicas: number;

  /**
   * Measurements in a row that have to fail before.
   *
   * @default 3
   */
  readonly failureThreshold?: number;

  /**
   * How the replicas that there are count.
   *
   * @default KedaFallbackBehavior.CURRENT_REPLICAS_IF_HIGHER
   */
  readonly behavior?: KedaFallbackBehavior;
}

/** How KEDA measures, and when it goes to zero. */
export interface KedaOptions {
  /**
   * Address of Prometheus, or of anything with its API, which KEDA asks for the metrics of servers: `http://prometheus.monitoring.svc:9090`.
   *
   * @default - none: only scaling by CPU, memory, schedules and triggers
   */
  readonly serverAddress?: string;

  /**
   * The credentials for it.
   *
   * @default - none: it is asked without
   */
  readonly authentication?: KedaAuthentication;

  /**
   * Time between two measurements, in whole seconds.
   *
   * @default - KEDA's own, 30 seconds
   */
  readonly pollingInterval?: Duration;

  /**
   * Time without load after which the last Pod goes, where the minimum is 0. Whole seconds.
   *
   * @default - the start-up budget of the model, at least 5 minutes
   */
  readonly cooldownPeriod?: Duration;

  /**
   * Replicas while it cannot measure.
   *
   * @default - as many as there are
   */
  readonly fallback?: KedaFallback;
}

/** An answer that clients get while no Pod serves. */
export interface ColdStartAnswer {
  /**
   * Status code of HTTP, from 100 to 599.
   *
   * @default 503
   */
  readonly statusCode?: number;

  /**
   * Headers. `Retry-After` in seconds tells clients when to come again.
   *
   * @default - none
   */
  readonly headers?: { [name: string]: string };

  /**
   * Body, at most 32,768 characters.
   *
   * @default - empty
   */
  readonly body?: string;
}

/** How the HTTP add-on of KEDA holds requests, and counts them. https://github.com/kedacore/http-add-on */
export interface HttpAddOnProps extends KedaOptions {
  /** Hosts by which its interceptor knows the requests of this model: the `Host` that clients send. `*` stands for any. */
  readonly hosts: string[];

  /**
   * Beginnings of the paths by which it knows them, beside the hosts.
   *
   * @default - any path
   */
  readonly paths?: string[];

  /**
   * Namespace of the add-on.
   *
   * @default keda
   */
  readonly namespace?: string;

  /**
   * Service of its interceptor, which clients and routes have to call in place of that of the model.
   *
   * @default keda-add-ons-http-interceptor-proxy
   */
  readonly interceptorService?: string;

  /**
   * Port of that Service.
   *
   * @default 8080
   */
  readonly interceptorPort?: number;

  /**
   * Address at which KEDA asks the add-on for its counts.
   *
   * @default - `keda-add-ons-http-external-scaler` in its namespace, port 9090
   */
  readonly scalerAddress?: string;

  /**
   * Time that a request waits for the first Pod.
   *
   * @default - the time in which a rollout has to be done: to schedule, to pull the image, the download and the start-up budget
   */
  readonly readinessTimeout?: Duration;

  /**
   * Time from the last byte of a request to the first one of its answer, the wait for a Pod apart. An answer that is not streamed takes as long as it is
   * generated.
   *
   * @default - the add-on's own, 5 minutes
   */
  readonly responseTimeout?: Duration;

  /**
   * An answer that requests get at once while no Pod serves, instead of waiting for one.
   *
   * @default - none: requests wait for the first Pod
   */
  readonly placeholder?: ColdStartAnswer;
}
