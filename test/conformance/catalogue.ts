import { App, Chart, Size } from 'cdk8s';
import { Cpu, PersistentVolumeAccessMode, PersistentVolumeClaim } from 'cdk8s-plus-27';
import { ENGINE_SAMPLES, EngineSample } from './engine-sample';
import { KubernetesObject } from './render';
import * as library from '../../src';
import {
  Accelerator, Compute, Finding, Findings, KubernetesVersion, ModelCache, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, ServingEngine,
} from '../../src';

const SIZE = { size: Size.gibibytes(2) };
const key = (name: string) => SecretKey.of('weights', name);
const ending = (file: string | undefined) => `/${file ?? ''}`;

/** A sample of every factory of `ModelSource`, by its name. */
const SOURCE_SAMPLES: { [factory: string]: (file: string | undefined, engine?: ServingEngine) => ModelSource } = {
  azureBlob: file => ModelSource.azureBlob(`https://acme.blob.core.windows.net/models/resnet${ending(file)}`, { sasUrl: key('sas'), ...SIZE }),
  byServer: () => ModelSource.byServer('registry://ranker/v7', { secretEnv: { REGISTRY_TOKEN: key('token') }, ...SIZE }),
  fromPersistentVolumeClaim: () => ModelSource.fromPersistentVolumeClaim(PersistentVolumeClaim.fromClaimName(new Chart(new App(), 'other'), 'claim', 'weights'), SIZE),
  gcs: file => ModelSource.gcs(`gs://models/resnet${ending(file)}`, SIZE),
  // A mounted file keeps its name, and Triton looks for this one.
  gcsFuse: file => ModelSource.gcsFuse(`gs://models/resnet${ending(file?.replace(/^[^.]*/, 'model'))}`, { sidecarMemory: Size.gibibytes(1), ...SIZE }),
  https: file => ModelSource.https(`https://files.example.com/resnet${ending(file)}`, { authorization: key('header'), ...SIZE }),
  huggingFace: () => ModelSource.huggingFace('acme/resnet', { revision: '01c7f73d771dfac7d292323805ebc428287df4f9', token: key('token'), ...SIZE }),
  inImage: (file, engine) => engine?._facts.placement === library.ModelPlacement.REPOSITORY && engine._place('m', library.ModelLayout.FILES) !== ''
    ? ModelSource.inImage('/models', { layout: library.ModelLayout.REPOSITORY, ...SIZE })
    : ModelSource.inImage(`/models/resnet${ending(file)}`, SIZE),
  modelScope: () => ModelSource.modelScope('acme/resnet', { revision: '01c7f73d771dfac7d292323805ebc428287df4f9', ...SIZE }),
  ngc: () => ModelSource.ngc('nim/google/gemma-2-9b-it', { apiKey: key('ngc'), ...SIZE }),
  ociImage: () => ModelSource.ociImage('registry.example.com/resnet:1.0.0', { path: 'models', ...SIZE }),
  ollama: () => ModelSource.ollama('llama3.1:8b', SIZE),
  pvc: file => ModelSource.pvc('weights', { path: `resnet${ending(file)}`, ...SIZE }),
  s3: file => ModelSource.s3(`s3://models/resnet${ending(file)}`, { accessKeyId: key('id'), secretAccessKey: key('secret'), endpoint: 'http://minio.storage.svc:9000', ...SIZE }),
  volume: file => ModelSource.volume(library.PodVolume.csi('lustre', 'lustre.csi.storage.gke.io', { readOnly: true }), { path: `resnet${ending(file)}`, ...SIZE }),
};

/** Those whose files come on a volume of their own, or with the image: a cache given to them is a finding. */
const WITH_OWN_VOLUME = ['fromPersistentVolumeClaim', 'gcsFuse', 'inImage', 'ociImage', 'pvc', 'volume'];

/** Those that name the model's one file, and say no hash of it. */
const FILES_BY_NAME = ['azureBlob', 'gcs', 'gcsFuse', 'https', 'pvc', 's3', 'volume'];

/** Those that the server fetches by itself, each with the engines that do; every engine takes the others. */
const FETCHED_BY: { readonly [factory: string]: readonly string[] } = {
  byServer: ['ContainerEngine'],
  modelScope: ['LmdeployEngine', 'SglangEngine', 'VllmEngine'],
  ngc: ['NimEngine'],
  ollama: ['OllamaEngine'],
};

/** Factories of `ModelSource` whose files are served by nothing of this library. */
const ONLY_RECORDED = ['fromUri'];

const MANY = { accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY };

const CACHES: { [name: string]: () => ModelCache | undefined } = {
  'claim': () => ModelCache.claim({ size: Size.gibibytes(10), ...MANY }),
  'empty-dir': () => ModelCache.emptyDir(),
  'existing-claim': () => ModelCache.existingClaim('shared-cache', MANY),
  'filled-claim': () => ModelCache.existingClaim('shared-cache', MANY).filledByJob(),
  'per-pod': () => ModelCache.perPod(),
  'volume': () => ModelCache.volume(library.PodVolume.csi('cache', 'lustre.csi.storage.gke.io')),
};

const NO_CACHE: typeof CACHES = { 'own-volume': () => undefined };

const COMPUTES = {
  'cpu': Compute.cpu({ cpu: Cpu.units(2), memory: Size.gibibytes(8) }),
  'gpu': Compute.gpu(Accelerator.NVIDIA_L4, { count: 2, cpu: Cpu.units(4), memory: Size.gibibytes(24) }),
  'one-gpu': Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) }),
};

/** What every engine is rendered with, unless its sample says otherwise. */
const COMPUTE_NAMES: (keyof typeof COMPUTES)[] = ['cpu', 'gpu'];

/** One of everything, put together. */
export interface Combination {
  readonly name: string;
  readonly servedName: string;
  readonly engineClass: string;
  readonly sourceFactory: string;
  /** Whether the server fetches the model by itself, and not from the hub. */
  readonly fetched: boolean;
  /** Whether the image has the model. */
  readonly inImage: boolean;
  readonly engine: ServingEngine;
  /** Name of the file that its model is stored as; none for a folder. */
  readonly file?: string;
  readonly compute: Compute;
  /** Rules that it is warned by. */
  readonly expected: readonly string[];
  /** Whether the server answers to any name, so that it is told none. */
  readonly anyName: boolean;
  /** Renders it, once for all who ask. */
  render(): RenderedCombination;
  /** Renders it from nothing, each time anew. */
  renderAnew(): RenderedCombination;
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

/** What each sampled factory records. */
export const RECORDED_URIS = Object.entries(SOURCE_SAMPLES).map(([factory, source]) => ({ factory, uri: source(undefined).uri }));

/** Names of the engines and factories that have a sample. */
export const SAMPLED = { engines: Object.keys(ENGINE_SAMPLES).sort(), sources: Object.keys(SOURCE_SAMPLES).sort() };

/** Every engine with every source, every cache that means something to it, and every compute that it has an image for. */
export const combinations = once((): readonly Combination[] =>
  Object.entries(ENGINE_SAMPLES).flatMap(([engineClass, sample]) =>
    Object.entries(SOURCE_SAMPLES).filter(([factory]) => FETCHED_BY[factory]?.includes(engineClass) ?? true).flatMap(([sourceFactory, source]) =>
      Object.entries(cachesOf(sourceFactory)).flatMap(([cacheName, cache]) =>
        (sample.computes ?? COMPUTE_NAMES).map(computeName =>
          combination({ engineClass, sample, sourceFactory, source, cacheName, cache, computeName, compute: COMPUTES[computeName] }))))));

/** Every combination with its manifests, for suites that apply them. All are in the namespace `conformance`. */
export function conformanceManifests(): ConformanceManifest[] {
  return combinations().map(one => ({ name: one.name, objects: one.render().objects }));
}

/** The caches that mean something to a source: a Job can fill none with what only the server fetches. */
function cachesOf(sourceFactory: string): typeof CACHES {
  if (WITH_OWN_VOLUME.includes(sourceFactory)) return NO_CACHE;
  const { 'filled-claim': filled, ...others } = CACHES;
  return Object.hasOwn(FETCHED_BY, sourceFactory) ? others : { ...others, 'filled-claim': filled };
}

interface Parts {
  readonly engineClass: string;
  readonly sample: EngineSample;
  readonly sourceFactory: string;
  readonly source: (file: string | undefined, engine: ServingEngine) => ModelSource;
  readonly cacheName: string;
  readonly cache: () => ModelCache | undefined;
  readonly computeName: string;
  readonly compute: Compute;
}

function combination(parts: Parts): Combination {
  const engine = engineOf(parts);
  // The engine last: a Service that begins with its name may inject variables that it reads.
  const name = [dashed(parts.sourceFactory), parts.cacheName, parts.computeName, parts.sample.short ?? engine.name].join('-')
    .replace('from-persistent-volume-claim', 'from-pvc').replace(/^ollama/, 'library').replace('openvino-model-server', 'openvino');
  const servedName = `served-${parts.computeName}-model`;
  return {
    name,
    servedName,
    engineClass: parts.engineClass,
    sourceFactory: parts.sourceFactory,
    fetched: Object.hasOwn(FETCHED_BY, parts.sourceFactory),
    inImage: parts.sourceFactory === 'inImage',
    engine,
    file: parts.sample.file,
    compute: parts.compute,
    expected: expectedOf(parts),
    anyName: parts.sample.anyName ?? false,
    render: once(() => renderCombination(name, servedName, parts)),
    renderAnew: () => renderCombination(name, servedName, parts),
  };
}

function engineOf({ sample, sourceFactory }: Parts): ServingEngine {
  return (sample.makeFor?.[sourceFactory] ?? sample.make)();
}

/** A pickle that nothing pins is one more. */
function expectedOf({ sample, sourceFactory, compute }: Parts): string[] {
  const findings = (compute.accelerator ? sample.findingsOnGpu : undefined) ?? sample.findings ?? [];
  const unpinned = /\.(joblib|mar)$/.test(sample.file ?? '') && FILES_BY_NAME.includes(sourceFactory);
  return [...findings, ...(unpinned ? ['pickle-not-verified'] : [])];
}

function renderCombination(name: string, servedName: string, parts: Parts): RenderedCombination {
  const { sample, source, cache, compute } = parts;
  const engine = engineOf(parts);
  const chart = new Chart(new App(), 'chart', { namespace: 'conformance' });
  new ModelConstruct(chart, name, {
    name,
    servedName,
    version: '1.0.0',
    framework: sample.framework,
    source: source(sample.file, engine),
    profile: new RuntimeProfile(chart, 'profile', {
      engine,
      compute,
      cache: cache(),
      kubernetesVersion: KubernetesVersion.V1_35,
      pod: { serviceAccount: library.ServiceAccountRef.of('model-reader') },
    }),
    replicas: 2,
  });
  return { objects: chart.toJson() as KubernetesObject[], findings: Findings.of(chart) };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function dashed(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}
