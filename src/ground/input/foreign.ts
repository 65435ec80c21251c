import { brandOf } from './brands';

/**
 * A type that is told by the members that this library reads of it: two copies of cdk8s, and every minor of cdk8s-plus, have classes of their own.
 */
export interface ForeignType {
  /** The allowed values, in words. */
  readonly words: string;
  /** An example of one, in code. */
  readonly example: string;
  /** Texts that are taken for one, if any. */
  readonly text?: RegExp;
  accepts(value: { readonly [member: string]: unknown }): boolean;
}

const has = (method: string) => (value: { readonly [member: string]: unknown }): boolean => typeof value[method] === 'function';

/** A Kubernetes object of cdk8s-plus, of which the name is read; some say their kind. Values of this library have names too. */
const named = (kind: string) => (value: { readonly [member: string]: unknown }): boolean => (
  typeof value.name === 'string' && brandOf(value) === undefined && (value.kind === undefined || value.kind === kind)
);

/** Types of other packages that are taken from users, and the CPUs, of which those of cdk8s-plus are taken too. */
export const FOREIGN: { readonly [type: string]: ForeignType | undefined } = {
  /** A module that has no type in the API because each minor has its own: a cdk8s-plus. */
  any: {
    words: 'a cdk8s-plus, or its name on npm',
    example: 'give the module, as in import * as kplus from "cdk8s-plus-33", or "cdk8s-plus-33"',
    text: /^cdk8s-plus-\d{1,4}$/,
    accepts: value => typeof value.Service === 'function' && typeof value.IngressBackend === 'function',
  },
  Construct: { words: 'a construct', example: 'give a Chart, or a construct in one', accepts: isConstruct },
  Cpu: { words: 'a Cpu', example: 'use for example Cpu.units(4)', accepts: value => typeof value.amount === 'string' },
  Duration: { words: 'a Duration', example: 'use for example Duration.minutes(10)', accepts: has('toSeconds') },
  IConstruct: { words: 'a construct', example: 'give the App, a Chart, or a construct in one', accepts: isConstruct },
  IModelRef: {
    words: 'a ModelConstruct, or a ModelRef',
    example: "give the model of this app, or ModelRef.named('llama-7b') of one that is registered elsewhere",
    accepts: value => 'modelReference' in value,
  },
  IAutoscalingTarget: {
    words: 'something that can be scaled',
    example: 'give a ModelRuntime, a ModelConstruct with a runtime, or AutoscalingTarget.of(…)',
    accepts: value => 'scalingTarget' in value,
  },
  INetworkPeer: {
    words: 'a peer of cdk8s-plus',
    example: 'give Pods, a workload, Namespaces or an IP block, for example kplus.Namespaces.all()',
    accepts: has('toNetworkPolicyPeerConfig'),
  },
  IPersistentVolumeClaim: {
    words: 'a PersistentVolumeClaim of cdk8s-plus',
    example: 'make one with cdk8s-plus, or give its name: ModelSource.pvc("weights"), ModelCache.existingClaim("weights")',
    accepts: named('PersistentVolumeClaim'),
  },
  IRouteDestination: {
    words: 'a ModelServer, an InferencePool or a RouteDestination',
    example: 'use for example RouteDestination.service("llama-server", { port: 8080 })',
    accepts: value => 'destination' in value,
  },
  ISecret: { words: 'a Secret of cdk8s-plus', example: 'make one with cdk8s-plus, or give its name: SecretKey.of("hf", "token")', accepts: named('Secret') },
  IServiceAccountRef: {
    words: 'a ServiceAccountRef, or a ServiceAccount of cdk8s-plus',
    example: 'use for example ServiceAccountRef.of("reader")',
    accepts: value => brandOf(value) === 'ServiceAccountRef' || named('ServiceAccount')(value),
  },
  IServedModel: {
    words: 'a ModelInfer, a ModelConstruct, a ModelRuntime or a ServedModel',
    example: 'use for example ServedModel.of("llama-7b-infer")',
    accepts: value => brandOf(value) === 'ServedModel' || (typeof value.name === 'string'
      && ('_objects' in value || 'tryRuntime' in value || 'runtime' in value)),
  },
  IServiceAccount: { words: 'a ServiceAccount of cdk8s-plus', example: 'make one with cdk8s-plus, or give its name', accepts: named('ServiceAccount') },
  JsonPatch: { words: 'a JsonPatch', example: 'use for example JsonPatch.add("/spec/hostNetwork", true)', accepts: has('_toJson') },
  Size: { words: 'a Size', example: 'use for example Size.gibibytes(24)', accepts: has('toKibibytes') },
};

/** Whether a value is a construct, of any copy of the package `constructs`. */
export function isConstruct(value: object): boolean {
  try {
    const { node } = value as { readonly node?: unknown };
    return typeof node === 'object' && node !== null && 'path' in node;
  } catch {
    return false; // it cannot be read
  }
}
