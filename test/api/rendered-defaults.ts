import { Duration, Size } from 'cdk8s';
import { TRAFFIC_DEFAULTS } from './rendered-traffic-defaults';
import { DownloadedSource, GIB, gpu, infer, model, OwnEngine, Rendering, rendering, served } from './rendering';
import { SCALING_DEFAULTS } from './scaling-defaults';
import {
  Accelerator, AlertRules, AlertRulesOptions, ClusterDialect, Compute, ContainerEngine, ContainerEngineProps, Cpu, EnvFrom, EnvValue, ExtraContainer,
  FootprintOptions, FsGroupChangePolicy, GrafanaDashboard, HttpProxy, ImagePullPolicy,
  KServeHuggingFaceEngine, KServeHuggingFaceEngineProps, KubernetesVersion, KvTransferRole,
  MatrixInferRuntimeEngine, MlServerEngine, MlServerEngineProps, ModelArchitecture, ModelArchitectureProps, ModelCache, ModelLayout, ModelPlacement,
  ModelSource, ModelTask, Monitoring, MonitorKind, NetworkDevice, NimEngine, NimEngineProps, PersistentVolumeAccessMode, PodVolume, ProjectedSource,
  ServerProbe, ServerProbeOptions, ServerSourceOptions, ServiceType, SglangEngine, SglangEngineProps, SharingStrategy, SliceNaming,
  Spread, StartOrder, TensorRtLlmEngine, TensorRtLlmEngineProps, TextEmbeddingsInferenceEngine, TextEmbeddingsInferenceEngineProps, TopologySpread,
  TorchServeEngine, TorchServeEngineProps, TritonEngine, TritonEngineProps, VllmEngine, VllmEngineProps,
} from '../../src';
import { FilledFacts } from '../../src/engines/private/filled-facts';

/**
 * For every prop whose docs promise a literal value (`@default 3`, and not the prose of `@default - …`): a value that is not
 * the default, and how to render something with a value of the prop. Stating the default has to make what leaving it out makes.
 *
 * A prop that is missing here fails test/api/defaults.test.ts, and so does one that is here and promises nothing.
 */
export const RENDERED_DEFAULTS: { [prop: string]: Rendering } = {
  ...TRAFFIC_DEFAULTS,
  ...SCALING_DEFAULTS,
  'AcceleratorProps.cores': rendering(2, cores => Compute.gpu(Accelerator.of({ name: 'npu', resource: 'a.b/npu', cores }), SIZES).acceleratorCores),
  'AlertRulesOptions.cacheUsage': rendering(0.5, cacheUsage => alerts({ cacheUsage })),
  'AlertRulesOptions.failedShare': rendering(0.5, failedShare => alerts({ failedShare })),
  'AlertRulesOptions.kubeStateMetrics': rendering(false, kubeStateMetrics => alerts({ kubeStateMetrics })),
  'AlertRulesOptions.lasting': rendering(Duration.minutes(9), lasting => alerts({ lasting })),
  'AlertRulesOptions.rejectedPerSecond': rendering(1, rejectedPerSecond => alerts({ rejectedPerSecond })),
  'AlertRulesOptions.restarts': rendering(9, restarts => alerts({ restarts })),
  'AlertRulesOptions.timeToFirstToken': rendering(Duration.seconds(1), timeToFirstToken => alerts({ timeToFirstToken })),
  'AlertRulesOptions.waiting': rendering(9, waiting => alerts({ waiting })),
  'AzureBlobSourceOptions.anonymous': rendering(true, anonymous => downloaded(ModelSource.azureBlob('https://account.blob.core.windows.net/container/model/', { anonymous }))),
  'ClusterDialectProps.assignsUsers': rendering(true, assignsUsers => model({ cluster: ClusterDialect.of({ name: 'own', acceleratorLabel: 'a', acceleratorValues: {}, assignsUsers }) })),
  'ContainerEngineProps.name': rendering('mine', name => container({ name })),
  'ContainerEngineProps.readOnlyRootFilesystem': rendering(true, readOnlyRootFilesystem => container({ readOnlyRootFilesystem })),
  'ContainerEngineProps.runAsUser': rendering(7, runAsUser => container({ runAsUser })),
  'ContainerPort.protocol': rendering('UDP', protocol => model({ containerPorts: [{ name: 'own', number: 9000, protocol }] })),
  'ContextOptions.trustRemoteCode': rendering(true, trustRemoteCode => vllm({ trustRemoteCode })),
  'EfaProps.hugePages': rendering(Size.mebibytes(64), hugePages => NetworkDevice.efa({ count: 1, hugePages })._resources),
  'ContainerSecurityOptions.privileged': rendering(true, privileged => extra({ security: { privileged } })),
  'CpuComputeProps.limitEphemeralStorage': rendering(true, limitEphemeralStorage => model({ compute: Compute.cpu({ cpu: Cpu.units(1), memory: Size.gibibytes(32), limitEphemeralStorage }) })),
  'DataParallelAttentionOptions.dataParallelAttention': rendering(true, dataParallelAttention => sglang({ dataParallelAttention, dataParallelSize: 2 }, 2)),
  'ContextParallelOptions.decodeContextParallelSize': rendering(2, decodeContextParallelSize => vllm({ decodeContextParallelSize }, 2)),
  'ContextParallelOptions.prefillContextParallelSize': rendering(2, prefillContextParallelSize => vllm({ prefillContextParallelSize }, 2)),
  'DataParallelOptions.dataParallelSize': rendering(2, dataParallelSize => vllm({ dataParallelSize }, 2)),
  'EmptyDirProps.inMemory': rendering(true, inMemory => volume(PodVolume.emptyDir('v', { sizeLimit: GIB, inMemory }))),
  'EngineApi.loadsFromHuggingFace': fact('loadsFromHuggingFace', true),
  'EngineApi.openAiCompatible': fact('openAiCompatible', true),
  'EngineApi.servesTls': fact('servesTls', true),
  'EngineFacts.drainTimeout': fact('drainTimeout', Duration.seconds(9)),
  'EngineFacts.drainsAfterSigterm': fact('drainsAfterSigterm', false),
  'EngineFacts.knowsAliases': fact('knowsAliases', true),
  'EngineFacts.listensOnIpv6': fact('listensOnIpv6', true),
  'EngineFacts.placement': fact('placement', ModelPlacement.REPOSITORY),
  'EngineFacts.preStopDelay': fact('preStopDelay', Duration.seconds(9)),
  'EngineFacts.scratchCopies': fact('scratchCopies', 1),
  'EngineFacts.scratchSize': fact('scratchSize', Size.gibibytes(9)),
  'EngineFacts.warmup': fact('warmup', Duration.minutes(9)),
  'EnvFromOptions.optional': rendering(true, optional => EnvFrom.configMap('a', { optional })._render()),
  'EnvValueOptions.optional': rendering(true, optional => EnvValue.configMap('a', 'b', { optional })._render()),
  'ExtraContainer.cpu': rendering(Cpu.units(3), cpu => extra({ cpu })),
  'EngineFacts.takesProjector': fact('takesProjector', true),
  'EphemeralClaimProps.accessMode': rendering(PersistentVolumeAccessMode.READ_ONLY_MANY, accessMode => volume(PodVolume.ephemeralClaim('v', { size: GIB, accessMode }))),
  'ExpertParallelOptions.expertParallel': rendering(true, expertParallel => vllm({ expertParallel }, 2)),
  'ExtraContainer.memory': rendering(Size.gibibytes(3), memory => extra({ memory })),
  'ExtraContainer.readOnlyRootFilesystem': rendering(true, readOnlyRootFilesystem => extra({ readOnlyRootFilesystem })),
  'FootprintOptions.annotation': rendering(false, annotation => planned({ annotation })),
  'FootprintOptions.concurrency': rendering(2, concurrency => planned({ concurrency })),
  'FootprintOptions.deriveArguments': rendering(false, deriveArguments => planned({ deriveArguments })),
  'FootprintOptions.fixedCache': rendering(true, fixedCache => planned({ fixedCache })),
  'GcsFuseSourceOptions.anonymous': rendering(true, anonymous => downloaded(ModelSource.gcsFuse('gs://bucket/model', { anonymous }))),
  'GcsFuseSourceOptions.sidecarUnlimited': rendering(true, sidecarUnlimited => downloaded(ModelSource.gcsFuse('gs://bucket/model', { sidecarUnlimited }))),
  'GcsFuseSourceOptions.implicitDirs': rendering(false, implicitDirs => downloaded(ModelSource.gcsFuse('gs://bucket/model', { implicitDirs }))),
  'FilledByJobOptions.backoffLimit': rendering(7, backoffLimit => model({
    cache: ModelCache.existingClaim('c', { accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }).filledByJob({ backoffLimit }),
  })),
  'GoogleMonitoringOptions.dashboard': rendering(GrafanaDashboard.configMap(), dashboard => monitored(Monitoring.googleManaged({ dashboard }))),
  'GoogleMonitoringOptions.interval': rendering(Duration.minutes(1), interval => monitored(Monitoring.googleManaged({ interval }))),
  'PrometheusMonitoringOptions.dashboard': rendering(GrafanaDashboard.none(), dashboard => monitored(Monitoring.prometheus({ dashboard }))),
  'PrometheusMonitoringOptions.monitor': rendering(MonitorKind.SERVICE, monitor => monitored(Monitoring.prometheus({ monitor }))),
  'ScrapeOptions.rules': rendering(AlertRules.none(), rules => monitored(Monitoring.prometheus({ rules }))),
  'GcsSourceOptions.anonymous': rendering(true, anonymous => downloaded(ModelSource.gcs('gs://bucket/model', { anonymous }))),
  'HttpProxyOptions.java': rendering(true, java => model({ proxy: HttpProxy.of('http://proxy.example.com:3128', { java }) })),
  'JsonLogOptions.jsonLogs': rendering(true, jsonLogs => nim({ jsonLogs })),
  'InitContainer.order': rendering(StartOrder.BEFORE_DOWNLOADS, order => served(new OwnEngine(), { source: new DownloadedSource(), pod: { initContainers: [{ ...EXTRA, order }] } })),
  'KeyFilesOptions.optional': rendering(true, optional => volume(PodVolume.configMap('v', 'a', { optional }))),
  'KServeHuggingFaceEngineProps.grpc': rendering(true, grpc => kserve({ grpc })),
  'KServeHuggingFaceEngineProps.logPrompts': rendering(true, logPrompts => kserve({ logPrompts })),
  'MatrixInferRuntimeEngineProps.port': rendering(7000, port => served(new MatrixInferRuntimeEngine({ image: 'example.com/runtime:1', port }))),
  'MetricsOptions.metrics': rendering(false, metrics => trtllm({ metrics })),
  'MlServerEngineProps.debug': rendering(true, debug => mlserver({ debug })),
  'MlServerEngineProps.workers': rendering(2, workers => mlserver({ workers })),
  'ModelArchitectureProps.dataType': rendering('float32', dataType => architecture({ dataType }).weightBytes()),
  'ModelArchitectureProps.name': rendering('mine', name => architecture({ name }).name),
  'ModelArchitectureProps.ropeSize': rendering(32, ropeSize => architecture({ latentSize: 64, ropeSize }).parameters),
  'ModelArchitectureProps.sharedExperts': rendering(1, sharedExperts => architecture({ experts: 4, sharedExperts }).parameters),
  'ModelArchitectureProps.tiedEmbeddings': rendering(true, tiedEmbeddings => architecture({ tiedEmbeddings }).parameters),
  'ModelConstructProps.registerOnly': rendering(true, registerOnly => model({ registerOnly })),
  'ModelInferProps.registerOnly': rendering(true, registerOnly => infer({ registerOnly })),
  'ModelInferProps.containerName': rendering('inference', containerName => infer({ containerName, registerOnly: true, security: { readOnlyRootFilesystem: true } })),
  'ModelOptions.replicas': rendering(2, replicas => model({ replicas })),
  'ModelSourceOptions.layout': rendering(ModelLayout.REPOSITORY, layout => ModelSource.pvc('c', { layout }).layout),
  'NetworkDeviceProps.count': rendering(2, count => NetworkDevice.rdma({ resource: 'rdma/ib', count })._resources),
  'NimEngineProps.sourceIsCache': rendering(true, sourceIsCache => nim({ sourceIsCache, image: 'nvcr.io/nim/acme/llama:2.0.13' })),
  'KvTransfer.role': rendering(KvTransferRole.PRODUCER, role => vllm({ kvTransfer: { connector: 'NixlConnector', role } })),
  'ParallelismOptions.pipelineParallelSize': rendering(2, pipelineParallelSize => vllm({ pipelineParallelSize }, 2)),
  'PodConfinementOptions.fsGroupChangePolicy': rendering(FsGroupChangePolicy.ALWAYS, fsGroupChangePolicy => model({ security: { fsGroupChangePolicy } })),
  'PodOptions.automountServiceAccountToken': rendering(true, automountServiceAccountToken => model({ pod: { automountServiceAccountToken } })),
  'PodSystemOptions.enableServiceLinks': rendering(true, enableServiceLinks => model({ pod: { enableServiceLinks } })),
  'PodSystemOptions.hostIpc': rendering(true, hostIpc => model({ pod: { hostIpc } })),
  'PodSystemOptions.imagePullPolicy': rendering(ImagePullPolicy.ALWAYS, imagePullPolicy => model({ pod: { imagePullPolicy } })),
  'PodSystemOptions.hostUsers': rendering(false, hostUsers => model({ kubernetesVersion: KubernetesVersion.V1_33, pod: { hostUsers } })),
  'PodSystemOptions.hostNetwork': rendering(true, hostNetwork => model({ pod: { hostNetwork } })),
  'PodSystemOptions.hostPid': rendering(true, hostPid => model({ pod: { hostPid } })),
  'PodSystemOptions.shareProcessNamespace': rendering(true, shareProcessNamespace => model({ pod: { shareProcessNamespace } })),
  'PodVolumeOptions.readOnly': rendering(true, readOnly => volume(PodVolume.existingClaim('v', 'claim', { readOnly }))),
  'RuntimeSettings.kubernetesVersion': rendering(KubernetesVersion.V1_35, kubernetesVersion => served(new OwnEngine(), { source: new DownloadedSource(), kubernetesVersion })),
  'S3SourceOptions.anonymous': rendering(true, anonymous => downloaded(ModelSource.s3('s3://bucket/model', { anonymous }))),
  'SchedulingOptions.spread': rendering(Spread.ZONES, spread => model({ scheduling: { spread } })),
  'SecurityOptions.fsGroup': rendering(7, fsGroup => model({ security: { fsGroup } })),
  'SecurityOptions.runAsGroup': rendering(7, runAsGroup => model({ security: { runAsGroup } })),
  'SecurityOptions.memoryLock': rendering(true, memoryLock => model({ security: { memoryLock } })),
  'SecurityOptions.privileged': rendering(true, privileged => model({ security: { privileged } })),
  'ServiceAccountTokenOptions.expiration': rendering(Duration.hours(2), expiration => ProjectedSource.serviceAccountToken('a', { expiration })._render()),
  'SidecarContainer.order': rendering(StartOrder.BEFORE_DOWNLOADS, order => served(new OwnEngine(), { source: new DownloadedSource(), pod: { sidecars: [{ ...EXTRA, order }] } })),
  'ServerProbeOptions.failures': rendering(7, failures => probe({ failures })),
  'ServerProbeOptions.period': rendering(Duration.seconds(7), period => probe({ period })),
  'ServerProbeOptions.timeout': rendering(Duration.seconds(7), timeout => probe({ timeout })),
  'ServiceOptions.containerPort': rendering('front', containerPort => model({ service: { containerPort, port: 80 } })),
  'ServiceOptions.publishNotReadyAddresses': rendering(true, publishNotReadyAddresses => model({ service: { publishNotReadyAddresses } })),
  'ServiceOptions.type': rendering(ServiceType.HEADLESS, type => model({ service: { type } })),
  'ServerSourceOptions.egressPorts': rendering([8443], egressPorts => fetched({ egressPorts })),
  'ServerSourceOptions.kept': rendering(false, kept => fetched({ kept })),
  'StoreSourceOptions.readByServer': rendering(true, readByServer => model({ source: ModelSource.s3('s3://bucket/model/', { readByServer }) })),
  'TaskOptions.task': rendering(ModelTask.EMBED, task => vllm({ task })),
  'SharedAcceleratorProps.strategy': rendering(SharingStrategy.MPS, strategy => Accelerator.NVIDIA_L4.shared({ replicas: 2, strategy })),
  'SliceOptions.naming': rendering(SliceNaming.AS_DEVICE, naming => Accelerator.NVIDIA_H100.mig('1g.10gb', { naming }).resource),
  'TextEmbeddingsInferenceEngineProps.jsonLogs': rendering(false, jsonLogs => tei({ jsonLogs })),
  'TlsOptions.certificateKey': rendering('cert.pem', certificateKey => model({ tls: { secretName: 'a', certificateKey } })),
  'TlsOptions.privateKeyKey': rendering('key.pem', privateKeyKey => model({ tls: { secretName: 'a', privateKeyKey } })),
  'TorchServeEngineProps.exposeManagement': rendering(true, exposeManagement => torchserve({ exposeManagement })),
  'TorchServeEngineProps.managementPort': rendering(7000, managementPort => torchserve({ managementPort })),
  'TopologySpread.honorTaints': rendering(true, honorTaints => spread({ honorTaints })),
  'TopologySpread.maxSkew': rendering(2, maxSkew => spread({ maxSkew })),
  'TopologySpread.required': rendering(true, required => spread({ required })),
  'TritonEngineProps.grpc': rendering(false, grpc => triton({ grpc })),
  'VolumeMount.readOnly': rendering(true, readOnly => model({
    pod: { volumes: [PodVolume.emptyDir('v', { sizeLimit: GIB })], mounts: [{ volume: 'v', path: '/v', readOnly }] },
  })),
};

/** A model whose architecture is known, and which does not fit with all of its context. */
function planned(footprint: FootprintOptions): unknown {
  return served(new VllmEngine({ version: '0.32.0' }), { architecture: ModelArchitecture.of('Qwen/Qwen2.5-7B-Instruct'), footprint, compute: gpu() });
}

function architecture(props: Partial<ModelArchitectureProps>): ModelArchitecture {
  return ModelArchitecture.from({
    layers: 2, hiddenSize: 256, attentionHeads: 4, intermediateSize: 512, vocabularySize: 1024, maxContext: 4096, ...props,
  });
}

/** A container beside the server. */
const EXTRA = { name: 's', image: 'example.com/s:1' };
const spread = (props: Partial<TopologySpread>) => model({ scheduling: { topologySpread: [{ topologyKey: 'zone', ...props }] } });
const SIZES = { cpu: Cpu.units(1), memory: GIB };

const CONTAINER: ContainerEngineProps = { image: 'example.com/server:1', port: 8080, readiness: ServerProbe.http('/') };
/** Facts of an engine of the user's; those of the library say their own. */
function fact<Name extends keyof FilledFacts>(name: Name, other: FilledFacts[Name]): Rendering {
  return rendering(other, value => new OwnEngine(undefined, { drainTimeout: undefined, [name]: value })._facts[name]);
}

const container = (props: Partial<ContainerEngineProps>) => served(new ContainerEngine({ ...CONTAINER, ...props }));
const downloaded = (source: ModelSource) => served(new OwnEngine(), { source });
const fetched = (options: ServerSourceOptions) => served(new OwnEngine(undefined, { fetches: ['own'] }), { source: ModelSource.byServer('own://model', options), network: {} });
/** It before the server, and beside it. */
const extra = (props: Partial<ExtraContainer>) => [
  downloaded(new DownloadedSource(props)),
  model({ pod: { sidecars: [{ ...EXTRA, ...props }] } }),
];
const kserve = (props: Partial<KServeHuggingFaceEngineProps>) => served(new KServeHuggingFaceEngine({ version: '0.20.0', ...props }));
const nim = (props: Partial<NimEngineProps>, count?: number) => served(new NimEngine({ version: '2.0.13', ...props }), { compute: gpu(count) });
const mlserver = (props: Partial<MlServerEngineProps>) => served(new MlServerEngine({ version: '1.7.1', implementation: 'a.B', ...props }));
const probe = (options: ServerProbeOptions) => served(new OwnEngine(options));
const tei = (props: Partial<TextEmbeddingsInferenceEngineProps>) => served(new TextEmbeddingsInferenceEngine({ version: '1.9.3', ...props }));
const torchserve = (props: Partial<TorchServeEngineProps>) => served(new TorchServeEngine({ version: '0.12.0', ...props }));
const triton = (props: Partial<TritonEngineProps>) => served(new TritonEngine({ version: '25.08', ...props }));
const trtllm = (props: Partial<TensorRtLlmEngineProps>, count?: number) => served(new TensorRtLlmEngine({ version: '1.2.1', ...props }), { compute: gpu(count) });
const sglang = (props: Partial<SglangEngineProps>, count?: number) => model({ engine: new SglangEngine({ version: '0.5.21', ...props }), compute: gpu(count) });
const vllm = (props: Partial<VllmEngineProps>, count?: number) => model({ engine: new VllmEngine({ version: '0.32.0', ...props }), compute: gpu(count) });
const volume = (one: PodVolume) => model({ pod: { volumes: [one], mounts: [{ volume: one.name, path: '/v' }] } });

/** The objects of a model that is monitored. */
function monitored(monitoring: Monitoring): unknown[] {
  return model({ monitoring });
}

function alerts(options: AlertRulesOptions): unknown[] {
  return monitored(Monitoring.prometheus({ rules: AlertRules.of(options) }));
}
