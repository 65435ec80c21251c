import { ServerProbe } from '../engines/server-probe';
import { refuseUnknownMembers } from '../ground/input/constants';
import { ContainerPort } from '../values/container-port';
import { ExtraContainer } from '../values/extra-container';
import { LifecycleHooks } from '../values/lifecycle-hook';

/** Whether a container starts before or after those that download the model. In each group containers start in the order in which they are given. */
export enum StartOrder {
  /** Before the downloads: for a proxy that they use, or a folder that has to be prepared. Sidecars then start before init containers. */
  BEFORE_DOWNLOADS = 'before-downloads',

  /** After the downloads, when the files of the model are in place. Init containers then run before sidecars start. */
  AFTER_DOWNLOADS = 'after-downloads',
}

refuseUnknownMembers(StartOrder, 'StartOrder');

/** A container that runs to its end before the server starts. */
export interface InitContainer extends ExtraContainer {
  /**
   * Whether it runs before or after the downloads of the model.
   *
   * @default StartOrder.AFTER_DOWNLOADS
   */
  readonly order?: StartOrder;
}

/**
 * A container that runs as long as the server. Its probes are those of a server: the HTTP and TCP ones ask the first of its `ports`, and `failures` of
 * a startup probe is the number of attempts that it has.
 */
export interface PodContainer extends ExtraContainer {
  /**
   * Ports that it listens on. Callers that the NetworkPolicy of the model allows may call them too.
   *
   * @default - none
   */
  readonly ports?: ContainerPort[];

  /**
   * The probe that succeeds when it has started; containers that start after it wait for that.
   *
   * @default - it is not asked
   */
  readonly startupProbe?: ServerProbe;

  /**
   * The probe that succeeds when it can answer; the Pod gets requests only while it succeeds.
   *
   * @default - it is not asked
   */
  readonly readinessProbe?: ServerProbe;

  /**
   * The probe that fails when it is stuck; the container is then restarted.
   *
   * @default - it is not asked
   */
  readonly livenessProbe?: ServerProbe;

  /**
   * Hooks that run after it starts, and before it ends.
   *
   * @default - none; but a container in `containers` with ports waits before SIGTERM as long as the server, so that requests through it are answered
   */
  readonly lifecycle?: LifecycleHooks;

  /**
   * Exit codes after which all containers of the Pod restart, instead of only this one (KEP-5532). Needs Kubernetes 1.36 (`kubernetes-too-old`).
   *
   * @default - none
   */
  readonly restartPodOn?: number[];
}

/**
 * A sidecar: Kubernetes starts it before the server, and ends it after the server. It is an init container with `restartPolicy: Always` (KEP-753).
 */
export interface SidecarContainer extends PodContainer {
  /**
   * Whether it starts before or after the downloads of the model.
   *
   * @default StartOrder.AFTER_DOWNLOADS
   */
  readonly order?: StartOrder;
}
