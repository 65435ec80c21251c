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
 * The description of any image that serves a model over HTTP. In `command`, `args` and `env` you can use these variables, which Kubernetes replaces
 * with derived values: `$(MODEL_PATH)`, `$(MODEL_NAME)`, `$(PORT)`, `$(GRPC_PORT)`, `$(METRICS_PORT)`, `$(DRAIN_SECONDS)`, `$(MODEL_PROJECTOR)` where
 * the source names a projector, and `$(MODEL_REVISION)` where the server loads from a hub by itself.
 */
export interface ContainerEngineProps extends EngineApi {
  /** The image, with a tag or digest. */
  readonly image: string;

  /** HTTP port of the server, which has to listen on all addresses. */
  readonly port: number;

  /** The probe that succeeds when the server has loaded the model and can answer, for example `ServerProbe.http('/health')`. */
  readonly readiness: ServerProbe;

  /**
   * The probe that succeeds when the server has started. It may take as long as the start-up budget.
   *
   * @default - as `readiness`
   */
  readonly startup?: ServerProbe;

  /**
   * The probe that fails when the server is stuck.
   *
   * @default - a TCP connection to the HTTP port
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
   * Environment variables, for example `{ LLAMA_ARG_MODEL: '$(MODEL_PATH)' }`. They win over variables that the library would set.
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
   * Port for inference by gRPC, which a second Service exposes.
   *
   * @default - the server speaks no gRPC
   */
  readonly grpcPort?: number;

  /**
   * Port of the Prometheus metrics.
   *
   * @default - the HTTP port
   */
  readonly metricsPort?: number;

  /**
   * Time that the server gives requests in flight after SIGTERM. Measure it: a server that does not drain loses them, whatever you give here.
   *
   * @default - not known: requests have 30 seconds to finish before SIGTERM
   */
  readonly drainTimeout?: Duration;

  /**
   * Numeric id of the user that the image runs as; 0 for root.
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
 * A server that the library does not know: any image, which its props describe. It takes any layout, and gets the files as they are in the source.
 *
 * @example
 * const engine = new ContainerEngine({ image: 'registry.example.com/ranker:1.2.3', port: 8000, readiness: ServerProbe.http('/ready') });
 */
export class ContainerEngine extends ServingEngine {
  /** @internal */
  declare public readonly _props: ContainerEngineProps;

  /** @param props the image and its description; throws on values that Kubernetes would refuse. */
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
   * @param _compute not used.
   */
  public imageFor(_compute: Compute): string {
    return this._props.image;
  }

  /** @internal */
  public get _options(): readonly OptionRow[] {
    return CONTAINER_OPTIONS;
  }

  /**
   * The container that the props describe, and the variables that it can refer to.
   *
   * @param context the facts about the model and its Pod.
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
    throw invalid({
      what: 'metricsPort',
      got: props.metricsPort,
      allowed: 'metricsPort together with metricsPath',
      fix: 'give the path of the metrics too, for example metricsPath: "/metrics"',
    });
  }
  const twice = Object.keys(props.env ?? {}).find(variable => variable in (props.secretEnv ?? {}));
  if (twice !== undefined) {
    throw invalid({
      what: 'env',
      got: twice,
      allowed: 'a name that is not in secretEnv too',
      fix: 'keep one of them: the one in secretEnv when it is a credential',
    });
  }
  positive('runAsUser', props.runAsUser, 0);
}
