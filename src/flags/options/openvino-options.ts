import { INSTEAD, means, option, OptionRow, portOf, reserved, secret } from './option-row';

/** Flags of OpenVINO Model Server. https://docs.openvino.ai/latest/model-server/ovms_docs_parameters.html */
export const OPENVINO_OPTIONS: readonly OptionRow[] = [
  portOf('grpcPort', '--port'),
  portOf('port', '--rest-port'),
  reserved(INSTEAD.listens, '--grpc-bind-address'),
  reserved(INSTEAD.listens, '--rest-bind-address'),
  reserved(INSTEAD.servedName, '--model-name'),
  reserved(INSTEAD.source, '--model-path'),
  reserved(INSTEAD.oneModel, '--config-path'),
  reserved(INSTEAD.source, '--source-model'),
  reserved(INSTEAD.source, '--model-repository-path'),
  reserved(INSTEAD.source, '--pull'),
  option('task', '--task'),
  option('targetDevice', '--target-device'),
  reserved(INSTEAD.metricsOn, '--metrics-enable'),
  reserved('the files never change while it runs', '--file-system-poll-wait-seconds'),
  secret('apiKey', '--api-key-file', 'API_KEY'),
  option('maxConcurrentRequests', '--max-num-seqs'),
  option('kvCacheSize', '--cache-size'),
  option('kvCacheDtype', '--kv-cache-precision'),
  option('prefixCaching', '--enable-prefix-caching'),
  option('toolCallParser', '--tool-parser'),
  option('reasoningParser', '--reasoning-parser'),
  means({ kind: 'path' }, '--cpu-extension'),
];
