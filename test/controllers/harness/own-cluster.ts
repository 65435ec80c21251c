import { cpSync } from 'node:fs';
import { installCrds } from '../../cluster/harness/crds';
import { installModuleCrds, ModuleCrds } from '../../cluster/harness/module-crds';
import { NEWEST_KUBERNETES } from '../../cluster/binaries/versions';
import { ControlPlane, ControlPlaneOptions } from '../../cluster/harness/control-plane';
import { ServiceNetwork } from '../network/services';
import { PodHost, StartPod } from '../pods/pod-host';

/** Scales once a second instead of every 15 s, and believes new Pods at once: the windows of `behavior` stay as they are written. */
const HASTY_HPA = [
  '--horizontal-pod-autoscaler-sync-period=1s',
  '--horizontal-pod-autoscaler-initial-readiness-delay=1s',
  '--horizontal-pod-autoscaler-cpu-initialization-period=1s',
];

/** The CRDs of what may be rendered beside every model. */
export const MONITORING_CRDS: readonly ModuleCrds[] = ['podmonitors', 'prometheusrules'].map((kind) => ({
  module: 'github.com/prometheus-operator/prometheus-operator', version: '0.85.0', file: `example/prometheus-operator-crd/monitoring.coreos.com_${kind}.yaml`,
}));

/** A program that runs in the cluster, and what it is called there. */
export interface Placement {
  readonly namespace: string;
  readonly service: string;
  /** Ports of the Service and of the program, by name. The program listens on every address. */
  readonly ports: { readonly [name: string]: { readonly port: number; readonly target: number } };
}

/** A control plane with all that makes it a cluster: a network, a node that runs Pods, and controllers of other projects. */
export class OwnCluster {
  /** Starts it; it must be stopped. */
  static async start(startPod: StartPod, options: Partial<ControlPlaneOptions> = {}): Promise<OwnCluster> {
    const plane = await ControlPlane.start({
      version: NEWEST_KUBERNETES, scheduler: true, controllerManager: true, aggregation: true, controllerManagerArgs: HASTY_HPA, ...options,
    });
    const parts: { stop(): Promise<void> }[] = [plane];
    try {
      await installCrds(plane);
      for (const crds of MONITORING_CRDS) await installModuleCrds(plane, crds);
      const network = await ServiceNetwork.start(plane);
      parts.unshift(network);
      parts.unshift(await PodHost.start(plane, startPod));
      return new OwnCluster(plane, parts);
    } catch (error) {
      for (const part of parts) await part.stop();
      throw error;
    }
  }

  private placed = 0;

  private constructor(readonly plane: ControlPlane, private readonly parts: readonly { stop(): Promise<void> }[]) {}

  /** Ends everything, the control plane last; what the programs said is kept where `CONTROLLER_LOGS` says so. */
  async stop(): Promise<void> {
    const { CONTROLLER_LOGS: kept } = process.env;
    if (kept !== undefined) cpSync(this.plane.folder, kept, { recursive: true, filter: (path) => path === this.plane.folder || /\.(log|yaml)$/.test(path) });
    for (const part of this.parts) await part.stop();
  }

  /**
   * Makes a Service whose one endpoint is a program of this machine.
   *
   * As the program listens on every address, none can listen on its ports at that of the Service: with the same ports, the Service has no address.
   */
  async place({ namespace, service, ports }: Placement): Promise<void> {
    const { api } = this.plane;
    await this.namespace(namespace);
    const named = Object.entries(ports);
    const clusterIP = named.every(([, { port, target }]) => port === target) ? 'None' : undefined;
    await api.must('POST', `/api/v1/namespaces/${namespace}/services`, {
      metadata: { name: service }, spec: { clusterIP, ports: named.map(([name, { port, target }]) => ({ name, port, targetPort: target })) },
    });
    await api.must('POST', `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`, {
      metadata: { name: `${service}-here`, labels: { 'kubernetes.io/service-name': service } },
      addressType: 'IPv4',
      ports: named.map(([name, { target }]) => ({ name, port: target, protocol: 'TCP' })),
      endpoints: [{ addresses: [`10.3.0.${++this.placed}`], conditions: { ready: true } }],
    });
  }

  /** Makes a namespace that is not there yet. */
  async namespace(name: string): Promise<void> {
    const { status, body } = await this.plane.api.send('POST', '/api/v1/namespaces', { metadata: { name } });
    if (status !== 201 && status !== 409) throw new Error(`namespace ${name}: ${body.message}`);
  }
}
