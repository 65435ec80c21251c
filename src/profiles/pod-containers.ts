import { ServerProbe } from '../engines/server-probe';
import { refuseUnknownMembers } from '../ground/input/constants';
import { ContainerPort } from '../values/container-port';
import { ExtraContainer } from '../values/extra-container';
import { LifecycleHooks } from '../values/lifecycle-hook';

/** When a container starts, against those that download the model. Within each, containers start in the order in which they are given. */
export enum StartOrder {
  /** Before the downloads: for a proxy that they go through, or a folder that has to be prepared. Sidecars start before init containers then. */
  BEFORE_DOWNLOADS = 'before-downloads',

  /** After the downloads, when the files of the model are there. Init containers run before sidecars start then. */
  AFTER_DOWNLOADS = 'after-downloads',
}

refuseUnknownMembers(StartOrder, 'StartOrder');

/** A container that runs to its end before the server starts. */
export interface InitContainer extends ExtraContainer {
  /**
   * When it runs, against the downloads of the model.
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
   * Ports that it listens on. Callers that a NetworkPolicy admits are admitted to them too.
   *
   * @default - none
   */
  readonly ports?: ContainerPort[];

  /**
   * How it says that it has started; what starts after it waits for that.
   *
   * @default - it is not asked
   */
  readonly startupProbe?: ServerProbe;

  /**
   * How it says that it can answer; the Pod gets requests only while it can.
   *
   * @default - it is not asked
   */
  readonly readinessProbe?: ServerProbe;

  /**
   * How it says that it is not stuck; it is started again otherwise.
   *
   * @default - it is not asked
   */
  readonly livenessProbe?: ServerProbe;

  /**
   * Hooks that run when it has started, and before it ends.
   *
   * @default - nothing; one of `containers` that has ports waits before SIGTERM as long as the server, so that requests through it are answered
   */
  readonly lifecycle?: LifecycleHooks;

  /**
   * Exit codes upon which all containers of the Pod start again, in place of this one alone (KEP-5532). Needs Kubernetes 1.36 (`kubernetes-too-old`).
   *
   * @default - none
   */
  readonly restartPodOn?: number[];
}

/** A sidecar: Kubernetes starts it before the server, and ends it after. It is an init container with `restartPolicy: Always` (KEP-753). */
export interface SidecarContainer extends PodContainer {
  /**
   * When it starts, against the downloads of the model.
   *
   * @default StartOrder.AFTER_DOWNLOADS
   */
  readonly order?: StartOrder;
}
