import { Duration, Size } from 'cdk8s';
import { ModelPlacement } from './engine-facts';
import { openInferenceProbes } from './private/http-probes';
import { seenOnCpu } from './private/image-facts';
import { KnownContainer, KnownEngine } from './private/known-engine';
import { metricsIn } from './private/metrics/metric-row';
import { TRITON_METRICS } from './private/metrics/model-server-metrics';
import { onlyFileOf, repositoryOf, requireRepository } from './private/model-repository';
import { OfficialImage } from './private/official-images';
import { pythonCaches } from './private/python-caches';
import { GrpcPortOptions, MetricsPortOptions, ServerOptions, SeveralModelsOptions } from './server-options';
import { EngineContext } from './serving-engine';
import { MODEL_FILES } from '../facts/model-files';
import { TRITON_OPTIONS } from '../flags/options/triton-options';
import { seconds } from '../ground/durations';
import { invalid } from '../ground/errors';
import { judged } from '../ground/input/judged';
import { Framework } from '../values/framework';
import { ModelLayout } from '../values/model-layout';

/** One for both. */
const IMAGES: readonly OfficialImage[] = [
  { on: 'nvidia.com/', image: 'nvcr.io/nvidia/tritonserver:<version>-py3' },
  { on: 'cpu', image: 'nvcr.io/nvidia/tritonserver:<version>-py3' },
];

/** Sets up CUDA's forward compatibility with older drivers, then becomes the server. https://github.com/SeldonIO/seldon-core/issues/5029 */
const NVIDIA_ENTRYPOINT = '/opt/nvidia/nvidia_entrypoint.sh';

/** Model files that Triton finds by their name and needs no `config.pbtxt` for. */
const FILES_WITHOUT_CONFIG = MODEL_FILES.filter(({ engines }) => engines.includes('triton')).map(({ name, endings }) => name ?? endings[0]);

/**
 * The options of Triton. `version` is a monthly release, `YY.MM`. It listens on port 8000, with gRPC on 8001 and metrics on 8002, and runs in
 * `nvcr.io/nvidia/tritonserver`.
 */
export interface TritonEngineProps extends ServerOptions, GrpcPortOptions, MetricsPortOptions, SeveralModelsOptions {
  /**
   * Whether the server also speaks gRPC, which a second Service exposes.
   *
   * @default true
   */
  readonly grpc?: boolean;

  /**
   * How often the server looks for changes in the repository and loads changed models (`--model-control-mode=poll`). Not together with `models`.
   *
   * @default - it reads the repository only when it starts
   */
  readonly pollInterval?: Duration;
}

/**
 * NVIDIA Triton Inference Server, for ONNX, TensorRT, TorchScript, OpenVINO and Python models.
 * https://github.com/triton-inference-server/server
 *
 * @example
 * const engine = new TritonEngine({ version: '26.07' });
 */
export class TritonEngine extends KnownEngine {
  /** @internal */
  declare public readonly _props: TritonEngineProps;

  /** @param props version and settings; throws on a version that does not exist, and on ports that a container cannot have. */
  public constructor(props: TritonEngineProps) {
    [props] = judged('new_TritonEngine', [props], arguments, { open: new.target !== TritonEngine });
    const version = checkedRelease(props);
    super({
      name: 'triton',
      title: 'Triton',
      metricsAreVerified: true,
      version,
      props,
      ports: { http: 8000, grpc: props.grpc ?? true ? 8001 : undefined, metrics: 8002 },
      probes: openInferenceProbes(props.models),
      frameworks: [Framework.ONNX, Framework.PYTORCH, Framework.CUSTOM, Framework.of('tensorrt'), Framework.of('openvino')],
      placement: ModelPlacement.REPOSITORY,
      apiPath: '/v2',
      metricsPath: '/metrics',
      metrics: metricsIn(TRITON_METRICS, version),
      sharedMemory: Size.gibibytes(1), // Python models and their server talk through it
      images: IMAGES,
      hardening: seenOnCpu(
        'Triton 2.51.0 with its Python backend on a CPU, run as user 12345 with a read-only root',
        'https://github.com/triton-inference-server/server deploy/k8s-onprem',
      ),
      options: TRITON_OPTIONS,
      style: '=',
      repeatableFlags: [
        '--backend-config', '--cache-config', '--cuda-memory-pool-byte-size', '--grpc-restricted-protocol', '--host-policy', '--http-restricted-api',
        '--load-model', '--metrics-config', '--rate-limit-resource', '--trace-config',
      ],
    });
  }

  /** @internal */
  protected _checkProps(): void {
    const props = this._props;
    if (props.models && props.pollInterval) {
      throw invalid({
        what: 'pollInterval',
        got: 'it with models',
        allowed: 'one of them: Triton loads what it is told, or what it finds',
        fix: 'leave one of them out',
      });
    }
  }

  /** @internal */
  public _place(servedName: string, layout: ModelLayout): string {
    requireRepository(this._title, this._props.models, layout);
    return super._place(servedName, layout);
  }

  /** @internal */
  protected _container(context: EngineContext): KnownContainer {
    // With accelerators through NVIDIA's entry point, which prepares CUDA and then becomes the server.
    checkOnlyFile(onlyFileOf(context.model.path, context.servedName));
    const { http, grpc, metrics } = this.ports;
    return {
      program: [...(context.compute.accelerator ? [NVIDIA_ENTRYPOINT] : []), 'tritonserver'],
      first: this.control(),
      flags: {
        '--model-repository': repositoryOf(context.model.path),
        '--http-address': '0.0.0.0',
        '--http-port': http,
        '--allow-grpc': grpc === undefined && 'false',
        '--grpc-address': grpc !== undefined && '0.0.0.0',
        '--grpc-port': grpc,
        '--metrics-port': metrics,
        '--exit-timeout-secs': context.drainSeconds,
      },
      env: pythonCaches(context.scratchPath, 'triton-server'),
    };
  }

  /** The models that it loads: those that are named, all that it ever finds, or all that are there at the start. */
  private control(): string[] {
    const { models, pollInterval } = this._props;
    if (models) return ['--model-control-mode=explicit', ...models.map(name => `--load-model=${name}`)];
    return pollInterval ? ['--model-control-mode=poll', `--repository-poll-secs=${seconds(pollInterval)}`] : [];
  }
}

/** The release as it is said, or else as the tag of the image says it. */
function checkedRelease({ version, image }: TritonEngineProps): string {
  const release = version ?? /:(\d{2}\.\d{2})(-[-._A-Za-z0-9]+)?(@.*)?$/.exec(image ?? '')?.[1] ?? 'none';
  if (!/^\d{2}\.(0[1-9]|1[0-2])$/.test(release)) {
    throw invalid({
      what: 'version of TritonEngine',
      got: release,
      allowed: 'a monthly release, YY.MM',
      fix: 'use for example "26.07", as in the tags of the image; with an image of your own, the release inside',
    });
  }
  if (image === undefined && release === '24.02') {
    throw invalid({
      what: 'version of TritonEngine',
      got: release,
      allowed: 'a release with all its backends',
      fix: 'use 24.03 or newer: 24.02 was published without the ONNX Runtime backend (https://github.com/triton-inference-server/server/issues/6991)',
    });
  }
  return release;
}

/** Triton finds a lone file by its name, and can do without `config.pbtxt` for some formats only. */
function checkOnlyFile(file: string | undefined): void {
  if (file === undefined || FILES_WITHOUT_CONFIG.includes(file)) return;
  throw new Error(
    `Triton loads no lone file ${JSON.stringify(file)}: without a config.pbtxt it knows ${FILES_WITHOUT_CONFIG.join(', ')}; ` +
    'give the source fileName with one of these names, or a folder with config.pbtxt and 1/<file> and layout: ModelLayout.VERSIONED (TorchScript '
      + 'always needs that)',
  );
}
