import { ChildProcess, spawn } from 'child_process';
import { setTimeout as sleep } from 'timers/promises';
import { KubeObject } from '../../test/cluster/harness/api-client';
import { ControlPlane } from '../../test/cluster/harness/control-plane';
import { ReporterProcess } from '../../test/cluster/status/reporter-process';

/** How long Models are waited for after their Deployments, in milliseconds; one that is only registered says so after three seconds. */
const SAID_WITHIN = 8_000;

interface Model extends KubeObject {
  readonly status?: { readonly observedGeneration?: number; readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

/**
 * What `new ModelStatusReporter(chart, 'status')` brings into a cluster. Simulated Pods run nothing, so its program runs beside the cluster, with
 * the rights that are rendered for it.
 */
export class StatusOfModels {
  static async start(plane: ControlPlane, kubectl: string): Promise<StatusOfModels> {
    const status = new StatusOfModels(plane, await ReporterProcess.start(plane));
    await status.reporter.ready();
    status.watch(kubectl);
    return status;
  }

  private child?: ChildProcess;
  private hasTitle = false;

  private constructor(private readonly plane: ControlPlane, private readonly reporter: ReporterProcess) {}

  /** Waits until every Model says how it is, and shows no more changes. */
  async settle(): Promise<void> {
    for (const deadline = Date.now() + SAID_WITHIN; Date.now() < deadline && !(await this.models()).every(isSettled);) await sleep(200);
    await sleep(300); // kubectl has to print the last of it
    this.child?.kill();
  }

  async stop(): Promise<void> {
    this.child?.kill();
    await this.reporter.remove();
  }

  /** Prints each change as `kubectl get models --watch` does. */
  private watch(kubectl: string): void {
    const args = ['--kubeconfig', this.plane.kubeconfigFile, 'get', 'models.registry.matrixinfer.ai', '--all-namespaces', '--watch'];
    this.child = spawn(kubectl, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    this.child.stdout!.on('data', (chunk: Buffer) => {
      if (!this.hasTitle) console.log('\nkubectl get models --all-namespaces --watch');
      this.hasTitle = true;
      process.stdout.write(chunk);
    });
  }

  private async models(): Promise<Model[]> {
    return (await this.plane.api.must('GET', '/apis/registry.matrixinfer.ai/v1alpha1/models')).body.items as Model[];
  }
}

function isSettled({ metadata, status }: Model): boolean {
  const progressing = (status?.conditions ?? []).find(({ type }) => type === 'Progressing');
  return status?.observedGeneration === metadata?.generation && progressing?.status === 'False';
}
