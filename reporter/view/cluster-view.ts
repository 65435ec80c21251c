import { projectPod } from './pods';
import {
  keyOf, modelKeyOf, modelKeyOfInfer, podKeyOfEvent, projectDeployment, projectInfer, projectModel, projectMountFailure, projectService, projectSlice,
  projectStatus,
} from './projections';
import { copyOf, Shelf } from './shelf';
import { InferView, ModelView, MountFailureView, PodView, ServiceView, SliceView, StoredStatus, WorkloadView } from './views';
import { Raw, text, at } from '../kube/raw';
import { Sink } from '../kube/watcher';
import { Situation } from '../status/situation';

/** Of the Events of a namespace so many are kept, the latest: whoever may make them may make any number, also of Pods that there never were. */
const EVENTS_EACH = 500;

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
    }, EVENTS_EACH);
    this.models = this.modelSink();
    this.pods = this.podShelf;
    this.deployments = this.deploymentShelf;
    this.services = this.serviceShelf;
    this.slices = this.sliceShelf;
    this.infers = this.inferShelf;
    this.events = this.failureShelf;
  }

  /** Keys of all Models. */
  public get keys(): string[] {
    return this.modelShelf.keys;
  }

  /** What is known of a Model; undefined when there is none of that key. `unseen` is why it may be out of date. */
  public situation(key: string, unseen?: string): Situation | undefined {
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
      unseen,
      mountFailures: new Map(failures.sort((a, b) => a.at - b.at).map(({ pod, message }) => [pod, message])),
    };
  }

  /** A status was written: until the watch tells us of it, it is what the Model has. */
  public wrote(key: string, answer: Raw): StoredStatus {
    const status = copyOf(projectStatus(answer.status));
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
