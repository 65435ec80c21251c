import { Duration, Size } from 'cdk8s';
import { EnginePorts, EngineProbes } from './engine-ports';
import { positive } from './private/args';
import { httpProbes } from './private/http-probes';
import { seenOnCpu } from './private/image-facts';
import { KnownContainer, KnownEngine } from './private/known-engine';
import { refuseFile } from './private/lone-file';
import { metricsIn } from './private/metrics/metric-row';
import { TORCHSERVE_METRICS } from './private/metrics/model-server-metrics';
import { checkedPathName } from './private/model-repository';
import { OfficialImage } from './private/official-images';
import { shellWords } from './private/program';
import { pythonCaches } from './private/python-caches';
import { GrpcPortOptions, MetricsPortOptions, ServerOptions, SeveralModelsOptions } from './server-options';
import { ServerProbe } from './server-probe';
import { EngineContext } from './serving-engine';
import { loneFileOf } from '../facts/model-files';
import { versionOf } from '../facts/versions';
import { TORCHSERVE_OPTIONS } from '../flags/options/torchserve-options';
import { invalid } from '../ground/errors';
import { judged } from '../ground/input/judged';
import { given } from '../ground/objects';
import { checkedPort } from '../ground/ports';
import { literal } from '../ground/references';
import { Framework } from '../values/framework';

const IMAGES: readonly OfficialImage[] = [
  { on: 'nvidia.com/', image: 'docker.io/pytorch/torchserve:<version>-gpu' },
  { on: 'cpu', image: 'docker.io/pytorch/torchserve:<version>-cpu' },
];

/** Port of the management API, when nothing is said. */
const MANAGEMENT_PORT = 8081;

/** Port of the gRPC management API, which listens inside the Pod only. */
const GRPC_MANAGEMENT_PORT = 7071;

/** Its launcher would ignore SIGTERM as the first process of a container. The shell takes its place, and waits again after it said stop. */
const untilStopped = (program: string) => [
  `trap ${shellWords([`stopping=yes; ${program} --stop`])} TERM`,
  `${program} "$@" & wait $! || code=$?`,
  '[ -z "$stopping" ] || { code=0; wait $! || code=$?; }',
  'exit "${code:-0}"',
];

/** Properties that say a value that is stated elsewhere, each with the place. */
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

/**
 * The options of TorchServe, whose last version is 0.12.0. It listens on port 8080, with gRPC on 7070 and metrics on 8082, and runs in
 * `pytorch/torchserve`. Your own image needs `/bin/sh`, and `torchserve` and `python` on its path.
 */
export interface TorchServeEngineProps extends ServerOptions, GrpcPortOptions, MetricsPortOptions, SeveralModelsOptions {
  /**
   * Port of the management API (`management_address`). It listens only inside the Pod, for the startup probe, because whoever reaches it can load
   * code.
   *
   * @default 8081
   */
  readonly managementPort?: number;

  /**
   * Whether the management API listens on all addresses. It is then the port `management` of the Pod, which `service.ports` may expose. It asks for
   * no key.
   *
   * @default false
   */
  readonly exposeManagement?: boolean;

  /**
   * Number of processes that serve the model, each with its own copy (`default_workers_per_model`).
   *
   * @default - one for each accelerator, or one without accelerators; TorchServe's own default is one for each CPU that Java sees
   */
  readonly workers?: number;

  /**
   * Path of the archive in the folder of the source: a `.mar` file, or the folder of an unpacked archive. A source that is a single file needs none.
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
 * TorchServe, for PyTorch models in `.mar` archives. Its makers no longer maintain it: use `TritonEngine` or `VllmEngine` instead.
 * https://github.com/pytorch/serve
 *
 * The server ends at once at SIGTERM, so requests in flight finish before it, in preStop.
 *
 * @example
 * const engine = new TorchServeEngine({ version: '0.12.0' });
 */
export class TorchServeEngine extends KnownEngine {
  /** @internal */
  declare public readonly _props: TorchServeEngineProps;

  private readonly managementPort: number;

  /** @param props version and settings; throws on values that TorchServe would refuse. */
  public constructor(props: TorchServeEngineProps) {
    [props] = judged('new_TorchServeEngine', [props], arguments, { open: new.target !== TorchServeEngine });
    const version = versionOf('TorchServeEngine', props, '0.12.0', { version: '0.8.0', why: 'Prometheus metrics of models came with it' });
    const { managementPort = MANAGEMENT_PORT } = props;
    super({
      name: 'torchserve',
      title: 'TorchServe',
      metricsAreVerified: true,
      version,
      props,
      ports: { http: 8080, grpc: 7070, metrics: 8082, management: props.exposeManagement ? managementPort : undefined },
      probes: probesOf(managementPort, props.models),
      frameworks: [Framework.PYTORCH, Framework.HUGGINGFACE, Framework.CUSTOM],
      apiPath: '/predictions',
      listensOnIpv6: true, // of 0.0.0.0 Java makes all addresses; seen on 0.12.0, on all three ports
      metricsPath: '/metrics',
      metrics: metricsIn(TORCHSERVE_METRICS, version),
      maintenance: {
        notice: 'no longer actively maintained: no planned updates, bug fixes, new features, or security patches',
        successor: 'TritonEngine for TorchScript, VllmEngine for language models',
        source: 'https://github.com/pytorch/serve#readme',
      },
      scratchSize: Size.gibibytes(10), // archives are unpacked there: larger ones need `scratch`
      drainsAfterSigterm: false, // it ends at once
      images: IMAGES,
      hardening: seenOnCpu(
        'TorchServe 0.12.0 on a CPU, run as user 12345 with a read-only root',
        'https://github.com/kserve/kserve config/runtimes/kserve-torchserve.yaml',
      ),
      flagsAreKnown: true,
      options: TORCHSERVE_OPTIONS,
    });
    this.managementPort = managementPort;
  }

  /** @internal */
  protected _checkProps(): void {
    const props = this._props;
    requireFree(this.ports, checkedPort('managementPort', props.managementPort ?? MANAGEMENT_PORT));
    positive('workers', props.workers);
    if (props.archive !== undefined && !/^[A-Za-z0-9][-._A-Za-z0-9]*$/.test(props.archive)) {
      throw invalid({ what: 'archive', got: props.archive, allowed: 'the name of a file or folder in the source', fix: 'use for example "model.mar"' });
    }
    checkSettings(props);
  }

  /** @internal */
  protected _container(context: EngineContext): KnownContainer {
    // Settings that it takes from no flag stand in a file: lines of shell write it to the scratch volume, start the server, and stop it at SIGTERM.
    const { servedName, scratchPath } = context;
    checkedPathName(this._title, servedName);
    const config = `${scratchPath}/config.properties`;
    const { store, archives } = this.archivesOf(context);
    const shell = (program: string) => [`cat > ${config} <<'END'`, ...this.properties(context), 'END', ...untilStopped(program)];
    return {
      program: ['torchserve'],
      shell: program => ['/bin/sh', '-ec', shell(program).join('\n'), 'torchserve'],
      flags: {
        '--start': true,
        '--foreground': true,
        '--no-config-snapshots': true,
        '--disable-token-auth': true,
        '--ts-config': config,
        '--model-store': store,
        '--models': archives,
      },
      env: {
        ...pythonCaches(scratchPath, 'model-server'),
        TEMP: scratchPath,
        LOG_LOCATION: `${scratchPath}/logs`,
        METRICS_LOCATION: `${scratchPath}/logs`,
      },
    };
  }

  private archivesOf({ model: { path }, servedName }: EngineContext): { store: string; archives: string[] } {
    const { models, archive } = this._props;
    const lone = loneFileOf(path);
    if (lone === undefined) {
      return { store: path, archives: models?.map(name => `${name}=${name}.mar`) ?? [`${servedName}=${archive ?? `${servedName}.mar`}`] };
    }
    refuseFile({ engine: this.name, title: 'TorchServe', loads: '.mar archives' }, lone.file);
    if (models) {
      throw new Error(
        `models of TorchServe names ${models.join(', ')}, and the source is the single file ${JSON.stringify(lone.file)}; give the folder with their archives`,
      );
    }
    return { store: path.slice(0, -lone.file.length - 1), archives: [`${servedName}=${lone.file}`] };
  }

  private properties({ compute, startupSeconds }: EngineContext): string[] {
    const { http, grpc, metrics } = this.ports;
    return [
      `inference_address=http://0.0.0.0:${http}`,
      `management_address=http://${this._props.exposeManagement ? '0.0.0.0' : '127.0.0.1'}:${this.managementPort}`,
      `metrics_address=http://0.0.0.0:${metrics}`,
      'grpc_inference_address=0.0.0.0',
      `grpc_inference_port=${grpc}`,
      'grpc_management_address=127.0.0.1',
      `grpc_management_port=${GRPC_MANAGEMENT_PORT}`,
      'enable_metrics_api=true',
      'metrics_mode=prometheus',
      `default_workers_per_model=${this._props.workers ?? Math.max(1, compute.acceleratorCount)}`,
      `default_startup_timeout=${startupSeconds}`,
      ...given(this._props.settings).map(([property, value]) => `${property}=${literal(value)}`),
    ];
  }
}

/** Throws when one of the ports of the two management APIs is that of another API. */
function requireFree({ http, grpc, metrics }: EnginePorts, managementPort: number): void {
  const taken = [http, grpc, metrics];
  const [port, user] = taken.includes(managementPort)
    ? [managementPort, 'managementPort']
    : [GRPC_MANAGEMENT_PORT, 'its gRPC management API, which always has it'];
  if (![...taken, ...(port === GRPC_MANAGEMENT_PORT ? [managementPort] : [])].includes(port)) return;
  throw invalid({ what: 'ports', got: `${port} twice`, allowed: 'one port for each API', fix: `${port} is also that of ${user}` });
}

/**
 * At the start the management API is asked whether a worker has loaded the model: `/ping` is 200 long before, and for five minutes even
 * when every worker fails.
 */
function probesOf(managementPort: number, models: readonly string[] | undefined): EngineProbes {
  const address = `http://127.0.0.1:${managementPort}/models/`;
  const one = [
    `models = json.load(urllib.request.urlopen("${address}$(MODEL_NAME)", timeout=9))`,
    'sys.exit(not any(worker["status"] == "READY" for worker in models[0]["workers"]))',
  ];
  const several = [
    `asked = [json.load(urllib.request.urlopen("${address}" + name, timeout=9)) for name in ${JSON.stringify(models)}]`,
    'sys.exit(not all(any(worker["status"] == "READY" for worker in models[0]["workers"]) for models in asked))',
  ];
  const ask = ['import json, sys, urllib.request', ...(models ? several : one)];
  return { ...httpProbes('/ping'), startup: ServerProbe.exec(['python', '-c', ask.join('\n')], { timeout: Duration.seconds(10) }) };
}

function checkSettings(props: TorchServeEngineProps): void {
  if (props.models !== undefined && props.archive !== undefined) {
    throw invalid({ what: 'archive', got: props.archive, allowed: 'without models, whose archives are called <name>.mar', fix: 'leave one of them out' });
  }
  for (const [property, value] of given(props.settings)) {
    if (Object.hasOwn(DERIVED, property)) {
      throw invalid({ what: `settings.${property}`, got: value, allowed: 'a property that is stated nowhere else', fix: `use ${DERIVED[property]}` });
    }
    if (!/^[A-Za-z_][\w.]*$/.test(property) || /[\r\n]/.test(value)) {
      throw invalid({
        what: `settings, key ${JSON.stringify(property)}`,
        got: value,
        allowed: 'a name and a value in one line',
        fix: 'give one member for each line of config.properties',
      });
    }
  }
}
