import { App, Chart, Size } from 'cdk8s';
import { Cpu, PersistentVolumeAccessMode, PersistentVolumeClaim } from 'cdk8s-plus-27';
import { KubernetesObject } from './render';
import * as library from '../../src';
import {
  Accelerator, Compute, ContainerEngine, Finding, Findings, Framework, KubernetesVersion, MatrixInferRuntimeEngine, ModelCache, ModelConstruct,
  ModelSource, RuntimeProfile, SecretKey, ServerProbe, ServingEngine, TensorFlowServingEngine, TritonEngine, VllmEngine,
} from '../../src';

/** What a model of an engine is stored as. */
export type Shape = 'folder' | 'file';

/** How an engine is put together for the suite. */
interface EngineSample {
  readonly framework: Framework;
  readonly shape: Shape;
  make(): ServingEngine;
}

/** A sample of every engine, by the name of its class. A new engine is added here and nowhere else. */
const ENGINE_SAMPLES: { [className: string]: EngineSample } = {
  ContainerEngine: {
    framework: Framework.CUSTOM,
    shape: 'file',
    make: () => new ContainerEngine({
      image: 'registry.example.com/ranker:1.2.3',
      args: ['--model', '$(MODEL_PATH)', '--name', '$(MODEL_NAME)', '--port', '$(PORT)', '--grpc-port', '$(GRPC_PORT)'],
      port: 8000,
      grpcPort: 9000,
      metricsPort: 9100,
      metricsPath: '/metrics',
      readiness: ServerProbe.http('/ready'),
    }),
  },
  MatrixInferRuntimeEngine: {
    framework: Framework.ONNX,
    shape: 'file',
    make: () => new MatrixInferRuntimeEngine({ image: 'registry.example.com/onnx-runtime:1.2.3' }),
  },
  TensorFlowServingEngine: { framework: Framework.TENSORFLOW, shape: 'folder', make: () => new TensorFlowServingEngine({ version: '2.19.1' }) },
  TritonEngine: { framework: Framework.ONNX, shape: 'file', make: () => new TritonEngine({ version: '26.07' }) },
  VllmEngine: { framework: Framework.HUGGINGFACE, shape: 'folder', make: () => new VllmEngine({ version: '0.32.0' }) },
};

const SIZE = { size: Size.gibibytes(2) };
const key = (name: string) => SecretKey.of('weights', name);
const ending = (shape: Shape) => (shape === 'folder' ? '/' : '/resnet50.onnx');

/** A sample of every factory of `ModelSource`, by its name. */
const SOURCE_SAMPLES: { [factory: string]: (shape: Shape) => ModelSource } = {
  azureBlob: shape => ModelSource.azureBlob(`https://acme.blob.core.windows.net/models/resnet${ending(shape)}`, { sasUrl: key('sas'), ...SIZE }),
  fromPersistentVolumeClaim: () => ModelSource.fromPersistentVolumeClaim(PersistentVolumeClaim.fromClaimName(new Chart(new App(), 'other'), 'claim', 'weights'), SIZE),
  gcs: shape => ModelSource.gcs(`gs://models/resnet${ending(shape)}`, SIZE),
  https: shape => ModelSource.https(`https://files.example.com/resnet${ending(shape)}`, { authorization: key('header'), ...SIZE }),
  huggingFace: () => ModelSource.huggingFace('acme/resnet', { revision: '01c7f73d771dfac7d292323805ebc428287df4f9', token: key('token'), ...SIZE }),
  ociImage: () => ModelSource.ociImage('registry.example.com/resnet:1.0.0', { path: 'models', ...SIZE }),
  pvc: shape => ModelSource.pvc('weights', { path: `resnet${ending(shape)}`, ...SIZE }),
  s3: shape => ModelSource.s3(`s3://models/resnet${ending(shape)}`, { accessKeyId: key('id'), secretAccessKey: key('secret'), endpoint: 'http://minio.storage.svc:9000', ...SIZE }),
};

/** Those whose files come on a volume of their own: a cache given to them is a finding. */
const WITH_OWN_VOLUME = ['fromPersistentVolumeClaim', 'ociImage', 'pvc'];

/** Factories of `ModelSource` whose files are served by nothing of this library. */
const ONLY_RECORDED = ['fromUri'];

const MANY = { accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY };

const CACHES: { [name: string]: () => ModelCache | undefined } = {
  'claim': () => ModelCache.claim({ size: Size.gibibytes(10), ...MANY }),
  'empty-dir': () => ModelCache.emptyDir(),
  'existing-claim': () => ModelCache.existingClaim('shared-cache', MANY),
  'per-pod': () => ModelCache.perPod(),
};

const NO_CACHE: typeof CACHES = { 'own-volume': () => undefined };

const COMPUTES: { [name: string]: Compute } = {
  cpu: Compute.cpu({ cpu: Cpu.units(2), memory: Size.gibibytes(8) }),
  gpu: Compute.gpu(Accelerator.NVIDIA_L4, { count: 2, cpu: Cpu.units(4), memory: Size.gibibytes(24) }),
};

/** One of everything, put together. */
export interface Combination {
  readonly name: string;
  readonly servedName: string;
  readonly engineClass: string;
  readonly sourceFactory: string;
  readonly engine: ServingEngine;
  readonly compute: Compute;
  /** Renders it from nothing, each time anew. */
  render(): RenderedCombination;
}

export interface RenderedCombination {
  readonly objects: KubernetesObject[];
  readonly findings: Finding[];
}

/** A combination and all its objects, each named after it, so that all can be applied to one namespace. */
export interface ConformanceManifest {
  readonly name: string;
  readonly objects: KubernetesObject[];
}

/** Names of all engines that the package exports, with or without a sample. */
export function exportedEngines(): string[] {
  return Object.entries(library)
    .filter(([, exported]) => typeof exported === 'function' && exported.prototype instanceof ServingEngine)
    .map(([name]) => name)
    .sort();
}

/** Names of all factories of `ModelSource`, with or without a sample. */
export function sourceFactories(): string[] {
  return Object.getOwnPropertyNames(ModelSource)
    .filter(name => typeof Object.getOwnPropertyDescriptor(ModelSource, name)?.value === 'function' && !ONLY_RECORDED.includes(name))
    .sort();
}

/** Names of the engines and factories that have a sample. */
export const SAMPLED = { engines: Object.keys(ENGINE_SAMPLES).sort(), sources: Object.keys(SOURCE_SAMPLES).sort() };

/** Every engine with every source, every cache that means something to it, and every compute. */
export function combinations(): Combination[] {
  return Object.entries(ENGINE_SAMPLES).flatMap(([engineClass, sample]) =>
    Object.entries(SOURCE_SAMPLES).flatMap(([sourceFactory, source]) =>
      Object.entries(WITH_OWN_VOLUME.includes(sourceFactory) ? NO_CACHE : CACHES).flatMap(([cacheName, cache]) =>
        Object.entries(COMPUTES).map(([computeName, compute]) =>
          combination({ engineClass, sample, sourceFactory, source, cacheName, cache, computeName, compute })))));
}

/** Every combination with its manifests, for suites that apply them. All are in the namespace `conformance`. */
export function conformanceManifests(): ConformanceManifest[] {
  return combinations().map(one => ({ name: one.name, objects: one.render().objects }));
}

interface Parts {
  readonly engineClass: string;
  readonly sample: EngineSample;
  readonly sourceFactory: string;
  readonly source: (shape: Shape) => ModelSource;
  readonly cacheName: string;
  readonly cache: () => ModelCache | undefined;
  readonly computeName: string;
  readonly compute: Compute;
}

function combination(parts: Parts): Combination {
  const engine = parts.sample.make();
  // The engine last: a Service that begins with its name may inject variables that it reads.
  const name = [dashed(parts.sourceFactory), parts.cacheName, parts.computeName, engine.name].join('-').replace('from-persistent-volume-claim', 'from-pvc');
  const servedName = `served-${parts.computeName}-model`;
  return {
    name,
    servedName,
    engineClass: parts.engineClass,
    sourceFactory: parts.sourceFactory,
    engine,
    compute: parts.compute,
    render: () => renderCombination(name, servedName, parts),
  };
}

function renderCombination(name: string, servedName: string, { sample, source, cache, compute }: Parts): RenderedCombination {
  const chart = new Chart(new App(), 'chart', { namespace: 'conformance' });
  new ModelConstruct(chart, name, {
    name,
    servedName,
    version: '1.0.0',
    framework: sample.framework,
    source: source(sample.shape),
    profile: new RuntimeProfile(chart, 'profile', {
      engine: sample.make(),
      compute,
      cache: cache(),
      kubernetesVersion: KubernetesVersion.V1_35,
      pod: { serviceAccountName: 'model-reader' },
    }),
    replicas: 2,
  });
  return { objects: chart.toJson() as KubernetesObject[], findings: Findings.of(chart) };
}

function dashed(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}
