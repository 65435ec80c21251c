import { elsewhere, INSTEAD, means, option, OptionRow, portOf, reserved, since } from './option-row';

/** Flags of `torchserve`. https://docs.pytorch.org/serve/server.html */
export const TORCHSERVE_OPTIONS: readonly OptionRow[] = [
  reserved('the container starts it', '--start'),
  reserved('the container would end without it', '--foreground'),
  reserved('a snapshot would take the place of the configuration at a restart', '--no-config-snapshots', '--ncs'),
  since(
    '0.11.1',
    reserved('the key is made up in a file inside the Pod, and clients cannot know it; ask for one in a gateway in front', '--disable-token-auth', '--dt'),
  ),
  reserved('use settings of the engine', '--ts-config', 'TS_CONFIG_FILE'),
  elsewhere(portOf('port', 'TS_INFERENCE_ADDRESS')),
  elsewhere(portOf('managementPort', 'TS_MANAGEMENT_ADDRESS')),
  elsewhere(portOf('metricsPort', 'TS_METRICS_ADDRESS')),
  elsewhere(portOf('grpcPort', 'TS_GRPC_INFERENCE_PORT')),
  reserved(INSTEAD.source, '--model-store'),
  option('archive', '--models'),
  reserved('Kubernetes stops it when it stops the Pod', '--stop'),
  means({ kind: 'path' }, '--log-config'),
];
