import { Duration, Size } from 'cdk8s';
import { DownloadedSource, GIB, gpu, model, OwnEngine, Rendering, rendering, served } from './rendering';
import {
  Accelerator, Compute, ContainerEngine, ContainerEngineProps, Cpu, ExtraContainer, KServeHuggingFaceEngine, KServeHuggingFaceEngineProps,
  KubernetesVersion, MatrixInferRuntimeEngine, MlServerEngine, MlServerEngineProps, ModelLayout, ModelPlacement, ModelSource, ModelTask,
  NetworkDevice, NimEngine, NimEngineProps, PodVolume, ServerProbe, ServerProbeOptions, SglangEngine, SglangEngineProps, SharingStrategy,
  SliceNaming, Spread, TensorRtLlmEngine, TensorRtLlmEngineProps, TextEmbeddingsInferenceEngine, TextEmbeddingsInferenceEngineProps,
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
  'AcceleratorProps.cores': rendering(2, cores => Compute.gpu(Accelerator.of({ name: 'npu', resource: 'a.b/npu', cores }), SIZES).acceleratorCores),
  'AzureBlobSourceOptions.anonymous': rendering(true, anonymous => downloaded(ModelSource.azureBlob('https://account.blob.core.windows.net/container/model/', { anonymous }))),
  'ContainerEngineProps.name': rendering('mine', name => container({ name })),
  'ContainerEngineProps.readOnlyRootFilesystem': rendering(true, readOnlyRootFilesystem => container({ readOnlyRootFilesystem })),
  'ContainerEngineProps.runAsUser': rendering(7, runAsUser => container({ runAsUser })),
  'ContextOptions.trustRemoteCode': rendering(true, trustRemoteCode => vllm({ trustRemoteCode })),
  'DataParallelAttentionOptions.dataParallelAttention': rendering(true, dataParallelAttention => sglang({ dataParallelAttention, dataParallelSize: 2 }, 2)),
  'DataParallelOptions.dataParallelSize': rendering(2, dataParallelSize => vllm({ dataParallelSize }, 2)),
  'EfaProps.hugePages': rendering(Size.mebibytes(64), hugePages => NetworkDevice.efa({ count: 1, hugePages })._resources),
  'EmptyDirProps.inMemory': rendering(true, inMemory => volume(PodVolume.emptyDir('v', { sizeLimit: GIB, inMemory }))),
  'EngineApi.loadsFromHuggingFace': fact('loadsFromHuggingFace', true),
  'EngineApi.openAiCompatible': fact('openAiCompatible', true),
  'EngineFacts.drainTimeout': fact('drainTimeout', Duration.seconds(9)),
  'EngineFacts.drainsAfterSigterm': fact('drainsAfterSigterm', false),
  'EngineFacts.knowsAliases': fact('knowsAliases', true),
  'EngineFacts.placement': fact('placement', ModelPlacement.REPOSITORY),
  'EngineFacts.preStopDelay': fact('preStopDelay', Duration.seconds(9)),
  'EngineFacts.scratchCopies': fact('scratchCopies', 1),
  'EngineFacts.scratchSize': fact('scratchSize', Size.gibibytes(9)),
  'EngineFacts.warmup': fact('warmup', Duration.minutes(9)),
  'ExpertParallelOptions.expertParallel': rendering(true, expertParallel => vllm({ expertParallel }, 2)),
  'ExtraContainer.memory': rendering(Size.gibibytes(3), memory => extra({ memory })),
  'ExtraContainer.readOnlyRootFilesystem': rendering(true, readOnlyRootFilesystem => extra({ readOnlyRootFilesystem })),
  'GcsSourceOptions.anonymous': rendering(true, anonymous => downloaded(ModelSource.gcs('gs://bucket/model', { anonymous }))),
  'JsonLogOptions.jsonLogs': rendering(true, jsonLogs => nim({ jsonLogs })),
  'KServeHuggingFaceEngineProps.grpc': rendering(true, grpc => kserve({ grpc })),
  'KServeHuggingFaceEngineProps.logPrompts': rendering(true, logPrompts => kserve({ logPrompts })),
  'MatrixInferRuntimeEngineProps.port': rendering(7000, port => served(new MatrixInferRuntimeEngine({ image: 'example.com/runtime:1', port }))),
  'MetricsOptions.metrics': rendering(false, metrics => trtllm({ metrics })),
  'MlServerEngineProps.debug': rendering(true, debug => mlserver({ debug })),
  'MlServerEngineProps.workers': rendering(2, workers => mlserver({ workers })),
  'ModelConstructProps.registerOnly': rendering(true, registerOnly => model({ registerOnly })),
  'ModelOptions.replicas': rendering(2, replicas => model({ replicas })),
  'ModelSourceOptions.layout': rendering(ModelLayout.REPOSITORY, layout => ModelSource.pvc('c', { layout }).layout),
  'NetworkDeviceProps.count': rendering(2, count => NetworkDevice.rdma({ resource: 'rdma/ib', count })._resources),
  'NimEngineProps.sourceIsCache': rendering(true, sourceIsCache => nim({ sourceIsCache, image: 'nvcr.io/nim/acme/llama:2.0.13' })),
  'ParallelismOptions.pipelineParallelSize': rendering(2, pipelineParallelSize => vllm({ pipelineParallelSize }, 2)),
  'PodOptions.automountServiceAccountToken': rendering(true, automountServiceAccountToken => model({ pod: { automountServiceAccountToken } })),
  'PodVolumeOptions.readOnly': rendering(true, readOnly => volume(PodVolume.existingClaim('v', 'claim', { readOnly }))),
  'RuntimeSettings.kubernetesVersion': rendering(KubernetesVersion.V1_35, kubernetesVersion => served(new OwnEngine(), { source: new DownloadedSource(), kubernetesVersion })),
  'S3SourceOptions.anonymous': rendering(true, anonymous => downloaded(ModelSource.s3('s3://bucket/model', { anonymous }))),
  'SchedulingOptions.spread': rendering(Spread.ZONES, spread => model({ scheduling: { spread } })),
  'SecurityOptions.fsGroup': rendering(7, fsGroup => model({ security: { fsGroup } })),
  'SecurityOptions.runAsGroup': rendering(7, runAsGroup => model({ security: { runAsGroup } })),
  'ServerProbeOptions.failures': rendering(7, failures => probe({ failures })),
  'ServerProbeOptions.period': rendering(Duration.seconds(7), period => probe({ period })),
  'ServerProbeOptions.timeout': rendering(Duration.seconds(7), timeout => probe({ timeout })),
  'SharedAcceleratorProps.strategy': rendering(SharingStrategy.MPS, strategy => Accelerator.NVIDIA_L4.shared({ replicas: 2, strategy })),
  'SliceOptions.naming': rendering(SliceNaming.AS_DEVICE, naming => Accelerator.NVIDIA_H100.mig('1g.10gb', { naming }).resource),
  'TaskOptions.task': rendering(ModelTask.EMBED, task => vllm({ task })),
  'TextEmbeddingsInferenceEngineProps.jsonLogs': rendering(false, jsonLogs => tei({ jsonLogs })),
  'TorchServeEngineProps.managementPort': rendering(7000, managementPort => torchserve({ managementPort })),
  'TritonEngineProps.grpc': rendering(false, grpc => triton({ grpc })),
  'VolumeMount.readOnly': rendering(true, readOnly => model({
    pod: { volumes: [PodVolume.emptyDir('v', { sizeLimit: GIB })], mounts: [{ volume: 'v', path: '/v', readOnly }] },
  })),
};

const SIZES = { cpu: Cpu.units(1), memory: GIB };
const CONTAINER: ContainerEngineProps = { image: 'example.com/server:1', port: 8080, readiness: ServerProbe.http('/') };
/** Facts of an engine of the user's; those of the library say their own. */
function fact<Name extends keyof FilledFacts>(name: Name, other: FilledFacts[Name]): Rendering {
  return rendering(other, value => new OwnEngine(undefined, { drainTimeout: undefined, [name]: value })._facts[name]);
}

const container = (props: Partial<ContainerEngineProps>) => served(new ContainerEngine({ ...CONTAINER, ...props }));
const downloaded = (source: ModelSource) => served(new OwnEngine(), { source });
/** It before the server, and beside it. */
const extra = (props: Partial<ExtraContainer>) => [
  downloaded(new DownloadedSource(props)),
  model({ pod: { sidecars: [{ name: 's', image: 'example.com/s:1', ...props }] } }),
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
