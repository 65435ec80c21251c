/** The user and root filesystem that an image is known to work with, and from where that is known. */
export interface ImageHardening {
  /**
   * Where that counts: `cpu`, or the beginnings of resources, for example `nvidia.com/`.
   *
   * @default - everywhere
   */
  readonly on?: string[];

  /**
   * Numeric user that the image is known to run as. `undefined` means that it is known to need root.
   *
   * @default - root
   */
  readonly runAsUser?: number;

  /** Whether the image is known to run with a read-only root filesystem (caches and `/tmp` are always on volumes). */
  readonly readOnlyRootFilesystem: boolean;

  /**
   * Whether anybody knows that it does; where nobody does, a model on it is a warning (`image-unproven`) until `security.runAsUser` says it.
   *
   * @default - it is known
   */
  readonly proven?: boolean;

  /** Where that is known from: a link or the name of a test suite. */
  readonly source: string;
}
