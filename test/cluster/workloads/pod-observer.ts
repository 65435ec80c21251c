import { KubernetesListObject, KubernetesObject, Watch } from '@kubernetes/client-node';
import { eventually } from './eventually';
import { isReady, Pod } from './workspace';
import { kubeConfigOf } from '../harness/clients';
import { ControlPlane } from '../harness/control-plane';

/** The Pods of a namespace at one moment. */
export interface Moment {
  /** Pods that hold the devices of a node, the ending ones included. */
  readonly onNodes: number;
  /** Pods that may be sent requests. */
  readonly ready: number;
}

/** Sees every change of the Pods of a namespace, in the order in which the API server stored them. */
export class PodObserver {
  /** Begins to watch; it has to be stopped. */
  static async start(cluster: ControlPlane, namespace: string): Promise<PodObserver> {
    const path = `/api/v1/namespaces/${namespace}/pods`;
    const list = (await cluster.api.must('GET', path)).body as unknown as KubernetesListObject<KubernetesObject>;
    const observer = new PodObserver(cluster, path, list.items as unknown as Pod[]);
    observer.request = await new Watch(kubeConfigOf(cluster)).watch(
      path,
      { resourceVersion: list.metadata!.resourceVersion },
      (type: string, pod: Pod) => observer.see(type, pod),
      (error: unknown) => { if (!observer.stopped) observer.failure = error ?? new Error('the watch ended by itself'); },
    );
    return observer;
  }

  /** Every moment that has been, the one at the start included. */
  readonly moments: Moment[] = [];
  private readonly pods = new Map<string, Pod>();
  private readonly versions = new Set<string>();
  private request?: AbortController;
  private stopped = false;
  private failure?: unknown;

  private constructor(private readonly cluster: ControlPlane, private readonly path: string, pods: readonly Pod[]) {
    for (const pod of pods) this.keep(pod);
    this.remember();
  }

  /** The least and the most of a number over all moments. */
  range(of: keyof Moment): [least: number, most: number] {
    if (this.failure !== undefined) throw this.failure as Error;
    const numbers = this.moments.map((moment) => moment[of]);
    return [Math.min(...numbers), Math.max(...numbers)];
  }

  /** Waits until everything has been seen that is stored. */
  async catchUp(): Promise<void> {
    const isSeen = ({ metadata }: Pod) => this.versions.has(`${metadata.uid} ${metadata.resourceVersion}`);
    await eventually(
      async () => (await this.cluster.api.must('GET', this.path)).body.items as Pod[],
      (stored) => stored.length === this.pods.size && stored.every(isSeen),
    );
  }

  /** Ends the watch. */
  stop(): void {
    this.stopped = true;
    this.request?.abort();
  }

  private see(type: string, pod: Pod): void {
    if (type === 'DELETED') this.pods.delete(pod.metadata.uid);
    else this.keep(pod);
    this.remember();
  }

  private keep(pod: Pod): void {
    this.pods.set(pod.metadata.uid, pod);
    this.versions.add(`${pod.metadata.uid} ${pod.metadata.resourceVersion}`);
  }

  private remember(): void {
    const all = [...this.pods.values()];
    this.moments.push({
      onNodes: all.filter(({ spec }) => spec.nodeName !== undefined).length,
      ready: all.filter(isReady).length,
    });
  }
}
