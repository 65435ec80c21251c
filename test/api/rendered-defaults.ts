import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { DownloadedSource, GIB, gpu, model, OwnEngine, Rendering, rendering, served } from './rendering';
import {
  Compute, ContainerEngine, ContainerEngineProps, ExtraContainer, HttpProxy, KServeHuggingFaceEngine, KServeHuggingFaceEngineProps,
  KubernetesVersion, LlamaCppEngine, LlamaCppEngineProps, LmdeployEngine, LmdeployEngineProps, MatrixInferRuntimeEngine, MlServerEngine,
  MlServerEngineProps, ModelCache, ModelLayout, ModelPlacement, ModelSource, ModelTask, NimEngine, NimEngineProps, OllamaEngine, OllamaEngineProps,
  OpenVinoModelServerEngine, OpenVinoModelServerEngineProps, PersistentVolumeAccessMode,
  PodVolume, ServerProbe, ServerProbeOptions, SglangEngine, SglangEngineProps,
  Spread, TensorFlowServingEngine, TensorRtLlmEngine, TensorRtLlmEngineProps, TextEmbeddingsInferenceEngine,
  TextEmbeddingsInferenceEngineProps, TextGenerationInferenceEngine, TextGenerationInferenceEngineProps, TorchServeEngine,
  TorchServeEngineProps, TritonEngine, TritonEngineProps, VllmEngine, VllmEngineProps,
} from '../../src';
import { FilledFacts } from '../../src/engines/private/filled-facts';

/**
 * For every prop whose docs promise a literal value (`@default 3`, and not the prose of `@default - …`): a value that is not
 * the default, and how to render something with a value of the prop. Stating the default has to make what leaving it out makes.
 *
 * A prop that is missing here fails test/api/defaults.test.ts, and so does one that is here and promises nothing.
 */
export const RENDERED_DEFAULTS: { [prop: string]: Rendering } = {
  'AzureBlobSourceOptions.anonymous': rendering(true, anonymous => downloaded(ModelSource.azureBlob('https://account.blob.core.windows.net/container/model/', { anonymous }))),
  'ContainerEngineProps.loadsFromHuggingFace': rendering(true, loadsFromHuggingFace => new ContainerEngine({ ...CONTAINER, loadsFromHuggingFace })._facts.loadsFromHuggingFace),
  'ContainerEngineProps.name': rendering('mine', name => container({ name })),
  'ContainerEngineProps.openAiCompatible': rendering(true, openAiCompatible => new ContainerEngine({ ...CONTAINER, openAiCompatible }).openAiCompatible),
  'ContainerEngineProps.readOnlyRootFilesystem': rendering(true, readOnlyRootFilesystem => container({ readOnlyRootFilesystem })),
  'ContainerEngineProps.runAsUser': rendering(7, runAsUser => container({ runAsUser })),
  'EmptyDirProps.inMemory': rendering(true, inMemory => volume(PodVolume.emptyDir('v', { sizeLimit: GIB, inMemory }))),
  'EngineFacts.drainTimeout': fact('drainTimeout', Duration.seconds(9)),
  'EngineFacts.drainsAfterSigterm': fact('drainsAfterSigterm', false),
  'EngineFacts.knowsAliases': fact('knowsAliases', true),
  'EngineFacts.loadsFromHuggingFace': fact('loadsFromHuggingFace', true),
  'EngineFacts.openAiCompatible': fact('openAiCompatible', true),
  'EngineFacts.placement': fact('placement', ModelPlacement.REPOSITORY),
  'EngineFacts.preStopDelay': fact('preStopDelay', Duration.seconds(9)),
  'EngineFacts.scratchCopies': fact('scratchCopies', 1),
  'EngineFacts.scratchSize': fact('scratchSize', Size.gibibytes(9)),
  'EngineFacts.warmup': fact('warmup', Duration.minutes(9)),
  'ExtraContainer.memory': rendering(Size.gibibytes(3), memory => extra({ memory })),
  'ExtraContainer.readOnlyRootFilesystem': rendering(true, readOnlyRootFilesystem => extra({ readOnlyRootFilesystem })),
  'FilledByJobOptions.backoffLimit': rendering(7, backoffLimit => model({
    cache: ModelCache.existingClaim('c', { accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }).filledByJob({ backoffLimit }),
  })),
  'GcsSourceOptions.anonymous': rendering(true, anonymous => downloaded(ModelSource.gcs('gs://bucket/model', { anonymous }))),
  'GpuComputeProps.count': rendering(2, count => model({ compute: gpu(count) })),
  'HttpProxyOptions.java': rendering(true, java => model({ proxy: HttpProxy.of('http://proxy.example.com:3128', { java }) })),
  'KServeHuggingFaceEngineProps.grpc': rendering(true, grpc => kserve({ grpc })),
  'KServeHuggingFaceEngineProps.grpcPort': rendering(7000, grpcPort => kserve({ grpc: true, grpcPort })),
  'KServeHuggingFaceEngineProps.logPrompts': rendering(true, logPrompts => kserve({ logPrompts })),
  'KServeHuggingFaceEngineProps.port': rendering(7000, port => kserve({ port })),
  'KServeHuggingFaceEngineProps.trustRemoteCode': rendering(true, trustRemoteCode => kserve({ trustRemoteCode })),
  'LanguageModelOptions.trustRemoteCode': rendering(true, trustRemoteCode => vllm({ trustRemoteCode })),
  'LlamaCppEngineProps.jsonLogs': rendering(true, jsonLogs => llamaCpp({ jsonLogs })),
  'LlamaCppEngineProps.port': rendering(7000, port => llamaCpp({ port })),
  'LlamaCppEngineProps.task': rendering(ModelTask.EMBED, task => llamaCpp({ task })),
  'LmdeployEngineProps.port': rendering(7000, port => lmdeploy({ port })),
  'MatrixInferRuntimeEngineProps.port': rendering(7000, port => served(new MatrixInferRuntimeEngine({ image: 'example.com/runtime:1', port }))),
  'MlServerEngineProps.debug': rendering(true, debug => mlserver({ debug })),
  'MlServerEngineProps.grpcPort': rendering(7000, grpcPort => mlserver({ grpcPort })),
  'MlServerEngineProps.jsonLogs': rendering(true, jsonLogs => mlserver({ jsonLogs })),
  'MlServerEngineProps.metricsPort': rendering(7000, metricsPort => mlserver({ metricsPort })),
  'MlServerEngineProps.workers': rendering(2, workers => mlserver({ workers })),
  'MlServerEngineProps.port': rendering(7000, port => mlserver({ port })),
  'ModelConstructProps.registerOnly': rendering(true, registerOnly => model({ registerOnly })),
  'ModelOptions.replicas': rendering(2, replicas => model({ replicas })),
  'ModelSourceOptions.layout': rendering(ModelLayout.REPOSITORY, layout => ModelSource.pvc('c', { layout }).layout),
  'NimEngineProps.jsonLogs': rendering(true, jsonLogs => nim({ jsonLogs })),
  'NimEngineProps.pipelineParallelSize': rendering(2, pipelineParallelSize => nim({ pipelineParallelSize }, 2)),
  'NimEngineProps.port': rendering(7000, port => nim({ port })),
  'NimEngineProps.sourceIsCache': rendering(true, sourceIsCache => nim({ sourceIsCache, image: 'nvcr.io/nim/acme/llama:2.0.13' })),
  'NimEngineProps.trustRemoteCode': rendering(true, trustRemoteCode => nim({ trustRemoteCode })),
  'OllamaEngineProps.port': rendering(7000, port => ollama({ port })),
  'OpenVinoModelServerEngineProps.grpcPort': rendering(7000, grpcPort => openvino({ grpcPort })),
  'OpenVinoModelServerEngineProps.port': rendering(7000, port => openvino({ port })),
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
  'SglangEngineProps.pipelineParallelSize': rendering(2, pipelineParallelSize => sglang({ pipelineParallelSize }, 2)),
  'SglangEngineProps.port': rendering(7000, port => sglang({ port })),
  'SglangEngineProps.task': rendering(ModelTask.EMBED, task => sglang({ task })),
  'TensorFlowServingEngineProps.grpcPort': rendering(7000, grpcPort => served(new TensorFlowServingEngine({ version: '2.19.1', grpcPort }))),
  'TensorFlowServingEngineProps.metrics': rendering(false, metrics => served(new TensorFlowServingEngine({ version: '2.19.1', metrics }))),
  'TensorFlowServingEngineProps.port': rendering(7000, port => served(new TensorFlowServingEngine({ version: '2.19.1', port }))),
  'TensorRtLlmEngineProps.metrics': rendering(false, metrics => trtllm({ metrics })),
  'TensorRtLlmEngineProps.pipelineParallelSize': rendering(2, pipelineParallelSize => trtllm({ pipelineParallelSize }, 2)),
  'TensorRtLlmEngineProps.port': rendering(7000, port => trtllm({ port })),
  'TensorRtLlmEngineProps.trustRemoteCode': rendering(true, trustRemoteCode => trtllm({ trustRemoteCode })),
  'TextEmbeddingsInferenceEngineProps.jsonLogs': rendering(false, jsonLogs => tei({ jsonLogs })),
  'TextEmbeddingsInferenceEngineProps.port': rendering(7000, port => tei({ port })),
  'TextGenerationInferenceEngineProps.jsonLogs': rendering(true, jsonLogs => tgi({ jsonLogs })),
  'TextGenerationInferenceEngineProps.port': rendering(7000, port => tgi({ port })),
  'TorchServeEngineProps.grpcPort': rendering(7000, grpcPort => torchserve({ grpcPort })),
  'TorchServeEngineProps.managementPort': rendering(7000, managementPort => torchserve({ managementPort })),
  'TorchServeEngineProps.metricsPort': rendering(7000, metricsPort => torchserve({ metricsPort })),
  'TorchServeEngineProps.port': rendering(7000, port => torchserve({ port })),
  'TritonEngineProps.grpc': rendering(false, grpc => triton({ grpc })),
  'TritonEngineProps.grpcPort': rendering(7000, grpcPort => triton({ grpcPort })),
  'TritonEngineProps.metricsPort': rendering(7000, metricsPort => triton({ metricsPort })),
  'TritonEngineProps.port': rendering(7000, port => triton({ port })),
  'VllmEngineProps.gpuMemoryUtilization': rendering(0.7, gpuMemoryUtilization => vllm({ gpuMemoryUtilization })),
  'VllmEngineProps.pipelineParallelSize': rendering(2, pipelineParallelSize => vllm({ pipelineParallelSize }, 2)),
  'VllmEngineProps.port': rendering(7000, port => vllm({ port })),
  'VllmEngineProps.task': rendering(ModelTask.EMBED, task => vllm({ task })),
  'VolumeMount.readOnly': rendering(true, readOnly => model({
    pod: { volumes: [PodVolume.emptyDir('v', { sizeLimit: GIB })], mounts: [{ volume: 'v', path: '/v', readOnly }] },
  })),
};

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
const llamaCpp = (props: Partial<LlamaCppEngineProps>) => served(new LlamaCppEngine({ version: 'b11434', modelFile: 'tiny.gguf', ...props }));
const lmdeploy = (props: Partial<LmdeployEngineProps>) => model({ engine: new LmdeployEngine({ version: '0.16.0', ...props }) });
const nim = (props: Partial<NimEngineProps>, count?: number) => served(new NimEngine({ version: '2.0.13', ...props }), { compute: gpu(count) });
const mlserver = (props: Partial<MlServerEngineProps>) => served(new MlServerEngine({ version: '1.7.1', implementation: 'a.B', ...props }));
const ollama = (props: Partial<OllamaEngineProps>) => served(new OllamaEngine({ version: '0.32.15', modelFile: 'tiny.gguf', ...props }));
const openvino = (props: Partial<OpenVinoModelServerEngineProps>) =>
  served(new OpenVinoModelServerEngine({ version: '2026.3', ...props }), { compute: Compute.cpu({ cpu: Cpu.units(1), memory: GIB }) });
const probe = (options: ServerProbeOptions) => served(new OwnEngine(options));
const sglang = (props: Partial<SglangEngineProps>, count?: number) => model({ engine: new SglangEngine({ version: '0.5.21', ...props }), compute: gpu(count) });
const tei = (props: Partial<TextEmbeddingsInferenceEngineProps>) => served(new TextEmbeddingsInferenceEngine({ version: '1.9.3', ...props }));
const tgi = (props: Partial<TextGenerationInferenceEngineProps>) => served(new TextGenerationInferenceEngine({ version: '3.3.7', ...props }));
const torchserve = (props: Partial<TorchServeEngineProps>) => served(new TorchServeEngine({ version: '0.12.0', ...props }));
const triton = (props: Partial<TritonEngineProps>) => served(new TritonEngine({ version: '25.08', ...props }));
const trtllm = (props: Partial<TensorRtLlmEngineProps>, count?: number) => served(new TensorRtLlmEngine({ version: '1.2.1', ...props }), { compute: gpu(count) });
const vllm = (props: Partial<VllmEngineProps>, count?: number) => model({ engine: new VllmEngine({ version: '0.32.0', ...props }), compute: gpu(count) });
const volume = (one: PodVolume) => model({ pod: { volumes: [one], mounts: [{ volume: one.name, path: '/v' }] } });
