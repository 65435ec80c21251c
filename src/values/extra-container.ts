import { Size } from 'cdk8s';
import { SecretKey } from './secret-key';
import { VolumeMount } from './volume-mount';

/** A container of the Pod besides the server. It is hardened like the server. */
export interface ExtraContainer {
  /** Name, a DNS-1123 label, unique in the Pod. */
  readonly name: string;

  /** Image, with a tag or digest. An air-gapped profile rewrites its registry like every other. */
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
   * The mounts that it has, besides the scratch volume at `/tmp`.
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
   * Memory that it may use; requested and limited alike.
   *
   * @default Size.gibibytes(1)
   */
  readonly memory?: Size;
}
