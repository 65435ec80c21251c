import { Raw } from '../../reporter/kube/raw';
import { Situation } from '../../reporter/status/situation';
import { ClusterView } from '../../reporter/view/cluster-view';

/*
 * Objects as an API server gives them, as far as the reporter reads them: a test says what is special about one.
 */

/** The moment that the tests live in. */
export const NOW = Date.parse('2026-05-01T12:00:00Z');

/** A moment before it, as Kubernetes writes times. */
export function ago(seconds: number): string {
  return new Date(NOW - seconds * 1_000).toISOString().replace('.000', '');
}

const LABELS = { 'registry.matrixinfer.ai/model': 'llama' };
const REGISTERED = { 'registry.matrixinfer.ai/registered-only': 'true' };
let uids = 0;

/** A Model with two replicas in mind. */
export function model(more: { status?: unknown; version?: string; metadata?: object; registered?: boolean } = {}): Raw {
  return {
    metadata: { name: 'llama', namespace: 'ml', uid: 'model-1', generation: 3, resourceVersion: '10', ...(more.registered && { annotations: REGISTERED }), ...more.metadata },
    spec: { modelSpec: { version: more.version ?? '1.0.0' } },
    ...('status' in more && { status: more.status }),
  };
}

/** A Deployment that is rolled out; `status` is laid over that. */
export function deployment(replicas = 2, more: { status?: object; spec?: object; version?: string; name?: string; generation?: number } = {}): Raw {
  return {
    metadata: { name: more.name ?? 'llama', namespace: 'ml', uid: 'deployment-1', labels: LABELS, generation: more.generation ?? 1 },
    spec: { replicas, template: { metadata: { annotations: { 'registry.matrixinfer.ai/model-version': more.version ?? '1.0.0' } } }, ...more.spec },
    status: {
      observedGeneration: 1,
      replicas,
      updatedReplicas: replicas,
      conditions: [{ type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' }],
      ...more.status,
    },
  };
}

/** A Deployment that is rolling out its first template. */
export function starting(replicas = 2): Raw {
  return deployment(replicas, { status: { conditions: [{ type: 'Progressing', status: 'True', reason: 'ReplicaSetUpdated' }] } });
}

/** What a Pod of the tests is like. */
export interface PodProps {
  readonly name?: string;
  readonly ready?: boolean;
  readonly node?: string | null;
  readonly phase?: string;
  readonly conditions?: readonly object[];
  /** Status of the server's container. */
  readonly server?: object;
  /** Status of the container that downloads; none is rendered without it. */
  readonly download?: object;
  readonly metadata?: object;
  readonly spec?: object;
}

/** A Pod on a node, whose server is as the test says; it runs and is ready by default. */
export function pod(props: PodProps = {}): Raw {
  const { ready = props.server === undefined && props.download === undefined && props.node !== null } = props;
  const probe = { initialDelaySeconds: 0, periodSeconds: 10, failureThreshold: 60 };
  const image = 'vllm/vllm-openai:v0.32.0';
  return {
    metadata: { name: props.name ?? `llama-${uids++}`, namespace: 'ml', labels: LABELS, creationTimestamp: ago(30), ...props.metadata },
    spec: {
      ...(props.node !== null && { nodeName: props.node ?? 'node-1' }),
      terminationGracePeriodSeconds: 60,
      containers: [{ name: 'server', image, startupProbe: probe, resources: { limits: { memory: '24Gi' } } }],
      ...(props.download && { initContainers: [{ name: 'download-model', image: 'rclone/rclone:1' }] }),
      ...props.spec,
    },
    status: {
      phase: props.phase ?? 'Running',
      conditions: props.conditions ?? [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: ago(20) }],
      ...(props.download && { initContainerStatuses: [{ name: 'download-model', ready: false, ...props.download }] }),
      ...(props.node !== null && {
        containerStatuses: [{
          name: 'server',
          image,
          imageID: 'docker.io/vllm/vllm-openai@sha256:abc',
          ready,
          started: ready,
          ...(ready && { state: { running: { startedAt: ago(25) } } }),
          ...props.server,
        }],
      }),
    },
  };
}

/** A Pod that no node takes, for a reason in the scheduler's words. */
export function unscheduled(message: string, reason = 'Unschedulable'): Raw {
  return pod({ node: null, phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason, message }] });
}

/** A container that waits. */
export function waitingFor(reason: string, message?: string, last?: object): object {
  return { state: { waiting: { reason, message } }, ...(last && { lastState: { terminated: last }, restartCount: 3 }) };
}

/** How a container ended, after so many seconds. */
export function ended(exitCode: number, ran = 12, more: object = {}): object {
  return { exitCode, reason: exitCode === 0 ? 'Completed' : 'Error', startedAt: ago(ran + 60), finishedAt: ago(60), ...more };
}

/** The Service of the model. */
export function service(more: { name?: string; ports?: readonly object[] } = {}): Raw {
  const name = more.name ?? 'llama';
  return { metadata: { name, namespace: 'ml', labels: LABELS }, spec: { ports: more.ports ?? [{ name: 'http', port: 8000, appProtocol: 'http' }] } };
}

/** An EndpointSlice of the model's Service. */
export function slice(ready: number, more: { name?: string; service?: string; terminating?: number } = {}): Raw {
  const conditions = [
    ...Array.from({ length: ready }, () => ({ ready: true })), { ready: false },
    ...Array.from({ length: more.terminating ?? 0 }, () => ({ ready: true, terminating: true })),
  ];
  return {
    metadata: { name: more.name ?? 'llama-abc', namespace: 'ml', labels: { ...LABELS, 'kubernetes.io/service-name': more.service ?? 'llama' } },
    endpoints: conditions.map(condition => ({ conditions: condition })),
  };
}

/** A warning of a node about a Pod. */
export function warning(podName: string, reason: string, message: string): Raw {
  return { metadata: { name: `${podName}.${reason}`, namespace: 'ml' }, involvedObject: { kind: 'Pod', namespace: 'ml', name: podName }, reason, message };
}

/** A ModelInfer for the model. */
export function infer(status: object, more: { name?: string; namespace?: string } = {}): Raw {
  return { metadata: { name: more.name ?? 'llama-infer', namespace: more.namespace ?? 'ml' }, spec: { replicas: 2, modelRef: { name: 'llama', namespace: 'ml' } }, status };
}

/** What a view gets. */
export interface Objects {
  readonly model?: Raw;
  readonly deployments?: readonly Raw[];
  readonly pods?: readonly Raw[];
  readonly services?: readonly Raw[];
  readonly slices?: readonly Raw[];
  readonly infers?: readonly Raw[];
  readonly events?: readonly Raw[];
  /** Why they may be out of date. */
  readonly unseen?: string;
}

/** What is known of the Model when these are the objects of the cluster. */
export function situationOf(objects: Objects): Situation {
  const view = new ClusterView(() => undefined);
  view.models.put(objects.model ?? model());
  const { model: _model, unseen, ...lists } = objects;
  for (const [kind, list] of Object.entries(lists)) {
    for (const object of list) view[kind as 'pods'].put(object);
  }
  return view.situation('ml/llama', unseen)!;
}
