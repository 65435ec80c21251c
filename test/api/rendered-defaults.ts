import { Duration, Size } from 'cdk8s';
import { DownloadedSource, GIB, gpu, model, OwnEngine, Rendering, rendering, served } from './rendering';
import {
  ContainerEngine, ContainerEngineProps, KubernetesVersion, MatrixInferRuntimeEngine, ModelLayout, ModelSource, PodVolume, ServerProbe,
  ServerProbeOptions, Spread, TensorFlowServingEngine, TritonEngine, TritonEngineProps, VllmEngine, VllmEngineProps,
} from '../../src';

/**
 * For every prop whose docs promise a literal value (`@default 3`, and not the prose of `@default - …`): a value that is not
 * the default, and how to render something with a value of the prop. Stating the default has to make what leaving it out makes.
 *
 * A prop that is missing here fails test/api/defaults.test.ts, and so does one that is here and promises nothing.
 */
export const RENDERED_DEFAULTS: { [prop: string]: Rendering } = {
  'AzureBlobSourceOptions.anonymous': rendering(true, anonymous => downloaded(ModelSource.azureBlob('https://account.blob.core.windows.net/container/model/', { anonymous }))),
  'ContainerEngineProps.drainTimeout': rendering(Duration.seconds(7), drainTimeout => container({ drainTimeout })),
  'ContainerEngineProps.loadsFromHuggingFace': rendering(true, loadsFromHuggingFace => new ContainerEngine({ ...CONTAINER, loadsFromHuggingFace }).loadsFromHuggingFace),
  'ContainerEngineProps.name': rendering('mine', name => container({ name })),
  'ContainerEngineProps.openAiCompatible': rendering(true, openAiCompatible => new ContainerEngine({ ...CONTAINER, openAiCompatible }).openAiCompatible),
  'ContainerEngineProps.readOnlyRootFilesystem': rendering(true, readOnlyRootFilesystem => container({ readOnlyRootFilesystem })),
  'ContainerEngineProps.runAsUser': rendering(7, runAsUser => container({ runAsUser })),
  'EmptyDirProps.inMemory': rendering(true, inMemory => volume(PodVolume.emptyDir('v', { sizeLimit: GIB, inMemory }))),
  'GcsSourceOptions.anonymous': rendering(true, anonymous => downloaded(ModelSource.gcs('gs://bucket/model', { anonymous }))),
  'GpuComputeProps.count': rendering(2, count => model({ compute: gpu(count) })),
  'InitContainer.memory': rendering(Size.gibibytes(3), memory => downloaded(new DownloadedSource({ memory }))),
  'InitContainer.readOnlyRootFilesystem': rendering(true, readOnlyRootFilesystem => downloaded(new DownloadedSource({ readOnlyRootFilesystem }))),
  'MatrixInferRuntimeEngineProps.port': rendering(7000, port => served(new MatrixInferRuntimeEngine({ image: 'example.com/runtime:1', port }))),
  'ModelConstructProps.registerOnly': rendering(true, registerOnly => model({ registerOnly })),
  'ModelOptions.replicas': rendering(2, replicas => model({ replicas })),
  'ModelSourceOptions.layout': rendering(ModelLayout.REPOSITORY, layout => ModelSource.pvc('c', { layout }).layout),
  'PodOptions.automountServiceAccountToken': rendering(true, automountServiceAccountToken => model({ pod: { automountServiceAccountToken } })),
  'RuntimeSettings.disruptionBudget': rendering(false, disruptionBudget => model({ disruptionBudget })),
  'RuntimeSettings.kubernetesVersion': rendering(KubernetesVersion.V1_35, kubernetesVersion => served(new OwnEngine(), { source: new DownloadedSource(), kubernetesVersion })),
  'S3SourceOptions.anonymous': rendering(true, anonymous => downloaded(ModelSource.s3('s3://bucket/model', { anonymous }))),
  'SchedulingOptions.spread': rendering(Spread.ZONES, spread => model({ scheduling: { spread } })),
  'SecurityOptions.fsGroup': rendering(7, fsGroup => model({ security: { fsGroup } })),
  'SecurityOptions.runAsGroup': rendering(7, runAsGroup => model({ security: { runAsGroup } })),
  'ServerProbeOptions.failures': rendering(7, failures => probe({ failures })),
  'ServerProbeOptions.period': rendering(Duration.seconds(7), period => probe({ period })),
  'ServerProbeOptions.timeout': rendering(Duration.seconds(7), timeout => probe({ timeout })),
  'Sidecar.memory': rendering(Size.gibibytes(3), memory => model({ pod: { sidecars: [{ name: 's', image: 'example.com/s:1', memory }] } })),
  'Sidecar.readOnlyRootFilesystem': rendering(
    true, readOnlyRootFilesystem => model({ pod: { sidecars: [{ name: 's', image: 'example.com/s:1', readOnlyRootFilesystem }] } }),
  ),
  'TensorFlowServingEngineProps.grpcPort': rendering(7000, grpcPort => served(new TensorFlowServingEngine({ version: '2.19.1', grpcPort }))),
  'TensorFlowServingEngineProps.metrics': rendering(false, metrics => served(new TensorFlowServingEngine({ version: '2.19.1', metrics }))),
  'TensorFlowServingEngineProps.port': rendering(7000, port => served(new TensorFlowServingEngine({ version: '2.19.1', port }))),
  'TritonEngineProps.grpc': rendering(false, grpc => triton({ grpc })),
  'TritonEngineProps.grpcPort': rendering(7000, grpcPort => triton({ grpcPort })),
  'TritonEngineProps.metricsPort': rendering(7000, metricsPort => triton({ metricsPort })),
  'TritonEngineProps.port': rendering(7000, port => triton({ port })),
  'VllmEngineProps.gpuMemoryUtilization': rendering(0.7, gpuMemoryUtilization => vllm({ gpuMemoryUtilization })),
  'VllmEngineProps.pipelineParallelSize': rendering(2, pipelineParallelSize => vllm({ pipelineParallelSize }, 2)),
  'VllmEngineProps.port': rendering(7000, port => vllm({ port })),
  'VllmEngineProps.trustRemoteCode': rendering(true, trustRemoteCode => vllm({ trustRemoteCode })),
  'VolumeMount.readOnly': rendering(true, readOnly => model({
    pod: { volumes: [PodVolume.emptyDir('v', { sizeLimit: GIB })], mounts: [{ volume: 'v', path: '/v', readOnly }] },
  })),
};

const CONTAINER: ContainerEngineProps = { image: 'example.com/server:1', port: 8080, readiness: ServerProbe.http('/') };
const container = (props: Partial<ContainerEngineProps>) => served(new ContainerEngine({ ...CONTAINER, ...props }));
const downloaded = (source: ModelSource) => served(new OwnEngine(), { source });
const probe = (options: ServerProbeOptions) => served(new OwnEngine(options));
const triton = (props: Partial<TritonEngineProps>) => served(new TritonEngine({ version: '25.08', ...props }));
const vllm = (props: Partial<VllmEngineProps>, count?: number) => model({ engine: new VllmEngine({ version: '0.32.0', ...props }), compute: gpu(count) });
const volume = (one: PodVolume) => model({ pod: { volumes: [one], mounts: [{ volume: one.name, path: '/v' }] } });
