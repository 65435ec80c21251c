import {
  InferView, keyOf, modelKeyOf, modelKeyOfInfer, ModelView, MountFailureView, namespaceOf, PodView, projectDeployment, projectInfer,
  projectModel, projectMountFailure, projectPod, projectService, projectSlice, projectStatus, ServiceView, SliceView, StoredStatus, WorkloadView,
} from './projections';
import { Raw, text, at } from '../kube/raw';
import { Sink } from '../kube/watcher';
import { Situation } from '../status/situation';

/** Objects of one kind by their own key, and by that of the Model that they belong to. */
class Shelf<View> implements Sink {
  private readonly views = new Map<string, { readonly owner: string; readonly view: View }>();
  private readonly byOwner = new Map<string, Set<string>>();
  private seen?: Set<string>;

  /**
   * @param ownerOf the key of the Model that an object belongs to; undefined when it belongs to none.
   * @param project what is kept of an object.
   * @param touched is told of every Model for which something changed.
   */
  public constructor(
    private readonly ownerOf: (object: Raw) => string | undefined,
    private readonly project: (object: Raw, before?: View) => View | undefined,
    private readonly touched: (owner: string) => void,
  ) {}

  public get size(): number {
    return this.views.size;
  }

  public ownerAt(key: string): string | undefined {
    return this.views.get(key)?.owner;
  }

  public of(owner: string): View[] {
    return [...this.byOwner.get(owner) ?? []].map(key => this.views.get(key)!.view);
  }

  public put(object: Raw): void {
    const key = keyOf(object);
    this.seen?.add(key);
    const owner = this.ownerOf(object);
    const known = this.views.get(key);
    const view = owner === undefined ? undefined : this.project(object, known?.view);
    if (known !== undefined && (view === undefined || known.owner !== owner)) this.drop(key);
    if (owner === undefined || view === undefined) return;
    if (known?.owner === owner && JSON.stringify(known.view) === JSON.stringify(view)) return;
    this.views.set(key, { owner, view });
    const keys = this.byOwner.get(owner);
    if (keys) keys.add(key);
    else this.byOwner.set(owner, new Set([key]));
    this.touched(owner);
  }

  public remove(object: Raw): void {
    this.drop(keyOf(object));
  }

  public restarted(): void {
    this.seen = new Set();
  }

  public listed(): void {
    const { seen } = this;
    this.seen = undefined;
    if (seen) for (const key of [...this.views.keys()].filter(known => !seen.has(known))) this.drop(key);
  }

  private drop(key: string): void {
    const known = this.views.get(key);
    if (known === undefined) return;
    this.views.delete(key);
    const keys = this.byOwner.get(known.owner)!;
    keys.delete(key);
    if (keys.size === 0) this.byOwner.delete(known.owner);
    this.touched(known.owner);
  }
}

/** What we wrote last and what the watch has not yet told us. */
interface Written {
  readonly resourceVersion: string;
  readonly status: StoredStatus;
  /** A list has been begun since: it has what we wrote, or something newer. */
  listed?: boolean;
}

/** Everything that is known of one namespace, or of all: a sink for each kind, and what they say together of a Model. */
export class ClusterView {
  public readonly models: Sink & { readonly size: number };
  public readonly deployments: Sink;
  public readonly pods: Sink & { readonly size: number };
  public readonly services: Sink;
  public readonly slices: Sink;
  public readonly infers: Sink;
  public readonly events: Sink;

  private readonly modelShelf: Shelf<ModelView>;
  private readonly deploymentShelf: Shelf<WorkloadView>;
  private readonly podShelf: Shelf<PodView>;
  private readonly serviceShelf: Shelf<ServiceView>;
  private readonly sliceShelf: Shelf<SliceView>;
  private readonly inferShelf: Shelf<InferView>;
  private readonly failureShelf: Shelf<MountFailureView>;
  private readonly written = new Map<string, Written>();

  /** @param touched is told of every Model for which something changed. */
  public constructor(touched: (key: string) => void) {
    this.modelShelf = new Shelf(keyOf, projectModel, touched);
    this.deploymentShelf = new Shelf(modelKeyOf, projectDeployment, touched);
    this.podShelf = new Shelf(modelKeyOf, projectPod, touched);
    this.serviceShelf = new Shelf(modelKeyOf, projectService, touched);
    this.sliceShelf = new Shelf(modelKeyOf, projectSlice, touched);
    this.inferShelf = new Shelf(modelKeyOfInfer, projectInfer, touched);
    // An Event names its Pod: it is kept by that, whether the Pod is known already or comes later.
    this.failureShelf = new Shelf(podKeyOfEvent, projectMountFailure, pod => {
      const owner = this.podShelf.ownerAt(pod);
      if (owner !== undefined) touched(owner);
    });
    this.models = this.modelSink();
    this.pods = this.podShelf;
    this.deployments = this.deploymentShelf;
    this.services = this.serviceShelf;
    this.slices = this.sliceShelf;
    this.infers = this.inferShelf;
    this.events = this.failureShelf;
  }

  /** What is known of a Model; undefined when there is none of that key. */
  public situation(key: string): Situation | undefined {
    const [model] = this.modelShelf.of(key);
    if (model === undefined) return undefined;
    const pods = this.podShelf.of(key);
    const failures = pods.flatMap(({ name }) => this.failureShelf.of(`${model.namespace}/${name}`));
    return {
      model: { ...model, status: this.written.get(key)?.status ?? model.status },
      workloads: this.deploymentShelf.of(key),
      pods,
      services: this.serviceShelf.of(key),
      slices: this.sliceShelf.of(key),
      infers: this.inferShelf.of(key),
      mountFailures: new Map(failures.sort((a, b) => a.at - b.at).map(({ pod, message }) => [pod, message])),
    };
  }

  /** A status was written: until the watch tells us of it, it is what the Model has. */
  public wrote(key: string, answer: Raw): StoredStatus {
    const status = projectStatus(answer.status);
    const resourceVersion = text(at(answer, 'metadata', 'resourceVersion')) ?? '';
    const [model] = this.modelShelf.of(key);
    if (model !== undefined && !(Number(model.resourceVersion) >= Number(resourceVersion))) this.written.set(key, { resourceVersion, status });
    return status;
  }

  /** Models whose status is known here and not yet by the watch; for tests. */
  public get unseen(): number {
    return this.written.size;
  }

  private modelSink(): ClusterView['models'] {
    const { modelShelf: shelf, written } = this;
    const arrived = (object: Raw) => {
      const key = keyOf(object);
      const { listed, resourceVersion } = written.get(key) ?? {};
      if (listed || resourceVersion === text(at(object, 'metadata', 'resourceVersion'))) written.delete(key);
    };
    return {
      get size() { return shelf.size; },
      put: object => { arrived(object); shelf.put(object); },
      remove: object => { written.delete(keyOf(object)); shelf.remove(object); },
      restarted: () => {
        for (const one of written.values()) one.listed = true;
        shelf.restarted();
      },
      listed: () => {
        for (const [key, { listed }] of written) if (listed) written.delete(key); // they are gone
        shelf.listed();
      },
    };
  }
}

function podKeyOfEvent(object: Raw): string | undefined {
  const pod = text(at(object, 'involvedObject', 'name'));
  return pod === undefined ? undefined : `${text(at(object, 'involvedObject', 'namespace')) ?? namespaceOf(object)}/${pod}`;
}
