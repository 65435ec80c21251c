import { Chart, Duration, JsonPatch, Size } from 'cdk8s';
import {
  Cpu, IPersistentVolumeClaim, Namespaces, NetworkPolicyIpBlock, PersistentVolumeAccessMode, PersistentVolumeClaim, PersistentVolumeClaimProps, Pods,
  ServiceAccount,
} from 'cdk8s-plus-27';
import { Recipe } from './values';
import * as library from '../../../src';
import {
  Accelerator, ClusterDialect, Compute, ContainerEngine, DeviceClaim, DeviceClaimOptions, EfaProps, EnvFrom, EnvValue, Framework, HttpProxy,
  KubernetesVersion, LabelRequirement, LifecycleHook, MatrixInferRuntimeEngine, ModelArchitecture,
  ModelCache, ModelCacheVolumeOptions, ModelSource, NetworkDevice,
  NetworkDeviceProps, NodeAffinity, PodAffinity, PodVolume, ProjectedSource, Rollout, SecretKey, ServerProbe, ServiceAccountRef, ServingEngine,
  SharedAcceleratorProps, SliceOptions, TensorFlowServingEngine, TritonEngine, TrustedCa, VllmEngine, VolumeSourceOptions,
} from '../../../src';
import { shapes } from '../../../src/ground/input/shapes';

/** Those members that a struct has: the recipes of what is alike share theirs. */
export function knownTo<T extends object>(struct: string, props: T): T {
  const names = shapes().struct.get(struct)!.map(({ name }) => name);
  return Object.fromEntries(Object.entries(props).filter(([name]) => names.includes(name))) as T;
}

/** What a recipe asks to be made; its arguments are whatever was generated, so nothing is known of them. */
type Make = (argument: never, chart: Chart) => unknown;

/** Volumes are named last: their recipe gives everything else. */
type NamedVolume = (name: string) => PodVolume;

/** A claim that is only there to be referred to. */
const CLAIM = { storage: Size.gibibytes(5), accessModes: [PersistentVolumeAccessMode.READ_WRITE_ONCE] };

/** The factories of the public API, by the name that recipes call them. */
const FACTORIES: Readonly<Record<string, Make>> = {
  $seconds: (amount: number) => Duration.seconds(amount),
  $millis: (amount: number) => Duration.millis(amount),
  $days: (amount: number) => Duration.days(amount),
  $kibibytes: (amount: number) => Size.kibibytes(amount),
  $gibibytes: (amount: number) => Size.gibibytes(amount),
  $tebibytes: (amount: number) => Size.tebibytes(amount),
  $units: (amount: number) => Cpu.units(amount),
  $cpuMillis: (amount: number) => Cpu.millis(amount),
  $secret: (args: Parameters<typeof SecretKey.of>) => SecretKey.of(...args),
  $framework: (name: string) => Framework.of(name),
  $architecture: (name: string) => ModelArchitecture.of(name),
  $kubernetes: (version: string) => KubernetesVersion.of(version),

  $vllm: (props: ConstructorParameters<typeof VllmEngine>[0]) => new VllmEngine(props),
  $triton: (props: ConstructorParameters<typeof TritonEngine>[0]) => new TritonEngine(props),
  $tensorflow: (props: ConstructorParameters<typeof TensorFlowServingEngine>[0]) => new TensorFlowServingEngine(props),
  $container: (props: ConstructorParameters<typeof ContainerEngine>[0]) => new ContainerEngine(props),
  $matrixinfer: (props: ConstructorParameters<typeof MatrixInferRuntimeEngine>[0]) => new MatrixInferRuntimeEngine(props),
  $engine: ([name, props]: [string, object]) => (
    new (library as unknown as { [name: string]: new (props: object) => ServingEngine })[name](knownTo(`${name}Props`, props))
  ),
  $httpProbe: (args: Parameters<typeof ServerProbe.http>) => ServerProbe.http(...args),
  $tcpProbe: (args: Parameters<typeof ServerProbe.tcp>) => ServerProbe.tcp(...args),
  $execProbe: (args: Parameters<typeof ServerProbe.exec>) => ServerProbe.exec(...args),

  $huggingFace: (args: Parameters<typeof ModelSource.huggingFace>) => ModelSource.huggingFace(...args),
  $s3: (args: Parameters<typeof ModelSource.s3>) => ModelSource.s3(...args),
  $gcs: (args: Parameters<typeof ModelSource.gcs>) => ModelSource.gcs(...args),
  $azureBlob: (args: Parameters<typeof ModelSource.azureBlob>) => ModelSource.azureBlob(...args),
  $https: (args: Parameters<typeof ModelSource.https>) => ModelSource.https(...args),
  $ociImage: (args: Parameters<typeof ModelSource.ociImage>) => ModelSource.ociImage(...args),
  $claimSource: (args: Parameters<typeof ModelSource.fromPersistentVolumeClaim>) => ModelSource.fromPersistentVolumeClaim(...args),
  $volumeSource: ([name, volume, options]: [string, NamedVolume, VolumeSourceOptions]) => ModelSource.volume(volume(name), options),
  $gcsFuse: (args: Parameters<typeof ModelSource.gcsFuse>) => ModelSource.gcsFuse(...args),
  $inImage: (args: Parameters<typeof ModelSource.inImage>) => ModelSource.inImage(...args),
  $ollama: (args: Parameters<typeof ModelSource.ollama>) => ModelSource.ollama(...args),
  $ngc: (args: Parameters<typeof ModelSource.ngc>) => ModelSource.ngc(...args),
  $modelScope: (args: Parameters<typeof ModelSource.modelScope>) => ModelSource.modelScope(...args),
  $byServer: (args: Parameters<typeof ModelSource.byServer>) => ModelSource.byServer(...args),
  $pvc: (args: Parameters<typeof ModelSource.pvc>) => ModelSource.pvc(...args),
  $fromUri: (args: Parameters<typeof ModelSource.fromUri>) => ModelSource.fromUri(...args),

  $emptyDir: (args: Parameters<typeof ModelCache.emptyDir>) => ModelCache.emptyDir(...args),
  $perPod: (args: Parameters<typeof ModelCache.perPod>) => ModelCache.perPod(...args),
  $claim: (args: Parameters<typeof ModelCache.claim>) => ModelCache.claim(...args),
  $filledCache: (args: Parameters<typeof ModelCache.existingClaim>) => ModelCache.existingClaim(...args).filledByJob({ backoffLimit: 3 }),
  $filledClaim: (args: Parameters<typeof ModelCache.claim>) => ModelCache.claim(...args).filledByJob(),
  $claimCache: (claim: IPersistentVolumeClaim) => ModelCache.fromPersistentVolumeClaim(claim),
  $claimName: (name: string, chart) => PersistentVolumeClaim.fromClaimName(chart, freshId(chart), name),
  $newClaim: (props: PersistentVolumeClaimProps, chart) => new PersistentVolumeClaim(chart, freshId(chart), props),
  $volumeCache: ([name, volume, options]: [string, NamedVolume, ModelCacheVolumeOptions]) => ModelCache.volume(volume(name), options),
  $existingClaim: (args: Parameters<typeof ModelCache.existingClaim>) => ModelCache.existingClaim(...args),

  $cpuCompute: (args: Parameters<typeof Compute.cpu>) => Compute.cpu(...args),
  $gpuCompute: (args: Parameters<typeof Compute.gpu>) => Compute.gpu(...args),
  $accelerator: (name: 'NVIDIA_L4') => Accelerator[name],
  $mig: ([name, profile, options]: ['NVIDIA_H100', string, SliceOptions?]) => Accelerator[name].mig(profile, options),
  $partition: ([name, profile, options]: ['AMD_MI300X', string, SliceOptions?]) => Accelerator[name].partition(profile, options),
  $topology: ([name, topology]: ['GOOGLE_TPU_V6E', string]) => Accelerator[name].topology(topology),
  $shared: ([name, props]: ['NVIDIA_L4', SharedAcceleratorProps]) => Accelerator[name].shared(props),
  $deviceClaim: (options: DeviceClaimOptions) => DeviceClaim.devices(options),
  $existingDevices: (name: string) => DeviceClaim.existingTemplate(name),
  $efa: (props: EfaProps) => NetworkDevice.efa(props),
  $rdma: (props: NetworkDeviceProps) => NetworkDevice.rdma(props),
  $acceleratorOf: (props: Parameters<typeof Accelerator.of>[0]) => Accelerator.of(props),

  $withoutSurge: (pods: number) => Rollout.withoutSurge(pods),
  $surge: (pods: number) => Rollout.surge(pods),
  $recreate: () => Rollout.recreate(),
  $monitoring: ([by, options]: ['prometheus' | 'googleManaged', object]) => library.Monitoring[by](options),
  $alerts: (options: library.AlertRulesOptions) => library.AlertRules.of(options),
  $noAlerts: () => library.AlertRules.none(),
  $dashboard: (options: library.GrafanaDashboardOptions) => library.GrafanaDashboard.configMap(options),
  $noDashboard: () => library.GrafanaDashboard.none(),
  $dialect: (name: 'GKE') => ClusterDialect[name],
  $dialectOf: (props: Parameters<typeof ClusterDialect.of>[0]) => ClusterDialect.of(props),

  $volume: ([name, volume]: [string, NamedVolume]) => volume(name),
  $emptyDirVolume: (props: Parameters<typeof PodVolume.emptyDir>[1]): NamedVolume => (name) => PodVolume.emptyDir(name, props),
  $claimVolume: ([claim, readOnly]: [string, boolean]): NamedVolume => (name) => PodVolume.existingClaim(name, claim, { readOnly }),
  $newClaimVolume: (readOnly: boolean, chart): NamedVolume => (name) =>
    PodVolume.fromPersistentVolumeClaim(name, new PersistentVolumeClaim(chart, freshId(chart), CLAIM), { readOnly }),
  $ephemeralVolume: (props: Parameters<typeof PodVolume.ephemeralClaim>[1]): NamedVolume => (name) => PodVolume.ephemeralClaim(name, props),
  $secretVolume: ([secret, items]: [string, Record<string, string>]): NamedVolume => (name) => PodVolume.secret(name, secret, items),
  $configMapVolume: (map: string): NamedVolume => (name) => PodVolume.configMap(name, map),
  $nfsVolume: ([server, path, readOnly]: [string, string, boolean]): NamedVolume => (name) => PodVolume.nfs(name, server, path, { readOnly }),
  $csiVolume: ([driver, attributes, readOnly, fsType]: [string, Record<string, string>, boolean, string]): NamedVolume =>
    (name) => PodVolume.csi(name, driver, { attributes, readOnly, fsType }),
  $seccomp: ([name, path]: ['localhost', string]) => (path === undefined ? library.SeccompProfile[name as 'localhost' | 'UNCONFINED'] : library.SeccompProfile.localhost(path)),
  $appArmor: ([name, profile]: ['localhost', string]) => (profile === undefined ? library.AppArmorProfile[name as 'localhost' | 'UNCONFINED'] : library.AppArmorProfile.localhost(profile)),
  $imageVolume: (reference: string): NamedVolume => (name) => PodVolume.image(name, reference),

  $hostPathVolume: ([path, options]: [string, Parameters<typeof PodVolume.hostPath>[2]]): NamedVolume =>
    (name) => PodVolume.hostPath(name, path, options),
  $configMapFilesVolume: ([map, options]: [string, Parameters<typeof PodVolume.configMap>[2]]): NamedVolume =>
    (name) => PodVolume.configMap(name, map, options),
  $projectedVolume: (sources: ProjectedSource[]): NamedVolume => (name) => PodVolume.projected(name, sources),
  $projectedToken: (args: Parameters<typeof ProjectedSource.serviceAccountToken>) => ProjectedSource.serviceAccountToken(...args),
  $projectedConfigMap: (args: Parameters<typeof ProjectedSource.configMap>) => ProjectedSource.configMap(...args),
  $projectedFields: (files: Record<string, string>) => ProjectedSource.podFields(files),

  $envConfigMap: (args: Parameters<typeof EnvValue.configMap>) => EnvValue.configMap(...args),
  $envSecret: (args: Parameters<typeof EnvValue.secret>) => EnvValue.secret(...args),
  $envField: (path: string) => EnvValue.field(path),
  $envResource: (args: Parameters<typeof EnvValue.resource>) => EnvValue.resource(...args),
  $envFrom: ([kind, ...args]: ['configMap', ...Parameters<typeof EnvFrom.configMap>]) => EnvFrom[kind](...args),
  $execHook: (args: Parameters<typeof LifecycleHook.exec>) => LifecycleHook.exec(...args),
  $httpHook: (args: Parameters<typeof LifecycleHook.httpGet>) => LifecycleHook.httpGet(...args),
  $sleepHook: (duration: Duration) => LifecycleHook.sleep(duration),
  $label: ([kind, ...args]: ['isIn', ...Parameters<typeof LabelRequirement.isIn>]) => LabelRequirement[kind](...args),
  $nodeAffinity: ([kind, ...args]: ['required', ...Parameters<typeof NodeAffinity.required>]) => NodeAffinity[kind](...args),
  $podAffinity: ([kind, ...args]: ['required', ...Parameters<typeof PodAffinity.required>]) => PodAffinity[kind](...args),

  $patch: ([operation, path, value]: ['add' | 'replace' | 'remove', string, unknown]) => JsonPatch[operation](path, value),
  $serviceAccountRef: (name: string) => ServiceAccountRef.of(name),
  $serviceAccount: (name: string, chart) => ServiceAccount.fromServiceAccountName(chart, freshId(chart), name),

  $proxy: (args: Parameters<typeof HttpProxy.of>) => HttpProxy.of(...args),
  $secretProxy: (args: Parameters<typeof HttpProxy.fromSecret>) => HttpProxy.fromSecret(...args),
  $configMapCa: (args: Parameters<typeof TrustedCa.configMap>) => TrustedCa.configMap(...args),
  $secretCa: (args: Parameters<typeof TrustedCa.secret>) => TrustedCa.secret(...args),

  $ipBlock: (cidr: string, chart) => NetworkPolicyIpBlock[cidr.includes(':') ? 'ipv6' : 'ipv4'](chart, freshId(chart), cidr),
  $podsPeer: (labels: Record<string, string>, chart) => Pods.select(chart, freshId(chart), { labels }),
  $namespacesPeer: (labels: Record<string, string>, chart) => Namespaces.select(chart, freshId(chart), { labels }),
};

/** Makes what a recipe says; throws what the library throws. */
export function build(recipe: Recipe, chart: Chart): unknown {
  if (typeof recipe !== 'object' || recipe === null) return recipe;
  if (Array.isArray(recipe)) return recipe.map((item: Recipe) => build(item, chart));
  const entries = Object.entries(recipe).map(([name, value]): [string, unknown] => [name, build(value, chart)]);
  const [first] = entries;
  const make = entries.length === 1 && Object.hasOwn(FACTORIES, first![0]) ? FACTORIES[first![0]] : undefined;
  return make === undefined ? Object.fromEntries(entries) : make(first![1] as never, chart);
}

function freshId(chart: Chart): string {
  return `peer${chart.node.children.length}`;
}
