import { setTimeout as sleep } from 'node:timers/promises';
import { KubeObject } from '../../cluster/harness/api-client';
import { Workspace } from '../../cluster/workloads/workspace';

interface Scaled extends KubeObject {
  readonly spec: { readonly replicas?: number };
  readonly status?: { readonly readyReplicas?: number };
}

/** What a workload's replicas were, each with when it came to be, in seconds since the watch began. */
export interface Step { readonly replicas: number; readonly at: number }

/** Looks at the replicas of a Deployment all the time. */
export class ReplicaWatch {
  readonly steps: Step[] = [];
  private readonly began = Date.now();
  private stopped = false;
  private readonly looking: Promise<void>;

  constructor(private readonly workspace: Workspace, private readonly deployment: KubeObject) {
    this.looking = this.keepLooking();
    this.looking.catch(() => undefined); // the test has failed, and its cluster is gone; else `stop` says what was wrong
  }

  /** Waits until the Deployment wants so many replicas, and has them. */
  async reaches(replicas: number, within = 120_000): Promise<void> {
    const deadline = Date.now() + within;
    for (;;) {
      const { spec, status } = await this.look();
      if (spec.replicas === replicas && (status?.readyReplicas ?? 0) === replicas) return;
      if (Date.now() > deadline) throw new Error(`${replicas} replicas were not reached in ${within / 1_000} s: ${JSON.stringify(this.steps)}`);
      await sleep(200);
    }
  }

  /** The numbers of replicas, in their order. */
  path(): number[] {
    return this.steps.map(({ replicas }) => replicas);
  }

  /** Seconds between each step and the one before it. */
  pauses(): number[] {
    return this.steps.slice(1).map(({ at }, index) => at - this.steps[index]!.at);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.looking;
  }

  private async keepLooking(): Promise<void> {
    while (!this.stopped) {
      await this.look();
      await sleep(100);
    }
  }

  private async look(): Promise<Scaled> {
    const found = await this.workspace.read(this.deployment) as Scaled;
    const replicas = found.spec.replicas ?? 1;
    if (this.steps.at(-1)?.replicas !== replicas) this.steps.push({ replicas, at: (Date.now() - this.began) / 1_000 });
    return found;
  }
}
