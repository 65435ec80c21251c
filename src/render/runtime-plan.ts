import { Size } from 'cdk8s';
import { Autoscaler } from './autoscaler';
import { CacheFill, folderOf, mountOfFill, waitingFor } from './cache-fill';
import { keepingKernels } from './compile-cache';
import { checkLocation } from './model-location';
import { toldOutbound, withDownloads } from './outbound';
import { asked, Refusal, refusable } from './refusal';
import { planTiming, Timing } from './timing';
import { diskOf, mountsOf, SCRATCH_PATH, volumesOf } from './volumes';
import { EnginePorts, EngineProbes } from '../engines/engine-ports';
import { ImageHardening } from '../engines/image-hardening';
import { EngineContainer, ServingEngine } from '../engines/serving-engine';
import { pulledFrom } from '../facts/image-registries';
import { MODEL_PATH } from '../facts/model-path';
import { bytesOf, ceilGib, checkedSize } from '../ground/bytes';
import { checkDifferent } from '../ground/ports';
import { literal } from '../ground/references';
import { Rollout } from '../profiles/rollout';
import { RuntimeSettings } from '../profiles/runtime-settings';
import { ModelCache } from '../sources/model-cache';
import { ModelSource } from '../sources/model-source';
import { SourceBinding } from '../sources/source-binding';
import { Compute } from '../values/compute';
import { Framework } from '../values/framework';
import { KubernetesVersion } from '../values/kubernetes-version';
import { ModelLocation } from '../values/model-location';
import { INetworkPeer } from '../values/network-peer';
import { PodVolume } from '../values/pod-volume';
import { VolumeMount } from '../values/volume-mount';

/** Room for tokenizer files and partial downloads beside the weights. */
const CACHE_FACTOR = 1.2;

/** All that is known of one runtime, before anything is derived. */
export interface RuntimeInput {
  readonly name: string;
  readonly namespace?: string;
  readonly servedName: string;
  /** Whether somebody said it; else it is the name of the objects. */
  readonly servedNameGiven: boolean;
  readonly servedAliases: string[];
  readonly version?: string;
  readonly framework?: Framework;
  readonly source: ModelSource;
  readonly engine: ServingEngine;
  /** Those of the model over those of its profile. */
  readonly settings: RuntimeSettings;
  readonly replicas?: number;
  readonly autoscaled: boolean;
  /** The autoscaler of the Deployment, where it is in the app; there may be one elsewhere. */
  readonly autoscaler?: Autoscaler;
  /** Callers that were named after the model was made; undefined as long as nobody named any. */
  readonly callers?: readonly INetworkPeer[];
}

/** Everything that is derived from it, once; renderers and checks only read it. */
export interface RuntimePlan extends RuntimeInput {
  readonly compute: Compute;
  readonly image: string;
  readonly cache: ModelCache;
  readonly kubernetesVersion: KubernetesVersion;
  readonly binding: SourceBinding;
  /** How a Job fills the cache, where one does: the source is bound to it, and the server waits. */
  readonly fill?: CacheFill;
  readonly container: EngineContainer;
  readonly hardening: ImageHardening;
  readonly probes: EngineProbes;
  readonly rollout: Rollout;
  readonly timing: Timing;
  readonly weights: Weights;
  /** Size of the model volume, when it has one. */
  readonly cacheSize?: Size;
  readonly sharedMemory?: Size;
  readonly volumes: PodVolume[];
  readonly mounts: VolumeMount[];
  readonly requests: { [name: string]: string };
  readonly limits: { [name: string]: string };
}

/** The size of the weights: known, or the largest that the compute can hold. */
export interface Weights {
  readonly bytes: number;
  readonly known: boolean;
}

/** Derives everything; throws a Refusal when the engine or the source can never work this way. */
export function planRuntime(input: RuntimeInput): RuntimePlan {
  const { engine } = input;
  const { compute, cache, cacheSize, scratchSize, modelMount, settings, binding, fill, weights, timing, container } = bindParts(input);
  const sharedMemory = settings.sharedMemory ?? asked('engine', engine, 'sharedMemory', compute);
  const volumes = refusable('cache', () => volumesOf({ name: input.name, settings }, { cache, cacheSize, sharedMemory, scratchSize, binding }));
  return {
    name: input.name, // listed one by one: spreading objects this wide is what a synth of many models would spend most time on
    namespace: input.namespace,
    servedName: input.servedName,
    servedNameGiven: input.servedNameGiven,
    servedAliases: input.servedAliases,
    version: input.version,
    framework: input.framework,
    source: input.source,
    engine,
    settings,
    replicas: input.replicas,
    autoscaled: input.autoscaled,
    autoscaler: input.autoscaler,
    callers: input.callers,
    compute,
    image: imageOf(engine, settings),
    cache,
    kubernetesVersion: versionOf(settings),
    binding,
    fill,
    container,
    hardening: refusable('engine', () => engine._hardening(compute)),
    probes: engine._facts.probes,
    rollout: settings.rollout ?? (compute.accelerator ? Rollout.withoutSurge() : Rollout.surge()),
    timing,
    weights,
    cacheSize,
    sharedMemory,
    volumes,
    mounts: mountsOf(settings, { modelMount, binding, sharedMemory }),
    requests: { 'ephemeral-storage': diskOf(volumes), ...compute.requests },
    limits: compute.limits,
  };
}

/** The answers of the values, each told those before it: compute, source, timing, engine. */
interface BoundParts {
  readonly compute: Compute;
  readonly cache: ModelCache;
  readonly cacheSize?: Size;
  readonly scratchSize: Size;
  readonly modelMount: VolumeMount;
  /** Those of the input, with what is said of downloads where the server is one. */
  readonly settings: RuntimeSettings;
  readonly binding: SourceBinding;
  readonly fill?: CacheFill;
  readonly weights: Weights;
  readonly timing: Timing;
  readonly container: EngineContainer;
}

function bindParts(input: RuntimeInput): BoundParts {
  requireAliases(input);
  const { engine, source, settings } = input;
  refusable('engine', () => checkDifferent(engine.name, portsOf(engine)));
  const compute = requireCompute(settings);
  const cache = settings.cache ?? ModelCache.emptyDir();
  const { modelMount, binding, fill } = bindToCache(input, cache);
  const { hub } = binding.model;
  const weights = refusable('source', () => weightsOf(source, compute));
  const fetch = { hub, initContainers: (binding.initContainers ?? []).length > 0 };
  const timing = planTiming(settings.timing ?? {}, engine, compute, weights.bytes, fetch);
  const container = keepingKernels(asked('engine', engine, 'bind', {
    // The values that an engine makes of these go into command, args and env, where Kubernetes reads `$` in its own way.
    servedName: literal(input.servedName),
    servedAliases: input.servedAliases.map(literal),
    model: literalModel(binding.model),
    framework: input.framework,
    cachePath: hub ? MODEL_PATH : SCRATCH_PATH,
    scratchPath: SCRATCH_PATH,
    compute,
    drainSeconds: timing.drain,
    startupSeconds: timing.startup,
    userArgs: settings.args,
  }), engine, settings);
  const cacheSize = binding.needsModelVolume ? cache.size ?? ceilGib(weights.bytes * CACHE_FACTOR) : undefined;
  const scratchSize = settings.scratch ?? scratchOf(engine, weights.bytes);
  const told = fill ? settings : withDownloads(settings, binding);
  return { compute, cache, cacheSize, scratchSize, modelMount, settings: told, binding, fill, weights, timing, container };
}

/** The ports that are rendered: that of metrics is none where they are on the HTTP port. */
function portsOf({ ports: { http, grpc, metrics } }: ServingEngine): EnginePorts {
  return { http, grpc, metrics: metrics === http ? undefined : metrics };
}

function literalModel({ path, hub, revision, file }: ModelLocation): ModelLocation {
  return { path: literal(path), hub, revision: revision && literal(revision), file: file && literal(file) };
}

/** The source in the server's Pod, or in that of the Job that fills its cache. */
function bindToCache(input: RuntimeInput, cache: ModelCache): Pick<BoundParts, 'modelMount' | 'binding' | 'fill'> {
  const { settings, source } = input;
  const job = cache._job;
  const modelMount = mountOfModel(input, cache);
  const first = bindSource(input, modelMount);
  if (job === undefined || !first.needsModelVolume) return { modelMount, binding: toldOutbound(first, settings) };
  if ((first.initContainers ?? []).length === 0) {
    throw new Refusal('cache', `the cache is filled by a Job, and the source ${JSON.stringify(source.uri)} names no containers that could; return initContainers in bind() of the source, or leave filledByJob() out`);
  }
  const folder = folderOf(source, first);
  const fill = { folder, binding: toldOutbound(bindSource(input, mountOfFill(folder)), settings) };
  const { initContainers, ...server } = waitingFor({ folder, binding: bindSource(input, mountOfFill(folder)) }, job);
  return { modelMount: mountOfFill(folder), binding: { ...toldOutbound(server, settings), initContainers }, fill };
}

function bindSource({ engine, source, servedName, settings }: RuntimeInput, modelMount: VolumeMount): SourceBinding {
  const place = refusable('engine', () => engine._place(servedName, source.layout));
  return refusable('source', () => checkedBinding(asked('source', source, 'bind', {
    targetPath: place === '' ? MODEL_PATH : `${MODEL_PATH}/${place}`,
    modelMount,
    // What a Job fills is on the volume before the server starts.
    engineLoadsFromHuggingFace: engine._facts.loadsFromHuggingFace && settings.cache?._job === undefined,
    engineName: engine.name,
    kubernetesVersion: versionOf(settings),
  })));
}

/** The parts of an answer that would be wrong in the manifest, said of the source that gave it. */
function checkedBinding(binding: SourceBinding): SourceBinding {
  checkLocation(binding.model);
  for (const { name, memory } of binding.initContainers ?? []) {
    if (memory) checkedSize(`memory of the container ${name}`, memory);
  }
  return binding;
}

function versionOf(settings: RuntimeSettings): KubernetesVersion {
  return settings.kubernetesVersion ?? KubernetesVersion.V1_30;
}

function requireAliases({ engine, servedAliases }: RuntimeInput): void {
  if (servedAliases.length === 0 || engine._facts.knowsAliases) return;
  throw new Refusal('engine', `${engine.name} serves a model under one name only, got servedAliases ${servedAliases.join(', ')}`);
}

/** The compute of the model or its profile; throws a Refusal when neither says it. */
export function requireCompute(settings: RuntimeSettings): Compute {
  if (settings.compute) return settings.compute;
  throw new Refusal('compute', 'neither the model nor its profile says compute');
}

/** The image as the engine says it; throws a Refusal when it has none for the compute. */
export function imageFor(engine: ServingEngine, settings: RuntimeSettings): string {
  return asked('engine', engine, 'imageFor', requireCompute(settings));
}

/** The image that is really pulled; throws a Refusal when the engine has none for the compute. */
function imageOf(engine: ServingEngine, settings: RuntimeSettings): string {
  return pulledFrom(imageFor(engine, settings), settings);
}

/** Disk that the server writes: besides the model, and copies of it. */
function scratchOf(engine: ServingEngine, weights: number): Size {
  const { scratchSize, scratchCopies } = engine._facts;
  return scratchCopies === 0 ? scratchSize : ceilGib(scratchCopies * bytesOf(ceilGib(weights)) + bytesOf(scratchSize));
}

/** A shared claim holds a folder for each model and version, so that neither overwrites another. */
function mountOfModel(input: RuntimeInput, cache: ModelCache): VolumeMount {
  const subPath = cache.shared ? `${input.name}/${input.version ?? 'current'}` : undefined;
  return { volume: 'model', path: MODEL_PATH, subPath };
}

function weightsOf(source: ModelSource, compute: Compute): Weights {
  if (source.size) return { bytes: bytesOf(source.size), known: true };
  return { bytes: bytesOf(compute.acceleratorMemory ?? compute.memoryLimit), known: false };
}
