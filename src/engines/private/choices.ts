/** Which engine serves what, when nobody says: the first row that fits. */
export interface Choice {
  /** Names of frameworks. */
  readonly frameworks: readonly string[];
  /** What the URI of the source ends with; any when not said. */
  readonly files?: string;
  /** Class of the engine. */
  readonly engine: string;
  readonly because: string;
}

/** The rows, as docs/engines.md shows them. */
export const CHOICES: readonly Choice[] = [
  { frameworks: ['pytorch', 'huggingface', 'custom', 'gguf'], files: '.gguf', engine: 'LlamaCppEngine', because: 'GGUF is the format of llama.cpp' },
  { frameworks: ['pytorch'], files: '.pt', engine: 'TritonEngine', because: 'TorchScript is served by Triton\'s PyTorch backend' },
  { frameworks: ['pytorch'], files: '.mar', engine: 'TorchServeEngine', because: 'only TorchServe reads model archives, and nobody maintains it any more' },
  { frameworks: ['pytorch', 'huggingface'], engine: 'VllmEngine', because: 'language models in the format of Hugging Face, from the hub or a folder' },
  { frameworks: ['onnx', 'tensorrt'], engine: 'TritonEngine', because: 'Triton has a backend for it, and needs no configuration for `model.onnx` and `model.plan`' },
  { frameworks: ['tensorflow'], engine: 'TensorFlowServingEngine', because: 'SavedModels are served by TensorFlow\'s own server' },
  { frameworks: ['openvino'], engine: 'OpenVinoModelServerEngine', because: 'OpenVINO models are served by OpenVINO\'s own server' },
  { frameworks: ['sklearn', 'xgboost', 'lightgbm', 'mlflow', 'catboost'], engine: 'MlServerEngine', because: 'MLServer has a runtime for it' },
];

/** The row for a framework and the URI of its source. */
export function choiceOf(framework: string, uri: string): Choice | undefined {
  const path = uri.replace(/[?#][^]*$/, '');
  return CHOICES.find(({ frameworks, files }) => frameworks.includes(framework) && (files === undefined || path.endsWith(files)));
}

/** The engines that serve a framework, in words; undefined when none is known to. */
export function enginesFor(framework: string): string | undefined {
  const rows = CHOICES.filter(({ frameworks }) => frameworks.includes(framework));
  const words = rows.map(({ engine, files }) => (files === undefined ? engine : `${engine} for ${files} files`));
  return words.length === 0 ? undefined : [...new Set(words)].join(', ');
}
