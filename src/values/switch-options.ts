/** Something that is on or off, as custom resources record it. */
export interface SwitchOptions {
  /**
   * Whether it is on; one that is off is only recorded.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * Whether the record leaves `enabled` out, as some documents do. The API reads that as off, so it is off, and throws together with `enabled: true`.
   *
   * @default false
   */
  readonly enabledUnsaid?: boolean;
}
