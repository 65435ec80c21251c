import { isOfficialImage } from './official-image';
import { isAtLeast } from './versions';

/** Repositories whose images are known to be made for arm64 too, some from a version on, and where that is from. */
const ARM64: readonly (readonly [repository: string, since: string | undefined, source: string])[] = [
  ['docker.io/vllm/vllm-openai', '0.12.0', 'https://hub.docker.com/r/vllm/vllm-openai/tags'],
  ['docker.io/lmsysorg/sglang', '0.5.4', 'https://hub.docker.com/r/lmsysorg/sglang/tags'],
  ['docker.io/ollama/ollama', undefined, 'https://hub.docker.com/r/ollama/ollama/tags'],
  ['ghcr.io/ggml-org/llama.cpp', undefined, 'https://github.com/ggml-org/llama.cpp docs/docker.md'],
  ['nvcr.io/nvidia/tritonserver', undefined, 'https://docs.nvidia.com/deeplearning/frameworks/support-matrix/'],
  ['nvcr.io/nvidia/tensorrt-llm/release', '1.0.0', 'https://catalog.ngc.nvidia.com/orgs/nvidia/teams/tensorrt-llm/containers/release/tags'],
];

/** Whether an image is known to be made for arm64 too. */
export function isKnownForArm64(image: string, version: string | undefined): boolean {
  const row = ARM64.find(([repository]) => isOfficialImage(image, [repository]));
  if (row === undefined) return false;
  const [, since] = row;
  return since === undefined || (version !== undefined && isAtLeast(version, since));
}
