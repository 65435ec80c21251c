import { Duration } from 'cdk8s';
import { EngineApi, ModelPlacement } from './engine-facts';
import { positive } from './private/args';
import { distinctPorts } from './private/distinct-ports';
import { plainEnvironment } from './private/plain-environment';
import { ServerProbe } from './server-probe';
import { EngineContainer, EngineContext, ServingEngine } from './serving-engine';
import { OptionRow } from '../flags/options/option-row';
import { CONTAINER_OPTIONS } from '../flags/options/shared-options';
import { givenTo, invalid, show } from '../ground/errors';
import { checkedImage } from '../ground/images';
import { judged } from '../ground/input/judged';
import { checkedLabel } from '../ground/names';
import { Compute } from '../values/compute';
import { SecretKey } from '../values/secret-key';

/**
 * Any image that serves a model over HTTP, and how it is run. In `command`, `args` and `env` these stand for derived values, because
 * Kubernetes puts their values in: `$(MODEL_PATH)`, `$(MODEL_NAME)`, `$(PORT)`, `$(GRPC_PORT)`, `$(METRICS_PORT)`, `$(DRAIN_SECONDS)`,
 * `$(MODEL_PROJECTOR)` where the source names one, and `$(MODEL_REVISION)` where the server loads from a hub itself.
 */
export interface ContainerEngineProps extends EngineApi {
  /** The image, with a tag or digest. */
  readonly image: string;

  /** Port that it listens on, on all addresses. */
  readonly port: number;

  /** How it says that it has loaded the model and can answer, for example `ServerProbe.http('/health')`. */
  readonly readiness: ServerProbe;

  /**
   * How it says that it has started. The start-up budget bounds it.
   *
   * @default - as `readiness`
   */
  readonly startup?: ServerProbe;

  /**
   * How it says that it is not stuck.
   *
   * @default - that its HTTP port takes a connection
   */
  readonly liveness?: ServerProbe;

  /**
   * Name of the server: the value of the label `app.kubernetes.io/name`.
   *
   * @default container
   */
  readonly name?: string;

  /**
   * The program.
   *
   * @default - the entry point of the image
   */
  readonly command?: string[];

  /**
   * Its arguments, for example `['--model', '$(MODEL_PATH)', '--port', '$(PORT)']`.
   *
   * @default - none
   */
  readonly args?: string[];

  /**
   * Environment variables, for example `{ LLAMA_ARG_MODEL: '$(MODEL_PATH)' }`. One that the library would set takes its place.
   *
   * @default - `HOME` and the caches of Python libraries in the scratch volume, and the variables above
   */
  readonly env?: { [name: string]: string };

  /**
   * Environment variables with values of Secrets.
   *
   * @default - none
   */
  readonly secretEnv?: { [name: string]: SecretKey };

  /**
   * Port of gRPC inference, behind a second Service.
   *
   * @default - it speaks no gRPC
   */
  readonly grpcPort?: number;

  /**
   * Port of the Prometheus metrics.
   *
   * @default - the HTTP port
   */
  readonly metricsPort?: number;

  /**
   * Time that it gives requests in flight after SIGTERM. Measure it: a server that does not drain loses them, whatever stands here.
   *
   * @default - not known: requests have 30 seconds to finish before SIGTERM
   */
  readonly drainTimeout?: Duration;

  /**
   * Numeric user that the image runs as; 0 for root.
   *
   * @default 1000
   */
  readonly runAsUser?: number;

  /**
   * Whether the image works with a read-only root filesystem; `/tmp` and the caches are on volumes anyway.
   *
   * @default false
   */
  readonly readOnlyRootFilesystem?: boolean;
}

/**
 * A server that the library does not know: any image, as its props describe it. Any layout; the files are as in the source.
 *
 * @example
 * const engine = new ContainerEngine({ image: 'registry.example.com/ranker:1.2.3', port: 8000, readiness: ServerProbe.http('/ready') });
 */
export class ContainerEngine extends ServingEngine {
  /** @internal */
  declare public readonly _props: ContainerEngineProps;

  /** @param props the image and how it is run; throws on values that Kubernetes would refuse. */
  public constructor(props: ContainerEngineProps) {
    [props] = judged('new_ContainerEngine', [props], arguments, { open: new.target !== ContainerEngine });
    const { runAsUser = 1000 } = props;
    const name = checkedLabel('name of the server', props.name ?? 'container');
    super({
      name,
      ports: distinctPorts(`ContainerEngine ${show(name)}`, { http: props.port, grpc: props.grpcPort, metrics: props.metricsPort }),
      probes: {
        startup: props.startup ?? props.readiness,
        readiness: props.readiness,
        liveness: props.liveness ?? ServerProbe.tcp({ timeout: Duration.seconds(10), failures: 6 }),
      },
      frameworks: props.frameworks,
      loadsFromHuggingFace: props.loadsFromHuggingFace,
      fetches: props.fetches,
      takesProjector: true,
      placement: ModelPlacement.AS_IN_SOURCE,
      apiPath: props.apiPath,
      openAiCompatible: props.openAiCompatible,
      metricsPath: props.metricsPath,
      metrics: props.metrics,
      metricsKey: props.metricsKey,
      servesTls: props.servesTls,
      drainTimeout: props.drainTimeout,
      drainsAfterSigterm: props.drainTimeout !== undefined,
      hardening: [{
        runAsUser: runAsUser === 0 ? undefined : runAsUser,
        readOnlyRootFilesystem: props.readOnlyRootFilesystem ?? false,
        source: 'runAsUser and readOnlyRootFilesystem of the ContainerEngine',
      }],
    });
    this._props = props;
    givenTo(`ContainerEngine ${show(name)}`, () => checkProps(props));
  }

  /**
   * The image that was given.
   *
   * @param _compute not looked at.
   */
  public imageFor(_compute: Compute): string {
    return this._props.image;
  }

  /** @internal */
  public get _options(): readonly OptionRow[] {
    return CONTAINER_OPTIONS;
  }

  /**
   * The container that was given, and the variables that it can refer to.
   *
   * @param context the facts that are known of the model and its Pod.
   */
  public bind(context: EngineContext): EngineContainer {
    const { command, args, env, secretEnv } = this._props;
    return {
      command: command && [...command],
      args: args && [...args],
      env: { ...plainEnvironment(context, this.ports, this.name), ...env },
      secretEnv,
    };
  }
}

function checkProps(props: ContainerEngineProps): void {
  checkedImage(props.image);
  if (props.metricsPort !== undefined && props.metricsPath === undefined) {
    throw invalid({ what: 'metricsPort', got: props.metricsPort, allowed: 'with metricsPath', fix: 'say the path of the metrics too, for example metricsPath: "/metrics"' });
  }
  const twice = Object.keys(props.env ?? {}).find(variable => variable in (props.secretEnv ?? {}));
  if (twice !== undefined) {
    throw invalid({ what: 'env', got: twice, allowed: 'a name that is not in secretEnv too', fix: 'keep the one in secretEnv when it is a credential' });
  }
  positive('runAsUser', props.runAsUser, 0);
}
