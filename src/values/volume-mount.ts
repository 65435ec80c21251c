import { refuseUnknownMembers } from '../ground/input/constants';

/**
 * How mounts that are made later propagate between a container and its node. https://kubernetes.io/docs/concepts/storage/volumes/#mount-propagation
 */
export enum MountPropagation {
  /** They do not propagate. */
  NONE = 'None',

  /** Mounts of the node appear in the container. */
  HOST_TO_CONTAINER = 'HostToContainer',

  /** Mounts of each appear in the other. Only privileged containers may use it. */
  BIDIRECTIONAL = 'Bidirectional',
}

refuseUnknownMembers(MountPropagation, 'MountPropagation');

/** Whether mounts below a read-only one are read-only too. https://kubernetes.io/docs/concepts/storage/volumes/#recursive-read-only-mounts */
export enum RecursiveReadOnly {
  /** They may be written to. */
  DISABLED = 'Disabled',

  /** They are, where the container runtime can do it. */
  IF_POSSIBLE = 'IfPossible',

  /** They are; the container does not start where the container runtime cannot do it. */
  ENABLED = 'Enabled',
}

refuseUnknownMembers(RecursiveReadOnly, 'RecursiveReadOnly');

/** A mount of a volume in a container. */
export interface VolumeMount {
  /** Name of the volume. */
  readonly volume: string;

  /** Absolute path in the container; a slash at its end is left out. */
  readonly path: string;

  /**
   * Folder of the volume to mount.
   *
   * @default - the volume's root
   */
  readonly subPath?: string;

  /**
   * The same with variables of the container in it, for example `$(POD_NAME)`. Not beside `subPath`; a variable that the container does not have
   * keeps it from starting (`variable-undefined`).
   *
   * @default - `subPath`
   */
  readonly subPathExpr?: string;

  /**
   * Whether the container may only read.
   *
   * @default false
   */
  readonly readOnly?: boolean;

  /**
   * Whether mounts below it are read-only too. Only with `readOnly`, and without `propagation`. Needs Kubernetes 1.31 (`kubernetes-too-old`).
   *
   * @default - they are not
   */
  readonly recursiveReadOnly?: RecursiveReadOnly;

  /**
   * How mounts that are made later propagate between the container and its node.
   *
   * @default - they do not
   */
  readonly propagation?: MountPropagation;
}
