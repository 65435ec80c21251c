import { Size } from 'cdk8s';
import { httpProbes } from './http-probes';
import { LANGUAGE_MODEL } from './lone-file';
import { Framework } from '../../values/framework';

/** Frameworks that a GGUF file can come from: models of any origin are converted to it. */
export const GGUF_FRAMEWORKS = [Framework.PYTORCH, Framework.HUGGINGFACE, Framework.CUSTOM, Framework.of('gguf')];

/** The facts that most servers of language models have in common: they load from the hub, answer as OpenAI's do, and compile kernels at the start. */
export const LANGUAGE_MODEL_FACTS = {
  frameworks: [Framework.PYTORCH, Framework.HUGGINGFACE, Framework.CUSTOM],
  loads: LANGUAGE_MODEL,
  loadsFromHuggingFace: true,
  probes: httpProbes('/health'),
  metricsPath: '/metrics',
  apiPath: '/v1',
  openAiCompatible: true,
  sharedMemory: Size.gibibytes(2), // their processes, and NCCL, talk through it
  sharedMemoryPerAccelerator: Size.gibibytes(2),
  scratchSize: Size.gibibytes(10),
};
