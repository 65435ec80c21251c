import { elsewhere, INSTEAD, means, option, OptionRow, portOf, reserved, row, secret } from './option-row';
import { SGLANG_MEANINGS } from './sglang-options';
import { dataParallel, pipelineParallel, tensorParallel } from './shared-options';
import { VLLM_MEANINGS } from './vllm-options';

/** Settings of NIM: variables of its own, and flags that it hands on to the server inside. */
const NIM_OPTIONS: readonly OptionRow[] = [
  reserved(INSTEAD.source, '--model', '--model-path', 'NIM_MODEL_NAME', 'NIM_MODEL_PATH'),
  reserved(INSTEAD.revision, '--revision'),
  reserved(INSTEAD.servedName, '--served-model-name', 'NIM_SERVED_MODEL_NAME'),
  reserved(INSTEAD.listens, '--host'),
  elsewhere(portOf('port', '--port', 'NIM_SERVER_PORT', 'NIM_HTTP_API_PORT')),
  elsewhere(portOf('port', 'NIM_HEALTH_PORT')),
  tensorParallel('--tensor-parallel-size', '-tp', '--tp-size', '--tp', 'NIM_TENSOR_PARALLEL_SIZE'),
  elsewhere(pipelineParallel('--pipeline-parallel-size', '-pp', '--pp-size', '--pp', 'NIM_PIPELINE_PARALLEL_SIZE')),
  option('maxModelLen', '--context-length', '--max-model-len', 'NIM_MAX_MODEL_LEN'),
  option('trustRemoteCode', '--trust-remote-code', 'NIM_FORCE_TRUST_REMOTE_CODE'),
  option('jsonLogs', 'NIM_JSONL_LOGGING'),
  option('sourceIsCache', 'NIM_CACHE_PATH'),
  secret('ngcApiKey', 'NGC_API_KEY'),
  row({ bySources: 'loraAdapters', means: { kind: 'path' } }, 'NIM_PEFT_SOURCE'),
  row(
    { instead: 'the probes and the metrics send no key; ask for one in a gateway in front', isReadElsewhere: true, means: { kind: 'secret' } },
    '--api-key',
  ),
  means({ kind: 'profile' }, 'NIM_MODEL_PROFILE'), // https://docs.nvidia.com/nim/large-language-models/latest/profiles.html
  means({ kind: 'nodes', alone: /^0$/ }, 'NIM_MULTI_NODE'),
  means({ kind: 'nodes', alone: /^1$/ }, 'NIM_NUM_COMPUTE_NODES'),
  means({ kind: 'nodes', alone: /^0$/ }, 'NIM_NODE_RANK'),
];

/** Settings of a NIM with vLLM inside. */
export const NIM_VLLM_OPTIONS: readonly OptionRow[] = [...NIM_OPTIONS, dataParallel('--data-parallel-size', '-dp'), ...VLLM_MEANINGS];

/** Settings of a NIM with SGLang inside. */
export const NIM_SGLANG_OPTIONS: readonly OptionRow[] = [...NIM_OPTIONS, ...SGLANG_MEANINGS];
