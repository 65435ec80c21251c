import { once } from 'node:events';
import { connect } from 'node:net';
import { OwnCluster } from './own-cluster';
import { ensureGoPrograms } from '../../cluster/binaries/go-build';
import { installModuleCrds, ModuleCrds } from '../../cluster/harness/module-crds';
import { eventually } from '../../cluster/workloads/eventually';
import { withVolumes } from '../pods/container';
import { isServing } from '../pods/grpc-health';
import { configMapsOf, kubeconfigOfPod, variablesOf } from '../pods/own-pod';
import { HostedPod, RunningPod } from '../pods/pod-host';
import { LLM_D_ROUTER } from '../programs/programs';

/** The CRDs of a pool and of what its picker reads. */
export const POOL_CRDS: readonly ModuleCrds[] = [
  { module: 'sigs.k8s.io/gateway-api-inference-extension', version: '1.6.0', file: 'config/crd/bases/inference.networking.k8s.io_inferencepools.yaml' },
  { module: LLM_D_ROUTER.module, version: LLM_D_ROUTER.version, file: 'config/crd/bases' },
];

const PROGRAM = 'endpoint-picker';

/** Makes the kinds that a pool needs. */
export async function installPoolCrds({ plane }: OwnCluster): Promise<void> {
  for (const crds of POOL_CRDS) await installModuleCrds(plane, crds);
}

/** Whether a Pod is an endpoint picker. */
export function isPicker({ metadata }: HostedPod): boolean {
  return metadata.labels['app.kubernetes.io/name'] === PROGRAM;
}

/** Runs a real picker as its Pod has it: its arguments, variables and configuration, and the rights of its account; it is ready when its probe says so. */
export async function startPicker({ plane }: OwnCluster, pod: HostedPod, address: string): Promise<RunningPod> {
  const [container] = pod.spec.containers;
  const program = (await ensureGoPrograms(LLM_D_ROUTER, [PROGRAM]))[PROGRAM]!;
  const command = withVolumes(program, container!.args ?? [], await configMapsOf(plane, pod));
  const picker = plane.run(pod.metadata.name, command.program, command.args, { ...variablesOf(pod), KUBECONFIG: await kubeconfigOfPod(plane, pod) });
  await eventually(() => isServing(address, container!.readinessProbe!.grpc!), (ready) => {
    if (!picker.alive) throw new Error(`${pod.metadata.name} ended by itself:\n${picker.logTail()}`);
    return ready;
  });
  // Its probe is answered a second before it takes requests, and what stands for kube-proxy here must not take its port in between.
  for (const { containerPort } of container!.ports!) await eventually(() => isListening(address, containerPort), Boolean);
  return { stop: () => plane.end(picker) };
}

async function isListening(address: string, port: number): Promise<boolean> {
  const socket = connect({ host: address, port });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
