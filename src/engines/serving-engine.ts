import { Duration, Size } from 'cdk8s';
import { EngineMaintenance, EngineMetrics } from './engine-facts';
import { ServerProbe } from './server-probe';
import { deviceFacts } from '../facts/devices';
import { aliasesBy, OptionRow, reservedBy } from '../flags/options/option-row';
import { brand } from '../ground/input/brands';
import { Compute } from '../values/compute';
import { Framework } from '../values/framework';
import { ModelLayout } from '../values/model-layout';
import { ModelLocation } from '../values/model-location';
import { SecretKey } from '../values/secret-key';

/** What an engine is told when a Pod is rendered. */
export interface EngineContext {
  /** The name that clients send: the name of the Model, unless told otherwise. */
  readonly servedName: string;

  /** More names that clients may send, where the engine knows aliases; else empty. */
  readonly servedAliases: string[];

  /** Where the model is. */
  readonly model: ModelLocation;

  /**
   * What the model was made with.
   *
   * @default - not known: a ModelRuntime without a Model
   */
  readonly framework?: Framework;

  /** Folder on the model volume, for caches that belong to the model, for example `HF_HOME`. */
  readonly cachePath: string;

  /** Folder on a disk-backed scratch volume of the size in `scratchSize`; also mounted as `/tmp`. */
  readonly scratchPath: string;

  /** Resources of the replica. */
  readonly compute: Compute;

  /** Seconds that requests in flight have to finish after SIGTERM; 0 where the server cannot, see `drainsAfterSigterm`. */
  readonly drainSeconds: number;

  /** Seconds that the server may take until it answers. */
  readonly startupSeconds: number;

  /**
   * Arguments of the user, which are rendered after those of the engine; for what has to be derived from them.
   *
   * @default - none
   */
  readonly userArgs?: string[];
}

/** What an engine answers: its container, as plain data. */
export interface EngineContainer {
  /**
   * The program, always explicit, because the entry points of images change between versions.
   *
   * @default - the entry point of the image
   */
  readonly command?: string[];

  /**
   * Arguments. Flags given here are derived: when a user gives one of them again, that is an error (`arg-contradicts-derived`).
   *
   * @default - none
   */
  readonly args?: string[];

  /**
   * Environment variables. They are derived: when a user sets one of them again, that is an error (`env-contradicts-derived`).
   *
   * @default - none
   */
  readonly env?: { [name: string]: string };

  /**
   * Environment variables with the value of a Secret's key.
   *
   * @default - none
   */
  readonly secretEnv?: { [name: string]: SecretKey };
}

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
}

/** The probes of a server. */
export interface EngineProbes {
  /** Whether it has loaded the model. It bounds the start and gates the other two. */
  readonly startup: ServerProbe;

  /** Whether it can answer now. */
  readonly readiness: ServerProbe;

  /** Whether it is stuck and has to be restarted. */
  readonly liveness: ServerProbe;
}

/** What an image is known to bear, and from where that is known. */
export interface ImageHardening {
  /**
   * Numeric user that the image is known to run as. `undefined` means that it is known to need root.
   *
   * @default - root
   */
  readonly runAsUser?: number;

  /** Whether the image is known to run with a read-only root filesystem (caches and `/tmp` are always on volumes). */
  readonly readOnlyRootFilesystem: boolean;

  /**
   * Whether anybody knows that it does; where nobody does, a model on it is a warning (`image-unproven`) until `security.runAsUser` says it.
   *
   * @default - it is known
   */
  readonly proven?: boolean;

  /** Where that is known from: a link or the name of a test suite. */
  readonly source: string;
}

/**
 * One model server: its image, command, ports, probes, drain, caches and metrics. A class to extend: a new engine is one
 * file with one subclass, here or in your own repository. An engine knows nothing of sources; it is told where the model is.
 */
export abstract class ServingEngine {
  static { brand(this, 'ServingEngine'); }

  /** Name of the engine, as its makers write it in lower case; the value of the label `app.kubernetes.io/name`. */
  public abstract readonly name: string;

  /** The ports that it listens on. */
  public abstract readonly ports: EnginePorts;

  /** The probes of the server; `probesFor` is what is rendered. */
  public abstract readonly probes: EngineProbes;

  /** Version of the server, where it is known; ends in no field by itself. */
  public get version(): string | undefined {
    return undefined;
  }

  /** Whether it loads a model from a Hugging Face hub by itself, given a repository id. */
  public get loadsFromHuggingFace(): boolean {
    return false;
  }

  /** Frameworks that it serves, by name; empty means any. */
  public get frameworks(): Framework[] {
    return [];
  }

  /** Path of Prometheus metrics; `undefined` when it has none. */
  public get metricsPath(): string | undefined {
    return undefined;
  }

  /** Names of the metrics that say how busy it is; `undefined` when none are known. */
  public get metrics(): EngineMetrics | undefined {
    return undefined;
  }

  /** What its makers say when they no longer maintain it; a model on it is a warning (`engine-unmaintained`). */
  public get maintenance(): EngineMaintenance | undefined {
    return undefined;
  }

  /** Path in front of the inference API, for example `/v1` of an OpenAI-compatible server. */
  public get apiPath(): string {
    return '';
  }

  /** Whether its API under `apiPath` is compatible with OpenAI's. */
  public get openAiCompatible(): boolean {
    return false;
  }

  /** Whether clients may use more than one name for the model. */
  public get knowsAliases(): boolean {
    return false;
  }

  /** Size of the Memory volume at `/dev/shm` that it needs for this compute; `undefined` for none. */
  public sharedMemory(_compute: Compute): Size | undefined {
    return undefined;
  }

  /** Disk that it writes besides the model: `/tmp`, compile caches. */
  public get scratchSize(): Size {
    return Size.gibibytes(2);
  }

  /**
   * Disk that it writes for one model, where that depends on its size; otherwise `scratchSize`.
   *
   * @param _modelSize the size that the source says, else the largest that the compute can hold.
   */
  public scratchFor(_modelSize: Size): Size {
    return this.scratchSize;
  }

  /** Time to wait in preStop, while the endpoints leave, before SIGTERM is sent. */
  public get preStopDelay(): Duration {
    return Duration.seconds(15);
  }

  /** Time that requests in flight have to finish, when nobody says otherwise. */
  public get drainTimeout(): Duration {
    return Duration.seconds(30);
  }

  /**
   * Whether requests in flight are finished after SIGTERM. Where they are not, or it is not known, the time for that is spent before
   * SIGTERM: preStop waits for the delay and the drain together.
   */
  public get drainsAfterSigterm(): boolean {
    return true;
  }

  /** Time that it takes from process start to ready besides reading the weights: imports, compilation, warm-up. */
  public get warmup(): Duration {
    return Duration.minutes(5);
  }

  /**
   * `warmup`, with the accelerators that a replica has: some are compiled for, for half an hour.
   *
   * @param compute resources of the replica.
   */
  public warmupFor(compute: Compute): Duration {
    const minutes = compute.accelerator === undefined ? undefined : deviceFacts(compute.accelerator.resource).warmupMinutes;
    return minutes !== undefined && minutes > this.warmup.toMinutes({ integral: false }) ? Duration.minutes(minutes) : this.warmup;
  }

  /**
   * Path of a file with the flags of every version, as in `engine-flags/` of this package; every flag is then checked against the
   * engine's `version` at synth.
   */
  public get flagsFile(): string | undefined {
    return undefined;
  }

  /**
   * Repositories of the images that its makers publish, for example `docker.io/vllm/vllm-openai`, also when they are mirrored; one that
   * ends with a slash is all below it. What the flags file does not know is an error for them, and a warning for any other image; what
   * `hardening` knows is known of them only.
   */
  public get officialImages(): string[] {
    return [];
  }

  /** Flags that may stand several times, spelled as in `args`. */
  public get repeatableFlags(): string[] {
    return [];
  }

  /**
   * Flags that a user must not give in `args`, each with what to do in place of it, as a sentence; besides those that `bind` renders, which
   * are reserved anyway: `{ '--revision': 'use revision of the source' }`.
   */
  public get reservedFlags(): { [flag: string]: string } {
    return reservedBy(this._options);
  }

  /** Other spellings of flags, by alias: `-tp` for `--tensor-parallel-size`. */
  public get flagAliases(): { [alias: string]: string } {
    return aliasesBy(this._options);
  }

  /**
   * What is known of its flags and variables.
   *
   * @internal
   */
  public get _options(): readonly OptionRow[] {
    return [];
  }

  /**
   * A file of settings that it writes for the server, as JSON; undefined when it writes none.
   *
   * @internal
   */
  public get _config(): string | undefined {
    return undefined;
  }

  /** Prefix of environment variables that the server reads; a Service of that name would inject some into neighbours' Pods. */
  public get envPrefix(): string | undefined {
    return undefined;
  }

  /**
   * The probes for one model, for servers that answer for each model at a path of its own; otherwise `probes`.
   *
   * @param _servedName the name that clients send.
   */
  public probesFor(_servedName: string): EngineProbes {
    return this.probes;
  }

  /**
   * What the image is known to bear.
   *
   * @param _compute an image may bear less with accelerators.
   */
  public hardening(_compute: Compute): ImageHardening {
    return { runAsUser: 1000, readOnlyRootFilesystem: false, source: 'default of the library, unproven for this engine' };
  }

  /**
   * Folder below the model volume where the files have to be, so that the server finds them; throws for a layout that it cannot load.
   *
   * @param servedName the name that clients send.
   * @param layout what the source holds.
   */
  public placeFiles(servedName: string, layout: ModelLayout): string {
    if (layout !== ModelLayout.FILES) {
      throw new Error(`${this.name} loads a folder of model files, not the layout ${layout} of ${servedName}; set the source's layout to ModelLayout.FILES and its path to the folder with the files`);
    }
    return '';
  }

  /**
   * The image, with a tag or digest.
   *
   * @param compute some engines have an image for each kind of accelerator.
   */
  public abstract imageFor(compute: Compute): string;

  /**
   * The server's container.
   *
   * @param context all that is known of the model and its Pod. Throw an Error for what can never work; it is reported with the construct's path.
   */
  public abstract bind(context: EngineContext): EngineContainer;
}
