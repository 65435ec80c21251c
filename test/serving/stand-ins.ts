/*
 * What stands in for an image on this machine when a person wants to see a model answer: any version, with or without accelerators, is
 * the version that is installed. The suites do not use this: there an image is what it says.
 */
import { IMAGES, InstalledImage } from './images';

/** End of a repository, wherever it is mirrored: the image of this machine. */
const STAND_INS: readonly (readonly [RegExp, keyof typeof IMAGES & string])[] = [
  [/(^|\/)vllm\/vllm-openai(-cpu|-rocm|-xpu)?$/, 'docker.io/vllm/vllm-openai-cpu:v0.32.0'],
  [/(^|\/)nvidia\/tritonserver$/, 'nvcr.io/nvidia/tritonserver:24.10-py3'],
  [/(^|\/)seldonio\/mlserver$/, 'docker.io/seldonio/mlserver:1.7.1'],
  [/(^|\/)lmsysorg\/sglang$/, 'docker.io/lmsysorg/sglang:v0.5.23-xeon'],
  [/(^|\/)pytorch\/torchserve$/, 'docker.io/pytorch/torchserve:0.12.0-cpu'],
  [/(^|\/)ggml-org\/llama\.cpp$/, 'ghcr.io/ggml-org/llama.cpp:server-b11434'],
];

/** An image of this machine, and the one that it is. */
export interface StandIn {
  readonly reference: string;
  readonly image: InstalledImage;
}

/** What stands in for an image; undefined when nothing does. */
export function standInFor(reference: string): StandIn | undefined {
  const repository = reference.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
  const [, known] = STAND_INS.find(([pattern]) => pattern.test(repository)) ?? [];
  return known === undefined ? undefined : { reference: known, image: IMAGES[known]! };
}
