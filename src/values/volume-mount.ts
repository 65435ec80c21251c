/** Where a volume appears in a container. */
export interface VolumeMount {
  /** Name of the volume. */
  readonly volume: string;

  /** Absolute path in the container; a slash at its end is left out. */
  readonly path: string;

  /**
   * Folder of the volume that is mounted.
   *
   * @default - the volume's root
   */
  readonly subPath?: string;

  /**
   * Whether the container may only read.
   *
   * @default false
   */
  readonly readOnly?: boolean;
}
