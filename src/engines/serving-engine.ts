import { Size } from 'cdk8s';
import { EngineFacts } from './engine-facts';
import { EngineMetrics } from './engine-metrics';
import { EnginePorts } from './engine-ports';
import { ImageHardening } from './image-hardening';
import { checkedFacts } from './private/checked-facts';
import { FilledFacts, filled } from './private/filled-facts';
import { hardeningFor } from './private/image-facts';
import { placeFiles } from './private/model-repository';
import { OptionRow } from '../flags/options/option-row';
import { bytesOf, GIB } from '../ground/bytes';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { Compute } from '../values/compute';
import { Framework } from '../values/framework';
import { ModelLayout } from '../values/model-layout';
import { ModelLocation } from '../values/model-location';
import { SecretKey } from '../values/secret-key';
import { TlsFiles } from '../values/tls-files';

/** GiB of shared memory beyond which no more is asked for: a judgement, makers ask for 1 to 32. */
const MOST_SHARED_MEMORY = 16;

/** The facts that an engine gets when the library renders a Pod. */
export interface EngineContext {
  /** The name that clients send as `model`: the name of the Model, unless `servedName` is given. */
  readonly servedName: string;

  /** More names that clients may send as `model`; empty for an engine without aliases. */
  readonly servedAliases: string[];

  /** Where the model is. */
  readonly model: ModelLocation;

  /**
   * The framework that the model was made with.
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

  /** Seconds in which requests in flight can finish after SIGTERM; 0 where the server does not finish them then, see `drainsAfterSigterm`. */
  readonly drainSeconds: number;

  /** Seconds that the server may take to start, until it answers. */
  readonly startupSeconds: number;

  /**
   * Arguments of the user. They are rendered after those of the engine, which may derive values from them.
   *
   * @default - none
   */
  readonly userArgs?: string[];

  /**
   * The files of the certificate with which the server has to speak TLS; only for an engine with `servesTls`.
   *
   * @default - plain HTTP
   */
  readonly tls?: TlsFiles;
}

/** The container of an engine, as plain data. */
export interface EngineContainer {
  /**
   * The program, always explicit, because the entry points of images change between versions.
   *
   * @default - the entry point of the image
   */
  readonly command?: string[];

  /**
   * Arguments. Flags in them count as derived: when a user gives one of them again, that is an error (`arg-contradicts-derived`).
   *
   * @default - none
   */
  readonly args?: string[];

  /**
   * Environment variables. They count as derived: when a user sets one of them again, that is an error (`env-contradicts-derived`).
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

/**
 * A model server: facts about it, as data, and two methods, for its image and its container. For a server that the library lacks, extend this class
 * in your own code. An engine does not deal with sources; it gets the place of the model.
 */
export abstract class ServingEngine {
  static { brand(this, 'ServingEngine'); }

  /** Name of the engine, as its makers write it in lower case; the value of the label `app.kubernetes.io/name`. */
  public readonly name: string;

  /** The ports that it listens on. */
  public readonly ports: EnginePorts;

  private readonly facts: FilledFacts;

  /**
   * The props that the user gave to its constructor, as far as the library knows of it.
   *
   * @internal
   */
  public readonly _props: object = {};

  /** @param facts the facts about the server; throws on bad values. */
  protected constructor(facts: EngineFacts) {
    [facts] = judged('new_ServingEngine', [facts], arguments);
    this.facts = filled(checkedFacts(facts));
    this.name = facts.name;
    this.ports = facts.ports;
  }

  /**
   * Whether one name is to it as any other, as far as the library knows: it only writes it where the server reads it.
   *
   * @internal
   */
  public get _treatsNamesAlike(): boolean {
    return false;
  }

  /**
   * The facts that are known of it, with the defaults filled in.
   *
   * @internal
   */
  public get _facts(): FilledFacts {
    return this.facts;
  }

  /** Version of the server, where it is known. No field is rendered from it directly. */
  public get version(): string | undefined {
    return this._facts.version;
  }

  /** Frameworks that the engine serves; empty for any. */
  public get frameworks(): Framework[] {
    return [...this._facts.frameworks];
  }

  /** Path of the Prometheus metrics; `undefined` for a server without metrics. */
  public get metricsPath(): string | undefined {
    return this._facts.metricsPath;
  }

  /** The metrics that autoscalers, alerts and dashboards read; `undefined` when none are known. */
  public get metrics(): EngineMetrics | undefined {
    return this._facts.metrics;
  }

  /** Path in front of the inference API, for example `/v1` of an OpenAI-compatible server. */
  public get apiPath(): string {
    return this._facts.apiPath;
  }

  /** Whether its API under `apiPath` is compatible with OpenAI's. */
  public get openAiCompatible(): boolean {
    return this._facts.openAiCompatible;
  }

  /**
   * The facts that are known of its flags and variables.
   *
   * @internal
   */
  public get _options(): readonly OptionRow[] {
    return [];
  }

  /**
   * The user and root filesystem that its image is known to work with on a compute.
   *
   * @internal
   */
  public _hardening(compute: Compute): ImageHardening {
    return hardeningFor(this._facts, compute, this.imageFor(compute));
  }

  /**
   * Folder below the model volume where the files of a source have to be; throws for a layout that the server cannot load.
   *
   * @internal
   */
  public _place(servedName: string, layout: ModelLayout): string {
    return placeFiles(this._facts.placement, this._title, servedName, layout);
  }

  /**
   * The name that its makers give it, for messages.
   *
   * @internal
   */
  public get _title(): string {
    return this.name;
  }

  /**
   * The names that clients send as `model` to reach adapters.
   *
   * @param _servedName the name of the model itself.
   * @param adapters names of adapters from sources of the model.
   * @internal
   */
  public _adapterNames(_servedName: string, adapters: readonly string[]): readonly string[] {
    return adapters;
  }

  /**
   * A file of settings that it writes for the server, as JSON; undefined when it writes none.
   *
   * @internal
   */
  public get _config(): string | undefined {
    return undefined;
  }

  /**
   * Size of the Memory volume at `/dev/shm` that it needs; `undefined` for none.
   *
   * @param compute resources of the replica.
   */
  public sharedMemory(compute: Compute): Size | undefined {
    const { sharedMemory, sharedMemoryPerAccelerator } = this._facts;
    if (sharedMemoryPerAccelerator === undefined) return sharedMemory;
    const bytes = Math.max(sharedMemory ? bytesOf(sharedMemory) : 0, bytesOf(sharedMemoryPerAccelerator) * compute.acceleratorCount);
    return Size.kibibytes(Math.min(MOST_SHARED_MEMORY * GIB, bytes) / 1024);
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
   * @param context the facts about the model and its Pod. Throw an Error for a combination that can never work; the library reports it with the path
   * of the construct.
   */
  public abstract bind(context: EngineContext): EngineContainer;
}
