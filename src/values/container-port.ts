/** A port that the server listens on besides those of its engine: for a profiler, for connectors of KV caches (NIXL, ZMQ), for administration. */
export interface ContainerPort {
  /** Name of the port, by which Services, monitors and policies find it: at most 15 lower-case letters, digits and dashes. */
  readonly name: string;

  /** Number of the port. The server has to be told to listen there, on all addresses. */
  readonly number: number;

  /**
   * `TCP`, `UDP` or `SCTP`, as Kubernetes spells them.
   *
   * @default 'TCP'
   */
  readonly protocol?: string;
}
