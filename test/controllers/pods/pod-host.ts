import { setTimeout as sleep } from 'node:timers/promises';
import { KubeObject } from '../../cluster/harness/api-client';
import { ControlPlane } from '../../cluster/harness/control-plane';
import { eventually } from '../../cluster/workloads/eventually';

/** A Pod that a program of this machine stands for. */
export interface HostedPod extends KubeObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly uid: string;
    readonly labels: { readonly [key: string]: string };
    readonly deletionTimestamp?: string;
  };
  readonly spec: {
    readonly nodeName?: string;
    readonly serviceAccountName?: string;
    readonly containers: readonly Container[];
    readonly volumes?: readonly object[];
  };
}

/** A container, as far as what stands for it reads it. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly args?: readonly string[];
  readonly env?: readonly Variable[];
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
  readonly readinessProbe?: { readonly grpc?: { readonly port: number; readonly service?: string } };
}

/** A variable of a container: its value, or the field of its Pod that has it. */
interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly fieldRef?: { readonly fieldPath: string } };
}

/** What stands for a Pod, from when it is ready. */
export interface RunningPod {
  /** Ends it, when what it is at is done. */
  stop(): Promise<void>;
}

/** Starts what stands for a Pod at an address, and waits until it is ready. */
export type StartPod = (pod: HostedPod, address: string) => Promise<RunningPod>;

const NODE = 'this-machine';

/** How often the API server is asked for Pods, in milliseconds. */
const EVERY = 150;

const PATCH = 'application/merge-patch+json';

/** The one node of the cluster: as a kubelet does, it starts something for each Pod, says when that is ready, and ends it. */
export class PodHost {
  /** Makes the node; it must be stopped. The first of the starters that has something for a Pod is the one. */
  static async start(cluster: ControlPlane, startPod: StartPod): Promise<PodHost> {
    const amounts = { 'pods': '500', 'cpu': '500', 'memory': '10Ti', 'ephemeral-storage': '10Ti', 'nvidia.com/gpu': '100' };
    await cluster.api.must('POST', '/api/v1/nodes', {
      apiVersion: 'v1', kind: 'Node', metadata: { name: NODE, labels: { 'kubernetes.io/hostname': NODE, 'kubernetes.io/os': 'linux' } }, status: { allocatable: amounts, capacity: amounts },
    });
    const host = new PodHost(cluster, startPod);
    await host.beat();
    await eventually(
      async () => (await cluster.api.must('GET', `/api/v1/nodes/${NODE}`)).body.spec as { readonly taints?: readonly object[] },
      ({ taints }) => (taints ?? []).length === 0,
    );
    host.looking = host.keepLooking();
    return host;
  }

  private readonly lives = new Map<string, PodLife>();
  private looking?: Promise<void>;
  private stopped = false;
  private addresses = 0;
  private lastBeat = 0;

  private constructor(private readonly cluster: ControlPlane, private readonly startPod: StartPod) {}

  /** Ends all that stands for Pods. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.looking;
    await Promise.all([...this.lives.values()].map((life) => life.end()));
  }

  private async keepLooking(): Promise<void> {
    while (!this.stopped) {
      await this.look().catch(() => undefined); // the API server is stopping, or busy: it is asked again
      await sleep(EVERY);
    }
  }

  private async look(): Promise<void> {
    if (Date.now() - this.lastBeat > 8_000) await this.beat();
    const pods = (await this.cluster.api.must('GET', `/api/v1/pods?fieldSelector=spec.nodeName%3D${NODE}`)).body.items as HostedPod[];
    for (const pod of pods) {
      const life = this.lives.get(pod.metadata.uid);
      if (pod.metadata.deletionTimestamp !== undefined) void (life ?? new PodLife(this.cluster, pod)).end();
      else if (life === undefined) this.begin(pod);
    }
    const there = new Set(pods.map(({ metadata }) => metadata.uid));
    for (const [uid, life] of this.lives) {
      if (there.has(uid)) continue;
      this.lives.delete(uid);
      void life.end();
    }
  }

  private begin(pod: HostedPod): void {
    const number = ++this.addresses;
    const life = new PodLife(this.cluster, pod);
    this.lives.set(pod.metadata.uid, life);
    void life.run(this.startPod, `10.2.${Math.floor(number / 250)}.${number % 250 + 1}`);
  }

  /** Says that the node lives: after 40 s of silence it counts as dead. */
  private async beat(): Promise<void> {
    this.lastBeat = Date.now();
    const now = new Date().toISOString();
    const conditions = [{ type: 'Ready', status: 'True', reason: 'KubeletReady', message: '', lastHeartbeatTime: now, lastTransitionTime: now }];
    await this.cluster.api.must('PATCH', `/api/v1/nodes/${NODE}/status`, { status: { conditions } }, PATCH);
  }
}

/** One Pod, from its start to its end. */
class PodLife {
  private running?: Promise<RunningPod>;
  private ending?: Promise<void>;

  constructor(private readonly cluster: ControlPlane, private readonly pod: HostedPod) {}

  /** Starts what stands for the Pod, and says so: it is running at once, and ready when that is. */
  async run(startPod: StartPod, address: string): Promise<void> {
    await this.says(address, false);
    this.running = startPod(this.pod, address);
    try {
      await this.running;
      if (this.ending === undefined) await this.says(address, true);
    } catch (error) {
      process.stderr.write(`${this.pod.metadata.name}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }

  /** Ends what stands for the Pod, then the Pod. */
  end(): Promise<void> {
    this.ending ??= this.goAway();
    return this.ending;
  }

  private async goAway(): Promise<void> {
    const { namespace, name } = this.pod.metadata;
    await this.running?.then((running) => running.stop(), () => undefined);
    await this.cluster.api.send('DELETE', `/api/v1/namespaces/${namespace}/pods/${name}?gracePeriodSeconds=0`).catch(() => undefined); // the API server may have ended before
  }

  private async says(address: string, ready: boolean): Promise<void> {
    const { namespace, name } = this.pod.metadata;
    const now = new Date().toISOString();
    const conditions = { PodScheduled: true, Initialized: true, ContainersReady: ready, Ready: ready };
    const status = {
      phase: 'Running',
      podIP: address,
      podIPs: [{ ip: address }],
      startTime: now,
      conditions: Object.entries(conditions).map(([type, holds]) => ({ type, status: holds ? 'True' : 'False', lastTransitionTime: now })),
      containerStatuses: this.pod.spec.containers.map((container) => ({
        name: container.name, image: container.image, imageID: '', ready, started: ready, restartCount: 0, state: { running: { startedAt: now } },
      })),
    };
    await this.cluster.api.send('PATCH', `/api/v1/namespaces/${namespace}/pods/${name}/status`, { status }, PATCH);
  }
}
