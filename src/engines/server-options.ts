import { SecretKey } from '../values/secret-key';

/** The options that every server of this library has. Its default port and the images of its makers stand at the props of each engine. */
export interface ServerOptions {
  /**
   * Released version of the server, as its makers write it. The image and all that is rendered follow from it, and flags are checked against it.
   *
   * @default - the one that the tag of `image` names; one of the two has to say it
   */
  readonly version?: string;

  /**
   * An image of your own, with a tag or digest. The props of each engine say what it has to have.
   *
   * @default - the official image of the version for the accelerators of the replica
   */
  readonly image?: string;

  /**
   * Port of HTTP: inference and health.
   *
   * @default - the server's own, which the props of each engine name
   */
  readonly port?: number;
}

/** The options of servers that speak gRPC too. */
export interface GrpcPortOptions {
  /**
   * Port of gRPC inference, behind a second Service.
   *
   * @default - the server's own, which the props of each engine name
   */
  readonly grpcPort?: number;
}

/** The options of servers whose Prometheus metrics have a port of their own. */
export interface MetricsPortOptions {
  /**
   * Port of the Prometheus metrics.
   *
   * @default - the server's own, which the props of each engine name
   */
  readonly metricsPort?: number;
}

/** The options of servers whose Prometheus metrics can be switched off. */
export interface MetricsOptions {
  /**
   * Whether it has Prometheus metrics.
   *
   * @default true
   */
  readonly metrics?: boolean;
}

/** The options of servers that can write their logs as JSON. */
export interface JsonLogOptions {
  /**
   * Whether each log line is a JSON object.
   *
   * @default false
   */
  readonly jsonLogs?: boolean;
}

/** The options of servers that ask clients for a key. */
export interface ApiKeyOptions {
  /**
   * Key that clients have to send. The paths that it does not guard stand at the engine; keep those behind a NetworkPolicy.
   *
   * @default - none
   */
  readonly apiKey?: SecretKey;
}
