import { Size } from 'cdk8s';
import { PersistentVolumeAccessMode } from './persistent-volume-access-mode';
import { refuseUnknownMembers } from '../ground/input/constants';

/** A sized, empty volume on the node's disk. */
export interface EmptyDirProps {
  /** The most data that it may hold; a Pod that writes more is evicted. */
  readonly sizeLimit: Size;

  /**
   * Whether it is in memory, where it counts against the memory limits of the containers.
   *
   * @default false
   */
  readonly inMemory?: boolean;
}

/** A claim made for each Pod, and deleted with it. */
export interface EphemeralClaimProps {
  /** Size to request. */
  readonly size: Size;

  /**
   * Name of the storage class. An empty text binds an existing volume without a class, and provisions none.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;

  /**
   * Access mode of the claim.
   *
   * @default PersistentVolumeAccessMode.READ_WRITE_ONCE
   */
  readonly accessMode?: PersistentVolumeAccessMode;

  /**
   * The object with the initial content, for example a snapshot with the weights.
   *
   * @default - none: the claim is empty
   */
  readonly dataSource?: VolumeDataSource;
}

/** The object with the initial content of a claim: a snapshot, another claim, or a source of a volume populator. */
export interface VolumeDataSource {
  /** Kind of the object, for example `VolumeSnapshot`. */
  readonly kind: string;

  /** `metadata.name` of the object, in the Pod's namespace. */
  readonly name: string;

  /**
   * API group of the kind, for example `snapshot.storage.k8s.io`.
   *
   * @default - none: a PersistentVolumeClaim
   */
  readonly apiGroup?: string;
}

/** The kind of file that has to be at a path of the node before it is mounted. https://kubernetes.io/docs/concepts/storage/volumes/#hostpath-volume-types */
export enum HostPathType {
  /** A folder. */
  DIRECTORY = 'Directory',
  /** A folder, which is made where there is none. */
  DIRECTORY_OR_CREATE = 'DirectoryOrCreate',
  /** A file. */
  FILE = 'File',
  /** A file, which is made where there is none. */
  FILE_OR_CREATE = 'FileOrCreate',
  /** A UNIX socket. */
  SOCKET = 'Socket',
  /** A character device. */
  CHARACTER_DEVICE = 'CharDevice',
  /** A block device. */
  BLOCK_DEVICE = 'BlockDevice',
}

refuseUnknownMembers(HostPathType, 'HostPathType');

/** Options of a path of the node. */
export interface HostPathVolumeOptions {
  /**
   * The kind of file that has to exist; otherwise the Pod does not start.
   *
   * @default - no check before it is mounted
   */
  readonly type?: HostPathType;
}

/** Options of an existing volume. */
export interface PodVolumeOptions {
  /**
   * Whether no container of the Pod may write to it.
   *
   * @default false
   */
  readonly readOnly?: boolean;
}

/** Options of a volume that a CSI driver makes. */
export interface CsiVolumeOptions extends PodVolumeOptions {
  /**
   * The attributes that the driver takes.
   *
   * @default - none
   */
  readonly attributes?: { [key: string]: string };

  /**
   * The file system that the driver mounts, for example `ext4`.
   *
   * @default - the driver's choice
   */
  readonly fsType?: string;

  /**
   * `metadata.name` of the Secret that the driver gets, in the namespace of the Pod.
   *
   * @default - none
   */
  readonly secretName?: string;
}
