import { Duration, Size } from 'cdk8s';
import { EngineMaintenance, EngineMetrics } from './engine-metrics';
import { EnginePorts, EngineProbes } from './engine-ports';
import { ImageHardening } from './image-hardening';
import { refuseUnknownMembers } from '../ground/input/constants';
import { Framework } from '../values/framework';
import { SecretKey } from '../values/secret-key';

/** The API of a server, and the models that it takes. */
export interface EngineApi {
  /**
   * Frameworks that the server serves; a model of another framework is an error at synth.
   *
   * @default - any
   */
  readonly frameworks?: Framework[];

  /**
   * Whether the server loads a model from a Hugging Face hub by itself. It then gets the id of the repository, in a `ContainerEngine` as
   * `$(MODEL_PATH)`.
   *
   * @default false
   */
  readonly loadsFromHuggingFace?: boolean;

  /**
   * Schemes of models that the server fetches by itself from other places, for example `s3` or `ollama`. It then gets the address, in a
   * `ContainerEngine` as `$(MODEL_PATH)`. The library's engines derive them from their version.
   *
   * @default - none
   */
  readonly fetches?: string[];

  /**
   * Path prefix of its inference API, for example `/v1` of an OpenAI-compatible server.
   *
   * @default - none
   */
  readonly apiPath?: string;

  /**
   * Whether its API under `apiPath` is compatible with OpenAI's.
   *
   * @default false
   */
  readonly openAiCompatible?: boolean;

  /**
   * Path of Prometheus metrics.
   *
   * @default - the server has no metrics
   */
  readonly metricsPath?: string;

  /**
   * The metrics at `metricsPath` that autoscalers, alerts and dashboards read.
   *
   * @default - none are known
   */
  readonly metrics?: EngineMetrics;

  /**
   * The key that `metricsPath` requires as a bearer token. The object for Prometheus sends it.
   *
   * @default - no key is required
   */
  readonly metricsKey?: SecretKey;

  /**
   * Whether the server itself speaks TLS when it gets a certificate. `bind` then gets the files in `tls` of the context; in a `ContainerEngine` they
   * are `$(TLS_CERTIFICATE)` and `$(TLS_PRIVATE_KEY)`.
   *
   * @default false
   */
  readonly servesTls?: boolean;
}

/** The facts about a server, as data, that its Pod needs besides the image and the container. */
export interface EngineFacts extends EngineApi {
  /** Name of the engine, as its makers write it in lower case; the value of the label `app.kubernetes.io/name`. */
  readonly name: string;

  /** The ports that it listens on. */
  readonly ports: EnginePorts;

  /** The probes with which Kubernetes finds out whether the server has started, can answer, or is stuck. */
  readonly probes: EngineProbes;

  /**
   * Version of the server. It decides which flags of `flagsFile` there are.
   *
   * @default - not known
   */
  readonly version?: string;

  /**
   * Whether the server takes the projector of a model for images or sound, a separate file (`mmproj-….gguf`).
   *
   * @default false
   */
  readonly takesProjector?: boolean;

  /**
   * The place on the model volume where the server looks for the files of a source.
   *
   * @default ModelPlacement.FOLDER
   */
  readonly placement?: ModelPlacement;

  /**
   * Whether clients may use more than one name for the model.
   *
   * @default false
   */
  readonly knowsAliases?: boolean;

  /**
   * Whether the server also answers on IPv6 addresses when it is told to listen on `0.0.0.0`, as programs in Go and Java do. An IPv6 Service in front
   * of any other server reaches nothing (`service-family-unserved`).
   *
   * @default false
   */
  readonly listensOnIpv6?: boolean;

  /**
   * The statement of its makers when they no longer maintain it; a model on it is a warning (`engine-unmaintained`).
   *
   * @default - it is maintained
   */
  readonly maintenance?: EngineMaintenance;

  /**
   * Size of the Memory volume at `/dev/shm` that it needs.
   *
   * @default - none
   */
  readonly sharedMemory?: Size;

  /**
   * As `sharedMemory`, for each accelerator of the replica, where that is more in all: for servers whose processes communicate through it. At most 16
   * GiB in all.
   *
   * @default - it does not depend on accelerators
   */
  readonly sharedMemoryPerAccelerator?: Size;

  /**
   * Size of its writes to disk besides the model: `/tmp`, compile caches.
   *
   * @default Size.gibibytes(2)
   */
  readonly scratchSize?: Size;

  /**
   * How many copies of the model it writes to that disk, for a server that imports the model.
   *
   * @default 0
   */
  readonly scratchCopies?: number;

  /**
   * Time that it takes from process start to ready besides reading the weights: imports, compilation, warm-up. Accelerators for which servers compile
   * for half an hour get more.
   *
   * @default Duration.minutes(5)
   */
  readonly warmup?: Duration;

  /**
   * Time to wait in preStop before SIGTERM, while the Pod leaves the endpoints.
   *
   * @default Duration.seconds(15)
   */
  readonly preStopDelay?: Duration;

  /**
   * Time in which requests in flight can finish, unless `timing.drain` is given.
   *
   * @default Duration.seconds(30)
   */
  readonly drainTimeout?: Duration;

  /**
   * Whether the server finishes requests in flight after SIGTERM. If it does not, or this is not known, the drain comes before SIGTERM: preStop waits
   * for the delay and the drain together.
   *
   * @default true
   */
  readonly drainsAfterSigterm?: boolean;

  /**
   * Users and root filesystems that its image is known to work with; the first entry for the devices of the replica counts.
   *
   * @default - user 1000, and a writable root filesystem
   */
  readonly hardening?: ImageHardening[];

  /**
   * Repositories of the images that its makers publish, for example `docker.io/vllm/vllm-openai`, which also count when they are mirrored. A name
   * that ends with a slash stands for all repositories below it. Flags that the flags file does not know are an error for these images, and a warning
   * for any other. The facts in `hardening` count only for these images.
   *
   * @default - none: only the facts in `hardening` are known of any image
   */
  readonly officialImages?: string[];

  /**
   * Path of a file with the flags of every version, as in `engine-flags/` of this package; every flag is then checked against the
   * engine's `version` at synth.
   *
   * @default - flags are not checked
   */
  readonly flagsFile?: string;

  /**
   * Flags that may be given several times, spelled as in `args`.
   *
   * @default - none
   */
  readonly repeatableFlags?: string[];

  /**
   * Flags that a user must not give in `args`, each with advice on what to use instead. Flags that `bind` renders are always reserved:
   * `{ '--revision': 'use revision of the source' }`.
   *
   * @default - only those that `bind` renders
   */
  readonly reservedFlags?: { [flag: string]: string };

  /**
   * Other spellings of flags, by alias: `-tp` for `--tensor-parallel-size`.
   *
   * @default - none
   */
  readonly flagAliases?: { [alias: string]: string };

  /**
   * Prefix of the environment variables that the server reads. A Service with that name would inject some into other Pods.
   *
   * @default - none
   */
  readonly envPrefix?: string;
}

/** The place of the files of a source on the model volume. */
export enum ModelPlacement {
  /** At its root, for a server that is told a folder of model files; other layouts are refused. */
  FOLDER = 'folder',

  /** In a repository, as Triton needs it: `<name>/1` for files, `<name>` for folders of versions, the root for a whole repository. */
  REPOSITORY = 'repository',

  /** At its root, whatever the layout is. */
  AS_IN_SOURCE = 'as-in-source',
}

refuseUnknownMembers(ModelPlacement, 'ModelPlacement');
