import { short } from './short';
import { InferView, MountFailureView, ServiceView, SliceView, StoredStatus, SubjectView, WorkloadView } from './views';
import { Plural } from '../kinds';
import { at, count, list, number, Raw, record, text, time } from '../kube/raw';

/** The label that ties objects to their Model. */
export const MODEL_LABEL = 'registry.matrixinfer.ai/model';

/** The label that ties scalers to their policy. */
export const POLICY_LABEL = 'registry.matrixinfer.ai/autoscaling-policy';

const VERSION_ANNOTATION = 'registry.matrixinfer.ai/model-version';

/** Annotation of a Model that nothing is meant to serve; `ModelLabels.REGISTERED_ONLY` of the library. */
const REGISTERED_ONLY = 'registry.matrixinfer.ai/registered-only';

/** Longest name of an object, in characters. */
const NAME = 253;

/** A stored text is compared with what is to be written, which is never longer: what is beyond makes it another one, whatever it is. */
const STORED = 5_000;

/** Conditions that are ours; others are left as they are, and nothing is kept of them. */
const OURS = new Set<unknown>(['Ready', 'Progressing', 'Available', 'Degraded', 'Accepted', 'ResolvedRefs', 'AbleToScale', 'ScalingActive', 'ScalingLimited']);

/** `namespace/name` of an object. */
export function keyOf(object: Raw): string {
  return `${namespaceOf(object)}/${text(at(object, 'metadata', 'name')) ?? ''}`;
}

/** `namespace/name` of the Model that an object is labelled with; undefined without the label. */
export function modelKeyOf(object: Raw): string | undefined {
  const name = text(at(object, 'metadata', 'labels', MODEL_LABEL));
  return name === undefined ? undefined : `${namespaceOf(object)}/${name}`;
}

/** The namespace of an object. */
export function namespaceOf(object: Raw): string {
  return text(at(object, 'metadata', 'namespace')) ?? '';
}

/** What is kept of a Model, or of another object whose status is written. */
export function projectSubject(plural: Plural, object: Raw): SubjectView {
  const metadata = record(object.metadata);
  return {
    plural,
    namespace: namespaceOf(object),
    name: text(metadata.name) ?? '',
    uid: text(metadata.uid) ?? '',
    resourceVersion: text(metadata.resourceVersion) ?? '',
    generation: number(metadata.generation) ?? 0,
    deleting: metadata.deletionTimestamp !== undefined,
    version: short(at(object, 'spec', 'modelSpec', 'version')) || undefined,
    registeredOnly: at(metadata, 'annotations', REGISTERED_ONLY) === 'true',
    routes: plural === 'modelroutes' ? list(at(object, 'spec', 'routes')).length : undefined,
    infer: plural === 'modelservers' ? referredTo(object, 'modelInferRef') : undefined,
    status: projectStatus(object.status),
  };
}

/** What is kept of a status; what is malformed in it is not there. */
export function projectStatus(value: unknown): StoredStatus {
  const status = record(value);
  return {
    phase: stored(status.phase),
    observedGeneration: number(status.observedGeneration),
    replicas: number(status.replicas),
    readyReplicas: number(status.readyReplicas),
    selector: stored(status.selector),
    endpoint: stored(status.endpoint),
    image: stored(status.image),
    serviceEndpoint: stored(status.serviceEndpoint),
    activeRoutes: number(status.activeRoutes),
    currentReplicas: number(status.currentReplicas),
    desiredReplicas: number(status.desiredReplicas),
    lastScaleTime: stored(status.lastScaleTime),
    conditions: list(status.conditions).map(record).filter(({ type }) => OURS.has(type)).map(condition => ({
      type: String(condition.type),
      status: stored(condition.status),
      reason: stored(condition.reason),
      message: stored(condition.message),
      lastTransitionTime: stored(condition.lastTransitionTime),
      observedGeneration: number(condition.observedGeneration),
    })),
  };
}

function stored(value: unknown): string | undefined {
  return text(value)?.slice(0, STORED);
}

/** What is kept of a Deployment. */
export function projectDeployment(object: Raw): WorkloadView {
  const { metadata, spec, status } = object;
  const conditions = list(record(status).conditions).map(record);
  const refused = conditions.find(({ type, status: holds }) => type === 'ReplicaFailure' && holds === 'True');
  return {
    name: text(record(metadata).name) ?? '',
    desired: count(record(spec).replicas) ?? 1,
    replicas: count(record(status).replicas) ?? 0,
    updated: count(record(status).updatedReplicas) ?? 0,
    observed: (number(record(status).observedGeneration) ?? 0) >= (number(record(metadata).generation) ?? 0),
    progress: short(conditions.find(({ type }) => type === 'Progressing')?.reason) || undefined,
    refused: refused && short(refused.message),
    paused: record(spec).paused === true,
    version: short(at(spec, 'template', 'metadata', 'annotations', VERSION_ANNOTATION)) || undefined,
  };
}

/** What is kept of a Service. */
export function projectService(object: Raw): ServiceView {
  const ports = list(at(object, 'spec', 'ports')).map(record);
  const port = ports.find(({ name }) => name === 'http') ?? ports[0] ?? {};
  const protocol = text(port.appProtocol) ?? text(port.name) ?? '';
  const outside = record(list(at(object, 'status', 'loadBalancer', 'ingress'))[0]);
  return {
    name: text(at(object, 'metadata', 'name')) ?? '',
    port: number(port.port),
    scheme: /^(https|tls)/i.test(protocol) ? 'https' : 'http',
    external: (short(outside.hostname, NAME) || short(outside.ip, NAME)) || undefined,
  };
}

/** What is kept of an EndpointSlice. */
export function projectSlice(object: Raw): SliceView {
  const endpoints = list(object.endpoints).map(endpoint => record(record(endpoint).conditions));
  return {
    service: text(at(object, 'metadata', 'labels', 'kubernetes.io/service-name')) ?? '',
    ready: endpoints.filter(({ ready, terminating }) => ready !== false && terminating !== true).length,
  };
}

/** What is kept of a ModelInfer. */
export function projectInfer(object: Raw): InferView {
  return {
    name: text(at(object, 'metadata', 'name')) ?? '',
    phase: short(at(object, 'status', 'phase')) || undefined,
    replicas: count(at(object, 'status', 'replicas')) ?? count(at(object, 'spec', 'replicas')) ?? 1,
    readyReplicas: count(at(object, 'status', 'readyReplicas')) ?? 0,
  };
}

/**
 * `namespace/name` of the Model that a ModelInfer serves; undefined when it is of another namespace: whoever may write there must not write here.
 */
export function modelKeyOfInfer(object: Raw): string | undefined {
  const key = referredTo(object, 'modelRef');
  return key?.startsWith(`${namespaceOf(object)}/`) ? key : undefined;
}

/** `namespace/name` of what an object refers to, in its own namespace unless it says another one. */
function referredTo(object: Raw, member: string): string | undefined {
  const { name, namespace } = record(at(object, 'spec', member));
  const where = text(namespace) || namespaceOf(object);
  return text(name) === undefined || String(name).length > NAME || where.length > NAME ? undefined : `${where}/${String(name)}`;
}

/** `namespace/name` of the Pod that an Event is about: one of its own namespace, whatever it says. */
export function podKeyOfEvent(object: Raw): string | undefined {
  const pod = text(at(object, 'involvedObject', 'name'));
  return pod === undefined || pod.length > NAME ? undefined : `${namespaceOf(object)}/${pod}`;
}

/** What is kept of an Event; undefined for one that is about nothing that matters. */
export function projectMountFailure(object: Raw): MountFailureView | undefined {
  const { kind, name } = record(object.involvedObject);
  if (kind !== 'Pod' || !['FailedMount', 'FailedAttachVolume'].includes(text(object.reason) ?? '')) return undefined;
  return { pod: text(name) ?? '', message: short(object.message), at: time(object.lastTimestamp) ?? 0 };
}
