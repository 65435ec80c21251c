/** Labels and annotations of one object. */
export interface ObjectMetadataOptions {
  /**
   * Labels, besides the library's own, which cannot be set.
   *
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}
