import { KubeObject } from '../harness/api-client';
import { ControlPlane } from '../harness/control-plane';
import { eventually } from '../workloads/eventually';

/** A Pod, as far as a kubelet reads it. */
interface Pod extends KubeObject {
  readonly metadata: { readonly name: string; readonly uid: string; readonly namespace: string; readonly deletionTimestamp?: string };
  readonly spec: { readonly nodeName?: string; readonly containers: readonly Container[]; readonly initContainers?: readonly Container[] };
  readonly status: { readonly conditions?: readonly object[]; readonly phase?: string };
}

interface Container { readonly name: string; readonly image: string; readonly restartPolicy?: string }

/** What a container is said to be in. */
export interface ContainerStatus {
  readonly state?: object;
  readonly lastState?: object;
  readonly ready?: boolean;
  readonly started?: boolean;
  readonly restartCount?: number;
}

const PATCH = 'application/merge-patch+json';

/** How often the node says that it lives, in milliseconds: after 40 s of silence it counts as dead. */
const HEARTBEAT = 8_000;

/** A node that a test plays: it is ready, and of the Pods on it is said what the test says. kwok leaves it alone. */
export class Kubelet {
  static async start(cluster: ControlPlane, name: string, resources: Readonly<Record<string, string>>): Promise<Kubelet> {
    const amounts = { 'pods': '500', 'ephemeral-storage': '10Ti', ...resources };
    await cluster.api.must('POST', '/api/v1/nodes', {
      apiVersion: 'v1', kind: 'Node', metadata: { name, labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux' } }, status: { allocatable: amounts, capacity: amounts },
    });
    const kubelet = new Kubelet(cluster, name);
    await kubelet.beat();
    await eventually(
      async () => (await cluster.api.must('GET', `/api/v1/nodes/${name}`)).body.spec as { readonly taints?: readonly object[] },
      ({ taints }) => (taints ?? []).length === 0,
    );
    return kubelet;
  }

  private readonly timer: NodeJS.Timeout;
  private addresses = 10;

  private constructor(private readonly cluster: ControlPlane, private readonly name: string) {
    this.timer = setInterval(() => { this.beat().catch(() => undefined); }, HEARTBEAT);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Waits until so many Pods of a namespace are on the node, and gives them. */
  async pods(namespace: string, count = 1): Promise<Pod[]> {
    const here = async () => ((await this.cluster.api.must('GET', `/api/v1/namespaces/${namespace}/pods`)).body.items as Pod[])
      .filter(({ spec, metadata }) => spec.nodeName === this.name && metadata.deletionTimestamp === undefined);
    return eventually(here, (pods) => pods.length === count);
  }

  /** Says of a Pod's server, and of its download, what they are in; what has no word is as it was. */
  async says(pod: Pod, server: ContainerStatus, download?: ContainerStatus, conditions: Readonly<Record<string, boolean>> = {}): Promise<void> {
    const statusOf = (container: Container, status: ContainerStatus) => ({
      name: container.name,
      image: container.image,
      imageID: `registry.example.com/server@sha256:${'a'.repeat(64)}`,
      ready: false,
      started: false,
      restartCount: 0,
      ...status,
    });
    const now = new Date().toISOString();
    const set = { PodScheduled: true, Initialized: true, Ready: false, ContainersReady: false, ...conditions };
    const downloads = (pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === undefined);
    await this.patch(pod, {
      phase: server.state && 'running' in server.state ? 'Running' : 'Pending',
      podIP: `10.1.0.${this.addresses}`,
      podIPs: [{ ip: `10.1.0.${this.addresses++}` }],
      startTime: now,
      conditions: Object.entries(set).map(([type, holds]) => ({ type, status: holds ? 'True' : 'False', lastTransitionTime: now })),
      initContainerStatuses: download && downloads.map((container) => statusOf(container, download)),
      containerStatuses: pod.spec.containers.map((container) => statusOf(container, server)),
    });
  }

  /** Says that a Pod serves. */
  async serves(pod: Pod): Promise<void> {
    const done = { ready: true, state: { terminated: { exitCode: 0, reason: 'Completed' } } };
    const running = { ready: true, started: true, state: { running: { startedAt: new Date().toISOString() } } };
    await this.says(pod, running, done, { Ready: true, ContainersReady: true });
  }

  /** Ends the Pods of a namespace that are to end, as a kubelet does after its containers. */
  async reap(namespace: string): Promise<void> {
    const pods = (await this.cluster.api.must('GET', `/api/v1/namespaces/${namespace}/pods`)).body.items as Pod[];
    for (const { metadata } of pods.filter((pod) => pod.metadata.deletionTimestamp !== undefined)) await this.remove(metadata);
  }

  /** Takes a Pod away at once. */
  async remove({ namespace, name }: { readonly namespace: string; readonly name: string }): Promise<void> {
    await this.cluster.api.send('DELETE', `/api/v1/namespaces/${namespace}/pods/${name}?gracePeriodSeconds=0`);
  }

  /** Warns of something about a Pod, in an Event. */
  async warns({ metadata: { name, namespace, uid } }: Pod, reason: string, message: string): Promise<void> {
    const time = new Date().toISOString().replace(/\.\d+/, '');
    await this.cluster.api.must('POST', `/api/v1/namespaces/${namespace}/events`, {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { generateName: `${name}.`, namespace },
      type: 'Warning',
      reason,
      message,
      involvedObject: { apiVersion: 'v1', kind: 'Pod', name, namespace, uid },
      source: { component: 'kubelet', host: this.name },
      firstTimestamp: time,
      lastTimestamp: time,
      count: 1,
    });
  }

  private async patch({ metadata: { namespace, name } }: Pod, status: object): Promise<void> {
    await this.cluster.api.must('PATCH', `/api/v1/namespaces/${namespace}/pods/${name}/status`, { status }, PATCH);
  }

  private async beat(): Promise<void> {
    const now = new Date().toISOString();
    const conditions = [{ type: 'Ready', status: 'True', reason: 'KubeletReady', message: '', lastHeartbeatTime: now, lastTransitionTime: now }];
    await this.cluster.api.must('PATCH', `/api/v1/nodes/${this.name}/status`, { status: { conditions } }, PATCH);
  }
}
