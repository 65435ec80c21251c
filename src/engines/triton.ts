import { Duration, Size } from 'cdk8s';
import { EngineMetrics } from './engine-facts';
import { distinctPorts } from './private/distinct-ports';
import { hardeningOf } from './private/image-facts';
import { onlyFileOf, placeInRepository, repositoryOf } from './private/model-repository';
import { pythonCaches } from './private/python-caches';
import { ServerProbe } from './server-probe';
import { EngineContainer, EngineContext, EnginePorts, EngineProbes, ImageHardening, ServingEngine } from './serving-engine';
import { MODEL_FILES } from '../facts/model-files';
import { isAtLeast } from '../facts/versions';
import { OptionRow } from '../flags/options/option-row';
import { TRITON_OPTIONS } from '../flags/options/triton-options';
import { invalid } from '../ground/errors';
import { checkedImage } from '../ground/images';
import { judged } from '../ground/input/judged';
import { Compute } from '../values/compute';
import { Framework } from '../values/framework';
import { ModelLayout } from '../values/model-layout';

/** Sets up CUDA's forward compatibility with older drivers, then becomes the server. https://github.com/SeldonIO/seldon-core/issues/5029 */
const NVIDIA_ENTRYPOINT = '/opt/nvidia/nvidia_entrypoint.sh';

/** Model files that Triton finds by their name and needs no `config.pbtxt` for. */
const FILES_WITHOUT_CONFIG = MODEL_FILES.filter(({ engines }) => engines.includes('triton')).map(({ name, endings }) => name ?? endings[0]);

/** How Triton is run. */
export interface TritonEngineProps {
  /**
   * Monthly release of Triton, `YY.MM`, for example `26.07`.
   *
   * @default - the one that the tag of `image` names; one of the two has to say it
   */
  readonly version?: string;

  /**
   * An image of your own, with a tag or digest, for example one with other backends.
   *
   * @default - the official image of the version: `nvcr.io/nvidia/tritonserver:<version>-py3`
   */
  readonly image?: string;

  /**
   * Port of HTTP inference and health.
   *
   * @default 8000
   */
  readonly port?: number;

  /**
   * Whether it also speaks gRPC, behind a second Service.
   *
   * @default true
   */
  readonly grpc?: boolean;

  /**
   * Port of gRPC inference.
   *
   * @default 8001
   */
  readonly grpcPort?: number;

  /**
   * Port of the Prometheus metrics.
   *
   * @default 8002
   */
  readonly metricsPort?: number;
}

/**
 * NVIDIA Triton Inference Server, for ONNX, TensorRT, TorchScript, OpenVINO and Python models.
 * https://github.com/triton-inference-server/server
 */
export class TritonEngine extends ServingEngine {
  /** `triton` */
  public readonly name: string = 'triton';

  /** HTTP, gRPC unless it is switched off, and metrics on a port of their own. */
  public readonly ports: EnginePorts;

  /** Those of the server; it can be ready without a model, so `probesFor` asks for the model. */
  public readonly probes: EngineProbes = {
    startup: ServerProbe.http('/v2/health/ready'),
    readiness: ServerProbe.http('/v2/health/ready', { period: Duration.seconds(5) }),
    liveness: ServerProbe.http('/v2/health/live', { timeout: Duration.seconds(10), failures: 6 }),
  };

  private readonly props: TritonEngineProps;
  private readonly release: string;

  /** @param props version and settings; throws on a version that does not exist, and on ports that a container cannot have. */
  public constructor(props: TritonEngineProps) {
    super();
    [props] = judged('new_TritonEngine', [props], arguments, { open: new.target !== TritonEngine });
    this.props = props;
    this.release = checkedRelease(props);
    this.ports = distinctPorts('Triton', {
      http: props.port ?? 8000,
      grpc: props.grpc ?? true ? props.grpcPort ?? 8001 : undefined,
      metrics: props.metricsPort ?? 8002,
    });
  }

  /** The release of Triton. */
  public get version(): string | undefined {
    return this.release;
  }

  /** ONNX, TorchScript, TensorRT, OpenVINO, and models of your own in Python. TensorFlow is no longer among its backends. */
  public get frameworks(): Framework[] {
    return [Framework.ONNX, Framework.PYTORCH, Framework.CUSTOM, Framework.of('tensorrt'), Framework.of('openvino')];
  }

  /** `/metrics` on the metrics port. */
  public get metricsPath(): string | undefined {
    return '/metrics';
  }

  /** Seen on 2.51.0, and read in its sources. The queue came with 23.09; the time is a counter of microseconds. */
  public get metrics(): EngineMetrics | undefined {
    return {
      waiting: isAtLeast(this.release, '23.09') ? 'nv_inference_pending_request_count' : undefined,
      latency: 'nv_inference_request_duration_us',
      verified: true,
    };
  }

  /** `/v2`, the Open Inference Protocol. */
  public get apiPath(): string {
    return '/v2';
  }

  /** That in NVIDIA's registry. */
  public get officialImages(): string[] {
    return ['nvcr.io/nvidia/tritonserver'];
  }

  /** Flags that take a list by standing several times. */
  public get repeatableFlags(): string[] {
    return ['--backend-config', '--cache-config', '--cuda-memory-pool-byte-size', '--grpc-restricted-protocol', '--host-policy', '--http-restricted-api', '--load-model', '--metrics-config', '--rate-limit-resource', '--trace-config'];
  }

  /** 1 GiB: Python models and their server talk through `/dev/shm`. */
  public sharedMemory(_compute: Compute): Size {
    return Size.gibibytes(1);
  }

  /**
   * The model's own readiness: the server's is also 200 while a repository is empty, or a model is not loaded.
   *
   * @param servedName the name that clients send.
   */
  public probesFor(servedName: string): EngineProbes {
    const path = `/v2/models/${servedName}/ready`;
    return {
      startup: ServerProbe.http(path),
      readiness: ServerProbe.http(path, { period: Duration.seconds(5) }),
      liveness: this.probes.liveness,
    };
  }

  /**
   * User 1000 is the image's own; a read-only root was seen to work on a CPU only, and the NVIDIA container runtime may need to write to the root.
   * Of an image of yours nothing is known.
   *
   * @param compute resources of the replica.
   */
  public hardening(compute: Compute): ImageHardening {
    return hardeningOf(this, compute, this.props.image);
  }

  /**
   * `<name>/1` for files, `<name>` for folders of versions, the root for a whole repository.
   *
   * @param servedName the name that clients send, and the name of the model's folder.
   * @param layout what the source holds.
   */
  public placeFiles(servedName: string, layout: ModelLayout): string {
    return placeInRepository('Triton', servedName, layout);
  }

  /**
   * The image of yours, or the official one, which serves on a CPU and on NVIDIA accelerators.
   *
   * @param compute resources of the replica.
   */
  public imageFor(compute: Compute): string {
    if (this.props.image !== undefined) return this.props.image;
    const { accelerator } = compute;
    if (accelerator === undefined || accelerator.resource.startsWith('nvidia.com/')) return `nvcr.io/nvidia/tritonserver:${this.release}-py3`;
    throw new Error(`no official image of Triton for ${accelerator.name} is known (nvidia.com and CPU: any version); give image`);
  }

  /** @internal */
  public get _options(): readonly OptionRow[] {
    return TRITON_OPTIONS;
  }

  /**
   * `tritonserver` with everything that is derived. With accelerators through NVIDIA's entry point, which prepares CUDA and then becomes the server.
   *
   * @param context what is known of the model and its Pod.
   */
  public bind(context: EngineContext): EngineContainer {
    checkOnlyFile(onlyFileOf(context.model.path, context.servedName));
    const { http, grpc, metrics } = this.ports;
    return {
      command: [...(context.compute.accelerator ? [NVIDIA_ENTRYPOINT] : []), 'tritonserver'],
      args: [
        `--model-repository=${repositoryOf(context.model.path)}`,
        '--http-address=0.0.0.0',
        `--http-port=${http}`,
        ...(grpc === undefined ? ['--allow-grpc=false'] : ['--grpc-address=0.0.0.0', `--grpc-port=${grpc}`]),
        `--metrics-port=${metrics}`,
        `--exit-timeout-secs=${context.drainSeconds}`,
      ],
      env: pythonCaches(context.scratchPath, 'triton-server'),
    };
  }
}

/** The release as it is said, or else as the tag of the image says it. */
function checkedRelease({ version, image }: TritonEngineProps): string {
  if (image !== undefined) checkedImage(image);
  const release = version ?? /:(\d{2}\.\d{2})(-[-._A-Za-z0-9]+)?(@.*)?$/.exec(image ?? '')?.[1] ?? 'none';
  if (!/^\d{2}\.(0[1-9]|1[0-2])$/.test(release)) {
    throw invalid({ what: 'Triton version', got: release, allowed: 'a monthly release, YY.MM', fix: 'use for example "26.07", as in the tags of the image; with an image of your own, the release inside' });
  }
  if (image === undefined && release === '24.02') {
    throw invalid({ what: 'Triton version', got: release, allowed: 'a release with all its backends', fix: 'use 24.03 or newer: 24.02 was published without the ONNX Runtime backend (https://github.com/triton-inference-server/server/issues/6991)' });
  }
  return release;
}

/** Triton finds a lone file by its name, and can do without `config.pbtxt` for some formats only. */
function checkOnlyFile(file: string | undefined): void {
  if (file === undefined || FILES_WITHOUT_CONFIG.includes(file)) return;
  throw new Error(
    `Triton loads no lone file ${JSON.stringify(file)}: without a config.pbtxt it knows ${FILES_WITHOUT_CONFIG.join(', ')}; ` +
    'give the source fileName with one of these names, or a folder with config.pbtxt and 1/<file> and layout: ModelLayout.VERSIONED (TorchScript always needs that)',
  );
}
