import { LlamaCppEngine } from '../engines/llama-cpp';
import { MlServerEngine } from '../engines/mlserver';
import { OpenVinoModelServerEngine } from '../engines/openvino-model-server';
import { ServingEngine } from '../engines/serving-engine';
import { TensorFlowServingEngine } from '../engines/tensorflow-serving';
import { TorchServeEngine } from '../engines/torchserve';
import { TritonEngine } from '../engines/triton';
import { VllmEngine } from '../engines/vllm';
import { CHOICES, choiceOf } from '../facts/choices';
import { judged } from '../ground/input/judged';
import { ModelSource } from '../sources/model-source';
import { Framework } from '../values/framework';

/** Each engine that can be chosen, in a version that this version of the library was tested with. */
const ENGINES: { readonly [className: string]: () => ServingEngine } = {
  LlamaCppEngine: () => new LlamaCppEngine({ version: 'b11434' }),
  MlServerEngine: () => new MlServerEngine({ version: '1.7.1' }),
  OpenVinoModelServerEngine: () => new OpenVinoModelServerEngine({ version: '2026.3' }),
  TensorFlowServingEngine: () => new TensorFlowServingEngine({ version: '2.19.1' }),
  TorchServeEngine: () => new TorchServeEngine({ version: '0.12.0' }),
  TritonEngine: () => new TritonEngine({ version: '26.07' }),
  VllmEngine: () => new VllmEngine({ version: '0.33.0' }),
};

/**
 * The engine that the library chooses when you give only the framework and the source of a model. The version of the server is one that the library
 * was tested with, and a newer library may choose a newer one: give an engine to keep it.
 *
 * @example
 * console.log(EngineChoice.of(Framework.ONNX, ModelSource.s3('s3://my-models/resnet50.onnx')).reason);
 */
export class EngineChoice {
  /**
   * Chooses by the framework, and by the file where the source is a single file.
   *
   * @param framework the framework that the model was made with; throws for those that no engine serves by itself, such as `Framework.CUSTOM`, and
   * for a lone file that none loads.
   * @param source where the model is.
   */
  public static of(framework: Framework, source: ModelSource): EngineChoice {
    judged('EngineChoice.of', [framework, source], arguments);
    const choice = choiceOf(framework.name, source.onlyFile);
    if (choice) return new EngineChoice(ENGINES[choice.engine](), `${choice.engine} for ${framework.name}: ${choice.because}`);
    const known = [...new Set(CHOICES.flatMap(({ frameworks }) => frameworks))].filter(name => name !== 'custom').sort().join(', ');
    throw new Error(
      `no engine can be chosen for the framework ${JSON.stringify(framework.name)} and the source ${JSON.stringify(source.uri)}; chosen are engines `
        + `for ${known}; give engine, for example a ContainerEngine with your image`,
    );
  }

  /** The engine. */
  public readonly engine: ServingEngine;

  /** Why it was chosen, in a sentence for people. */
  public readonly reason: string;

  private constructor(engine: ServingEngine, reason: string) {
    this.engine = engine;
    this.reason = reason;
  }
}
