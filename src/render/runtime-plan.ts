import { Size } from 'cdk8s';
import { Autoscaler } from './autoscaler';
import { BesideModel, bindingOfAll, contextOf } from './beside-models';
import { checkLocation } from './model-location';
import { planTiming, Timing } from './timing';
import { diskOf, mountsOf, SCRATCH_PATH, volumesOf } from './volumes';
import { EnginePorts, EngineProbes } from '../engines/engine-ports';
import { ImageHardening } from '../engines/image-hardening';
import { EngineContainer, ServingEngine } from '../engines/serving-engine';
import { pulledFrom } from '../facts/image-registries';
import { MODEL_PATH } from '../facts/model-path';
import { isFetched } from '../facts/server-fetches';
import { bytesOf, ceilGib, checkedSize } from '../ground/bytes';
import { withoutSecrets } from '../ground/errors';
import { answerOf, isBug, messageOf, subjectOf } from '../ground/input/answers';
import { given } from '../ground/objects';
import { checkDifferent } from '../ground/ports';
import { literal } from '../ground/references';
import { Rollout } from '../profiles/rollout';
import { RuntimeSettings } from '../profiles/runtime-settings';
import { ModelCache } from '../sources/model-cache';
import { ModelSource } from '../sources/model-source';
import { SourceBinding, SourceContext } from '../sources/source-binding';
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
  /** The models that are loaded beside it. */
  readonly beside: readonly BesideModel[];
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

/** Where a plan could not be made: which value refused, and with which words; the thrown error is its cause. */
export class Refusal extends Error {
  public constructor(public readonly by: 'engine' | 'source' | 'compute' | 'cache', message: string, options?: ErrorOptions) {
    super(withoutSecrets(message, []), options);
  }

  /** Whether nobody meant to refuse: a program has a mistake, which its stack shows. */
  public get isBug(): boolean {
    return isBug(this.cause);
  }

  /** The same, told outside of a finding: with the path of the construct. */
  public at(path: string): Refusal {
    return new Refusal(this.by, `[${path}] ${this.message}`, { cause: this.cause });
  }
}

/** The result of a function, or the Refusal that it throws. */
export function orRefusal<T>(produce: () => T): T | Refusal {
  try {
    return produce();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** Derives everything; throws a Refusal when the engine or the source can never work this way. */
export function planRuntime(input: RuntimeInput): RuntimePlan {
  const { engine, settings } = input;
  const { compute, cache, cacheSize, modelMount, binding, weights, timing, container } = bindParts(input);
  const sharedMemory = settings.sharedMemory ?? asked('engine', engine, 'sharedMemory', compute);
  const volumes = refusable('cache', () => volumesOf(input, { cache, cacheSize, sharedMemory, scratchSize: scratchOf(input, binding, weights), binding }));
  return {
    name: input.name, // listed one by one: spreading objects this wide is what a synth of many models would spend most time on
    namespace: input.namespace,
    servedName: input.servedName,
    servedNameGiven: input.servedNameGiven,
    servedAliases: input.servedAliases,
    version: input.version,
    framework: input.framework,
    source: input.source,
    beside: input.beside,
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
  readonly modelMount: VolumeMount;
  readonly binding: SourceBinding;
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
  const modelMount = mountOfModel(input, cache);
  const binding = bindSources(input, modelMount);
  const fetched = isFetched(binding.model);
  const weights = refusable('source', () => weightsOf(source, compute));
  const fetch = { byServer: fetched, initContainers: (binding.initContainers ?? []).length > 0 };
  const timing = planTiming(settings.timing ?? {}, engine, compute, weights.bytes, fetch);
  const container = asked('engine', engine, 'bind', {
    // The values that an engine makes of these go into command, args and env, where Kubernetes reads `$` in its own way.
    servedName: literal(input.servedName),
    servedAliases: input.servedAliases.map(literal),
    model: literalModel(binding.model),
    framework: input.framework,
    cachePath: binding.model.hub || (fetched && binding.needsModelVolume) ? MODEL_PATH : SCRATCH_PATH,
    scratchPath: SCRATCH_PATH,
    compute,
    drainSeconds: timing.drain,
    startupSeconds: timing.startup,
    userArgs: settings.args,
  });
  const cacheSize = binding.needsModelVolume ? cache.size ?? ceilGib(weights.bytes * CACHE_FACTOR) : undefined;
  return { compute, cache, cacheSize, modelMount, binding, weights, timing, container };
}

/** The ports that are rendered: that of metrics is none where they are on the HTTP port. */
function portsOf({ ports: { http, grpc, metrics } }: ServingEngine): EnginePorts {
  return { http, grpc, metrics: metrics === http ? undefined : metrics };
}

function literalModel(model: ModelLocation): ModelLocation {
  const plain = (text: string | undefined) => text && literal(text);
  const adapters = model.adapters && Object.fromEntries(given(model.adapters).map(([name, path]) => [name, literal(path)]));
  const beside = { adapters, draftModel: plain(model.draftModel), projector: plain(model.projector) };
  return { ...model, ...beside, path: literal(model.path), revision: plain(model.revision), file: plain(model.file) };
}

/** The answers of all sources as one: that of the model, and of those that are loaded beside it. */
function bindSources({ engine, source, beside, servedName, settings }: RuntimeInput, modelMount: VolumeMount): SourceBinding {
  const place = refusable('engine', () => engine._place(servedName, source.layout));
  const context: SourceContext = {
    targetPath: place === '' ? MODEL_PATH : `${MODEL_PATH}/${place}`,
    modelMount,
    engineLoadsFromHuggingFace: engine._facts.loadsFromHuggingFace,
    engineFetches: [...engine._facts.fetches],
    engineName: engine.name,
    volumeName: 'model-source',
    kubernetesVersion: versionOf(settings),
  };
  const bind = (from: ModelSource, told: SourceContext) => refusable('source', () => checkedBinding(engine, asked('source', from, 'bind', told)));
  return bindingOfAll(bind(source, context), beside.map(one => ({ of: one, binding: bind(one.source, { ...context, ...contextOf(one) }) })));
}

/** The parts of an answer that would be wrong in the manifest, said of the source that gave it. */
function checkedBinding(engine: ServingEngine, binding: SourceBinding): SourceBinding {
  if (binding.model.projector !== undefined && !engine._facts.takesProjector) {
    throw new Error(`${engine.name} is told of no projector, and the source names ${JSON.stringify(binding.model.projector)}; leave projector out, or take an engine that takes one: llama-cpp, ollama`);
  }
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

function refusable<T>(by: Refusal['by'], produce: () => T, whose = ''): T {
  try {
    return produce();
  } catch (error) {
    throw new Refusal(by, isBug(error) ? `${whose}${messageOf(error)}` : messageOf(error), { cause: error });
  }
}

/** Asks an engine or a source, which can be a user's own; an error that it throws, and an answer of another type, are a refusal. */
function asked<M extends string, V extends { readonly [method in M]: (...given: never[]) => unknown }>(
  by: 'engine' | 'source', value: V, method: M, ...args: Parameters<V[M]>
): ReturnType<V[M]> {
  const type = by === 'engine' ? 'ServingEngine' : 'ModelSource';
  return refusable(by, () => answerOf(type, value, method, ...args), `${subjectOf(type, value)} failed in ${method}(): `);
}

/** Disk that the server writes: besides the model, and copies of it, unless it fetches the model itself. */
function scratchOf({ engine, settings }: RuntimeInput, { model }: SourceBinding, weights: Weights): Size {
  const { scratchSize, scratchCopies } = engine._facts;
  if (settings.scratch || scratchCopies === 0 || model.scheme !== undefined) return settings.scratch ?? scratchSize;
  return ceilGib(scratchCopies * bytesOf(ceilGib(weights.bytes)) + bytesOf(scratchSize));
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
