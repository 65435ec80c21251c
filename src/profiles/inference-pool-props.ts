import { EndpointPicker } from '../traffic/endpoint-picker';
import { IServedModel } from '../traffic/served-model';
import { ObjectMetadataOptions } from '../values/object-metadata';

/** The props of an `InferencePool`. */
export interface InferencePoolProps {
  /** The model whose Pods are in the pool, in the same namespace: a `ModelInfer`, a `ModelConstruct`, a `ModelRuntime`, or a `ServedModel`. */
  readonly target: IServedModel;

  /**
   * Name of the pool, a DNS-1035 label of at most 52 characters.
   *
   * @default - the name of the target
   */
  readonly name?: string;

  /**
   * Name of the `ModelServer` of the same model, as a `ModelRoute` that leads to the pool records it.
   *
   * @default - `<model>-server`, where `<model>` is the name of the target without `-infer`
   */
  readonly modelServer?: string;

  /**
   * Port of the Pods that requests go to; needed for a `ServedModel`.
   *
   * @default - the HTTP port of the engine
   */
  readonly targetPort?: number;

  /**
   * The endpoint picker, which chooses a Pod for each request.
   *
   * @default - `EndpointPicker.llmD()`
   */
  readonly picker?: EndpointPicker;

  /**
   * Labels and annotations of the pool.
   *
   * @default - none
   */
  readonly metadata?: ObjectMetadataOptions;
}
