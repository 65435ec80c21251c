import { elsewhere, INSTEAD, means, option, OptionRow, portOf, reserved, secret } from './option-row';

/** Flags of OpenVINO Model Server. https://docs.openvino.ai/latest/model-server/ovms_docs_parameters.html */
export const OPENVINO_OPTIONS: readonly OptionRow[] = [
  portOf('grpcPort', '--port'),
  reserved(INSTEAD.listens, '--grpc-bind-address'),
  portOf('port', '--rest-port'),
  reserved(INSTEAD.listens, '--rest-bind-address'),
  reserved(INSTEAD.servedName, '--model-name'),
  reserved(INSTEAD.source, '--model-path'),
  option('targetDevice', '--target-device'),
  reserved('the files never change while it runs', '--file-system-poll-wait-seconds'),
  reserved(INSTEAD.metricsOn, '--metrics-enable'),
  option('task', '--task'),
  option('maxConcurrentRequests', '--max-num-seqs'),
  option('kvCacheSize', '--cache-size'),
  option('kvCacheDtype', '--kv-cache-precision'),
  option('prefixCaching', '--enable-prefix-caching'),
  option('toolCallParser', '--tool-parser'),
  option('reasoningParser', '--reasoning-parser'),
  secret('apiKey', '--api-key-file', 'API_KEY'),
  elsewhere(option('models', '--config-path')),
  reserved(INSTEAD.source, '--source-model'),
  reserved(INSTEAD.source, '--model-repository-path'),
  reserved(INSTEAD.source, '--pull'),
  means({ kind: 'path' }, '--cpu-extension'),
];
