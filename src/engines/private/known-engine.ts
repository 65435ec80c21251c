import { refuseHubFile, refuseLoneFile } from './lone-file';
import { officialImage, OfficialImage, repositoriesOf } from './official-images';
import { argsOf, checkOptions, envOf, OptionServer, secretsOf, StatedOptions } from './stated-options';
import { fetchOf, isFetched, schemesOf } from '../../facts/server-fetches';
import { isAtLeast } from '../../facts/versions';
import { aliasesBy, OptionRow, reservedBy } from '../../flags/options/option-row';
import { checkedImage } from '../../ground/images';
import { Compute } from '../../values/compute';
import { ModelLocation } from '../../values/model-location';
import { EngineFacts } from '../engine-facts';
import { EngineContainer, EngineContext, ServingEngine } from '../serving-engine';

/** A server that the library knows: its facts, and the tables from which its image, its arguments and the findings about them follow. */
export interface EngineDescription extends EngineFacts {
  /** The name that its makers give it. */
  readonly title: string;
  /** The version. */
  readonly version: string;
  /** The props that the user gave. */
  readonly props: { readonly image?: string };
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
  /** How it writes flags: `--a b` when not said. */
  readonly style?: OptionServer['style'];
}

/** The parts of its container that an engine says; the rest follows from its options. */
export interface KnownContainer {
  readonly command?: string[];
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
  private readonly description: EngineDescription;
  private readonly server: OptionServer;

  /** @param description all that is known of the server. */
  protected constructor(description: EngineDescription) {
    const { title, props, options, images, nvidiaOnly: _gpus, loads: _loads, metricsAreVerified: _seen, style, ...facts } = description;
    super({
      ...facts,
      fetches: schemesOf(facts.name, facts.version),
      officialImages: facts.officialImages ?? repositoriesOf(images),
      reservedFlags: reservedBy(options),
      flagAliases: aliasesBy(options),
    });
    this.description = description;
    this.server = { title, release: description.version, rows: options, props, style };
    if (props.image !== undefined) checkedImage(props.image);
    checkOptions(this.server);
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
  public get _props(): object {
    return this.description.props;
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
   * The container, with the flags and variables of the options.
   *
   * @internal
   */
  protected _container(context: EngineContext, { command, first = [], flags = {}, env = {} }: KnownContainer): EngineContainer {
    const accelerated = context.compute.accelerator !== undefined;
    this._requireFolder(context.model);
    const fetch = fetchOf(this.name, context.model.scheme);
    const kept = fetch?.keptIn === undefined ? {} : { [fetch.keptIn]: context.cachePath };
    const variables = { ...env, ...envOf(this.server, accelerated), ...env, ...kept, ...fetch?.env };
    return {
      command,
      args: [...first, ...argsOf(this.server, accelerated, { ...flags, ...fetch?.flags })],
      env: Object.fromEntries(Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined)),
      secretEnv: secretsOf(this.server),
    };
  }
}
