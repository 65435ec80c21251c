import { Duration, Size } from 'cdk8s';
import { EngineMaintenance, EngineMetrics } from './engine-facts';
import { positive } from './private/args';
import { distinctPorts } from './private/distinct-ports';
import { flagsFile } from './private/flags-file';
import { hardeningOf } from './private/image-facts';
import { refuseFile } from './private/lone-file';
import { pythonCaches } from './private/python-caches';
import { ServerProbe } from './server-probe';
import { EngineContainer, EngineContext, EnginePorts, EngineProbes, ImageHardening, ServingEngine } from './serving-engine';
import { loneFileOf } from '../facts/model-files';
import { isAtLeast, versionOf } from '../facts/versions';
import { OptionRow } from '../flags/options/option-row';
import { TORCHSERVE_OPTIONS } from '../flags/options/torchserve-options';
import { invalid } from '../ground/errors';
import { checkedImage } from '../ground/images';
import { judged } from '../ground/input/judged';
import { isPathPart } from '../ground/names';
import { given } from '../ground/objects';
import { checkedPort } from '../ground/ports';
import { literal } from '../ground/references';
import { Compute } from '../values/compute';
import { Framework } from '../values/framework';

/** Port of the gRPC management API, which listens inside the Pod only. */
const GRPC_MANAGEMENT_PORT = 7071;

/** Its launcher would ignore SIGTERM as the first process of a container. The shell takes its place, and waits again after it said stop. */
const UNTIL_STOPPED = [
  "trap 'stopping=yes; torchserve --stop' TERM",
  'torchserve "$@" & wait $! || code=$?',
  '[ -z "$stopping" ] || { code=0; wait $! || code=$?; }',
  'exit "${code:-0}"',
];

/** Properties that say what is stated elsewhere, each with where. */
const DERIVED: { [property: string]: string } = {
  inference_address: 'port of the engine',
  management_address: 'managementPort of the engine',
  metrics_address: 'metricsPort of the engine',
  grpc_inference_address: 'grpcPort of the engine',
  grpc_inference_port: 'grpcPort of the engine',
  grpc_management_address: 'nothing: it listens inside the Pod only',
  grpc_management_port: 'nothing: it listens inside the Pod only',
  metrics_mode: 'nothing: monitors scrape them',
  enable_metrics_api: 'nothing: monitors scrape them',
  default_workers_per_model: 'workers of the engine',
  default_startup_timeout: 'timing.startup',
  model_store: 'the source',
  load_models: 'archive of the engine',
  model_snapshot: 'archive of the engine',
};

/** How TorchServe is run. */
export interface TorchServeEngineProps {
  /**
   * Released version of TorchServe, for example `0.12.0`, the last one.
   *
   * @default - the one that the tag of `image` names; one of the two has to say it
   */
  readonly version?: string;

  /**
   * An image of your own, with a tag or digest. It needs `/bin/sh`, and `torchserve` and `python` on its path.
   *
   * @default - the official image of the version: `pytorch/torchserve:<version>-cpu`, with NVIDIA accelerators `-gpu`
   */
  readonly image?: string;

  /**
   * Port of HTTP inference and health (`inference_address`).
   *
   * @default 8080
   */
  readonly port?: number;

  /**
   * Port of gRPC inference (`grpc_inference_port`).
   *
   * @default 7070
   */
  readonly grpcPort?: number;

  /**
   * Port of the Prometheus metrics (`metrics_address`).
   *
   * @default 8082
   */
  readonly metricsPort?: number;

  /**
   * Port of the management API (`management_address`). It listens inside the Pod only, for the startup probe; whoever reaches it can load code.
   *
   * @default 8081
   */
  readonly managementPort?: number;

  /**
   * Processes that serve the model, each with a copy of it (`default_workers_per_model`).
   *
   * @default - one for each accelerator, one without accelerators; TorchServe's own is one for each CPU that Java sees
   */
  readonly workers?: number;

  /**
   * The archive in a folder: a `.mar` file, or the folder of an archive that is not packed. A source that is a single file needs none.
   *
   * @default - `<served name>.mar`
   */
  readonly archive?: string;

  /**
   * More lines of `config.properties`, for example `{ job_queue_size: '1000' }`.
   *
   * @default - none
   */
  readonly settings?: { [property: string]: string };
}

/**
 * TorchServe, for PyTorch models in `.mar` archives. No longer maintained: `TritonEngine` and `VllmEngine` take its place.
 * https://github.com/pytorch/serve
 *
 * At SIGTERM it ends at once: what is in flight is finished before that, in preStop.
 */
export class TorchServeEngine extends ServingEngine {
  /** `torchserve` */
  public readonly name: string = 'torchserve';

  /** HTTP, gRPC, and metrics on a port of their own. */
  public readonly ports: EnginePorts;

  /** `/ping`, which is 200 also before the model is loaded; `probesFor` waits for the model at the start. */
  public readonly probes: EngineProbes = {
    startup: ServerProbe.http('/ping'),
    readiness: ServerProbe.http('/ping', { period: Duration.seconds(5) }),
    liveness: ServerProbe.http('/ping', { timeout: Duration.seconds(10), failures: 6 }),
  };

  private readonly props: TorchServeEngineProps;
  private readonly release: string;
  private readonly managementPort: number;

  /** @param props version and settings; throws on values that TorchServe would refuse. */
  public constructor(props: TorchServeEngineProps) {
    super();
    [props] = judged('new_TorchServeEngine', [props], arguments, { open: new.target !== TorchServeEngine });
    this.props = props;
    this.release = versionOf('TorchServe', props, '0.12.0');
    if (!isAtLeast(this.release, '0.8.0')) {
      throw invalid({ what: 'TorchServe version', got: this.release, allowed: '0.8.0 and newer', fix: 'use 0.12.0: Prometheus metrics of models came with 0.8.0' });
    }
    if (props.image !== undefined) checkedImage(props.image);
    this.ports = distinctPorts('TorchServe', { http: props.port ?? 8080, grpc: props.grpcPort ?? 7070, metrics: props.metricsPort ?? 8082 });
    this.managementPort = checkedPort('management port of TorchServe', props.managementPort ?? 8081);
    this.requireFree(this.managementPort, 'managementPort');
    this.requireFree(GRPC_MANAGEMENT_PORT, 'its gRPC management API, which always has it');
    positive('workers', props.workers);
    if (props.archive !== undefined && !/^[A-Za-z0-9][-._A-Za-z0-9]*$/.test(props.archive)) {
      throw invalid({ what: 'archive', got: props.archive, allowed: 'the name of a file or folder in the source', fix: 'use for example "model.mar"' });
    }
    checkSettings(props.settings);
  }

  /** The version of TorchServe. */
  public get version(): string | undefined {
    return this.release;
  }

  /** PyTorch models in archives, and whatever the handler in an archive loads. */
  public get frameworks(): Framework[] {
    return [Framework.PYTORCH, Framework.HUGGINGFACE, Framework.CUSTOM];
  }

  /** `/metrics` on the metrics port. */
  public get metricsPath(): string | undefined {
    return '/metrics';
  }

  /** Seen on 0.12.0, and the same in `metrics.yaml` from 0.8.0 on. The time is a counter of microseconds; nothing counts requests that wait. */
  public get metrics(): EngineMetrics | undefined {
    return { latency: 'ts_inference_latency_microseconds', verified: true };
  }

  /** Not maintained since 2025. */
  public get maintenance(): EngineMaintenance | undefined {
    return {
      notice: 'no longer actively maintained: no planned updates, bug fixes, new features, or security patches',
      successor: 'TritonEngine for TorchScript, VllmEngine for language models',
      source: 'https://github.com/pytorch/serve#readme',
    };
  }

  /** `/predictions`; a model is at `/predictions/<name>`. */
  public get apiPath(): string {
    return '/predictions';
  }

  /** Archives are unpacked to the scratch volume: larger ones need `scratch`. */
  public get scratchSize(): Size {
    return Size.gibibytes(10);
  }

  /** It ends at once, and everything has to be done before it. */
  public get drainsAfterSigterm(): boolean {
    return false;
  }

  /** That on Docker Hub. */
  public get officialImages(): string[] {
    return ['docker.io/pytorch/torchserve'];
  }

  /** Those of its own packages. */
  public get flagsFile(): string | undefined {
    return flagsFile('torchserve');
  }

  /**
   * At the start the management API is asked whether a worker has loaded the model: `/ping` is 200 long before, and for five minutes even
   * when every worker fails.
   *
   * @param servedName the name that clients send.
   */
  public probesFor(servedName: string): EngineProbes {
    const ask = [
      'import json, sys, urllib.request',
      `models = json.load(urllib.request.urlopen("http://127.0.0.1:${this.managementPort}/models/${servedName}", timeout=9))`,
      'sys.exit(not any(worker["status"] == "READY" for worker in models[0]["workers"]))',
    ];
    return { ...this.probes, startup: ServerProbe.exec(['python', '-c', ask.join('\n')], { timeout: Duration.seconds(10) }) };
  }

  /**
   * Any user can read the image's files; a read-only root was seen to work on a CPU only, and the NVIDIA container runtime may need to write to the root.
   * Of an image of yours nothing is known.
   *
   * @param compute resources of the replica.
   */
  public hardening(compute: Compute): ImageHardening {
    return hardeningOf(this, compute, this.props.image);
  }

  /**
   * The image of yours, or the official one for the accelerator.
   *
   * @param compute resources of the replica.
   */
  public imageFor(compute: Compute): string {
    if (this.props.image !== undefined) return this.props.image;
    const { accelerator } = compute;
    if (accelerator === undefined) return `docker.io/pytorch/torchserve:${this.release}-cpu`;
    if (accelerator.resource.startsWith('nvidia.com/')) return `docker.io/pytorch/torchserve:${this.release}-gpu`;
    throw new Error(`no official image of TorchServe for ${accelerator.name} is known (nvidia.com and CPU: any version); give image`);
  }

  /** @internal */
  public get _options(): readonly OptionRow[] {
    return TORCHSERVE_OPTIONS;
  }

  /**
   * `torchserve` in the foreground. What it takes from no flag stands in `config.properties`: lines of shell write it to the scratch volume, start the server, and stop it at SIGTERM.
   *
   * @param context what is known of the model and its Pod.
   */
  public bind(context: EngineContext): EngineContainer {
    const { servedName, scratchPath } = context;
    if (!isPathPart(servedName)) {
      throw new Error(`TorchServe serves a model below its name in a path, and ${JSON.stringify(servedName)} cannot be one; use letters, digits, "-", "." and "_" in servedName`);
    }
    const config = `${scratchPath}/config.properties`;
    const { store, archive } = this.archiveOf(context);
    const shell = [`cat > ${config} <<'END'`, ...this.properties(context), 'END', ...UNTIL_STOPPED];
    return {
      command: ['/bin/sh', '-ec', shell.join('\n'), 'torchserve'],
      args: [
        '--start', '--foreground', '--no-config-snapshots',
        ...(isAtLeast(this.release, '0.11.1') ? ['--disable-token-auth'] : []),
        '--ts-config', config,
        '--model-store', store,
        '--models', `${servedName}=${archive}`,
      ],
      env: {
        ...pythonCaches(scratchPath, 'model-server'),
        TEMP: scratchPath,
        LOG_LOCATION: `${scratchPath}/logs`,
        METRICS_LOCATION: `${scratchPath}/logs`,
      },
    };
  }

  private archiveOf({ model: { path }, servedName }: EngineContext): { store: string; archive: string } {
    const lone = loneFileOf(path);
    if (lone === undefined) return { store: path, archive: this.props.archive ?? `${servedName}.mar` };
    refuseFile({ engine: this.name, title: 'TorchServe', loads: '.mar archives' }, lone.file);
    return { store: path.slice(0, -lone.file.length - 1), archive: lone.file };
  }

  private properties({ compute, startupSeconds }: EngineContext): string[] {
    const { http, grpc, metrics } = this.ports;
    return [
      `inference_address=http://0.0.0.0:${http}`,
      `management_address=http://127.0.0.1:${this.managementPort}`,
      `metrics_address=http://0.0.0.0:${metrics}`,
      'grpc_inference_address=0.0.0.0',
      `grpc_inference_port=${grpc}`,
      'grpc_management_address=127.0.0.1',
      `grpc_management_port=${GRPC_MANAGEMENT_PORT}`,
      'enable_metrics_api=true',
      'metrics_mode=prometheus',
      `default_workers_per_model=${this.props.workers ?? Math.max(1, compute.acceleratorCount)}`,
      `default_startup_timeout=${startupSeconds}`,
      ...given(this.props.settings).map(([property, value]) => `${property}=${literal(value)}`),
    ];
  }

  private requireFree(port: number, user: string): void {
    const { http, grpc, metrics } = this.ports;
    const taken = [http, grpc, metrics, ...(port === GRPC_MANAGEMENT_PORT ? [this.managementPort] : [])];
    if (!taken.includes(port)) return;
    throw invalid({ what: 'ports of TorchServe', got: `${port} twice`, allowed: 'one port for each API', fix: `${port} is also that of ${user}` });
  }
}

function checkSettings(settings: { [property: string]: string } | undefined): void {
  for (const [property, value] of given(settings)) {
    if (property in DERIVED) {
      throw invalid({ what: `settings.${property}`, got: value, allowed: 'what is stated nowhere else', fix: `use ${DERIVED[property]}` });
    }
    if (!/^[A-Za-z_][\w.]*$/.test(property) || /[\r\n]/.test(value)) {
      throw invalid({ what: `settings.${property}`, got: value, allowed: 'a name and a value in one line', fix: 'give one member for each line of config.properties' });
    }
  }
}
