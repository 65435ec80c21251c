import { Size } from 'cdk8s';
import { Cpu } from '../values/cpu';
import { HttpProxy } from '../values/http-proxy';
import { PodVolume } from '../values/pod-volume';
import { SecretKey } from '../values/secret-key';
import { TrustedCa } from '../values/trusted-ca';
import { VolumeMount } from '../values/volume-mount';

/**
 * The settings of all containers that download: those that run before the server, those of the Job that fills a cache, and the server where it loads
 * the model from a hub by itself. The memory and CPU of the server are those of `compute`.
 */
export interface DownloadOptions {
  /**
   * More environment variables. A variable that the source derives is an error here (`env-contradicts-derived`).
   *
   * @default - none
   */
  readonly env?: { [name: string]: string };

  /**
   * More environment variables, with values of Secrets.
   *
   * @default - none
   */
  readonly secretEnv?: { [name: string]: SecretKey };

  /**
   * Volumes that only downloads need. Those of `pod.volumes` can be mounted as well.
   *
   * @default - none
   */
  readonly volumes?: PodVolume[];

  /**
   * More mounts.
   *
   * @default - none
   */
  readonly mounts?: VolumeMount[];

  /**
   * Memory of a container. Request and limit are the same.
   *
   * @default - 1 GiB for rclone, 2 GiB for the client of the Hugging Face hub
   */
  readonly memory?: Size;

  /**
   * CPU that a container requests.
   *
   * @default - half a CPU
   */
  readonly cpu?: Cpu;
}

/** The options of all containers that call other hosts. */
export interface OutboundOptions {
  /**
   * Settings of the containers that download.
   *
   * @default - as the source needs them
   */
  readonly downloads?: DownloadOptions;

  /**
   * The proxy of the server and of the containers that download.
   *
   * @default - none: hosts are called directly
   */
  readonly proxy?: HttpProxy;

  /**
   * The certificates that the server and the containers that download trust.
   *
   * @default - those that the images bring
   */
  readonly trustedCa?: TrustedCa;
}
