/** A port that a Model records of its container. */
export interface RecordedPort {
  /** Number of the port. */
  readonly number: number;

  /**
   * Name of the port: at most 15 lower-case letters, digits and dashes.
   *
   * @default - none
   */
  readonly name?: string;

  /**
   * `TCP`, `UDP` or `SCTP`, as Kubernetes spells them.
   *
   * @default - not recorded, which means TCP
   */
  readonly protocol?: string;
}
