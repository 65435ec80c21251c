/** Folders below a compile cache, by the variables that name them. */
export type CacheFolders = { readonly [variable: string]: string };

/** What compiles kernels below the servers in Python: PyTorch's inductor, Triton's compiler, FlashInfer, and the driver of NVIDIA itself. */
const KERNELS: CacheFolders = {
  TORCHINDUCTOR_CACHE_DIR: 'torchinductor', // https://docs.pytorch.org/tutorials/recipes/torch_compile_caching_configuration_tutorial.html
  TRITON_CACHE_DIR: 'triton',
  CUDA_CACHE_PATH: 'cuda', // https://docs.nvidia.com/cuda/cuda-c-programming-guide/#env-vars
  FLASHINFER_WORKSPACE_BASE: 'flashinfer',
};

/**
 * vLLM keeps what it compiles, tunes and knows of models below one folder, DeepGEMM's kernels among it. What it compiles for TPUs is by default below
 * `XDG_CACHE_HOME`, whatever that folder is. Read in 0.32.0, vllm/envs.py.
 */
const VLLM: CacheFolders = { VLLM_CACHE_ROOT: 'vllm', VLLM_XLA_CACHE_PATH: 'xla', ...KERNELS };

/** Where servers keep what they compile, by the name of the engine. The others compile nothing that they could find again. */
const FOLDERS: { readonly [engine: string]: CacheFolders } = {
  'kserve-huggingface': VLLM,
  'lmdeploy': KERNELS,
  // Read in 0.5.23, sglang/srt/environ.py; before, DeepGEMM's kernels were in a folder of their own.
  'sglang': { SGLANG_CACHE_DIR: 'sglang', SGLANG_DG_CACHE_DIR: 'sglang/deep_gemm', ...KERNELS },
  // Read in its sources: cpp/tensorrt_llm/deep_gemm/compiler.cuh, tensorrt_llm/llmapi/build_cache.py.
  'tensorrt-llm': { TRTLLM_DG_CACHE_DIR: 'deep_gemm', TLLM_LLMAPI_BUILD_CACHE_ROOT: 'engines', ...KERNELS },
  'text-generation-inference': KERNELS,
  'triton': KERNELS,
  'vllm': VLLM,
};

/** Variables that switch a cache on. */
const SWITCHES: { readonly [engine: string]: { readonly [variable: string]: string } } = {
  'tensorrt-llm': { TLLM_LLMAPI_BUILD_CACHE: '1' },
};

/** Engines whose compiled kernels can be kept. */
export const COMPILING_ENGINES: readonly string[] = Object.keys(FOLDERS);

/** The variables by which a server keeps what it compiles below a folder; undefined for one that keeps nothing. */
export function compileCacheEnv(engine: string, folder: string): { [variable: string]: string } | undefined {
  if (!Object.hasOwn(FOLDERS, engine)) return undefined;
  const paths = Object.entries(FOLDERS[engine]).map(([variable, name]): [string, string] => [variable, `${folder}/${name}`]);
  return { ...Object.fromEntries(paths), ...SWITCHES[engine] };
}
