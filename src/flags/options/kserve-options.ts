import { either, INSTEAD, means, option, OptionRow, portOf, reserved, row } from './option-row';
import { VLLM_MEANINGS } from './vllm-options';
import { GIB } from '../../ground/bytes';

/** Settings of KServe's Hugging Face server, and of vLLM inside it, which takes all accelerators that it sees. */
export const KSERVE_OPTIONS: readonly OptionRow[] = [
  reserved(INSTEAD.source, '--model-id'),
  reserved(INSTEAD.source, '--model-dir'),
  reserved(INSTEAD.source, '--model'),
  reserved(INSTEAD.servedName, '--model-name'),
  reserved(INSTEAD.servedName, '--served-model-name'),
  reserved(INSTEAD.revision, '--model-revision'),
  reserved(INSTEAD.revision, '--tokenizer-revision'),
  reserved(INSTEAD.revision, '--revision'),
  reserved(INSTEAD.revision, '--code-revision'),
  portOf('port', '--http-port'),
  portOf('grpcPort', '--grpc-port'),
  option('grpc', '--enable-grpc'),
  option('backend', '--backend'),
  row({ property: 'maxModelLen', instead: 'use maxModelLen of the engine', mayBe: /^(auto|-1)$/ }, '--max-model-len', '--max_length'),
  option('dtype', '--dtype'),
  option('quantization', '--quantization', '-q'),
  option('maxConcurrentRequests', '--max-num-seqs'),
  option('kvCacheDtype', '--kv-cache-dtype'),
  option('trustRemoteCode', '--trust-remote-code'),
  option('logPrompts', '--disable-log-requests'),
  either('prefixCaching', '--enable-prefix-caching'),
  either('toolCallParser', '--tool-call-parser'),
  either('toolCallParser', '--enable-auto-tool-choice'),
  either('reasoningParser', '--reasoning-parser'),
  row({ instead: INSTEAD.devices, only: 'with accelerators', means: { kind: 'devices', role: 'tensor' } }, '--tensor-parallel-size', '-tp'),
  row({ instead: 'tensor parallelism takes all accelerators, so that none are left for stages', only: 'with accelerators' }, '--pipeline-parallel-size', '-pp'),
  row({ instead: 'use replicas of the model: tensor parallelism takes all accelerators', only: 'with accelerators' }, '--data-parallel-size', '-dp'),
  means({ kind: 'memory', unit: GIB, each: 'device' }, 'VLLM_CPU_KVCACHE_SPACE'),
  row({ means: { kind: 'model' } }, '--lora-modules'),
  row({ means: { kind: 'model', keys: ['model'] } }, '--speculative-config'),
  ...VLLM_MEANINGS.filter(({ flags }) => !flags.includes('--grpc-port')),
];
