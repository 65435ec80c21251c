import { SaidModel } from './private/said-model';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { checkedLabel, checkedObjectName } from '../ground/names';

/** A Model to refer to: a `ModelConstruct` of the app, or a `ModelRef` for a Model that is made elsewhere. */
export interface IModelRef {
  /** The reference: name and namespace of the Model. */
  readonly modelReference: ModelRef;
}

/** The place of a Model. */
export interface ModelRefOptions {
  /**
   * Namespace of the Model.
   *
   * @default - the namespace of the construct that refers to it
   */
  readonly namespace?: string;
}

/**
 * A reference by name to a Model that another app, or another team, has registered.
 *
 * @example
 * const llama = ModelRef.named('llama-7b', { namespace: 'registry' });
 */
export class ModelRef implements IModelRef {
  static { brand(this, 'ModelRef'); }

  /**
   * A Model that is registered elsewhere. The construct that serves it has to give its source and its profile.
   *
   * @param name `metadata.name` of the Model.
   * @param options its namespace.
   */
  public static named(name: string, options: ModelRefOptions = {}): ModelRef {
    [name, options] = judged('ModelRef.named', [name, options], arguments);
    const { namespace } = options;
    if (namespace !== undefined) checkedLabel('namespace of a Model', namespace);
    return new ModelRef(checkedObjectName('name of a Model', name), namespace);
  }

  /**
   * A Model of this app, with all that was said of it.
   * @internal
   */
  public static _of(name: string, namespace: string | undefined, said: SaidModel): ModelRef {
    return new ModelRef(name, namespace, said);
  }

  private constructor(
    /** `metadata.name` of the Model. */
    public readonly name: string,
    /** Namespace of the Model, where it is known. */
    public readonly namespace?: string,
    /** @internal */
    public readonly _said?: SaidModel,
  ) {}

  /** Itself: it can be given wherever a Model is taken. */
  public get modelReference(): ModelRef {
    return this;
  }
}
