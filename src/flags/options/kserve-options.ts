import { alone, either, INSTEAD, needing, oneOf, option, OptionRow, portOf, reserved, row, since, whenFalse, written } from './option-row';
import { cpuKvCache } from './shared-options';
import { VLLM_MEANINGS } from './vllm-options';

const BACKENDS = ['auto', 'vllm', 'huggingface'];

/** Types that both backends know. https://github.com/kserve/kserve/blob/v0.20.0/python/huggingfaceserver/huggingfaceserver/__main__.py */
const DTYPES = ['auto', 'bfloat16', 'float', 'float16', 'float32', 'half'];

/** Settings of KServe's Hugging Face server, and of vLLM inside it, which takes all accelerators that it sees. */
export const KSERVE_OPTIONS: readonly OptionRow[] = [
  written('--model_id=', reserved(INSTEAD.source, '--model-id')),
  written('--model_dir=', reserved(INSTEAD.source, '--model-dir')),
  written('--model_name=', reserved(INSTEAD.servedName, '--model-name')),
  written('--http_port=', portOf('port', '--http-port')),
  written('--enable_grpc=', option('grpc', '--enable-grpc')),
  written('--grpc_port=', portOf('grpcPort', '--grpc-port')),
  written('--model_revision', reserved(INSTEAD.revision, '--model-revision')),
  written('--tokenizer_revision', reserved(INSTEAD.revision, '--tokenizer-revision')),
  oneOf(BACKENDS, option('backend', '--backend')),
  written('--max_model_len', row({ property: 'maxModelLen', instead: 'use maxModelLen of the engine', mayBe: /^(auto|-1)$/ }, '--max-model-len', '--max_length')),
  oneOf(DTYPES, option('dtype', '--dtype')),
  written('--trust_remote_code', option('trustRemoteCode', '--trust-remote-code')),
  written('--disable_log_requests', option('logPrompts', '--disable-log-requests')),
  option('quantization', '--quantization', '-q'),
  option('maxConcurrentRequests', '--max-num-seqs'),
  option('kvCacheDtype', '--kv-cache-dtype'),
  either('prefixCaching', '--enable-prefix-caching'),
  whenFalse(either('prefixCaching', '--no-enable-prefix-caching')),
  needing(alone(either('toolCallParser', '--enable-auto-tool-choice')), '--tool-call-parser'),
  either('toolCallParser', '--tool-call-parser'),
  since('0.16.0', either('reasoningParser', '--reasoning-parser')),
  reserved(INSTEAD.source, '--model'),
  reserved(INSTEAD.servedName, '--served-model-name'),
  reserved(INSTEAD.revision, '--revision'),
  reserved(INSTEAD.revision, '--code-revision'),
  row({ instead: INSTEAD.devices, only: 'with accelerators', means: { kind: 'devices', role: 'tensor' } }, '--tensor-parallel-size', '-tp'),
  row({ instead: 'tensor parallelism takes all accelerators, so that none are left for stages', only: 'with accelerators' }, '--pipeline-parallel-size', '-pp'),
  row({ instead: 'use replicas of the model: tensor parallelism takes all accelerators', only: 'with accelerators' }, '--data-parallel-size', '-dp'),
  cpuKvCache('VLLM_CPU_KVCACHE_SPACE'),
  either('expertParallel', '--enable-expert-parallel'),
  since('0.15.2', alone(either('loraAdapters', '--enable-lora'))),
  since('0.15.2', row({ property: 'loraAdapters', means: { kind: 'model' }, needs: ['--enable-lora'] }, '--lora-modules')),
  since('0.15.2', either('maxLoraRank', '--max-lora-rank')),
  row({ means: { kind: 'model', keys: ['model'] } }, '--speculative-config'),
  ...VLLM_MEANINGS.filter(({ flags }) => !flags.includes('--grpc-port')),
];
