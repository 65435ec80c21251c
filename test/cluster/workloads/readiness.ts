import { setTimeout as sleep } from 'node:timers/promises';
import { Watch } from '@kubernetes/client-node';
import { isReady, Pod } from './workspace';
import { KubeObject } from '../harness/api-client';
import { kubeConfigOf } from '../harness/clients';
import { ControlPlane } from '../harness/control-plane';

/** Something that was stored, in the order in which all that is stored has its versions. */
interface Change { readonly version: number; readonly type: string; readonly object: KubeObject }

/** How many Pods were wanted and how many were ready at one moment. */
export interface Readiness { readonly wanted: number; readonly ready: number }

/** How long the watches are given to see the last change, in milliseconds. */
const CATCH_UP = 1_000;

/** Sees every change of the Pods of a namespace and of its Deployment: their versions tell which came first. */
export class ReadinessHistory {
  static async start(cluster: ControlPlane, namespace: string): Promise<ReadinessHistory> {
    const history = new ReadinessHistory();
    for (const path of [`/api/v1/namespaces/${namespace}/pods`, `/apis/apps/v1/namespaces/${namespace}/deployments`]) await history.watch(cluster, path);
    return history;
  }

  private readonly changes: Change[] = [];
  private readonly requests: AbortController[] = [];

  /** Ends the watches and gives every moment that has been, but those before the last of the first lists. */
  async stop(): Promise<Readiness[]> {
    await sleep(CATCH_UP);
    for (const request of this.requests) request.abort();
    return moments([...this.changes].sort((a, b) => a.version - b.version));
  }

  private async watch(cluster: ControlPlane, path: string): Promise<void> {
    const { body } = await cluster.api.must('GET', path);
    for (const object of body.items as KubeObject[]) this.changes.push({ version: 0, type: 'ADDED', object });
    const seen = (type: string, object: KubeObject) => { this.changes.push({ version: Number(object.metadata!.resourceVersion), type, object }); };
    const { resourceVersion } = body.metadata as { readonly resourceVersion: string };
    this.requests.push(await new Watch(kubeConfigOf(cluster)).watch(path, { resourceVersion }, seen, () => undefined));
  }
}

function moments(changes: readonly Change[]): Readiness[] {
  const pods = new Map<string, Pod>();
  let wanted = 0;
  return changes.flatMap(({ version, type, object }) => {
    if ('template' in (object.spec as object)) wanted = (object.spec as { readonly replicas: number }).replicas;
    else if (type === 'DELETED') pods.delete((object as Pod).metadata.uid);
    else pods.set((object as Pod).metadata.uid, object as Pod);
    return version === 0 ? [] : [{ wanted, ready: [...pods.values()].filter(isReady).length }];
  });
}
