import { Size } from 'cdk8s';
import { SourceDeclaration } from './declaration';
import { modelFileOf } from '../../facts/model-files';
import { checkedWeights } from '../../ground/bytes';
import { ModelLayout } from '../../values/model-layout';
import { ModelLock } from '../../values/model-lock';
import { SecretKey } from '../../values/secret-key';
import { ModelSourceOptions } from '../model-source-options';
import { SourceBinding, SourceContext } from '../source-binding';

/**
 * The members of every source, besides its factories. jsii shows them as those of `ModelSource`.
 *
 * @internal
 */
export abstract class SourceMembers {
  /** Size of the files, where it is known. */
  public readonly size?: Size;

  /** The layout of the files in the source. */
  public readonly layout: ModelLayout;

  /** The URI as the Model records it in `spec.modelSpec.source.uri`. */
  public abstract readonly uri: string;

  /**
   * The declaration of a factory; undefined for a subclass of the user's own.
   *
   * @internal
   */
  protected _declaration?: SourceDeclaration;

  /**
   * The factory, and what it was given; undefined for a subclass of the user's own, and where a lock has pinned it.
   *
   * @internal
   */
  protected _madeOf?: readonly unknown[];

  /** @param options the facts that are known of the files. */
  protected constructor(options: ModelSourceOptions) {
    this.size = options.size && checkedWeights('size of the source', options.size);
    this.layout = options.layout ?? ModelLayout.FILES;
  }

  /**
   * What it was made of: two sources of which that is the same are alike in everything.
   *
   * @internal
   */
  public get _made(): unknown {
    return this._madeOf ?? this;
  }

  /**
   * Name of the only file that it holds, as the server sees it; `undefined` for a folder, or when only the store knows. Servers, and
   * `EngineChoice`, tell by its ending its kind.
   */
  public get onlyFile(): string | undefined {
    if (this._declaration) return this._declaration.onlyFile;
    const name = this.uri.replace(/[?#][^]*$/, '').split('/').pop()!;
    return this.layout === ModelLayout.FILES && modelFileOf(name) !== undefined ? name : undefined;
  }

  /**
   * The ending of a path that may be a file and is taken for a folder.
   * @internal
   */
  public get _unknownEnding(): string | undefined {
    return this._declaration?.unknownEnding;
  }

  /** The exact revision that is loaded, where the source has one; a change of it rolls the Pods. */
  public get revision(): string | undefined {
    return this._declaration?.revision;
  }

  /** Why the same URI may give other files tomorrow; `undefined` when it is pinned, or when there is nothing to pin. */
  public get unpinnedReason(): string | undefined {
    return this._declaration?.unpinnedReason;
  }

  /** Secrets that it reads, to check that they live in the Pod's namespace. */
  public get secrets(): SecretKey[] {
    return [...this._declaration?.secrets ?? []];
  }

  /** Whether it relies on the identity of the Pod's ServiceAccount, so that one has to be named. */
  public get needsServiceAccount(): boolean {
    return this._declaration?.needsServiceAccount ?? false;
  }

  /**
   * Whether it may move, and a lock could pin it.
   *
   * @internal
   */
  public get _wantsLock(): boolean {
    return this._declaration?.pinnedTo !== undefined;
  }

  /**
   * The same source, pinned to what a lock knows of it, or with the size that it knows.
   *
   * @internal
   */
  public _lockedBy(lock: ModelLock): this {
    const locked = this._declaration && lock._sourceOf(this.uri);
    if (locked === undefined) return this;
    const { bytesOf, pinnedTo } = this._declaration!;
    const bytes = (locked.files && bytesOf?.(locked.files)) ?? locked.bytes;
    const size = this.size ?? (bytes ? Size.kibibytes(Math.ceil(bytes / 1024)) : undefined);
    const _declaration = pinnedTo?.(locked) ?? this._declaration!;
    const members = { _declaration, _madeOf: undefined, uri: _declaration.uri, size };
    return Object.assign(Object.create(Object.getPrototypeOf(this) as object) as this, this, members);
  }

  /**
   * How the files get into the Pod.
   *
   * @param context all that is known of the Pod. Throw an Error for a combination that can never work; it is reported with the construct's path.
   */
  public abstract bind(context: SourceContext): SourceBinding;
}
