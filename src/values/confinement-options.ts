import { AppArmorProfile, SeccompProfile } from './kernel-profiles';
import { refuseUnknownMembers } from '../ground/input/constants';

/** How `/proc` is mounted in a container. */
export enum ProcMount {
  /** With the paths masked that the container runtime masks. */
  DEFAULT = 'Default',

  /**
   * As it is, for programs that start containers of their own. Needs Kubernetes 1.33 (`kubernetes-too-old`) and `pod.hostUsers: false`, and gives up Pod
   * Security `restricted`.
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
   * The type of the label. All but `container_t`, `container_init_t`, `container_kvm_t` and `container_engine_t` give up Pod Security `restricted` and
   * `baseline`.
   *
   * @default - that of the container runtime
   */
  readonly type?: string;

  /**
   * The level of the label, for example `s0:c123,c456`.
   *
   * @default - one of its own for each Pod, from the container runtime
   */
  readonly level?: string;
}

/** Limits that the kernel of the node sets to containers. */
export interface ConfinementOptions {
  /**
   * The system calls that containers may make.
   *
   * @default - `SeccompProfile.RUNTIME_DEFAULT` for a Pod, that of the Pod for a container
   */
  readonly seccompProfile?: SeccompProfile;

  /**
   * The actions that AppArmor allows to containers.
   *
   * @default - those that the container runtime allows, and for a container those of the Pod
   */
  readonly appArmorProfile?: AppArmorProfile;

  /**
   * The SELinux label of containers.
   *
   * @default - that of the container runtime, and that of the Pod for a container
   */
  readonly seLinux?: SeLinuxOptions;
}

/** Limits that the kernel of the node sets to one container, where they differ from those of its Pod. */
export interface ContainerConfinementOptions extends ConfinementOptions {
  /**
   * How `/proc` is mounted.
   *
   * @default - with the paths masked that the container runtime masks
   */
  readonly procMount?: ProcMount;
}
