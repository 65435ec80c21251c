import { mustBe } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { DNS_LABEL } from '../ground/kubernetes-fields';
import { checkedObjectName } from '../ground/names';

/** A model that Pods serve: a `ModelInfer`, a `ModelConstruct`, a `ModelRuntime`, or a `ServedModel` for one that is made elsewhere. */
export interface IServedModel {
  /** Name of its objects. */
  readonly name: string;
}

/** The facts about a model of another app. */
export interface ServedModelOptions {
  /**
   * Namespace of the model. A Service selects only Pods of its own namespace.
   *
   * @default - the namespace of the server in front of it
   */
  readonly namespace?: string;

  /**
   * Names that clients send as `model`.
   *
   * @default - unknown; routes are then not checked against them
   */
  readonly servedNames?: string[];
}

/**
 * A reference to a model that another app made.
 *
 * @example
 * const server = new ModelServer(chart, 'llama', { target: ServedModel.of('llama-7b-infer'), service: { port: 8080 }, routing: { path: '/v1' } });
 */
export class ServedModel implements IServedModel {
  static { brand(this, 'ServedModel'); }

  /**
   * A model whose Pods have the label `registry.matrixinfer.ai/model` with this name, and listen at a port called `http`.
   *
   * @param name the name of its objects.
   * @param options the facts about it.
   *
   * @example
   * const model = ServedModel.of('llama-7b-infer');
   */
  public static of(name: string, options: ServedModelOptions = {}): ServedModel {
    [name, options] = judged('ServedModel.of', [name, options], arguments);
    mustBe(DNS_LABEL, options.namespace, 'namespace of the model', 'give the name of a namespace');
    return new ServedModel(checkedObjectName('name of the model', name), options.namespace, options.servedNames);
  }

  private constructor(
    /** Name of its objects. */
    public readonly name: string,
    /** Its namespace; `undefined` for that of the server in front of it. */
    public readonly namespace?: string,
    /** Names that clients send as `model`; `undefined` where they are not known. */
    public readonly servedNames?: string[],
  ) {}
}
