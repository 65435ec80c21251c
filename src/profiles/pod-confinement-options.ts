import { refuseUnknownMembers } from '../ground/input/constants';
import { ConfinementOptions, ContainerConfinementOptions } from '../values/confinement-options';

/** When Kubernetes changes the group of files on volumes to `fsGroup`. https://kubernetes.io/docs/tasks/configure-pod-container/security-context/ */
export enum FsGroupChangePolicy {
  /** When the root folder of the volume does not belong to the group, or has other permissions. */
  ON_ROOT_MISMATCH = 'OnRootMismatch',

  /** At each start, file by file, which takes minutes on a volume with many files. */
  ALWAYS = 'Always',
}

refuseUnknownMembers(FsGroupChangePolicy, 'FsGroupChangePolicy');

/** How volumes get the SELinux label of the Pod. https://kubernetes.io/docs/concepts/storage/persistent-volumes/#selinux */
export enum SeLinuxChangePolicy {
  /** By a mount option, where the volume supports one. */
  MOUNT_OPTION = 'MountOption',

  /** File by file, so that Pods with different labels can share a volume. */
  RECURSIVE = 'Recursive',
}

refuseUnknownMembers(SeLinuxChangePolicy, 'SeLinuxChangePolicy');

/** Limits that the kernel of the node enforces for all containers of a Pod, and for the server alone. */
export interface PodConfinementOptions extends ConfinementOptions {
  /** When Kubernetes changes the group of files on volumes to `fsGroup`. * @default FsGroupChangePolicy.ON_ROOT_MISMATCH */
  readonly fsGroupChangePolicy?: FsGroupChangePolicy;

  /**
   * How volumes get the SELinux label of the Pod. Needs Kubernetes 1.33 (`kubernetes-too-old`).
   *
   * @default - the choice of the node
   */
  readonly seLinuxChangePolicy?: SeLinuxChangePolicy;

  /**
   * Limits of the server, where they differ from those of the other containers of the Pod.
   *
   * @default - the same
   */
  readonly server?: ContainerConfinementOptions;
}
