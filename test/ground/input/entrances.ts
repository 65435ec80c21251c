import { Chart, Duration, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import * as library from '../../../src';
import { Member, shapes } from '../../../src/ground/input/shapes';
import { chartIn, PlainEngine, plainModel, plainProfile, plainRuntime, PlainSource } from '../../fixtures';
import { lockOf } from '../../values/locks';

/*
 * Every public entrance of the library, from the table that is made from .jsii, and what can be given there.
 */

/** One entrance, and how it is called. */
export interface Called {
  readonly name: string;
  readonly parameters: readonly Member[];
  call(args: readonly unknown[]): unknown;
}

type Callable = { readonly [method: string]: (...args: readonly unknown[]) => unknown };
type Constructor = new (...args: readonly unknown[]) => unknown;

const exported = library as unknown as { readonly [name: string]: Constructor & Callable };

/** Values that methods are called on. */
const RECEIVERS: { readonly [type: string]: () => object } = {
  Accelerator: () => library.Accelerator.NVIDIA_H100,
  ClusterDialect: () => library.ClusterDialect.GKE,
  KubernetesVersion: () => library.KubernetesVersion.V1_30,
  ModelArchitecture: () => library.ModelArchitecture.of('meta-llama/Llama-3.1-8B-Instruct'),
  ModelCache: () => library.ModelCache.existingClaim('models', { accessMode: library.PersistentVolumeAccessMode.READ_WRITE_MANY }),
  ModelConstruct: () => plainModel(chartIn()),
  ModelFootprint: () => footprintIn(chartIn()),
  ModelRuntime: () => plainRuntime(chartIn()),
  Rollout: () => library.Rollout.surge(),
};

/** The plan of a model with accelerators. */
function footprintIn(chart: Chart): library.ModelFootprint {
  const compute = library.Compute.gpu(library.Accelerator.NVIDIA_H100, { cpu: library.Cpu.units(2), memory: Size.gibibytes(32) });
  const profile = new library.RuntimeProfile(chart, 'h100', { engine: new library.VllmEngine({ version: '0.32.0' }), compute });
  return library.ProfileChoice.of([profile], { source: library.ModelSource.pvc('weights'), architecture: library.ModelArchitecture.of('Qwen/Qwen3-8B') }).footprint;
}

/** All entrances. */
export const ENTRANCES: readonly Called[] = [...shapes().entrance].map(([name, parameters]) => ({ name, parameters, call: callOf(name) }));

function callOf(name: string): Called['call'] {
  const [, type, separator, method] = /^(?:new_)?(\w+)(?:([.#])(\w+))?$/.exec(name)!;
  if (separator === '.') return args => exported[type][method](...args);
  if (separator === '#') return args => (RECEIVERS[type]() as Callable)[method](...args);
  return args => new exported[type](...args);
}

/** Something outside of the app that is scaled. */
const OUTSIDE = library.AutoscalingTarget.of({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'elsewhere' });

/** Values of types that are no structs, lists or maps. */
const SAMPLES: { readonly [type: string]: (() => unknown) | undefined } = {
  string: () => 'a',
  number: () => 1,
  boolean: () => true,
  AlertRules: () => library.AlertRules.none(),
  Accelerator: () => library.Accelerator.NVIDIA_L4,
  AppArmorProfile: () => library.AppArmorProfile.RUNTIME_DEFAULT,
  SeccompProfile: () => library.SeccompProfile.UNCONFINED,
  AcceleratorPool: () => library.AcceleratorPool.of('l4', 8),
  AutoscalingPolicy: () => new library.AutoscalingPolicy(chartIn('ml'), 'scaling', { target: OUTSIDE, maxReplicas: 2, scaling: [library.Scaling.byCpu(0.6)] }),
  ClusterDialect: () => library.ClusterDialect.GKE,
  Compute: () => library.Compute.cpu({ cpu: library.Cpu.units(2), memory: Size.gibibytes(32) }),
  Construct: () => chartIn('ml'),
  Cpu: () => library.Cpu.units(2),
  DeviceClaim: () => library.DeviceClaim.existingClaim('one-l4'),
  Duration: () => Duration.minutes(1),
  EndpointPicker: () => library.EndpointPicker.service('picker'),
  EnvFrom: () => library.EnvFrom.configMap('config'),
  EnvValue: () => library.EnvValue.configMap('config', 'key'),
  Framework: () => library.Framework.CUSTOM,
  GatewayDialect: () => library.GatewayDialect.ENVOY_GATEWAY,
  GatewayRef: () => library.GatewayRef.gateway('inference'),
  GrafanaDashboard: () => library.GrafanaDashboard.none(),
  IConstruct: () => chartIn('ml'),
  any: () => kplus,
  IAutoscalingTarget: () => OUTSIDE,
  IModelRef: () => library.ModelRef.named('model'),
  INetworkPeer: () => kplus.Namespaces.all(chartIn(), 'all'),
  IPersistentVolumeClaim: () => kplus.PersistentVolumeClaim.fromClaimName(chartIn(), 'claim', 'weights'),
  IRouteDestination: () => library.RouteDestination.service('llama-server', { port: 8080 }),
  ISecret: () => kplus.Secret.fromSecretName(chartIn(), 'secret', 'hf'),
  IServiceAccountRef: () => library.ServiceAccountRef.of('robot'),
  IServedModel: () => library.ServedModel.of('llama-7b-infer'),
  HttpProxy: () => library.HttpProxy.of('http://proxy.example.com:3128'),
  IServiceAccount: () => kplus.ServiceAccount.fromServiceAccountName(chartIn(), 'account', 'robot'),
  JsonPatch: () => JsonPatch.add('/spec/hostNetwork', true),
  KubernetesVersion: () => library.KubernetesVersion.V1_35,
  KedaAuthentication: () => library.KedaAuthentication.existing('prometheus'),
  LabelRequirement: () => library.LabelRequirement.exists('team'),
  LifecycleHook: () => library.LifecycleHook.exec(['true']),
  MetricsAdapter: () => library.MetricsAdapter.prometheus(),
  MetricTarget: () => library.MetricTarget.averageValue('1'),
  ModelArchitecture: () => library.ModelArchitecture.of('Qwen/Qwen3-8B'),
  ModelCache: () => library.ModelCache.perPod(),
  ModelLock: () => lockOf('a'),
  ModelSource: () => new PlainSource({ size: Size.gibibytes(1) }),
  Monitoring: () => library.Monitoring.none(),
  NetworkDevice: () => library.NetworkDevice.efa({ count: 1 }),
  NodeAffinity: () => library.NodeAffinity.required([library.LabelRequirement.exists('team')]),
  PodAffinity: () => library.PodAffinity.required({ topologyKey: 'zone' }),
  PodVolume: () => library.PodVolume.configMap('config', 'config'),
  ProjectedSource: () => library.ProjectedSource.configMap('config'),
  Rollout: () => library.Rollout.recreate(),
  RuntimeProfile: () => plainProfile(chartIn('ml')),
  Scaler: () => library.Scaler.hpa(),
  Scaling: () => library.Scaling.byCpu(0.6),
  ScalingStep: () => library.ScalingStep.pods(1, Duration.minutes(1)),
  SecretKey: () => library.SecretKey.of('secret', 'key'),
  RouteDestination: () => library.RouteDestination.service('proxy', { port: 8080 }),
  ServerAuthentication: () => library.ServerAuthentication.jwt({ issuer: 'https://a.example.com', audience: 'a', jwksUri: 'https://a.example.com/keys' }),
  ServerProbe: () => library.ServerProbe.http('/up'),
  ServingEngine: () => new PlainEngine(),
  Size: () => Size.gibibytes(1),
  TrustedCa: () => library.TrustedCa.configMap('company-ca'),
};

/** Texts of members that cannot be just any. */
const TEXTS: { readonly [member: string]: string | undefined } = { image: 'example.com/tool:1', name: 'tool', path: '/data', volume: 'scratch' };

/** A value of a type: structs with their required members, lists and maps with one item. */
export function sampleOf(type: string): unknown {
  if (type.endsWith('[]')) return [sampleOf(type.slice(0, -2))];
  if (type.endsWith('{}')) return { name: sampleOf(type.slice(0, -2)) };
  const sample = SAMPLES[type];
  if (sample) return sample();
  const values = shapes().enum.get(type);
  if (values) return values[0][1];
  const members = shapes().struct.get(type);
  if (members === undefined) throw new Error(`there is no sample of ${type}: add one to test/ground/input/entrances.ts`);
  return Object.fromEntries(members.filter(({ optional }) => !optional).map(member => [member.name, TEXTS[member.name] ?? sampleOf(member.type)]));
}

/** A place where something is given: the steps to it, and the type that is wanted. */
export interface Place {
  readonly steps: readonly (string | number)[];
  readonly type: string;
  readonly optional: boolean;
}

/** All places below a value of a type, itself first. A key of a map without a value has no effect. */
export function placesIn(type: string, steps: readonly (string | number)[], optional: boolean): Place[] {
  const own: Place = { steps, type, optional };
  if (type.endsWith('[]')) return [own, ...placesIn(type.slice(0, -2), [...steps, 0], false)];
  if (type.endsWith('{}')) return [own, ...placesIn(type.slice(0, -2), [...steps, 'name'], true)];
  const members = shapes().struct.get(type) ?? [];
  return [own, ...members.flatMap(member => placesIn(member.type, [...steps, member.name], member.optional))];
}

/** A sample of a type in which one place has another value; what is on the way to it is made. */
export function withValueAt(type: string, steps: readonly (string | number)[], value: unknown): unknown {
  if (steps.length === 0) return value;
  const [step, ...rest] = steps;
  if (type.endsWith('[]')) return [withValueAt(type.slice(0, -2), rest, value)];
  if (type.endsWith('{}')) return { [step]: withValueAt(type.slice(0, -2), rest, value) };
  const member = shapes().struct.get(type)!.find(({ name }) => name === step);
  return { ...sampleOf(type) as object, [step]: member === undefined ? value : withValueAt(member.type, rest, value) };
}

/** A path as messages write it. */
export function pathOf(parameter: string, steps: readonly (string | number)[], isProps: boolean): string {
  const all = isProps && steps.length > 0 ? steps : [parameter, ...steps];
  return all.map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`)).join('');
}

/** Whether a type is told by a brand. */
export const isClass = (type: string): boolean => shapes().class.has(type);
