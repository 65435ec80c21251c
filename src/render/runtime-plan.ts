import { Size } from 'cdk8s';
import { Autoscaler } from './autoscaler';
import { BesideModel, CACHE_FACTOR } from './beside-models';
import { bindToCache, placeOf, versionOf } from './bound-source';
import { CacheFill } from './cache-fill';
import { keepingKernels } from './compile-cache';
import { fittedContainer } from './fitted-args';
import { storedBytes } from './footprint';
import { literalModel } from './literal-model';
import { requireMetrics, requireServedMetrics } from './monitored';
import { checkPorts } from './ports';
import { asked, Refusal, refusable } from './refusal';
import { requireTls, tlsFilesOf } from './server-tls';
import { planTiming, Timing } from './timing';
import { mountsOf, resourcesWithDisk, SCRATCH_PATH, volumesOf } from './volumes';
import { EnginePorts, EngineProbes } from '../engines/engine-ports';
import { ImageHardening } from '../engines/image-hardening';
import { EngineContainer, ServingEngine } from '../engines/serving-engine';
import { pulledFrom } from '../facts/image-registries';
import { MODEL_PATH } from '../facts/model-path';
import { fetchOf, isFetched } from '../facts/server-fetches';
import { bytesOf, ceilGib } from '../ground/bytes';
import { checkDifferent } from '../ground/ports';
import { literal } from '../ground/references';
import { sharing } from '../ground/shared-data';
import { FootprintOptions } from '../profiles/footprint-options';
import { ModelArchitecture } from '../profiles/model-architecture';
import { Rollout } from '../profiles/rollout';
import { RuntimeSettings } from '../profiles/runtime-settings';
import { ModelCache } from '../sources/model-cache';
import { ModelSource } from '../sources/model-source';
import { SourceBinding } from '../sources/source-binding';
import { Compute } from '../values/compute';
import { Framework } from '../values/framework';
import { KubernetesVersion } from '../values/kubernetes-version';
import { INetworkPeer } from '../values/network-peer';
import { PodVolume } from '../values/pod-volume';
import { VolumeMount } from '../values/volume-mount';

export { orRefusal, Refusal } from './refusal';

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
  /** The models that are loaded beside it. */
  readonly beside: readonly BesideModel[];
  readonly engine: ServingEngine;
  /** Those of the model over those of its profile. */
  readonly settings: RuntimeSettings;
  /** What the model is made of, and what is wanted of its memory; undefined where nobody says it. */
  readonly architecture?: ModelArchitecture;
  readonly footprint?: FootprintOptions;
  /** An open context is not shortened to what there is room for. */
  readonly keepsContext?: boolean;
  readonly replicas?: number;
  readonly autoscaled: boolean;
  /** The autoscaler of the Deployment, where it is in the app; there may be one elsewhere. */
  readonly autoscaler?: Autoscaler;
  /** Callers that were named after the model was made; undefined as long as nobody named any. */
  readonly callers?: readonly INetworkPeer[];
  /** Callers that are let in where there is a NetworkPolicy, and that ask for none. */
  readonly guests?: readonly INetworkPeer[];
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

/**
 * Derives everything; throws a Refusal when the engine or the source can never work this way.
 *
 * @param known the plan of another runtime of the same pass: where nothing but names differs, only what follows from names is derived anew.
 */
export function planRuntime(input: RuntimeInput, known?: RuntimePlan): RuntimePlan {
  if (known && isAlike(input, known)) return planOf(input, known, sharing(bindEngine(input, known), known.container));
  const { engine } = input;
  const { compute, cache, cacheSize, scratchSize, modelMount, settings, binding, fill, weights, timing, container } = bindParts(input);
  const sharedMemory = settings.sharedMemory ?? asked('engine', engine, 'sharedMemory', compute);
  const volumes = refusable('cache', () => volumesOf({ name: input.name, settings }, { cache, cacheSize, sharedMemory, scratchSize, binding }));
  return planOf({ ...input, settings }, {
    compute,
    image: imageOf(engine, settings),
    cache,
    kubernetesVersion: versionOf(settings),
    binding,
    fill,
    hardening: refusable('engine', () => engine._hardening(compute)),
    probes: engine._facts.probes,
    rollout: settings.rollout ?? (compute.accelerator ? Rollout.withoutSurge() : Rollout.surge()),
    timing,
    weights,
    cacheSize,
    sharedMemory,
    volumes,
    mounts: mountsOf(settings, { modelMount, binding, sharedMemory }),
    ...resourcesWithDisk(compute, volumes),
  }, container);
}

/** What is derived and no name is in, unless the model has a claim of its own. */
type DerivedFacts = Omit<RuntimePlan, keyof RuntimeInput | 'container'>;

/** Listed one by one: spreading objects this wide is what a synth of many models would spend most time on. */
function planOf(input: RuntimeInput, facts: DerivedFacts, container: EngineContainer): RuntimePlan {
  return {
    name: input.name,
    namespace: input.namespace,
    servedName: input.servedName,
    servedNameGiven: input.servedNameGiven,
    servedAliases: input.servedAliases,
    version: input.version,
    framework: input.framework,
    source: input.source,
    beside: input.beside,
    engine: input.engine,
    settings: input.settings,
    architecture: input.architecture,
    footprint: input.footprint,
    replicas: input.replicas,
    autoscaled: input.autoscaled,
    autoscaler: input.autoscaler,
    callers: input.callers,
    guests: input.guests,
    compute: facts.compute,
    image: facts.image,
    cache: facts.cache,
    kubernetesVersion: facts.kubernetesVersion,
    binding: facts.binding,
    fill: facts.fill,
    container,
    hardening: facts.hardening,
    probes: facts.probes,
    rollout: facts.rollout,
    timing: facts.timing,
    weights: facts.weights,
    cacheSize: facts.cacheSize,
    sharedMemory: facts.sharedMemory,
    volumes: facts.volumes,
    mounts: facts.mounts,
    requests: facts.requests,
    limits: facts.limits,
  };
}

/** Whether everything that is not in the container of the server follows from the same: a shared cache has folders and claims that are named after models. */
function isAlike(input: RuntimeInput, known: RuntimePlan): boolean {
  const isSame = (['engine', 'source', 'beside', 'settings', 'framework', 'architecture'] as const).every(member => input[member] === known[member]);
  if (!isSame || !isSameWish(input.footprint, known.footprint) || known.cache.shared) return false;
  requireAliases(input);
  return placeOf(input) === placeOf(known);
}

/** Whether the same is wanted of the memory. */
function isSameWish(one: FootprintOptions = {}, other: FootprintOptions = {}): boolean {
  if (one === other) return true;
  return ([...Object.keys(one), ...Object.keys(other)] as (keyof FootprintOptions)[]).every(member => one[member] === other[member]);
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
  const { engine, settings } = input;
  refusable('engine', () => checkDifferent(engine.name, enginePorts(engine)));
  refusable('service', () => checkPorts(input));
  refusable('engine', () => requireTls(engine, settings));
  if (settings.monitoring) {
    refusable('engine', () => requireMetrics(input));
    refusable('service', () => requireServedMetrics(input));
  }
  const compute = requireCompute(settings);
  const cache = settings.cache ?? ModelCache.emptyDir();
  const { modelMount, binding, fill, settings: told } = bindToCache(input, cache);
  const fetched = isFetched(binding.model);
  const weights = refusable('source', () => weightsOf(input, compute, binding.model.path));
  const fetch = { byServer: fetched, initContainers: (binding.initContainers ?? []).length > 0 };
  const timing = planTiming(settings.timing ?? {}, engine, compute, weights.bytes, fetch);
  const container = bindEngine(input, { binding, compute, timing });
  const cacheSize = binding.needsModelVolume ? cache.size ?? ceilGib(weights.bytes * CACHE_FACTOR) : undefined;
  const scratchSize = settings.scratch ?? derivedScratch({ engine, binding, weights });
  return { compute, cache, cacheSize, scratchSize, modelMount, settings: told, binding, fill, weights, timing, container };
}

/** The container of the server, as its engine says it. */
function bindEngine(input: RuntimeInput, facts: Pick<RuntimePlan, 'binding' | 'compute' | 'timing'>): EngineContainer {
  const { engine, framework, servedName, servedAliases, settings } = input;
  const { binding, binding: { model }, compute, timing } = facts;
  const container = keepingKernels(asked('engine', engine, 'bind', {
    // The values that an engine makes of these go into command, args and env, where Kubernetes reads `$` in its own way.
    servedName: literal(servedName),
    servedAliases: servedAliases.map(literal),
    model: literalModel(model),
    framework,
    cachePath: model.hub || (isFetched(model) && binding.needsModelVolume) ? MODEL_PATH : SCRATCH_PATH,
    scratchPath: SCRATCH_PATH,
    compute,
    drainSeconds: timing.drain,
    startupSeconds: timing.startup,
    userArgs: settings.args,
    tls: tlsFilesOf(settings),
  }), engine, settings);
  return input.architecture ? refusable('engine', () => fittedContainer(container, { ...input, compute })) : container;
}

/** The ports that are rendered: that of metrics is none where they are on the HTTP port. */
function enginePorts({ ports: { http, grpc, metrics } }: ServingEngine): EnginePorts {
  return { http, grpc, metrics: metrics === http ? undefined : metrics };
}

function requireAliases({ engine, servedAliases }: RuntimeInput): void {
  if (servedAliases.length === 0 || engine._facts.knowsAliases) return;
  throw new Refusal('engine', `${engine.name} serves a model under one name only, got servedAliases ${servedAliases.join(', ')}`);
}

/** Whether the model has a NetworkPolicy of its own: it was asked for, or somebody was let in. */
export function hasOwnPolicy({ settings, callers }: Pick<RuntimeInput, 'settings' | 'callers'>): boolean {
  return settings.network !== undefined || callers !== undefined;
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

/** Disk that the server writes: besides the model, and copies of it; of one that it fetches itself, where the size is known and it copies before it loads. */
export function derivedScratch({ engine, binding: { model }, weights }: Pick<RuntimePlan, 'engine' | 'binding' | 'weights'>): Size {
  const { scratchSize, scratchCopies } = engine._facts;
  const copies = model.scheme === undefined ? scratchCopies : weights.known && fetchOf(engine.name, model.scheme)?.copiesToScratch ? 1 : 0;
  return copies === 0 ? scratchSize : ceilGib(copies * bytesOf(ceilGib(weights.bytes)) + bytesOf(scratchSize));
}

function weightsOf({ source, architecture, engine }: RuntimeInput, compute: Compute, path: string): Weights {
  if (source.size) return { bytes: bytesOf(source.size), known: true };
  const bytes = architecture && storedBytes(architecture, engine, path);
  if (bytes !== undefined) return { bytes, known: true };
  return { bytes: bytesOf(compute.acceleratorMemory ?? compute.memoryLimit), known: false };
}
