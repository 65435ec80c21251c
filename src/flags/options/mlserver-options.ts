import { INSTEAD, means, option, OptionRow, portOf, reserved, row, since } from './option-row';

/** Settings of MLServer. https://mlserver.readthedocs.io/en/latest/reference/settings.html */
export const MLSERVER_OPTIONS: readonly OptionRow[] = [
  row({ instead: INSTEAD.listens, isReadElsewhere: true }, 'MLSERVER_HOST'), // of "::" its gRPC server makes ":::8081", and ends; seen on 1.7.1
  portOf('port', 'MLSERVER_HTTP_PORT'),
  portOf('grpcPort', 'MLSERVER_GRPC_PORT'),
  portOf('metricsPort', 'MLSERVER_METRICS_PORT'),
  option('workers', 'MLSERVER_PARALLEL_WORKERS'),
  option('debug', 'MLSERVER_DEBUG'),
  since('1.4.0', option('jsonLogs', 'MLSERVER_USE_STRUCTURED_LOGGING')),
  reserved(INSTEAD.servedName, 'MLSERVER_MODEL_NAME'),
  option('implementation', 'MLSERVER_MODEL_IMPLEMENTATION'),
  reserved(INSTEAD.source, 'MLSERVER_MODEL_URI'),
  option('huggingFaceTask', 'MLSERVER_MODEL_HUGGINGFACE_TASK'),
  row({
    instead: 'the probes wait for the model, which nobody would load',
    isReadElsewhere: true,
    mayBe: /^(true|1|yes|on|t|y)$/i,
  }, 'MLSERVER_LOAD_MODELS_AT_STARTUP'),
  means({ kind: 'model' }, 'MLSERVER_MODEL_HUGGINGFACE_PRETRAINED_MODEL'),
  means({ kind: 'model' }, 'MLSERVER_MODEL_HUGGINGFACE_PRETRAINED_TOKENIZER'),
  means({ kind: 'path' }, 'MLSERVER_LOGGING_SETTINGS'),
];
