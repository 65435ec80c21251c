import { Size } from 'cdk8s';
import { checkedSize } from '../ground/bytes';
import { invalid } from '../ground/errors';
import { mustBe, whole } from '../ground/fields';
import { checkedImage } from '../ground/images';
import { brand } from '../ground/input/brands';
import { refuseUnknownMembers } from '../ground/input/constants';
import { judged } from '../ground/input/judged';
import { COUNT, DNS_SUBDOMAIN, PORT } from '../ground/kubernetes-fields';
import { yamlMap } from '../ground/yaml-map';
import { Cpu } from '../values/cpu';

/** The fate of requests while no endpoint picker answers. */
export enum PickerFailureMode {
  /** Requests go to any Pod. */
  OPEN = 'FailOpen',

  /** Requests are answered with an error. */
  CLOSE = 'FailClose',
}
refuseUnknownMembers(PickerFailureMode, 'PickerFailureMode');

/** The weight of each measurement in the choice of a Pod; a measurement with 0 is left out. */
export interface PickerWeights {
  /**
   * Weight of the number of waiting requests.
   *
   * @default 2
   */
  readonly queue?: number;

  /**
   * Weight of the share of the KV cache that is in use.
   *
   * @default - 2; left out for a server that does not measure it
   */
  readonly cache?: number;

  /**
   * Weight of the part of the prompt that a Pod has processed before.
   *
   * @default 3
   */
  readonly prefix?: number;

  /**
   * Weight of a Pod that has loaded the adapter of the request.
   *
   * @default - 2 for a model with adapters; left out for others
   */
  readonly adapter?: number;
}

/** The endpoint picker of llm-d. */
export interface LlmDPickerOptions {
  /**
   * Image of the picker. It is pulled from the mirrors of the target (`imageRegistry`, `imageRegistries`), with the digest in the target's `lock`.
   *
   * @default - the official one, `ghcr.io/llm-d/llm-d-router-endpoint-picker`, with a tag of one version
   */
  readonly image?: string;

  /**
   * Names of the Secrets with which the image is pulled.
   *
   * @default - those of the target (`pod.imagePullSecrets`); none for a `ServedModel`
   */
  readonly imagePullSecrets?: string[];

  /**
   * Number of replicas of the picker. One of them works, and the others stand by.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * The fate of requests while the picker does not answer.
   *
   * @default PickerFailureMode.OPEN
   */
  readonly failureMode?: PickerFailureMode;

  /**
   * The weight of each measurement.
   *
   * @default - 2 for the queue, 2 for the cache, 3 for the prefix
   */
  readonly weights?: PickerWeights;

  /**
   * The whole configuration as YAML, in place of one that is derived from `weights`: an `EndpointPickerConfig` of `llm-d.ai/v1alpha1`.
   * https://github.com/llm-d/llm-d-router/tree/main/docs
   *
   * @default - derived from the weights and the engine
   */
  readonly config?: string;

  /**
   * CPU to request.
   *
   * @default - 8, as in its chart; 1 is enough for a few requests per second
   */
  readonly cpu?: Cpu;

  /**
   * Memory to request; the limit is twice as much.
   *
   * @default - 8 GiB, as in its chart
   */
  readonly memory?: Size;
}

/** Throws on a text that is no configuration of the picker, and on weights beside it, which would be dropped. */
function checkConfig(config: string, weights: PickerWeights | undefined): void {
  const [what, fix] = [
    'config of the endpoint picker',
    'give the whole configuration, beginning with "apiVersion: llm-d.ai/v1alpha1" and "kind: EndpointPickerConfig"',
  ];
  const { content, problem } = yamlMap(config);
  const allowed = 'YAML of the kind EndpointPickerConfig';
  // A text is not repeated: it may hold anything.
  if (content === undefined) throw invalid({ what, got: problem === config ? 'a text that is no map' : problem, allowed, fix });
  if (content.kind !== 'EndpointPickerConfig') {
    throw invalid({ what, got: content.kind === undefined ? 'a text without that kind' : content.kind, allowed, fix });
  }
  if (weights !== undefined) {
    throw invalid({ what, got: 'config and weights', allowed: 'one of them', fix: 'write the weights into config, or leave config out' });
  }
}

/** Facts about an existing endpoint picker. */
export interface ExistingPickerOptions {
  /**
   * Port of its Service.
   *
   * @default 9002
   */
  readonly port?: number;

  /**
   * The fate of requests while it does not answer.
   *
   * @default PickerFailureMode.OPEN
   */
  readonly failureMode?: PickerFailureMode;
}

/**
 * The program that chooses a Pod of an InferencePool for each request. https://gateway-api-inference-extension.sigs.k8s.io/concepts/priority-and-capacity/
 *
 * @example
 * const picker = EndpointPicker.llmD({ weights: { prefix: 5 } });
 */
export class EndpointPicker {
  static { brand(this, 'EndpointPicker'); }

  /**
   * The picker of llm-d's router. The library makes its Deployment, Service, rights and configuration. The CRDs of `llm-d.ai` have to be installed.
   *
   * @param options the settings that differ from its chart.
   *
   * @example
   * const picker = EndpointPicker.llmD({ cpu: Cpu.units(2), memory: Size.gibibytes(2) });
   */
  public static llmD(options: LlmDPickerOptions = {}): EndpointPicker {
    [options] = judged('EndpointPicker.llmD', [options], arguments);
    const { image, imagePullSecrets = [], replicas, memory, weights = {}, config } = options;
    if (config !== undefined) checkConfig(config, options.weights);
    if (image !== undefined) checkedImage(image);
    for (const name of imagePullSecrets) mustBe(DNS_SUBDOMAIN, name, 'name in imagePullSecrets of the endpoint picker', 'give the metadata.name of the Secret');
    if (memory !== undefined) checkedSize('memory of the endpoint picker', memory);
    mustBe(whole(1, 100), replicas, 'replicas of the endpoint picker', 'give 1, or 2 for one that takes over');
    for (const [name, weight] of Object.entries(weights)) mustBe(COUNT, weight as number | undefined, `weight of ${name}`, 'give a whole number from 0 on');
    return new EndpointPicker(options, undefined);
  }

  /**
   * An existing picker, for example installed by its own chart.
   *
   * @param name name of its Service, in the namespace of the pool.
   * @param options its port and failure mode.
   *
   * @example
   * const picker = EndpointPicker.service('llama-epp');
   */
  public static service(name: string, options: ExistingPickerOptions = {}): EndpointPicker {
    [name, options] = judged('EndpointPicker.service', [name, options], arguments);
    mustBe(DNS_SUBDOMAIN, name, 'name of the Service', 'give its metadata.name');
    mustBe(PORT, options.port, 'port of the Service', 'give the port that it has');
    return new EndpointPicker(undefined, { name, ...options });
  }

  private constructor(
    /**
     * The settings of one that the library makes.
     * @internal
     */
    public readonly _made?: LlmDPickerOptions,
    /**
     * One that is there.
     * @internal
     */
    public readonly _existing?: ExistingPickerOptions & { readonly name: string },
  ) {}
}
