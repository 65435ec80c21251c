import { insteadOf, loadsAlone, modelFileOf } from './model-files';

/** The engine that serves a model when nobody says one: that of the first row that fits. */
export interface Choice {
  /** Names of frameworks. */
  readonly frameworks: readonly string[];
  /** The ending of the only file of the source; a folder, or any file that the engine loads alone, when not said. */
  readonly files?: readonly string[];
  /** Class of the engine. */
  readonly engine: string;
  /** Name of the engine. */
  readonly name: string;
  readonly because: string;
}

const OVMS = { engine: 'OpenVinoModelServerEngine', name: 'openvino-model-server' };

/** The rows, as docs/engines.md shows them. */
export const CHOICES: readonly Choice[] = [
  {
    frameworks: ['pytorch', 'huggingface', 'custom', 'gguf'],
    files: ['.gguf'],
    engine: 'LlamaCppEngine',
    name: 'llama-cpp',
    because: 'GGUF is the format of llama.cpp',
  },
  {
    frameworks: ['pytorch'],
    files: ['.mar'],
    engine: 'TorchServeEngine',
    name: 'torchserve',
    because: 'only TorchServe reads model archives, and nobody maintains it any more',
  },
  {
    frameworks: ['pytorch', 'huggingface'],
    engine: 'VllmEngine',
    name: 'vllm',
    because: 'language models in the format of Hugging Face, from the hub or a folder',
  },
  {
    frameworks: ['onnx', 'tensorrt'],
    engine: 'TritonEngine',
    name: 'triton',
    because: 'Triton has a backend for it, and needs no configuration for `model.onnx` and `model.plan`',
  },
  { frameworks: ['onnx'], files: ['.onnx'], ...OVMS, because: 'Triton looks for `model.onnx`, and OpenVINO\'s server for any name' },
  { frameworks: ['tensorflow'], engine: 'TensorFlowServingEngine', name: 'tensorflow-serving', because: 'SavedModels are served by TensorFlow\'s own server' },
  { frameworks: ['tensorflow'], files: ['.tflite', '.pb'], ...OVMS, because: 'OpenVINO\'s server loads such a file alone' },
  { frameworks: ['openvino'], ...OVMS, because: 'OpenVINO models are served by OpenVINO\'s own server' },
  {
    frameworks: ['sklearn', 'xgboost', 'lightgbm', 'mlflow', 'catboost'],
    engine: 'MlServerEngine',
    name: 'mlserver',
    because: 'MLServer has a runtime for it',
  },
];

/** Frameworks whose models are folders, and no lone file. */
const FOLDERS = ['mlflow'];

/** The row for a framework and the only file of a source, where it has one and its ending is known. Throws when no engine loads that file alone. */
export function choiceOf(framework: string, file: string | undefined): Choice | undefined {
  const rows = CHOICES.filter(({ frameworks }) => frameworks.includes(framework));
  const kind = file === undefined ? undefined : modelFileOf(file);
  if (kind === undefined) return rows.find(({ files }) => files === undefined);
  const fitting = FOLDERS.includes(framework) ? undefined : rows.find(({ files, name }) => (
    loadsAlone(name, file!, framework) && (files === undefined || files.some(ending => file!.toLowerCase().endsWith(ending)))
  ));
  if (fitting !== undefined || rows.length === 0) return fitting;
  throw new Error(
    `no engine serves the lone file ${JSON.stringify(file)} of the framework ${JSON.stringify(framework)}: it is ${kind.what}; ${insteadOf('', file!, kind)}`,
  );
}

/** The engines that serve a framework, in words; undefined when none is known to. */
export function enginesFor(framework: string): string | undefined {
  const rows = CHOICES.filter(({ frameworks }) => frameworks.includes(framework));
  const words = rows.map(({ engine, files }) => (files === undefined ? engine : `${engine} for ${files.join(' and ')} files`));
  return words.length === 0 ? undefined : [...new Set(words)].join(', ');
}
