import { ControlPlane } from '../../test/cluster/harness/control-plane';

/** What is shown, by title: what `kubectl` is asked for. */
const TABLES: Readonly<Record<string, readonly string[]>> = {
  Models: ['models.registry.matrixinfer.ai'],
  ModelInfers: ['modelinfers.workload.matrixinfer.ai'],
  ModelServers: ['modelservers.networking.matrixinfer.ai'],
  ModelRoutes: ['modelroutes.networking.matrixinfer.ai'],
  AutoscalingPolicies: ['autoscalingpolicies.registry.matrixinfer.ai'],
  Deployments: ['deployments'],
  Pods: ['pods', '--output=wide'],
  Services: ['services'],
  Nodes: [
    'nodes',
    '--output=custom-columns=NAME:.metadata.name,GPUS:.status.allocatable.nvidia\\.com/gpu,CPU:.status.allocatable.cpu,MEMORY:.status.allocatable.memory',
  ],
};

/** Tables that are shown although they are empty. */
const EXPECTED = ['Models', 'Deployments', 'Pods', 'Services', 'Nodes'];

/** Prints everything as `kubectl get --all-namespaces` does. */
export function printTables(plane: ControlPlane): void {
  for (const [title, args] of Object.entries(TABLES)) {
    const table = plane.kubectl('get', '--all-namespaces', ...args).trimEnd();
    if (table !== '' || EXPECTED.includes(title)) console.log(`\n${title}\n${table === '' ? 'none' : table}`);
  }
}
