/** What a server does with a folder that a variable names. */
export enum FolderUse {
  /** It keeps models there, and may find them there: a volume that can only be read serves as well. */
  MODELS = 'models',
  /** It writes there. */
  WRITES = 'writes',
}

/**
 * Variables that name a folder in which servers, and the libraries below them, keep what they fetch, compile and note. Where servers keep the model
 * itself is `weightsPlaces`; what the library derives of these is in `compile-caches.ts` and with each engine.
 */
const FOLDERS: { readonly [use in FolderUse]: readonly string[] } = {
  [FolderUse.MODELS]: [
    // https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables, transformers utils/hub.py, sentence_transformers util
    'HF_HOME', 'HF_HUB_CACHE', 'HUGGINGFACE_HUB_CACHE', 'TRANSFORMERS_CACHE', 'SENTENCE_TRANSFORMERS_HOME', 'HF_DATASETS_CACHE',
    'MODELSCOPE_CACHE', 'OLLAMA_MODELS', 'LLAMA_CACHE', 'NIM_CACHE_PATH',
    'TORCH_HOME', // https://docs.pytorch.org/docs/stable/hub.html
    'TIKTOKEN_CACHE_DIR', 'TIKTOKEN_RS_CACHE_DIR', // tiktoken/load.py, openai-harmony
    'VLLM_ASSETS_CACHE', 'MLSERVER_ENVIRONMENTS_DIR',
  ],
  [FolderUse.WRITES]: [
    // https://specifications.freedesktop.org/basedir-spec/latest/
    'HOME', 'TEMP', 'TMP', 'TMPDIR', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME',
    'HF_XET_CACHE', 'HF_ASSETS_CACHE', 'HF_MODULES_CACHE',
    'VLLM_CACHE_ROOT', 'VLLM_CONFIG_ROOT', 'VLLM_XLA_CACHE_PATH', 'SGLANG_CACHE_DIR', 'SGLANG_DG_CACHE_DIR', 'TRTLLM_DG_CACHE_DIR',
    'TLLM_LLMAPI_BUILD_CACHE_ROOT',
    'TORCHINDUCTOR_CACHE_DIR', 'TORCH_EXTENSIONS_DIR', 'TRITON_CACHE_DIR', 'TRITON_HOME', 'CUDA_CACHE_PATH', 'FLASHINFER_WORKSPACE_BASE',
    'MIOPEN_USER_DB_PATH', 'MIOPEN_CUSTOM_CACHE_DIR', // https://rocm.docs.amd.com/projects/MIOpen/en/latest/conceptual/cache.html
    'NUMBA_CACHE_DIR', 'OUTLINES_CACHE_DIR', 'MPLCONFIGDIR', 'PROMETHEUS_MULTIPROC_DIR',
    'LOG_LOCATION', 'METRICS_LOCATION', 'MLSERVER_METRICS_DIR',
  ],
};

const USES: { readonly [variable: string]: FolderUse | undefined } = Object.fromEntries(
  Object.values(FolderUse).flatMap(use => FOLDERS[use].map((variable): [string, FolderUse] => [variable, use])),
);

/** Variables that the servers of an engine do not read, although others do. */
const UNREAD: { readonly [engine: string]: readonly string[] } = {
  'text-embeddings-inference': ['HF_HUB_CACHE'], // the client in Rust; router/src/main.rs, hf-hub/src/lib.rs
};

/** What a server does with the folder that a variable names; undefined for every other variable. */
export function folderUseOf(engine: string, variable: string): FolderUse | undefined {
  return UNREAD[engine]?.includes(variable) || !Object.hasOwn(USES, variable) ? undefined : USES[variable];
}
