import { mustBe } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { DNS_LABEL } from '../ground/kubernetes-fields';
import { checkedObjectName } from '../ground/names';

/** Something whose Pods serve a model: a `ModelInfer`, a `ModelConstruct`, a `ModelRuntime`, or a `ServedModel` for one that is not made in this app. */
export interface IServedModel {
  /** Name of its objects. */
  readonly name: string;
}

/** The facts of a model of another app. */
export interface ServedModelOptions {
  /**
   * Its namespace. A Service selects Pods of its own namespace only.
   *
   * @default - the namespace of the server in front of it
   */
  readonly namespace?: string;

  /**
   * Names that clients send as `model`.
   *
   * @default - they are not known, and routes are not checked against them
   */
  readonly servedNames?: string[];
}

/**
 * A model that another app made, by reference.
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
   * @param options what is known of it.
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
