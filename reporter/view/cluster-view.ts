import { behind, projectHttpRoute, projectScaler, ROUTE_LABEL, SERVER_LABEL } from './behind';
import { projectPod } from './pods';
import {
  keyOf, modelKeyOf, modelKeyOfInfer, namespaceOf, podKeyOfEvent, POLICY_LABEL, projectDeployment, projectInfer, projectMountFailure, projectService,
  projectSlice,
} from './projections';
import { Shelf } from './shelf';
import { Subjects } from './subjects';
import { HttpRouteView, InferView, MountFailureView, PodView, ScalerView, ServiceView, SliceView, StoredStatus, SubjectView, WorkloadView } from './views';
import { subjectKey } from '../kinds';
import { Raw, text, at } from '../kube/raw';
import { Sink } from '../kube/watcher';
import { PolicySituation, RouteSituation, ServerSituation, Situation } from '../status/situation';

/** Of the Events of a namespace so many are kept, the latest: whoever may make them may make any number, also of Pods that there never were. */
const EVENTS_EACH = 500;

/** Everything that is known of one namespace, or of all: a sink for each kind, and what they say together of an object whose status is written. */
export class ClusterView {
  public readonly models: Sink & { readonly size: number };
  public readonly infers: Sink;
  public readonly servers: Sink;
  public readonly routes: Sink;
  public readonly policies: Sink;
  public readonly deployments: Shelf<WorkloadView>;
  public readonly pods: Shelf<PodView>;
  public readonly services: Shelf<ServiceView>;
  public readonly slices: Shelf<SliceView>;
  public readonly events: Shelf<MountFailureView>;
  /** What stands behind ModelServers, ModelRoutes and AutoscalingPolicies. */
  public readonly serverServices: Shelf<ServiceView>;
  public readonly serverSlices: Shelf<SliceView>;
  public readonly httpRoutes: Shelf<HttpRouteView>;
  public readonly scalers: Shelf<ScalerView>;

  private readonly subjects: Subjects;
  private readonly infersOfModels: Shelf<InferView>;
  private readonly serversOfInfers: Shelf<{ readonly key: string }>;

  /** @param touched is told of every object whose status may have to be another one. */
  public constructor(touched: (key: string) => void) {
    const owner = (key: string) => {
      touched(key); // a Model, or a ModelInfer: their objects have the same label
      const infer = subjectKey('modelinfers', key);
      if (this.subjects.tryGet(infer) !== undefined) touched(infer);
    };
    this.subjects = new Subjects(touched);
    this.deployments = new Shelf(modelKeyOf, projectDeployment, owner);
    this.pods = new Shelf(modelKeyOf, projectPod, owner);
    this.services = new Shelf(modelKeyOf, projectService, owner);
    this.slices = new Shelf(modelKeyOf, projectSlice, owner);
    // An Event names its Pod: it is kept by that, whether the Pod is known already or comes later.
    this.events = new Shelf(podKeyOfEvent, projectMountFailure, pod => {
      const of = this.pods.ownerAt(pod);
      if (of !== undefined) owner(of);
    }, EVENTS_EACH);
    this.serverServices = new Shelf(behind('modelservers', SERVER_LABEL), projectService, touched);
    this.serverSlices = new Shelf(behind('modelservers', SERVER_LABEL), projectSlice, touched);
    this.httpRoutes = new Shelf(behind('modelroutes', ROUTE_LABEL), projectHttpRoute, touched);
    this.scalers = new Shelf(behind('autoscalingpolicies', POLICY_LABEL), projectScaler, touched);
    this.infersOfModels = new Shelf(modelKeyOfInfer, projectInfer, touched);
    this.serversOfInfers = new Shelf(inferOfServer, object => ({ key: subjectKey('modelservers', keyOf(object)) }), () => undefined);
    const inferStates = new Shelf(keyOf, projectInfer, key => {
      for (const server of this.serversOfInfers.of(key)) touched(server.key);
    });
    this.models = this.subjects.sinkOf('models');
    this.infers = all(this.subjects.sinkOf('modelinfers'), this.infersOfModels, inferStates);
    this.servers = all(this.subjects.sinkOf('modelservers'), this.serversOfInfers);
    this.routes = this.subjects.sinkOf('modelroutes');
    this.policies = this.subjects.sinkOf('autoscalingpolicies');
  }

  /** Keys of all objects whose status is written. */
  public get keys(): string[] {
    return this.subjects.keys;
  }

  /** An object whose status is written; undefined when there is none of that key. */
  public trySubject(key: string): SubjectView | undefined {
    return this.subjects.tryGet(key);
  }

  /** What is known of a Model or a ModelInfer; undefined when there is none of that key. `unseen` is why it may be out of date. */
  public situation(key: string, unseen?: string): Situation | undefined {
    const model = this.subjects.tryGet(key);
    if (model === undefined) return undefined;
    const owner = `${model.namespace}/${model.name}`;
    const pods = this.pods.of(owner);
    const failures = pods.flatMap(({ name }) => this.events.of(`${model.namespace}/${name}`));
    return {
      model,
      workloads: this.deployments.of(owner),
      pods,
      services: this.services.of(owner),
      slices: this.slices.of(owner),
      infers: model.plural === 'models' ? this.infersOfModels.of(owner) : [],
      unseen,
      mountFailures: new Map(failures.sort((a, b) => a.at - b.at).map(({ pod, message }) => [pod, message])),
    };
  }

  /** What is known of a ModelServer. */
  public serverSituation(key: string, server: SubjectView): ServerSituation {
    const infer = server.infer === undefined ? undefined : this.subjects.tryGet(subjectKey('modelinfers', server.infer));
    return { server, services: this.serverServices.of(key), slices: this.serverSlices.of(key), inferPhase: infer?.status.phase };
  }

  /** What is known of a ModelRoute. */
  public routeSituation(key: string, route: SubjectView): RouteSituation {
    return { route, httpRoutes: this.httpRoutes.of(key) };
  }

  /** What is known of an AutoscalingPolicy. */
  public policySituation(key: string, policy: SubjectView): PolicySituation {
    return { policy, scalers: this.scalers.of(key) };
  }

  /** A status was written: until the watch tells us of it, it is what the object has. */
  public wrote(key: string, answer: Raw): StoredStatus {
    return this.subjects.wrote(key, answer);
  }

  /** Objects whose status is known here and not yet by the watch; for tests. */
  public get unseen(): number {
    return this.subjects.unseen;
  }
}

/** `namespace/name` of the ModelInfer that a ModelServer of the same namespace leads to. */
function inferOfServer(object: Raw): string | undefined {
  const name = text(at(object, 'spec', 'modelInferRef', 'name'));
  return name === undefined ? undefined : `${text(at(object, 'spec', 'modelInferRef', 'namespace')) || namespaceOf(object)}/${name}`;
}

/** One sink that fills several. */
function all(...sinks: readonly Sink[]): Sink {
  return {
    put: object => { for (const sink of sinks) sink.put(object); },
    remove: object => { for (const sink of sinks) sink.remove(object); },
    restarted: () => { for (const sink of sinks) sink.restarted(); },
    listed: () => { for (const sink of sinks) sink.listed(); },
  };
}
