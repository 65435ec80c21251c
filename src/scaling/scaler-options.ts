import { Duration } from 'cdk8s';
import { KedaAuthentication } from './keda-authentication';
import { MetricsAdapter } from './metrics-adapter';
import { refuseUnknownMembers } from '../ground/input/constants';

/** How a HorizontalPodAutoscaler gets its metrics. */
export interface HpaOptions {
  /**
   * The adapter through which Kubernetes reads the metrics of servers. CPU, memory and `byMetric` need none.
   *
   * @default MetricsAdapter.prometheus()
   */
  readonly adapter?: MetricsAdapter;
}

/** The replicas that KEDA asks for while it cannot measure. */
export enum KedaFallbackBehavior {
  /** The replicas of the fallback. */
  STATIC = 'static',

  /** The current number. */
  CURRENT_REPLICAS = 'currentReplicas',

  /** The current number, and at least that of the fallback. */
  CURRENT_REPLICAS_IF_HIGHER = 'currentReplicasIfHigher',

  /** The current number, and at most that of the fallback. */
  CURRENT_REPLICAS_IF_LOWER = 'currentReplicasIfLower',
}
refuseUnknownMembers(KedaFallbackBehavior, 'KedaFallbackBehavior');

/** Replicas while KEDA cannot measure. https://keda.sh/docs/2.21/reference/scaledobject-spec/#fallback */
export interface KedaFallback {
  /** Number of replicas, 0 or more. */
  readonly replicas: number;

  /**
   * Number of failed measurements in a row before the fallback applies.
   *
   * @default 3
   */
  readonly failureThreshold?: number;

  /**
   * How the current number of replicas counts.
   *
   * @default KedaFallbackBehavior.CURRENT_REPLICAS_IF_HIGHER
   */
  readonly behavior?: KedaFallbackBehavior;
}

/** Where KEDA reads metrics, and when it scales to zero. */
export interface KedaOptions {
  /**
   * Address of Prometheus, or of anything with its API, which KEDA asks for the metrics of servers: `http://prometheus.monitoring.svc:9090`.
   *
   * @default - none; then only CPU, memory, schedules and triggers can be used
   */
  readonly serverAddress?: string;

  /**
   * The credentials for Prometheus.
   *
   * @default - none: KEDA sends no credentials
   */
  readonly authentication?: KedaAuthentication;

  /**
   * Time between two measurements, in whole seconds.
   *
   * @default - KEDA's own, 30 seconds
   */
  readonly pollingInterval?: Duration;

  /**
   * Time without load after which the last Pod is removed, where the minimum is 0. Whole seconds.
   *
   * @default - the start-up budget of the model, at least 5 minutes
   */
  readonly cooldownPeriod?: Duration;

  /**
   * Number of replicas while KEDA cannot measure.
   *
   * @default - the current number
   */
  readonly fallback?: KedaFallback;
}

/** The answer that clients get while no Pod serves. */
export interface ColdStartAnswer {
  /**
   * Status code of HTTP, from 100 to 599.
   *
   * @default 503
   */
  readonly statusCode?: number;

  /**
   * Headers. `Retry-After` in seconds tells clients when to try again.
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
  /** Hosts that identify requests for this model: the `Host` header that clients send. `*` matches any host. */
  readonly hosts: string[];

  /**
   * Path prefixes that identify requests for this model, in addition to the hosts.
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
   * Service of the interceptor, which clients and routes have to call in place of the model's Service.
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
   * Address at which KEDA reads the counts of the add-on.
   *
   * @default - `keda-add-ons-http-external-scaler` in its namespace, port 9090
   */
  readonly scalerAddress?: string;

  /**
   * Time that a request waits for the first Pod.
   *
   * @default - the progress deadline: the time to schedule, to pull the image, to download, and the start-up budget
   */
  readonly readinessTimeout?: Duration;

  /**
   * Time from the last byte of a request to the first byte of its answer, without the wait for a Pod. For an answer that is not streamed this
   * includes all of the generation.
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
