import { Duration } from 'cdk8s';
import { EngineMetrics } from './engine-metrics';
import { EnginePorts, EngineProbes } from './engine-ports';
import { ImageHardening } from './image-hardening';
import { distinctPorts } from './private/distinct-ports';
import { hardeningOf } from './private/image-facts';
import { LegacyEngine } from './private/legacy-engine';
import { refuseFile } from './private/lone-file';
import { onlyFileOf, placeInRepository, repositoryOf } from './private/model-repository';
import { ServerProbe } from './server-probe';
import { EngineContainer, EngineContext } from './serving-engine';
import { isAtLeast, versionOf } from '../facts/versions';
import { OptionRow } from '../flags/options/option-row';
import { TENSORFLOW_SERVING_OPTIONS } from '../flags/options/tensorflow-serving-options';
import { checkedImage } from '../ground/images';
import { judged } from '../ground/input/judged';
import { Compute } from '../values/compute';
import { Framework } from '../values/framework';
import { ModelLayout } from '../values/model-layout';

/** The program; the image's own entry point is a shell that stays in front of it. */
const SERVER = '/usr/bin/tensorflow_model_server';

/** Path of the metrics, and what the file says that switches them on. https://www.tensorflow.org/tfx/serving/serving_config#monitoring_configuration */
const METRICS_PATH = '/monitoring/prometheus/metrics';
const MONITORING = `prometheus_config { enable: true, path: "${METRICS_PATH}" }`;

/** How TensorFlow Serving is run. */
export interface TensorFlowServingEngineProps {
  /**
   * Released version of TensorFlow Serving, for example `2.19.1`.
   *
   * @default - the one that the tag of `image` names; one of the two has to say it
   */
  readonly version?: string;

  /**
   * An image of your own, with a tag or digest. It needs `/usr/bin/tensorflow_model_server`, and `/bin/sh` unless `metrics` is off.
   *
   * @default - the official image of the version: `tensorflow/serving:<version>`, with NVIDIA accelerators `<version>-gpu`
   */
  readonly image?: string;

  /**
   * Port of the REST API.
   *
   * @default 8501
   */
  readonly port?: number;

  /**
   * Port of gRPC inference.
   *
   * @default 8500
   */
  readonly grpcPort?: number;

  /**
   * Whether it has Prometheus metrics, on the REST port. They are switched on by a file that the image does not have: a line of
   * shell writes it to the scratch volume and then becomes the server.
   *
   * @default true
   */
  readonly metrics?: boolean;
}

/**
 * TensorFlow Serving, for TensorFlow SavedModels. https://github.com/tensorflow/serving
 *
 * It ignores SIGTERM: what is in flight has the preStop delay to finish in, in which the Pod leaves the endpoints, and
 * whatever `timing.drain` adds to it.
 */
export class TensorFlowServingEngine extends LegacyEngine {
  /** `tensorflow-serving` */
  public readonly name: string = 'tensorflow-serving';

  /** REST and gRPC; metrics are on the REST port. */
  public readonly ports: EnginePorts;

  /** A connection to the REST port, which opens when the model is loaded; `probesFor` asks for the model. */
  public readonly probes: EngineProbes = {
    startup: ServerProbe.tcp(),
    readiness: ServerProbe.tcp({ period: Duration.seconds(5) }),
    liveness: ServerProbe.tcp({ timeout: Duration.seconds(10), failures: 6 }),
  };

  private readonly props: TensorFlowServingEngineProps;
  private readonly release: string;

  /** @param props version and settings; throws on values that the server would refuse. */
  public constructor(props: TensorFlowServingEngineProps) {
    super();
    [props] = judged('new_TensorFlowServingEngine', [props], arguments, { open: new.target !== TensorFlowServingEngine });
    this.props = props;
    this.release = versionOf('TensorFlow Serving', props, '2.19.1');
    if (props.image !== undefined) checkedImage(props.image);
    this.ports = distinctPorts('TensorFlow Serving', { http: props.port ?? 8501, grpc: props.grpcPort ?? 8500 });
  }

  /** The version of TensorFlow Serving. */
  public get version(): string | undefined {
    return this.release;
  }

  /** TensorFlow SavedModels. */
  public get frameworks(): Framework[] {
    return [Framework.TENSORFLOW];
  }

  /** `/monitoring/prometheus/metrics` on the REST port, unless `metrics` is off. */
  public get metricsPath(): string | undefined {
    return this.hasMetrics ? METRICS_PATH : undefined;
  }

  /** Read in the sources: from 2.5.0 on; a histogram of microseconds, whose name begins with a colon. Nothing counts requests that wait or run. */
  public get metrics(): EngineMetrics | undefined {
    if (!this.hasMetrics) return undefined;
    return { latency: isAtLeast(this.release, '2.5.0') ? ':tensorflow:serving:request_latency' : undefined, verified: true };
  }

  /** `/v1`; a model is at `/v1/models/<name>:predict`. */
  public get apiPath(): string {
    return '/v1';
  }

  /** 15 seconds. */
  public get drainTimeout(): Duration {
    return Duration.seconds(15);
  }

  /** SIGTERM is ignored, and everything has to be done before it. https://github.com/tensorflow/serving/issues/1853 */
  public get drainsAfterSigterm(): boolean {
    return false;
  }

  /** That on Docker Hub. */
  public get officialImages(): string[] {
    return ['docker.io/tensorflow/serving'];
  }

  /**
   * The model's state: 404 before the server knows it.
   *
   * @param servedName the name that clients send.
   */
  public probesFor(servedName: string): EngineProbes {
    const path = `/v1/models/${servedName}`;
    return {
      startup: ServerProbe.http(path),
      readiness: ServerProbe.http(path, { period: Duration.seconds(5) }),
      liveness: this.probes.liveness,
    };
  }

  /**
   * User 1000 is known to work; a read-only root is not.
   * Of an image of yours nothing is known.
   *
   * @param compute resources of the replica.
   */
  public hardening(compute: Compute): ImageHardening {
    return hardeningOf(this, compute, this.props.image);
  }

  /**
   * `<name>/1` for a SavedModel, `<name>` for folders of versions, the root for a whole repository.
   *
   * @param servedName the name that clients send, and the name of the model's folder.
   * @param layout what the source holds.
   */
  public placeFiles(servedName: string, layout: ModelLayout): string {
    return placeInRepository('TensorFlow Serving', servedName, layout);
  }

  /**
   * The image of yours, or the official one for the accelerator.
   *
   * @param compute resources of the replica.
   */
  public imageFor(compute: Compute): string {
    if (this.props.image !== undefined) return this.props.image;
    const { accelerator } = compute;
    if (accelerator === undefined) return `docker.io/tensorflow/serving:${this.release}`;
    if (accelerator.resource.startsWith('nvidia.com/')) return `docker.io/tensorflow/serving:${this.release}-gpu`;
    throw new Error(`no official image of TensorFlow Serving for ${accelerator.name} is known (nvidia.com and CPU: any version); give image`);
  }

  /** @internal */
  public get _options(): readonly OptionRow[] {
    return TENSORFLOW_SERVING_OPTIONS;
  }

  /**
   * `tensorflow_model_server` with everything that is derived.
   *
   * @param context what is known of the model and its Pod.
   */
  public bind(context: EngineContext): EngineContainer {
    const file = onlyFileOf(context.model.path, context.servedName);
    if (file !== undefined) refuseFile({ engine: this.name, title: 'TensorFlow Serving', loads: 'a SavedModel, a folder with saved_model.pb and variables/' }, file);
    const monitoring = `${context.scratchPath}/monitoring.config`;
    return {
      command: this.hasMetrics ? ['/bin/sh', '-ec', `echo '${MONITORING}' > ${monitoring}\nexec ${SERVER} "$@"`, SERVER] : [SERVER],
      args: [
        `--port=${this.ports.grpc}`,
        `--rest_api_port=${this.ports.http}`,
        `--model_name=${context.servedName}`,
        `--model_base_path=${repositoryOf(context.model.path)}/${context.servedName}`,
        ...(this.hasMetrics ? [`--monitoring_config_file=${monitoring}`] : []),
      ],
      env: { HOME: `${context.scratchPath}/home` },
    };
  }

  private get hasMetrics(): boolean {
    return this.props.metrics ?? true;
  }
}
