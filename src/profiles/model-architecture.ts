import type { Architecture } from '../fit/architecture';
import { loadFit } from '../fit/load';
import { invalid } from '../ground/errors';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { ModelArchitectureOptions, ModelArchitectureProps } from '../values/model-architecture-props';

/**
 * The layers of a model: the kind of attention of each, and the state that it keeps for each token. From it the library plans the memory of the
 * server, refuses a model that cannot fit, and derives arguments that you leave open.
 * https://github.com/cdk8s-matrixinfer/cdk8s-matrixinfer/blob/main/docs/fit.md
 *
 * @example
 * const architecture = ModelArchitecture.of('meta-llama/Llama-3.1-8B-Instruct');
 * console.log(architecture.parameters); // 8030261248
 */
export class ModelArchitecture {
  static { brand(this, 'ModelArchitecture'); }

  /**
   * Reads the architecture from a `config.json` beside the app, as the hub has it.
   *
   * @param path path of the file or of its folder, relative to the folder that the app runs in; throws when the file is missing, or is no configuration of
   * a model.
   * @param options name and quantization, where the file does not have them.
   *
   * @example
   * const architecture = ModelArchitecture.fromConfigFile('models/llama-3.1-8b/config.json');
   */
  public static fromConfigFile(path: string, options?: ModelArchitectureOptions): ModelArchitecture {
    [path, options] = judged('ModelArchitecture.fromConfigFile', [path, options], arguments);
    return new ModelArchitecture(loadFit().architectureInFile(path, options));
  }

  /**
   * The architecture of a well-known model, by its name on the hub.
   *
   * @param name the repository, such as `Qwen/Qwen3-8B`; throws on an unknown name, and lists similar ones.
   *
   * @example
   * const architecture = ModelArchitecture.of('Qwen/Qwen3-8B');
   */
  public static of(name: string): ModelArchitecture {
    [name] = judged('ModelArchitecture.of', [name], arguments);
    return new ModelArchitecture(loadFit().knownArchitecture(name));
  }

  /**
   * An architecture from numbers, for a model without a `config.json`.
   *
   * @param props the numbers; throws on those that no model can have.
   *
   * @example
   * const architecture = ModelArchitecture.from({
   *   layers: 32, hiddenSize: 4096, attentionHeads: 32, keyValueHeads: 8, intermediateSize: 14336, vocabularySize: 128256, maxContext: 131072,
   * });
   */
  public static from(props: ModelArchitectureProps): ModelArchitecture {
    [props] = judged('ModelArchitecture.from', [props], arguments);
    return new ModelArchitecture(loadFit().givenArchitecture(props));
  }

  private onDisk?: number;

  private constructor(
    /**
     * All that is known of it.
     * @internal
     */
    public readonly _architecture: Architecture,
  ) {}

  /**
   * Bytes of all weights on disk, those that only speculative decoding loads among them.
   * @internal
   */
  public get _diskBytes(): number {
    return this.onDisk ??= loadFit().diskBytes(this._architecture);
  }

  /** Name of the model, for messages. */
  public get name(): string {
    return this._architecture.name;
  }

  /** Number of all parameters, without layers that only speculative decoding loads. */
  public get parameters(): number {
    return loadFit().parameters(this._architecture);
  }

  /** Number of parameters of each family of weights: `embedding`, `attention`, `mlp`, `experts`, `norm` and others. */
  public get parametersByFamily(): { [family: string]: number } {
    return loadFit().parametersByFamily(this._architecture) as { [family: string]: number };
  }

  /** The longest context in tokens that the model was made for. */
  public get maxContext(): number {
    return this._architecture.maxPositions;
  }

  /** The facts about the model that the library does not know, one sentence each. With any of them the verdict of a plan is `unknown`. */
  public get unknowns(): string[] {
    return [...this._architecture.unknowns];
  }

  /**
   * Bytes of the weights, as one device would load all of them.
   *
   * @param dataType the type of weights that are not quantized: `bfloat16`, `float16`, `float32`; without it that of the configuration. Throws on
   * others.
   */
  public weightBytes(dataType?: string): number {
    [dataType] = judged('ModelArchitecture#weightBytes', [dataType], arguments);
    if (dataType !== undefined && !loadFit().isDataType(dataType)) {
      throw invalid({ what: 'dataType', got: dataType, allowed: loadFit().DATA_TYPES.join(', '), fix: 'leave it out for that of the configuration' });
    }
    return loadFit().weightBytes(this._architecture, dataType);
  }
}
