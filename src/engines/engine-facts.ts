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
   * Frameworks that it serves; a model of another one is an error at synth.
   *
   * @default - any
   */
  readonly frameworks?: Framework[];

  /**
   * Whether it loads a model from a Hugging Face hub by itself: it is then told the id of the repository, in a `ContainerEngine` by `$(MODEL_PATH)`.
   *
   * @default false
   */
  readonly loadsFromHuggingFace?: boolean;

  /**
   * Schemes of models that it fetches by itself from elsewhere, for example `s3` or `ollama`: it is then told the address, in a `ContainerEngine` by
   * `$(MODEL_PATH)`. Those of the library's engines follow from their version.
   *
   * @default - none
   */
  readonly fetches?: string[];

  /**
   * Path in front of its inference API, for example `/v1` of an OpenAI-compatible server.
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
   * @default - it has none
   */
  readonly metricsPath?: string;

  /**
   * The metrics that it has there: those that autoscalers, alerts and dashboards read.
   *
   * @default - none are known
   */
  readonly metrics?: EngineMetrics;

  /**
   * The key that it asks for at `metricsPath`, as a bearer token; whoever scrapes it has to send it.
   *
   * @default - it asks for none
   */
  readonly metricsKey?: SecretKey;

  /**
   * Whether it speaks TLS itself when it is told a certificate: `bind` then gets its files in `tls` of the context, and in a `ContainerEngine` they are
   * `$(TLS_CERTIFICATE)` and `$(TLS_PRIVATE_KEY)`.
   *
   * @default false
   */
  readonly servesTls?: boolean;
}

/** The facts that are known of a server, as data: those that a Pod needs besides its image and its container. */
export interface EngineFacts extends EngineApi {
  /** Name of the engine, as its makers write it in lower case; the value of the label `app.kubernetes.io/name`. */
  readonly name: string;

  /** The ports that it listens on. */
  readonly ports: EnginePorts;

  /** How Kubernetes asks whether it has started, can answer, or is stuck. */
  readonly probes: EngineProbes;

  /**
   * Version of the server. The flags of `flagsFile` are looked up in it.
   *
   * @default - not known
   */
  readonly version?: string;

  /**
   * Whether it takes the projector of a model for images or sound, a file of its own (`mmproj-….gguf`).
   *
   * @default false
   */
  readonly takesProjector?: boolean;

  /**
   * Where on the model volume the files of a source have to be, so that the server finds them.
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
   * Whether it answers on addresses of IPv6 too when it is told to listen on `0.0.0.0`, as programs in Go and Java do. Of others a Service of IPv6 leads to nothing
   * (`service-family-unserved`).
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
   * As `sharedMemory`, for each accelerator of the replica, where that is more: for servers whose processes talk through it. At most 16 GiB in all.
   *
   * @default - it does not depend on accelerators
   */
  readonly sharedMemoryPerAccelerator?: Size;

  /**
   * Disk that it writes besides the model: `/tmp`, compile caches.
   *
   * @default Size.gibibytes(2)
   */
  readonly scratchSize?: Size;

  /**
   * How many times it writes the model to that disk, as a server does that imports it.
   *
   * @default 0
   */
  readonly scratchCopies?: number;

  /**
   * Time that it takes from process start to ready besides reading the weights: imports, compilation, warm-up. Accelerators that are compiled
   * for, for half an hour, get more.
   *
   * @default Duration.minutes(5)
   */
  readonly warmup?: Duration;

  /**
   * Time to wait in preStop, while the endpoints leave, before SIGTERM is sent.
   *
   * @default Duration.seconds(15)
   */
  readonly preStopDelay?: Duration;

  /**
   * Time that requests in flight have to finish, when nobody says otherwise.
   *
   * @default Duration.seconds(30)
   */
  readonly drainTimeout?: Duration;

  /**
   * Whether requests in flight are finished after SIGTERM. Where they are not, or it is not known, the time for that is spent before
   * SIGTERM: preStop waits for the delay and the drain together.
   *
   * @default true
   */
  readonly drainsAfterSigterm?: boolean;

  /**
   * Users and root filesystems that its image is known to work with; the first that counts for the devices of the replica.
   *
   * @default - user 1000, and a root that can be written to
   */
  readonly hardening?: ImageHardening[];

  /**
   * Repositories of the images that its makers publish, for example `docker.io/vllm/vllm-openai`, also when they are mirrored; one that
   * ends with a slash is all below it. Flags that the flags file does not know are an error for them, and a warning for any other image; the facts of
   * `hardening` are known of them only.
   *
   * @default - none: nothing is known of any image but what `hardening` says
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
   * Flags that may stand several times, spelled as in `args`.
   *
   * @default - none
   */
  readonly repeatableFlags?: string[];

  /**
   * Flags that a user must not give in `args`, each with the advice in place of it, as a sentence; besides those that `bind` renders, which
   * are reserved anyway: `{ '--revision': 'use revision of the source' }`.
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
   * Prefix of environment variables that the server reads; a Service of that name would inject some into neighbours' Pods.
   *
   * @default - none
   */
  readonly envPrefix?: string;
}

/** Where on the model volume the files of a source have to be. */
export enum ModelPlacement {
  /** At its root, for a server that is told a folder of model files; other layouts are refused. */
  FOLDER = 'folder',

  /** In a repository, as Triton has it: `<name>/1` for files, `<name>` for folders of versions, the root for a whole repository. */
  REPOSITORY = 'repository',

  /** At its root, whatever the layout is. */
  AS_IN_SOURCE = 'as-in-source',
}

refuseUnknownMembers(ModelPlacement, 'ModelPlacement');
