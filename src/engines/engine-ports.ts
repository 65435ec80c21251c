import { ServerProbe } from './server-probe';

/** The ports that a server listens on. Every reader of a port reads it from here. */
export interface EnginePorts {
  /** HTTP: inference, and the probes. The port of the Service. */
  readonly http: number;

  /**
   * gRPC inference, served by a second Service.
   *
   * @default - the server speaks no gRPC
   */
  readonly grpc?: number;

  /**
   * Prometheus metrics, where they have a port of their own.
   *
   * @default - the HTTP port, when the engine has a `metricsPath`
   */
  readonly metrics?: number;

  /**
   * Administration, where others than the Pod itself may reach it.
   *
   * @default - nobody outside of the Pod reaches it
   */
  readonly management?: number;
}

/**
 * The probes of a server. In their paths and commands `$(MODEL_NAME)` stands for the name that clients send, for servers that answer for each
 * model by itself.
 */
export interface EngineProbes {
  /** Whether it has loaded the model. It bounds the start and gates the other two. */
  readonly startup: ServerProbe;

  /** Whether it can answer now. */
  readonly readiness: ServerProbe;

  /** Whether it is stuck and has to be restarted. */
  readonly liveness: ServerProbe;
}
