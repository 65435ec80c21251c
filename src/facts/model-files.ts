/** The facts that the ending of a file tells of a model. */
export interface ModelFile {
  /** Endings of the name, or whole names, in lower case. */
  readonly endings: readonly string[];
  readonly what: string;
  /** Its name in the Pod, for servers that look for that; else it keeps its name. */
  readonly name?: string;
  /** Engines, by their names, that load it alone. */
  readonly engines: readonly string[];
  /** Frameworks that MLServer loads it for. */
  readonly frameworks?: readonly string[];
  /** Whether loading it may run code of whoever wrote it. */
  readonly pickle?: boolean;
  /** Whether it is an archive, which nothing unpacks. */
  readonly archive?: boolean;
  /** The advice where no engine loads it alone. */
  readonly instead?: string;
}

const OVMS = 'openvino-model-server';
const PACKED = 'pack it with torch-model-archiver for TorchServeEngine, or give a folder with config.pbtxt and 1/model.pt, with layout: '
  + 'ModelLayout.VERSIONED, to TritonEngine';
const CONTAINER = 'take a ContainerEngine with an image that loads it';

/** Every ending that is known; the first that fits. Sources, engines and EngineChoice read it, and docs/sources.md shows it. */
export const MODEL_FILES: readonly ModelFile[] = [
  { endings: ['.onnx'], what: 'an ONNX model', name: 'model.onnx', engines: ['triton', OVMS] },
  { endings: ['.plan', '.engine', '.trt'], what: 'an engine of TensorRT', name: 'model.plan', engines: ['triton'] },
  { endings: ['.pt', '.torchscript'], what: 'TorchScript, or a pickle of PyTorch', name: 'model.pt', engines: [], pickle: true, instead: PACKED },
  { endings: ['.pth', '.ckpt'], what: 'a pickle of PyTorch', engines: [], pickle: true, instead: PACKED },
  { endings: ['.mar'], what: 'an archive of TorchServe', engines: ['torchserve'], pickle: true },
  { endings: ['.gguf'], what: 'a GGUF model', engines: ['llama-cpp', 'ollama', 'vllm', 'sglang'] },
  {
    endings: ['.safetensors'],
    what: 'weights without their config',
    engines: [],
    instead: 'give the folder with config.json and tokenizer, with a slash at its end',
  },
  {
    endings: ['pytorch_model.bin', 'adapter_model.bin'],
    what: 'a pickle of PyTorch',
    engines: [],
    pickle: true,
    instead: 'give the folder with config.json and tokenizer, with a slash at its end',
  },
  {
    endings: ['.bin'],
    what: 'weights without their config, or a model of MLServer',
    engines: ['mlserver'],
    frameworks: ['catboost', 'lightgbm', 'sklearn', 'xgboost'],
  },
  { endings: ['saved_model.pb'], what: 'a SavedModel without variables', engines: ['tensorflow-serving', OVMS] },
  { endings: ['.pb'], what: 'a frozen graph of TensorFlow', engines: [OVMS] },
  { endings: ['.tflite'], what: 'a TensorFlow Lite model', engines: [OVMS] },
  { endings: ['.xml'], what: 'half of an OpenVINO model', engines: [], instead: 'give the folder with its .xml and .bin, with a slash at its end' },
  {
    endings: ['.joblib', '.pkl', '.pickle', '.cloudpickle', '.dill', '.sav'],
    what: 'a pickle of scikit-learn',
    engines: ['mlserver'],
    frameworks: ['sklearn'],
    pickle: true,
  },
  { endings: ['.json', '.ubj', '.xgb'], what: 'an XGBoost model', engines: ['mlserver'], frameworks: ['xgboost'] },
  { endings: ['.bst'], what: 'an XGBoost or LightGBM model', engines: ['mlserver'], frameworks: ['xgboost', 'lightgbm'] },
  { endings: ['.model'], what: 'an XGBoost or LightGBM model', engines: ['mlserver'], frameworks: ['xgboost', 'lightgbm', 'sklearn'] },
  { endings: ['.txt', '.lgb', '.lgbm'], what: 'a LightGBM model', engines: ['mlserver'], frameworks: ['lightgbm'] },
  { endings: ['.cbm'], what: 'a CatBoost model', engines: ['mlserver'], frameworks: ['catboost'] },
  { endings: ['model.py'], what: 'a model of Triton in Python', engines: ['triton'] },
  { endings: ['.h5', '.hdf5', '.keras'], what: 'a Keras model', engines: [], instead: 'export a SavedModel (model.export) for TensorFlowServingEngine' },
  {
    endings: ['.pte', '.ort', '.pmml', '.mlmodel', '.pdmodel', '.npz', '.skops', '.ggml', '.llamafile'],
    what: 'a model for another server',
    engines: [],
    instead: CONTAINER,
  },
  {
    endings: ['.zip', '.tar', '.tgz', '.tar.gz', '.tar.bz2', '.tar.xz', '.tar.zst', '.gz', '.bz2', '.xz', '.zst', '.7z', '.rar', '.nemo'],
    what: 'an archive',
    engines: [],
    archive: true,
    instead: 'store the files themselves in a folder, or say fileName when the server unpacks it',
  },
];

/** The class of each engine that loads a lone file, for messages. */
const CLASSES: { readonly [engine: string]: string } = {
  'llama-cpp': 'LlamaCppEngine',
  'mlserver': 'MlServerEngine',
  'ollama': 'OllamaEngine',
  'openvino-model-server': 'OpenVinoModelServerEngine',
  'sglang': 'SglangEngine',
  'tensorflow-serving': 'TensorFlowServingEngine',
  'torchserve': 'TorchServeEngine',
  'triton': 'TritonEngine',
  'vllm': 'VllmEngine',
};

/** The facts that the name of a file tells, in whatever folder; undefined for names whose ending is not known, or that have none. */
export function modelFileOf(name: string): ModelFile | undefined {
  const lower = name.slice(name.lastIndexOf('/') + 1).slice(-64).toLowerCase();
  return MODEL_FILES.find(({ endings }) => endings.some(ending => (ending.startsWith('.')
    ? lower.length > ending.length && lower.endsWith(ending)
    : lower === ending)));
}

/** The file that a path ends with, where its ending is known: a lone file and no folder. */
export function loneFileOf(path: string): { readonly file: string; readonly kind: ModelFile } | undefined {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const kind = modelFileOf(file);
  return kind && { file, kind };
}

/** Engines that look for files in the folder of a version, and those of them that look for a name. */
const LOOK_IN_FOLDER = [OVMS, 'tensorflow-serving', 'triton'];
const LOOK_FOR_NAME = ['triton'];

/** Whether an engine loads a file alone, for models of a framework where one is known. A path is one below the folder that it looks into. */
export function loadsAlone(engine: string, file: string, framework?: string): boolean {
  const kind = modelFileOf(file);
  if (kind === undefined || !kind.engines.includes(engine)) return false;
  if (LOOK_IN_FOLDER.includes(engine) && file.includes('/')) return false;
  if (LOOK_FOR_NAME.includes(engine) && file !== (kind.name ?? kind.endings[0])) return false;
  return kind.frameworks === undefined || framework === undefined || kind.frameworks.includes(framework);
}

/** The advice about a lone file that an engine does not load. */
export function insteadOf(engine: string, file: string, { engines, frameworks, instead }: ModelFile): string {
  if (file.includes('/') && engines.some(other => LOOK_IN_FOLDER.includes(other))) {
    return 'store the file by itself: servers do not look into folders beside it';
  }
  if (engines.includes(engine) && frameworks !== undefined) {
    return `it is loaded for the framework ${frameworks.join(' or ')}: make the model with that, or give implementation`;
  }
  if (engines.length === 0) return instead ?? CONTAINER;
  const others = engines.map(other => CLASSES[other]).join(' or ');
  return `give the folder, with a slash at its end, or take ${others}${frameworks === undefined ? '' : ` for ${frameworks.join(' or ')}`}`;
}

/** The ending of a name that could be one of a file, known or not: letters behind the last dot. */
export function endingOf(name: string): string | undefined {
  return /\.[A-Za-z][A-Za-z0-9]{0,11}$/.exec(name.slice(-64))?.[0];
}
