import { SecretKey } from '../values/secret-key';

/** The program that a container of a server starts. */
export interface ProgramOptions {
  /**
   * The program and its first words, in place of those that the page of the engine shows in its container: for an image that has the server at
   * another path (`['/opt/venv/bin/vllm', 'serve']`), or starts it with its own script (`['/opt/run.sh']`). It gets the same arguments, and has to
   * become the server (with `exec "$@"` or the like), so that SIGTERM reaches it.
   *
   * @default - the server's own, or the entry point of the image
   */
  readonly program?: string[];
}

/** The options that all servers share. The props of each engine name its default port and the images of its makers. */
export interface ServerOptions extends ProgramOptions {
  /**
   * Released version of the server, as its makers write it. The library derives the image and all flags from it, and checks your flags against it.
   *
   * @default - the version that the tag of `image` names; an error when neither is given
   */
  readonly version?: string;

  /**
   * Your own image, with a tag or digest. The props of each engine say what such an image needs.
   *
   * @default - the official image of the version for the accelerators of the replica
   */
  readonly image?: string;

  /**
   * HTTP port, for inference and health.
   *
   * @default - the server's own, which the props of each engine name
   */
  readonly port?: number;
}

/** The options of servers that speak gRPC too. */
export interface GrpcPortOptions {
  /**
   * Port for inference by gRPC, which a second Service exposes.
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
   * Whether the server exposes Prometheus metrics.
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
   * Key that clients have to send. The docs of each engine name the paths that the key does not guard; protect those with a NetworkPolicy.
   *
   * @default - none
   */
  readonly apiKey?: SecretKey;
}

/** The options of servers that serve several models of one source. */
export interface SeveralModelsOptions {
  /**
   * The models of a repository that have to be loaded before the Pod is ready, by the names that clients send. Triton loads these and no others.
   * TorchServe loads `<name>.mar` for each. OpenVINO Model Server loads the models in `config.json` of the source, and the Pod is ready when all of
   * them are loaded. MLServer loads each model that has a `model-settings.json`, and the Pod is ready when all of them are loaded.
   *
   * @default - one model, which is served under the name of the model
   */
  readonly models?: string[];
}
