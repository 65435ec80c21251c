import { AppArmorProfile, SeccompProfile } from './kernel-profiles';
import { refuseUnknownMembers } from '../ground/input/constants';

/** How `/proc` is mounted in a container. */
export enum ProcMount {
  /** With the paths masked that the container runtime masks by default. */
  DEFAULT = 'Default',

  /**
   * With nothing masked, for programs that start their own containers. Needs Kubernetes 1.33 (`kubernetes-too-old`) and `pod.hostUsers: false`, and gives
   * up Pod Security `restricted`.
   */
  UNMASKED = 'Unmasked',
}

refuseUnknownMembers(ProcMount, 'ProcMount');

/** The SELinux label of containers. https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#assign-selinux-labels-to-a-container */
export interface SeLinuxOptions {
  /**
   * The user of the label. It gives up Pod Security `restricted` and `baseline`.
   *
   * @default - that of the container runtime
   */
  readonly user?: string;

  /**
   * The role of the label. It gives up Pod Security `restricted` and `baseline`.
   *
   * @default - that of the container runtime
   */
  readonly role?: string;

  /**
   * The type of the label. Every type but `container_t`, `container_init_t`, `container_kvm_t` and, from Kubernetes 1.31 on, `container_engine_t`
   * gives up Pod Security `restricted` and `baseline`.
   *
   * @default - that of the container runtime
   */
  readonly type?: string;

  /**
   * The level of the label, for example `s0:c123,c456`.
   *
   * @default - the container runtime gives each Pod its own level
   */
  readonly level?: string;
}

/** Limits that the kernel of the node enforces for containers. */
export interface ConfinementOptions {
  /**
   * The system calls that containers may make.
   *
   * @default - `SeccompProfile.RUNTIME_DEFAULT` for a Pod; a container has that of its Pod
   */
  readonly seccompProfile?: SeccompProfile;

  /**
   * The actions that AppArmor allows containers.
   *
   * @default - those that the container runtime allows; a container has those of its Pod
   */
  readonly appArmorProfile?: AppArmorProfile;

  /**
   * The SELinux label of containers.
   *
   * @default - that of the container runtime; a container has that of its Pod
   */
  readonly seLinux?: SeLinuxOptions;
}

/** Limits that the kernel of the node enforces for one container, where they differ from those of its Pod. */
export interface ContainerConfinementOptions extends ConfinementOptions {
  /**
   * How `/proc` is mounted.
   *
   * @default - with the paths masked that the container runtime masks by default
   */
  readonly procMount?: ProcMount;
}
