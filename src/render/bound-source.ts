import { BesideModel, bindingOfAll, contextOf } from './beside-models';
import { CacheFill, folderOf, mountOfFill, waitingFor } from './cache-fill';
import { checkLocation } from './model-location';
import { toldOutbound, withDownloads } from './outbound';
import { asked, Refusal, refusable } from './refusal';
import { ServingEngine } from '../engines/serving-engine';
import { MODEL_PATH } from '../facts/model-path';
import { checkedSize } from '../ground/bytes';
import { RuntimeSettings } from '../profiles/runtime-settings';
import { ModelCache } from '../sources/model-cache';
import { ModelSource } from '../sources/model-source';
import { SourceBinding, SourceContext } from '../sources/source-binding';
import { KubernetesVersion } from '../values/kubernetes-version';
import { VolumeMount } from '../values/volume-mount';

/** The facts of a runtime from which the place of its files follows. */
export interface SourceInput {
  readonly name: string;
  readonly version?: string;
  readonly servedName: string;
  readonly engine: ServingEngine;
  readonly source: ModelSource;
  /** The models that are loaded beside it. */
  readonly beside: readonly BesideModel[];
  readonly settings: RuntimeSettings;
}

/** The answer of a source, and where its files are. */
export interface BoundSource {
  readonly modelMount: VolumeMount;
  readonly binding: SourceBinding;
  readonly fill?: CacheFill;
  /** Those of the runtime, with what containers that download in the server's Pod need of them. */
  readonly settings: RuntimeSettings;
}

/** The sources in the server's Pod; with a Job that fills its cache, the model's source in that of the Job. */
export function bindToCache(input: SourceInput, cache: ModelCache): BoundSource {
  const { settings, source } = input;
  const job = cache._job;
  const modelMount = mountOfModel(input, cache);
  const first = bindSource(input, modelMount);
  if (job === undefined || !first.needsModelVolume) {
    const binding = toldOutbound(withBeside(input, first), settings);
    return { modelMount, binding, settings: withDownloads(settings, binding) };
  }
  if ((first.initContainers ?? []).length === 0) {
    throw new Refusal('cache', `the cache is filled by a Job, and the source ${JSON.stringify(source.uri)} names no containers that could; return `
      + 'initContainers in bind() of the source, or leave filledByJob() out');
  }
  const folder = folderOf(source, first);
  const files = bindSource(input, mountOfFill(folder));
  const { initContainers: waiting = [], ...server } = waitingFor({ folder, binding: files }, job);
  const told = toldOutbound(withBeside(input, server), settings);
  return {
    modelMount: mountOfFill(folder),
    binding: { ...told, initContainers: [...waiting, ...told.initContainers ?? []] },
    fill: { folder, binding: toldOutbound(files, settings) },
    settings: withDownloads(settings, told),
  };
}

/** Where the engine wants the files, below the volume of the model. */
export function placeOf({ engine, servedName, source }: SourceInput): string {
  return refusable('engine', () => engine._place(servedName, source.layout));
}

/** The answer of the model's source. */
function bindSource(input: SourceInput, modelMount: VolumeMount): SourceBinding {
  return ask(input.source, input, contextOfModel(input, modelMount));
}

/** The answer of the model's source, with those of the models that are loaded beside it. */
function withBeside(input: SourceInput, main: SourceBinding): SourceBinding {
  const context = contextOfModel(input, { volume: 'model', path: MODEL_PATH });
  return bindingOfAll(main, input.beside.map(one => ({ of: one, binding: ask(one.source, input, { ...context, ...contextOf(one) }) })));
}

function ask(source: ModelSource, { engine }: SourceInput, context: SourceContext): SourceBinding {
  return refusable('source', () => checkedBinding(engine, asked('source', source, 'bind', context)));
}

function contextOfModel(input: SourceInput, modelMount: VolumeMount): SourceContext {
  const { engine, settings } = input;
  const place = placeOf(input);
  return {
    targetPath: place === '' ? MODEL_PATH : `${MODEL_PATH}/${place}`,
    modelMount,
    // What a Job fills is on the volume before the server starts.
    engineLoadsFromHuggingFace: engine._facts.loadsFromHuggingFace && settings.cache?._job === undefined,
    engineFetches: [...engine._facts.fetches],
    engineName: engine.name,
    volumeName: 'model-source',
    kubernetesVersion: versionOf(settings),
  };
}

/** The parts of an answer that would be wrong in the manifest, said of the source that gave it. */
function checkedBinding(engine: ServingEngine, binding: SourceBinding): SourceBinding {
  if (binding.model.projector !== undefined && !engine._facts.takesProjector) {
    throw new Error(`${engine.name} is told of no projector, and the source names ${JSON.stringify(binding.model.projector)}; leave projector out, `
      + 'or take an engine that takes one: llama-cpp, ollama');
  }
  checkLocation(binding.model);
  for (const { name, memory } of binding.initContainers ?? []) {
    if (memory) checkedSize(`memory of the container ${name}`, memory);
  }
  return binding;
}

/** The oldest Kubernetes that the objects are for. */
export function versionOf(settings: RuntimeSettings): KubernetesVersion {
  return KubernetesVersion._orAssumed(settings.kubernetesVersion);
}

/** A shared claim holds a folder for each model and version, so that neither overwrites another. */
function mountOfModel(input: SourceInput, cache: ModelCache): VolumeMount {
  const subPath = cache.shared ? `${input.name}/${input.version ?? 'current'}` : undefined;
  return { volume: 'model', path: MODEL_PATH, subPath };
}
