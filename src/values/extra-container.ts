import { Size } from 'cdk8s';
import { ContainerSecurityOptions } from './container-security';
import { Cpu } from './cpu';
import { EnvFrom } from './env-from';
import { EnvValue } from './env-value';
import { SecretKey } from './secret-key';
import { VolumeMount } from './volume-mount';

/** A container of the Pod besides the server. It is hardened like the server, and has the scratch volume at `/tmp`. */
export interface ExtraContainer {
  /** Name, a DNS-1123 label, unique in the Pod. */
  readonly name: string;

  /** Image, with a tag or digest. The mirrors of the profile apply to it as to every other image. */
  readonly image: string;

  /**
   * The program.
   *
   * @default - the entry point of the image
   */
  readonly command?: string[];

  /**
   * Its arguments.
   *
   * @default - none
   */
  readonly args?: string[];

  /**
   * Environment variables.
   *
   * @default - none
   */
  readonly env?: { [name: string]: string };

  /**
   * Environment variables with values of Secrets.
   *
   * @default - none
   */
  readonly secretEnv?: { [name: string]: SecretKey };

  /**
   * Environment variables with values of ConfigMaps, of fields of the Pod, of resources of the container, and optional ones.
   *
   * @default - none
   */
  readonly envValues?: { [name: string]: EnvValue };

  /**
   * Environment variables that are all keys of a ConfigMap or a Secret.
   *
   * @default - none
   */
  readonly envFrom?: EnvFrom[];

  /**
   * Folder that the program starts in.
   *
   * @default - that of the image
   */
  readonly workingDir?: string;

  /**
   * More mounts, besides the scratch volume at `/tmp`.
   *
   * @default - none
   */
  readonly mounts?: VolumeMount[];

  /**
   * Whether the image is known to work with a read-only root filesystem; `/tmp` is always on a volume.
   *
   * @default false
   */
  readonly readOnlyRootFilesystem?: boolean;

  /**
   * The user and the rights of the container.
   *
   * @default - those of the Pod, without any capability
   */
  readonly security?: ContainerSecurityOptions;

  /**
   * CPU to reserve (`requests.cpu`).
   *
   * @default Cpu.millis(500)
   */
  readonly cpu?: Cpu;

  /**
   * The most CPU it may use (`limits.cpu`).
   *
   * @default - no limit
   */
  readonly cpuLimit?: Cpu;

  /**
   * Memory to reserve (`requests.memory`).
   *
   * @default Size.gibibytes(1)
   */
  readonly memory?: Size;

  /**
   * The most memory it may use (`limits.memory`). A container that uses more is killed.
   *
   * @default - equal to `memory`
   */
  readonly memoryLimit?: Size;

  /**
   * Local disk for its writes besides the volumes of the Pod. Request and limit are the same.
   *
   * @default - nothing is requested
   */
  readonly ephemeralStorage?: Size;

  /**
   * Amounts of other resources by their key, for example `nvidia.com/gpu` for a container with its own accelerators. Request and limit are the same.
   *
   * @default - none
   */
  readonly otherResources?: { [name: string]: string };
}
