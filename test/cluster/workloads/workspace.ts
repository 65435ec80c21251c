import { eventually } from './eventually';
import { Deployment } from './models';
import { KubeObject } from '../harness/api-client';
import { Applier } from '../harness/apply';
import { ControlPlane } from '../harness/control-plane';

/** A Pod, as far as the suites read it. */
export interface Pod extends KubeObject {
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly resourceVersion: string;
    readonly deletionTimestamp?: string;
    readonly labels: { readonly [key: string]: string };
    readonly annotations: { readonly [key: string]: string };
    readonly ownerReferences?: readonly Owner[];
  };
  readonly spec: { readonly nodeName?: string };
  readonly status: { readonly conditions?: readonly Condition[] };
}

/** What is the case of an object, or is not. */
export interface Condition { readonly type: string; readonly status: string; readonly reason?: string; readonly message?: string }

interface ReplicaSet extends KubeObject {
  readonly metadata: { readonly name: string; readonly uid: string; readonly ownerReferences?: readonly Owner[] };
}

/** How far the controller of a Deployment is. */
interface Progress {
  readonly observedGeneration?: number;
  readonly replicas?: number;
  readonly updatedReplicas?: number;
  readonly readyReplicas?: number;
}

interface Owner { readonly kind: string; readonly name: string; readonly uid: string }

/** Whether a Pod may be sent requests. */
export function isReady({ metadata, status }: Pod): boolean {
  return metadata.deletionTimestamp === undefined && (status.conditions ?? []).some((condition) => condition.type === 'Ready' && condition.status === 'True');
}

/** A namespace of its own in a control plane, and what is in it. */
export class Workspace {
  /** Makes the namespace, and waits until Pods can be made in it. */
  static async make(cluster: ControlPlane, namespace: string): Promise<Workspace> {
    await cluster.api.must('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
    await eventually(() => cluster.api.send('GET', `/api/v1/namespaces/${namespace}/serviceaccounts/default`), ({ status }) => status === 200);
    return new Workspace(cluster, namespace);
  }

  private readonly applier: Applier;

  private constructor(private readonly cluster: ControlPlane, readonly namespace: string) {
    this.applier = new Applier(cluster);
  }

  /** Applies objects as `kubectl apply --server-side` does; fails with the words of the API server, warnings included. */
  async apply(...objects: readonly KubeObject[]): Promise<void> {
    for (const object of objects) {
      const { status, warnings, body } = await this.applier.apply(object, this.namespace);
      if (status >= 300 || warnings.length > 0) throw new Error(`${object.kind} ${object.metadata?.name}: ${status} ${body.message ?? warnings.join()}`);
    }
  }

  /** An object as it is stored. */
  async read<T extends KubeObject>(object: T): Promise<T> {
    return await this.applier.read(object, this.namespace) as T;
  }

  /** All objects of a kind in the namespace: `list('apps/v1', 'replicasets')`. */
  async list<T extends KubeObject>(apiVersion: string, resource: string): Promise<T[]> {
    const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    return (await this.cluster.api.must('GET', `${group}/namespaces/${this.namespace}/${resource}`)).body.items as T[];
  }

  /** All Pods, those that are ending included. */
  pods(): Promise<Pod[]> {
    return this.list<Pod>('v1', 'pods');
  }

  /** The Pods that a Deployment made, told by their owners, so that no label is believed. */
  async podsOf(deployment: string): Promise<Pod[]> {
    const isOwnedBy = ({ metadata }: ReplicaSet | Pod, owns: (owner: Owner) => boolean) => (metadata.ownerReferences ?? []).some(owns);
    const replicaSets = await this.list<ReplicaSet>('apps/v1', 'replicasets');
    const own = new Set(replicaSets.filter((one) => isOwnedBy(one, ({ name }) => name === deployment)).map(({ metadata }) => metadata.uid));
    return (await this.pods()).filter((pod) => isOwnedBy(pod, ({ uid }) => own.has(uid)));
  }

  /** Waits until a Deployment's newest template runs in all its replicas, and nothing else of it is left. */
  async rolledOut(deployment: Deployment): Promise<void> {
    await eventually(
      async () => {
        const { metadata, spec, status } = await this.read(deployment) as Deployment & { status: Progress };
        const pods = (await this.podsOf(deployment.metadata.name)).map((pod) => ({ node: pod.spec.nodeName, status: pod.status }));
        return { generation: metadata.generation, replicas: spec.replicas, status, pods };
      },
      ({ generation, replicas, status, pods }) => pods.length === replicas && status.observedGeneration === generation
        && [status.replicas, status.updatedReplicas, status.readyReplicas].every((count) => (count ?? 0) === replicas),
    );
  }

  /** Makes a Deployment want so many replicas. */
  async scale(deployment: string, replicas: number): Promise<void> {
    const path = `/apis/apps/v1/namespaces/${this.namespace}/deployments/${deployment}/scale`;
    await this.cluster.api.must('PATCH', path, { spec: { replicas } }, 'application/merge-patch+json');
  }

  /** Says of a Pod that it is ready, or that it is not, as a kubelet does after its probe. */
  async setReady(pod: string, ready: boolean): Promise<void> {
    const conditions = ['ContainersReady', 'Ready'].map((type) => ({ type, status: ready ? 'True' : 'False', lastTransitionTime: new Date().toISOString() }));
    const path = `/api/v1/namespaces/${this.namespace}/pods/${pod}/status`;
    await this.cluster.api.must('PATCH', path, { status: { conditions } }, 'application/strategic-merge-patch+json');
  }

  /** Deletes the Deployments, and waits until their Pods are gone. */
  async clear(): Promise<void> {
    await this.cluster.api.must('DELETE', `/apis/apps/v1/namespaces/${this.namespace}/deployments?propagationPolicy=Background`);
    await eventually(async () => (await this.pods()).length, (left) => left === 0);
  }
}
