import { bytesOf, ceilGib, GIB } from '../ground/bytes';
import { given } from '../ground/objects';
import { FootprintProps } from '../profiles/model-runtime-props';
import { ModelSource } from '../sources/model-source';
import { SourceBinding, SourceContext } from '../sources/source-binding';
import { ModelLabels } from '../values/model-labels';
import { ModelLock } from '../values/model-lock';
import { PodVolume } from '../values/pod-volume';

/** The models that are loaded beside the main one, as the user gives them. */
export interface BesideModels {
  readonly adapters?: { readonly [name: string]: ModelSource };
  readonly draftModel?: ModelSource;
}

/** One of them: its source, and its place in the Pod. */
export interface BesideModel {
  /** The name of an adapter; none for the draft model. */
  readonly adapter?: string;
  readonly source: ModelSource;
  /** Part of the names of its container and its volume. */
  readonly id: string;
  readonly path: string;
}

/** Disk for one whose source does not say its size: adapters are small, a draft model is a model. */
const UNKNOWN_SIZE = { adapter: 2 * GIB, draft: 20 * GIB };
/** Room for tokenizer files and partial downloads beside the weights. */
export const CACHE_FACTOR = 1.2;
const VOLUME = 'beside';

const NONE: readonly BesideModel[] = [];

/** All of them, adapters first, each with a place of its own. */
export function besideModels({ adapters, draftModel }: BesideModels): readonly BesideModel[] {
  return adapters === undefined && draftModel === undefined ? NONE : [
    ...given(adapters).map(([adapter, source], index) => ({ adapter, source, id: `adapter-${index + 1}`, path: `/mnt/adapters/${folderNameOf(adapter)}` })),
    ...(draftModel ? [{ source: draftModel, id: 'draft-model', path: '/mnt/draft-model' }] : []),
  ];
}

/** An adapter in a folder of its own, whatever its name is: `acme/sql` does not lie in the folder of `acme`. Engines judge the names. */
function folderNameOf(adapter: string): string {
  return adapter.replace(/^[^A-Za-z0-9]|[^-._A-Za-z0-9]/g, '+');
}

/** The part of a context that is another one for each of them. */
type OwnContext = Omit<SourceContext, 'engineName' | 'kubernetesVersion'>;

/** The part of the context that each of them has instead of that of the main model: nothing is fetched by the server. */
export function contextOf({ id, path }: BesideModel): OwnContext {
  const modelMount = { volume: VOLUME, path, subPath: id };
  return { targetPath: path, modelMount, engineLoadsFromHuggingFace: false, engineFetches: [], volumeName: id };
}

/** One binding of all: what each needs, and the paths that the server is told. Those that are downloaded share an empty folder of the Pod. */
export function bindingOfAll(main: SourceBinding, beside: readonly { readonly of: BesideModel; readonly binding: SourceBinding }[]): SourceBinding {
  if (beside.length === 0) return main;
  const downloaded = beside.filter(({ binding }) => binding.needsModelVolume);
  const all = [main, ...beside.map(one => ({ ...one.binding, ...renamed(one) }))];
  return {
    ...main,
    model: {
      ...main.model,
      adapters: Object.fromEntries(beside.flatMap(({ of, binding }) => (of.adapter === undefined ? [] : [[of.adapter, binding.model.path]]))),
      draftModel: beside.find(({ of }) => of.adapter === undefined)?.binding.model.path,
    },
    initContainers: all.flatMap(({ initContainers = [] }) => initContainers),
    volumes: [...all.flatMap(({ volumes = [] }) => volumes), ...volumeOf(downloaded.map(({ of }) => of))],
    mounts: [
      ...all.flatMap(({ mounts = [] }) => mounts),
      ...downloaded.map(({ of }) => ({ ...contextOf(of).modelMount, readOnly: true })),
    ],
    volumeAccessMode: strictest(all.map(({ volumeAccessMode }) => volumeAccessMode)),
    env: Object.assign({}, ...all.map(({ env }) => env)) as { [name: string]: string },
    secretEnv: Object.assign({}, ...all.map(({ secretEnv }) => secretEnv)) as SourceBinding['secretEnv'],
    podLabels: Object.assign({}, ...all.map(({ podLabels }) => podLabels)) as { [key: string]: string },
    podAnnotations: Object.assign({}, ...all.map(({ podAnnotations }) => podAnnotations)) as { [key: string]: string },
    egressPorts: all.flatMap(({ egressPorts = [] }) => egressPorts),
    nodeAgents: [...new Map(all.flatMap(({ nodeAgents = [] }) => nodeAgents).map(agent => [`${agent.address} ${agent.port}`, agent])).values()],
  };
}

/** The access mode that decides whether several nodes can mount all of them. */
function strictest(modes: (string | undefined)[]): string | undefined {
  return modes.find(mode => mode !== undefined && !mode.endsWith('Many')) ?? modes.find(mode => mode !== undefined);
}

/** Containers of one Pod have names of their own. */
function renamed({ of, binding }: { readonly of: BesideModel; readonly binding: SourceBinding }): Pick<SourceBinding, 'initContainers'> {
  return { initContainers: binding.initContainers?.map(container => ({ ...container, name: `${container.name.replace(/-model$/, '')}-${of.id}` })) };
}

/** The folder that those that are downloaded share. */
function volumeOf(models: readonly BesideModel[]): PodVolume[] {
  if (models.length === 0) return [];
  const bytes = models.map(({ source, adapter }) => (source.size ? bytesOf(source.size) : UNKNOWN_SIZE[adapter === undefined ? 'draft' : 'adapter']));
  return [PodVolume.emptyDir(VOLUME, { sizeLimit: ceilGib(CACHE_FACTOR * bytes.reduce((sum, one) => sum + one, 0)) })];
}

/** A source as annotations have it: another revision is another text. */
export function withRevision({ uri, revision }: ModelSource): string {
  return revision === undefined || uri.includes(revision) ? uri : `${uri}@${revision}`;
}

/** What they are, as annotations of the Model and of its Pods: another source rolls them out. */
export function besideAnnotations(models: readonly BesideModel[]): { [key: string]: string } {
  const adapters = models.flatMap(({ adapter, source }) => (adapter === undefined ? [] : [`${adapter}=${withRevision(source)}`]));
  const draft = models.find(({ adapter }) => adapter === undefined);
  return {
    ...(adapters.length > 0 && { [ModelLabels.ADAPTERS]: adapters.join(',') }),
    ...(draft && { [ModelLabels.DRAFT_MODEL]: withRevision(draft.source) }),
  };
}

/** The props with all their sources pinned to what a lock knows of them. */
export function lockedBy<T extends FootprintProps>(lock: ModelLock, props: T): T {
  const adapters = props.adapters && Object.fromEntries(given(props.adapters).map(([name, source]) => [name, source._lockedBy(lock)]));
  return { ...props, source: props.source._lockedBy(lock), adapters, draftModel: props.draftModel?._lockedBy(lock) };
}
