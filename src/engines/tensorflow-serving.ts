import { Duration } from 'cdk8s';
import { ModelPlacement } from './engine-facts';
import { httpProbes } from './private/http-probes';
import { KnownContainer, KnownEngine } from './private/known-engine';
import { refuseFile } from './private/lone-file';
import { metricsIn } from './private/metrics/metric-row';
import { TENSORFLOW_SERVING_METRICS } from './private/metrics/model-server-metrics';
import { onlyFileOf, repositoryOf } from './private/model-repository';
import { OfficialImage } from './private/official-images';
import { GrpcPortOptions, MetricsOptions, ServerOptions } from './server-options';
import { ServerProbe } from './server-probe';
import { EngineContext } from './serving-engine';
import { versionOf } from '../facts/versions';
import { TENSORFLOW_SERVING_OPTIONS } from '../flags/options/tensorflow-serving-options';
import { judged } from '../ground/input/judged';
import { Framework } from '../values/framework';

const IMAGES: readonly OfficialImage[] = [
  { on: 'nvidia.com/', image: 'docker.io/tensorflow/serving:<version>-gpu' },
  { on: 'cpu', image: 'docker.io/tensorflow/serving:<version>' },
];

/** The program; the image's own entry point is a shell that stays in front of it. */
const SERVER = '/usr/bin/tensorflow_model_server';

/**
 * Path of the metrics, and the text of the file that switches them on.
 * https://www.tensorflow.org/tfx/serving/serving_config#monitoring_configuration
 */
const METRICS_PATH = '/monitoring/prometheus/metrics';
const MONITORING = `prometheus_config { enable: true, path: "${METRICS_PATH}" }`;

/**
 * The options of TensorFlow Serving. It listens on port 8501 for REST and 8500 for gRPC, and runs in `tensorflow/serving`, for NVIDIA accelerators
 * with `-gpu` behind the version. Your own image needs `/usr/bin/tensorflow_model_server`, and `/bin/sh` unless `metrics` is off: a line of shell
 * writes the file that switches on the metrics, which are on the REST port.
 */
export interface TensorFlowServingEngineProps extends ServerOptions, GrpcPortOptions, MetricsOptions {
}

/**
 * TensorFlow Serving, for TensorFlow SavedModels. https://github.com/tensorflow/serving
 *
 * The server ignores SIGTERM. Requests in flight can finish during the preStop delay, in which the Pod leaves the endpoints, and during the time that
 * `timing.drain` adds to it.
 *
 * @example
 * const engine = new TensorFlowServingEngine({ version: '2.19.1' });
 */
export class TensorFlowServingEngine extends KnownEngine {
  /** @internal */
  declare public readonly _props: TensorFlowServingEngineProps;

  /** @param props version and settings; throws on values that the server would refuse. */
  public constructor(props: TensorFlowServingEngineProps) {
    [props] = judged('new_TensorFlowServingEngine', [props], arguments, { open: new.target !== TensorFlowServingEngine });
    const version = versionOf('TensorFlowServingEngine', props, '2.19.1');
    const metrics = props.metrics ?? true;
    super({
      name: 'tensorflow-serving',
      title: 'TensorFlow Serving',
      metricsAreVerified: true,
      version,
      props,
      ports: { http: 8501, grpc: 8500 },
      // The model's state, 404 before the server knows it. Whether it is stuck only its port can tell.
      probes: { ...httpProbes('/v1/models/$(MODEL_NAME)'), liveness: ServerProbe.tcp({ timeout: Duration.seconds(10), failures: 6 }) },
      frameworks: [Framework.TENSORFLOW],
      placement: ModelPlacement.REPOSITORY,
      apiPath: '/v1',
      metricsPath: metrics ? METRICS_PATH : undefined,
      metrics: metrics ? metricsIn(TENSORFLOW_SERVING_METRICS, version) : undefined,
      drainTimeout: Duration.seconds(15),
      drainsAfterSigterm: false, // https://github.com/tensorflow/serving/issues/1853
      images: IMAGES,
      hardening: [{
        on: ['cpu', 'nvidia.com/'],
        runAsUser: 1000,
        readOnlyRootFilesystem: false,
        source: 'https://github.com/kserve/kserve config/runtimes/kserve-tensorflow-serving.yaml',
      }],
      options: TENSORFLOW_SERVING_OPTIONS,
      style: '_=',
    });
  }

  /** @internal */
  protected _container(context: EngineContext): KnownContainer {
    const { model, scratchPath, servedName } = context;
    const file = onlyFileOf(model.path, servedName);
    if (file !== undefined) refuseFile({ engine: this.name, title: this._title, loads: 'a SavedModel, a folder with saved_model.pb and variables/' }, file);
    const monitoring = this.metricsPath === undefined ? undefined : `${scratchPath}/monitoring.config`;
    return {
      program: [SERVER],
      shell: monitoring === undefined ? undefined : program => ['/bin/sh', '-ec', `echo '${MONITORING}' > ${monitoring}\nexec ${program} "$@"`, SERVER],
      flags: {
        '--port': this.ports.grpc,
        '--rest-api-port': this.ports.http,
        '--model-name': servedName,
        '--model-base-path': `${repositoryOf(model.path)}/${servedName}`,
        '--monitoring-config-file': monitoring,
      },
      env: { HOME: `${scratchPath}/home` },
    };
  }
}
