import { INSTEAD, means, option, OptionRow, portOf, reserved, row } from './option-row';

/** Flags of `tensorflow_model_server`. */
export const TENSORFLOW_SERVING_OPTIONS: readonly OptionRow[] = [
  portOf('grpcPort', '--port'),
  portOf('port', '--rest-api-port'),
  reserved(INSTEAD.servedName, '--model-name'),
  reserved(INSTEAD.source, '--model-base-path'),
  option('metrics', '--monitoring-config-file'),
  reserved(INSTEAD.oneModel, '--model-config-file'),
  reserved('use grpcPort of the engine; Kubernetes cannot reach a socket', '--grpc-socket-path'),
  reserved(INSTEAD.plainHttp, '--ssl-config-file'),
  row({ means: { kind: 'path' }, needs: ['--enable-batching'] }, '--batching-parameters-file'),
  means({ kind: 'path' }, '--tensorflow-session-config-file'),
  means({ kind: 'path' }, '--platform-config-file'),
];
