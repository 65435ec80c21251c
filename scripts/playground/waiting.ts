import { setTimeout as sleep } from 'timers/promises';
import { provideVolumes } from './volumes';
import { KubeObject } from '../../test/cluster/harness/api-client';
import { ControlPlane } from '../../test/cluster/harness/control-plane';

/** How long Deployments are waited for, in milliseconds; simulated Pods need a second or two. */
const AVAILABLE_WITHIN = 60_000;

/** How long a Pod that fits nowhere is waited for: no node is going to be added. */
const HOPELESS_AFTER = 10_000;

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly message?: string;
}

interface Workload extends KubeObject {
  readonly spec: { readonly replicas?: number };
  readonly status?: { readonly observedGeneration?: number; readonly availableReplicas?: number; readonly conditions?: readonly Condition[] };
}

/** Waits until every Deployment has all its replicas; after a time says which have not, and why. */
export async function waitUntilAvailable(plane: ControlPlane): Promise<void> {
  const started = Date.now();
  for (;;) {
    await provideVolumes(plane);
    const waiting = (await listed(plane, '/apis/apps/v1/deployments')).filter(deployment => !isAvailable(deployment));
    if (waiting.length === 0) return;
    const reasons = await reasonsOf(plane, waiting);
    const patience = reasons.length === 0 ? AVAILABLE_WITHIN : HOPELESS_AFTER;
    if (Date.now() - started > patience) {
      console.log(`not available: ${waiting.map(({ metadata }) => `${metadata?.namespace}/${metadata?.name}`).join(', ')}`);
      for (const reason of reasons) console.log(`  ${reason}`);
      return;
    }
    await sleep(300);
  }
}

function isAvailable({ metadata, spec, status }: Workload): boolean {
  return status?.observedGeneration === metadata?.generation && (status?.availableReplicas ?? 0) >= (spec.replicas ?? 1);
}

/** What the Deployments say of Pods that cannot be made, and the Pods of nodes that do not fit. */
async function reasonsOf(plane: ControlPlane, deployments: readonly Workload[]): Promise<string[]> {
  const pods = await listed(plane, '/api/v1/pods');
  const said = [...messages(deployments, 'ReplicaFailure', 'True'), ...messages(pods, 'PodScheduled', 'False')];
  return [...new Set(said)];
}

function messages(objects: readonly Workload[], type: string, status: string): string[] {
  return objects.flatMap(({ metadata, status: state }) => (state?.conditions ?? [])
    .filter(condition => condition.type === type && condition.status === status)
    .map(condition => `${metadata?.namespace}/${metadata?.name}: ${condition.message}`));
}

async function listed(plane: ControlPlane, path: string): Promise<Workload[]> {
  return (await plane.api.must('GET', path)).body.items as Workload[];
}
