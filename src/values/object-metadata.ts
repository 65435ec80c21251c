/** Labels and annotations of one object. */
export interface ObjectMetadataOptions {
  /**
   * Labels, besides the library's own, of which `app.kubernetes.io/managed-by` and `app.kubernetes.io/version` alone can be set.
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
