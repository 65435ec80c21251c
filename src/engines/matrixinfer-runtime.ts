import { ModelPlacement } from './engine-facts';
import { httpProbes } from './private/http-probes';
import { plainEnvironment } from './private/plain-environment';
import { checkProgram } from './private/program';
import { ProgramOptions } from './server-options';
import { EngineContainer, EngineContext, ServingEngine } from './serving-engine';
import { OptionRow } from '../flags/options/option-row';
import { PLAIN_OPTIONS } from '../flags/options/shared-options';
import { givenTo } from '../ground/errors';
import { checkedImage } from '../ground/images';
import { judged } from '../ground/input/judged';
import { checkedPort } from '../ground/ports';
import { Compute } from '../values/compute';

/** The options of a MatrixInfer runtime image. */
export interface MatrixInferRuntimeEngineProps extends ProgramOptions {
  /** The image, with a tag or digest. No image is published under the names in MatrixInfer's documentation: give one that exists. */
  readonly image: string;

  /** Port that the server listens on.
   *
   * @default 8080
   */
  readonly port?: number;
}

/**
 * A MatrixInfer runtime image, as MatrixInfer documents it: port 8080, `/health`, `/ready`, `/metrics`, user 1000, a read-only root filesystem. The
 * container runs the entry point of the image, which finds the model by the variables `MODEL_PATH`, `MODEL_NAME` and `PORT`. This library chose their
 * names, because the documentation has none. The engine takes any framework and any layout.
 *
 * @example
 * const engine = new MatrixInferRuntimeEngine({ image: 'registry.example.com/onnx-runtime:1.2.3' });
 */
export class MatrixInferRuntimeEngine extends ServingEngine {
  private readonly image: string;
  private readonly program?: string[];

  /** @param props image and port; throws on an image that is no reference. */
  public constructor(props: MatrixInferRuntimeEngineProps) {
    [props] = judged('new_MatrixInferRuntimeEngine', [props], arguments, { open: new.target !== MatrixInferRuntimeEngine });
    super({
      name: 'matrixinfer-runtime',
      ports: { http: checkedPort('port of MatrixInferRuntimeEngine', props.port ?? 8080) },
      probes: httpProbes('/ready', '/health'),
      placement: ModelPlacement.AS_IN_SOURCE,
      metricsPath: '/metrics',
      drainsAfterSigterm: false, // the fate of requests after SIGTERM is not documented
      hardening: [{
        runAsUser: 1000,
        readOnlyRootFilesystem: true,
        source: 'the security context that the documentation of MatrixInfer gives for its runtimes',
      }],
    });
    givenTo('MatrixInferRuntimeEngine', () => {
      checkedImage(props.image);
      if (props.program !== undefined) checkProgram('program', props.program);
    });
    this.image = props.image;
    this.program = props.program;
  }

  /**
   * The image that was given.
   *
   * @param _compute not used.
   */
  public imageFor(_compute: Compute): string {
    return this.image;
  }

  /** @internal */
  public get _options(): readonly OptionRow[] {
    return PLAIN_OPTIONS;
  }

  /**
   * The image's own entry point, or the program that was given.
   *
   * @param context the facts about the model and its Pod.
   */
  public bind(context: EngineContext): EngineContainer {
    return { command: this.program && [...this.program], env: plainEnvironment(context, this.ports, this.name) };
  }
}
