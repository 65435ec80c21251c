import { SecretKey } from '../values/secret-key';

/** The program that a container of a server starts. */
export interface ProgramOptions {
  /**
   * The program, and words that it begins with, in the place of those that are shown in the container at the page of the engine: where the image has it elsewhere
   * (`['/opt/venv/bin/vllm', 'serve']`), or starts it by a script of its own (`['/opt/run.sh']`). It gets the same arguments, and has to become the server (`exec "$@"` or
   * alike), so that SIGTERM reaches it.
   *
   * @default - the server's own, or the entry point of the image
   */
  readonly program?: string[];
}

/** The options that every server of this library has. Its default port and the images of its makers stand at the props of each engine. */
export interface ServerOptions extends ProgramOptions {
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

/** The options of servers that serve several models of one source. */
export interface SeveralModelsOptions {
  /**
   * The models of a whole repository that have to be loaded before the Pod is ready, by the names that clients send. Triton loads these and no others;
   * TorchServe loads `<name>.mar` of each; OpenVINO Model Server reads `config.json` of the source and asks whether all in it are loaded; MLServer
   * loads each that has a `model-settings.json`, and asks for all.
   *
   * @default - the one that is served under the name of the model
   */
  readonly models?: string[];
}
