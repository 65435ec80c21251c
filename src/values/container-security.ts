import { ContainerConfinementOptions } from './confinement-options';

/** The rights of one container, where they differ from those of its Pod. */
export interface ContainerSecurityOptions extends ContainerConfinementOptions {
  /**
   * Numeric user. 0 gives up Pod Security `restricted` (`pod-security-lowered`).
   *
   * @default - that of the Pod
   */
  readonly runAsUser?: number;

  /**
   * Numeric group.
   *
   * @default - that of the Pod
   */
  readonly runAsGroup?: number;

  /**
   * Linux capabilities given to it; all others are dropped. All but `NET_BIND_SERVICE` give up Pod Security `restricted`.
   *
   * @default - none
   */
  readonly addCapabilities?: string[];

  /**
   * Whether it has all rights of root on the node. It gives up Pod Security `restricted` and `baseline`.
   *
   * @default false
   */
  readonly privileged?: boolean;
}
