import { Duration, Size } from 'cdk8s';

/** Options of keys that are files. */
export interface KeyFilesOptions {
  /**
   * Permissions of the files, for example `0o555` for scripts.
   *
   * @default - `0o440` of a Secret, `0o644` of a ConfigMap and of several sources
   */
  readonly mode?: number;

  /**
   * Permissions of single files, by key.
   *
   * @default - `mode`
   */
  readonly modes?: { [key: string]: number };

  /**
   * Whether the Pod starts without the files where the object or one of the keys is missing. Otherwise it waits for them.
   *
   * @default false
   */
  readonly optional?: boolean;
}

/** Options of a ConfigMap as files. */
export interface ConfigMapVolumeOptions extends KeyFilesOptions {
  /**
   * File name by key.
   *
   * @default - all keys, each under its own name
   */
  readonly items?: { [key: string]: string };
}

/** Options of a volume in huge pages. */
export interface HugePagesOptions {
  /**
   * Size of a page, where the node has pages of several sizes: 2 MiB or 1 GiB on most.
   *
   * @default - that of the only `hugepages-<size>` that the Pod requests
   */
  readonly pageSize?: Size;
}

/** Options of a token for the Pod's ServiceAccount. */
export interface ServiceAccountTokenOptions {
  /**
   * Audience of the token.
   *
   * @default - the API server
   */
  readonly audience?: string;

  /**
   * Lifetime of the token, at least 10 minutes. The kubelet renews it before it expires.
   *
   * @default Duration.hours(1)
   */
  readonly expiration?: Duration;
}
