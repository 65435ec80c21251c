import { either, elsewhere, INSTEAD, means, option, OptionRow, portOf, reserved, row } from './option-row';

/** Flags of `tritonserver`. */
export const TRITON_OPTIONS: readonly OptionRow[] = [
  reserved(INSTEAD.source, '--model-repository', '--model-store'),
  reserved(INSTEAD.listens, '--http-address'),
  portOf('port', '--http-port'),
  reserved('the probes and the Service need HTTP', '--allow-http'),
  option('grpc', '--allow-grpc'),
  reserved(INSTEAD.listens, '--grpc-address'),
  portOf('grpcPort', '--grpc-port'),
  reserved('metrics are scraped from outside the Pod', '--metrics-address'),
  portOf('metricsPort', '--metrics-port'),
  reserved(INSTEAD.metricsOn, '--allow-metrics'),
  reserved(INSTEAD.drain, '--exit-timeout-secs'),
  elsewhere(either('models', '--load-model')),
  elsewhere(either('pollInterval', '--repository-poll-secs')),
  row({ needs: ['--load-model'], needsWith: /^explicit$/ }, '--model-control-mode'),
  means({ kind: 'memory', unit: 1, each: 'replica' }, '--pinned-memory-pool-byte-size'),
  means({ kind: 'memory', unit: 1, each: 'replica' }, '--response-cache-byte-size'),
  means({ kind: 'port' }, '--sagemaker-port'),
  means({ kind: 'port' }, '--vertex-ai-port'),
];
