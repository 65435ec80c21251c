import { distinctPorts } from './distinct-ports';
import { refuseHubFile, refuseLoneFile } from './lone-file';
import { officialImage, OfficialImage, repositoriesOf } from './official-images';
import { shellWords } from './program';
import { serverWith } from './server-with';
import { argsOf, checkOptions, envOf, OptionServer, secretsOf, StatedOptions } from './stated-options';
import { fetchOf, isFetched, schemesOf } from '../../facts/server-fetches';
import { isAtLeast } from '../../facts/versions';
import { flagsFile } from '../../flags/flags-file';
import { aliasesBy, OptionRow, reservedBy } from '../../flags/options/option-row';
import { givenTo, invalid } from '../../ground/errors';
import { checkedImage } from '../../ground/images';
import { given } from '../../ground/objects';
import { Compute } from '../../values/compute';
import { ModelLocation } from '../../values/model-location';
import { EngineFacts } from '../engine-facts';
import { EnginePorts } from '../engine-ports';
import { LoraOptions } from '../language-model-options';
import { GrpcPortOptions, MetricsPortOptions, ServerOptions } from '../server-options';
import { EngineContainer, EngineContext, ServingEngine } from '../serving-engine';

/** A server that the library knows: its facts, and the tables from which its image, its arguments and the findings about them follow. */
export interface EngineDescription extends EngineFacts {
  /** The ports that its makers gave it. One that the user's props name takes the place of that; gRPC and metrics without a port have none. */
  readonly ports: EnginePorts;
  /** The name that its makers give it. */
  readonly title: string;
  /** The version. */
  readonly version: string;
  /** The props that the user gave. */
  readonly props: ServerOptions;
  /** Its flags and variables; those that are rendered in the order in which they are. */
  readonly options: readonly OptionRow[];
  /** The images that its makers publish. */
  readonly images: readonly OfficialImage[];
  /** Whether it runs on NVIDIA accelerators and nothing else, whatever image is given. */
  readonly nvidiaOnly?: boolean;
  /** Whether the names of its metrics were read in the sources of the version, or seen on a running server; else they come from documentation. */
  readonly metricsAreVerified?: boolean;
  /** The files that it loads, in words, where those are a folder and no lone file but those that the table of endings knows. */
  readonly loads?: string;
  /** Whether `engine-flags/` has its flags, so that those of a user are checked. */
  readonly flagsAreKnown?: boolean;
  /** How it writes flags: `--a b` when not said. */
  readonly style?: OptionServer['style'];
}

/** The parts of its container that an engine says; the rest follows from its options. */
export interface KnownContainer {
  /** The server's own program with the words that it begins with; the entry point of the image when not said. */
  readonly program?: readonly string[];
  /** The command of a shell that prepares something and then becomes the program, which it gets in words of the shell; the name of the server stands last. */
  readonly shell?: (program: string) => string[];
  /** Words before the flags. */
  readonly first?: readonly string[];
  /** The derived values, by flag. */
  readonly flags?: StatedOptions;
  /** Variables; those without a value are left out. */
  readonly env?: { readonly [name: string]: string | undefined };
}

/**
 * The members that the engines of this library have in common. jsii shows its members as those of each engine.
 *
 * @internal
 */
export abstract class KnownEngine extends ServingEngine {
  /**
   * The props that the user gave; each engine says which, because jsii loses the base of a class whose base has a type parameter.
   *
   * @internal
   */
  declare public readonly _props: ServerOptions;

  private readonly description: EngineDescription;
  private readonly server: OptionServer;

  /** @param description all that is known of the server. */
  protected constructor(description: EngineDescription) {
    const { title, version, props, options, images, flagsAreKnown, style } = description;
    const owner = classOf(new.target);
    super({
      ...factsOf(description),
      fetches: schemesOf(description.name, version),
      ports: distinctPorts(owner, portsOf(owner, description.ports, props)),
      officialImages: description.officialImages ?? repositoriesOf(images),
      flagsFile: flagsAreKnown ? flagsFile(description.name) : undefined,
      reservedFlags: reservedBy(options),
      flagAliases: aliasesBy(options),
    });
    this._props = props;
    this.description = description;
    this.server = { title, release: version, rows: options, props, style };
    givenTo(owner, () => {
      if (props.image !== undefined) checkedImage(props.image);
      checkOptions(this.server);
      this._checkProps();
    });
  }

  /**
   * Adapters that its own options name are reached as the others.
   * @internal
   */
  public _adapterNames(_servedName: string, adapters: readonly string[]): readonly string[] {
    return [...adapters, ...given((this._props as LoraOptions).loraAdapters).map(([name]) => name)];
  }

  /**
   * Each engine of the library does; a class that extends one may not.
   *
   * @internal
   */
  public override get _treatsNamesAlike(): boolean {
    return Object.getPrototypeOf(Object.getPrototypeOf(this)) === KnownEngine.prototype;
  }

  /**
   * Whether the names of its metrics were read in the sources, or seen on a running server.
   *
   * @internal
   */
  public get _metricsAreVerified(): boolean {
    return this.description.metricsAreVerified ?? false;
  }

  /**
   * The image that was given, or the official one of the version for the devices; throws when none is known.
   *
   * @param compute resources of the replica.
   */
  public imageFor(compute: Compute): string {
    const { title, version, images, props, nvidiaOnly } = this.description;
    if (nvidiaOnly && !compute.accelerator?.resource.startsWith('nvidia.com/')) {
      throw new Error(`${title} runs on NVIDIA accelerators only, got ${compute.accelerator?.name ?? 'a CPU'}; take such an accelerator, or another engine`);
    }
    return props.image ?? officialImage(title, version, images, compute);
  }

  /** @internal */
  public get _options(): readonly OptionRow[] {
    return this.description.options;
  }

  /** @internal */
  public get _title(): string {
    return this.description.title;
  }

  /** @internal */
  protected _isAtLeast(version: string): boolean {
    return isAtLeast(this.description.version, version);
  }

  /**
   * Throws on props that the server would refuse, besides those that its options judge. The class is named in the error.
   *
   * @internal
   */
  protected _checkProps(): void {
    // most are judged by their rows
  }

  /**
   * Throws when the server cannot load the files of the source.
   *
   * @internal
   */
  protected _requireFolder(model: ModelLocation): void {
    const { title, name, loads } = this.description;
    if (loads === undefined) return;
    refuseHubFile(title, model);
    if (!isFetched(model)) refuseLoneFile({ engine: name, title, loads }, model.path);
  }

  /**
   * The server's container: its program, and the flags and variables that are derived or that its options state.
   *
   * @param context the facts that are known of the model and its Pod.
   */
  public bind(context: EngineContext): EngineContainer {
    const { program: own, shell, first = [], flags = {}, env = {} } = givenTo(classOf(this.constructor), () => this._container(context));
    const { program = own } = this._props;
    const accelerated = context.compute.accelerator !== undefined;
    this._requireFolder(context.model);
    const server = serverWith(this.server, context.model);
    const fetch = fetchOf(this.name, context.model.scheme);
    const kept = fetch?.keptIn === undefined ? {} : { [fetch.keptIn]: context.cachePath };
    const variables = { ...env, ...envOf(server, accelerated), ...env, ...kept, ...fetch?.env };
    return {
      command: shell && program ? shell(shellWords(program)) : program && [...program],
      args: [...first, ...argsOf(server, accelerated, { ...flags, ...fetch?.flags })],
      env: Object.fromEntries(Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined)),
      secretEnv: secretsOf(server),
    };
  }

  /**
   * The parts of the container that are the engine's own.
   *
   * @internal
   */
  protected abstract _container(context: EngineContext): KnownContainer;
}

/** The name of the engine that is made, or that a user's class extends. */
function classOf(made: { readonly name: string }): string {
  const parent = Object.getPrototypeOf(made) as { readonly name: string };
  return parent === KnownEngine ? made.name : classOf(parent);
}

/** Without what only this class reads. */
function factsOf(description: EngineDescription): EngineFacts {
  const {
    title: _title, props: _props, options: _options, images: _images, nvidiaOnly: _gpus, loads: _loads, metricsAreVerified: _seen,
    flagsAreKnown: _flags, style: _style,
    ...facts
  } = description;
  return facts;
}

/** The ports that the user's props name, and else those of the description. */
function portsOf(owner: string, own: EnginePorts, props: ServerOptions & GrpcPortOptions & MetricsPortOptions): EnginePorts {
  const { http, grpc, metrics, management } = own;
  for (const [member, port] of [['grpc', grpc], ['metrics', metrics]] as const) {
    const said = `${member}Port` as const;
    if (port !== undefined || props[said] === undefined) continue;
    throw invalid({
      what: `${said} of ${owner}`,
      got: props[said],
      allowed: `${said} together with ${member}: true`,
      fix: `switch ${member} on, or leave ${said} out`,
    });
  }
  return {
    http: props.port ?? http,
    grpc: grpc === undefined ? undefined : props.grpcPort ?? grpc,
    metrics: metrics === undefined ? undefined : props.metricsPort ?? metrics,
    ...management === undefined ? {} : { management },
  };
}
