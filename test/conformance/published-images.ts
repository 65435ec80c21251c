/*
 * What is published of the images of servers that cannot be started on the machines of the tests: their Dockerfiles, or their maker's
 * documentation. What is rendered for them has to fit that.
 */

/** An image, as its maker describes it. */
export interface PublishedImage {
  /** The program that is its entry point, or that is on its PATH: what the server is. */
  readonly program: string;
  /** Whether it is started without a command: then what is rendered has to leave the entry point alone, or name the program. */
  readonly isEntryPoint: boolean;
  /** The numeric user that it names; none when it names root, or nobody. */
  readonly user?: number;
  /** Port that it listens on for HTTP when nothing is said; none when it then does not. */
  readonly port?: number;
  readonly source: string;
}

/** By the class of the engine. */
export const PUBLISHED_IMAGES: Readonly<Record<string, PublishedImage>> = {
  KServeHuggingFaceEngine: {
    program: 'huggingfaceserver',
    isEntryPoint: true,
    user: 1000,
    port: 8080,
    source: 'https://github.com/kserve/kserve/blob/master/python/huggingface_server.Dockerfile',
  },
  LmdeployEngine: {
    program: 'lmdeploy',
    isEntryPoint: false,
    port: 23333,
    source: 'https://github.com/InternLM/lmdeploy/blob/main/docker/Dockerfile',
  },
  NimEngine: { program: 'nim-serve', isEntryPoint: true, user: 1000, port: 8000, source: 'https://github.com/NVIDIA/k8s-nim-operator' },
  OllamaEngine: { program: 'ollama', isEntryPoint: true, port: 11434, source: 'https://github.com/ollama/ollama/blob/main/Dockerfile' },
  OpenVinoModelServerEngine: {
    program: '/ovms/bin/ovms',
    isEntryPoint: true,
    user: 5000,
    source: 'https://github.com/openvinotoolkit/model_server/blob/main/Dockerfile.ubuntu',
  },
  TensorFlowServingEngine: {
    program: '/usr/bin/tensorflow_model_server',
    isEntryPoint: true,
    port: 8501,
    source: 'https://github.com/tensorflow/serving/blob/master/tensorflow_serving/tools/docker/Dockerfile',
  },
  TensorRtLlmEngine: {
    program: 'trtllm-serve',
    isEntryPoint: false,
    port: 8000,
    source: 'https://github.com/NVIDIA/TensorRT-LLM/blob/main/docker/Dockerfile.multi',
  },
  TextEmbeddingsInferenceEngine: {
    program: 'text-embeddings-router',
    isEntryPoint: true,
    port: 80,
    source: 'https://github.com/huggingface/text-embeddings-inference/blob/main/Dockerfile',
  },
  TextGenerationInferenceEngine: {
    program: 'text-generation-launcher',
    isEntryPoint: true,
    port: 80,
    source: 'https://github.com/huggingface/text-generation-inference/blob/main/Dockerfile',
  },
};

/** Engines that have no image of their own to be published: yours, and MatrixInfer's, of which there is none. */
export const WITHOUT_IMAGE = ['ContainerEngine', 'MatrixInferRuntimeEngine'];
