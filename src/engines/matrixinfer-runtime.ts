import { Duration } from 'cdk8s';
import { EnginePorts, EngineProbes } from './engine-ports';
import { ImageHardening } from './image-hardening';
import { LegacyEngine } from './private/legacy-engine';
import { plainEnvironment } from './private/plain-environment';
import { ServerProbe } from './server-probe';
import { EngineContainer, EngineContext } from './serving-engine';
import { OptionRow } from '../flags/options/option-row';
import { PLAIN_OPTIONS } from '../flags/options/shared-options';
import { checkedImage } from '../ground/images';
import { judged } from '../ground/input/judged';
import { checkedPort } from '../ground/ports';
import { Compute } from '../values/compute';
import { ModelLayout } from '../values/model-layout';

/** How a MatrixInfer runtime image is run. */
export interface MatrixInferRuntimeEngineProps {
  /** The image, with a tag or digest. None is published under the names of the documentation: name one that exists. */
  readonly image: string;

  /**
   * Port that it listens on.
   *
   * @default 8080
   */
  readonly port?: number;
}

/**
 * A MatrixInfer runtime image, as documented: port 8080, `/health`, `/ready`, `/metrics`, user 1000, a read-only root. The image's
 * entry point is run; it finds its model by `MODEL_PATH`, `MODEL_NAME` and `PORT`, which are this library's own, because nothing is
 * documented of that. Any framework, any layout.
 */
export class MatrixInferRuntimeEngine extends LegacyEngine {
  /** `matrixinfer-runtime` */
  public readonly name: string = 'matrixinfer-runtime';

  /** HTTP only; metrics are on the same port. */
  public readonly ports: EnginePorts;

  /** The documented `/ready` and `/health`. */
  public readonly probes: EngineProbes = {
    startup: ServerProbe.http('/ready'),
    readiness: ServerProbe.http('/ready', { period: Duration.seconds(5) }),
    liveness: ServerProbe.http('/health', { timeout: Duration.seconds(10), failures: 6 }),
  };

  private readonly image: string;

  /** @param props image and port; throws on an image that is no reference. */
  public constructor(props: MatrixInferRuntimeEngineProps) {
    super();
    [props] = judged('new_MatrixInferRuntimeEngine', [props], arguments, { open: new.target !== MatrixInferRuntimeEngine });
    this.image = checkedImage(props.image);
    this.ports = { http: checkedPort('port of the MatrixInfer runtime', props.port ?? 8080) };
  }

  /** `/metrics` on the HTTP port. */
  public get metricsPath(): string | undefined {
    return '/metrics';
  }

  /** What becomes of requests after SIGTERM is not documented. */
  public get drainsAfterSigterm(): boolean {
    return false;
  }

  /** The documented security context. */
  public hardening(_compute: Compute): ImageHardening {
    return { runAsUser: 1000, readOnlyRootFilesystem: true, source: 'the security context that the documentation of MatrixInfer gives for its runtimes' };
  }

  /**
   * Files as they are in the source.
   *
   * @param _servedName not looked at.
   * @param _layout not looked at.
   */
  public placeFiles(_servedName: string, _layout: ModelLayout): string {
    return '';
  }

  /**
   * The image that was given.
   *
   * @param _compute not looked at.
   */
  public imageFor(_compute: Compute): string {
    return this.image;
  }

  /** @internal */
  public get _options(): readonly OptionRow[] {
    return PLAIN_OPTIONS;
  }

  /**
   * The image's own entry point.
   *
   * @param context what is known of the model and its Pod.
   */
  public bind(context: EngineContext): EngineContainer {
    return { env: plainEnvironment(context, this.ports, this.name) };
  }
}
