import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RunningContainer } from './container';
import { environmentOf, expanded, renderedVariables } from './environment';
import { PodNetwork } from './network';
import { Attempt, Probes } from './probes';
import { Sandbox } from './sandbox';
import { Container, PodTemplate, portNumber, Surroundings } from './template';
import { PodVolumes } from './volumes';
import { installedImage, ResolvedImage } from '../install/resolve';

/** How a Pod ended. */
export interface End {
  readonly exitCode: number;
  /** Whether the process was still there when the grace period was over. */
  readonly killed: boolean;
  /** Time from SIGTERM until it was gone, in seconds. */
  readonly afterSigterm: number;
  /** Time from the deletion until it was gone, in seconds. */
  readonly afterDeletion: number;
}

/** How a Pod is run that does not follow from its template. */
export interface PodOptions extends Surroundings {
  /** What is behind an image; the table of images.ts unless told otherwise. */
  readonly image?: (reference: string) => Promise<ResolvedImage>;
}

/** The user of a container, when nothing is rendered. */
const ROOT = 0;

/** The least that a process gets after SIGTERM, however long preStop took, in seconds. */
const LEAST_GRACE = 2;

/** How much of a log is shown when something fails, in characters. */
const LOG_TAIL = 4_000;

/** A Pod that runs on this machine, as its template says: init containers first, then its only container. */
export class RunningPod {
  /** Starts it; throws with the log of an init container that failed. */
  static async start(template: PodTemplate, options: PodOptions = {}): Promise<RunningPod> {
    const [container, ...others] = template.spec.containers;
    if (container === undefined || others.length > 0) throw new Error('the runner runs Pods with one container');
    const folder = mkdtempSync(join(tmpdir(), 'cdk8s-matrixinfer-pod-'));
    const ports = (container.ports ?? []).map(({ containerPort }) => containerPort);
    const network = await PodNetwork.start(folder, ports, options.reachable ?? []);
    const volumes = new PodVolumes(join(folder, 'volumes'), template, options);
    const starter = new Starter(template, options, { folder, network, volumes });
    try {
      const inits: RunningContainer[] = [];
      for (const init of template.spec.initContainers ?? []) inits.push(await starter.runInit(init));
      return new RunningPod(container, template, { folder, network, volumes, inits }, await starter.start(container));
    } catch (error) {
      await network.stop();
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** What kubelet asks it. */
  readonly probes: Probes;
  private readonly began = Date.now();
  private terminated = Infinity;

  private constructor(
    private readonly container: Container,
    private readonly template: PodTemplate,
    private readonly parts: PodParts,
    /** The server. */
    readonly server: RunningContainer,
  ) {
    this.probes = new Probes(container, server, parts.network);
  }

  /** Waits until it is ready, for as long as its startup probe allows; the seconds that it took. Throws with why it never will be. */
  async ready(): Promise<number> {
    const ended = this.server.exit.then(({ code }) => `the process ended with exit code ${code}`);
    for (;;) {
      const over = await Promise.race([this.probes.restart, ended, sleep(100, undefined)]);
      if (over !== undefined) throw new Error(`the container would be restarted: ${over}\n${this.logTail()}`);
      if (this.probes.ready) return (Date.now() - this.began) / 1_000;
    }
  }

  /** Why kubelet restarts it: a probe, or its end. */
  async restart(): Promise<string> {
    return Promise.race([this.probes.restart, this.server.exit.then(({ code }) => `the process ended with exit code ${code}`)]);
  }

  /** Attempts that failed after the first of its kind was good, and before the Pod was told to end. */
  relapses(): Attempt[] {
    const { attempts } = this.probes;
    const wasGood = ({ kind, at }: Attempt) => attempts.some(other => other.ok && other.kind === kind && other.at < at);
    return attempts.filter(attempt => !attempt.ok && attempt.at < this.terminated && wasGood(attempt));
  }

  /** Where a port of it, by name or number, is on this machine. */
  url(port: string | number): string {
    return `http://127.0.0.1:${this.parts.network.localPort(portNumber(this.container, port))}`;
  }

  /** Its log. */
  log(): string {
    return this.server.printed();
  }

  /** The end of its log. */
  logTail(): string {
    return this.log().slice(-LOG_TAIL);
  }

  /** Volumes that hold more than they may. */
  overLimit(): string[] {
    return this.parts.volumes.overLimit();
  }

  /** What its containers, with those that ran before the server, wrote outside of the volumes. */
  strayFiles(): string[] {
    return [...this.parts.inits, this.server].flatMap(container => container.strayFiles());
  }

  /** Bytes in each of its volumes on disk. */
  used(): Record<string, number> {
    return this.parts.volumes.used();
  }

  /** Deletes it: preStop, SIGTERM, and SIGKILL when the grace period is over. `onSigterm` is called when the signal is sent. */
  async delete(onSigterm: () => void = () => undefined): Promise<End> {
    const deleted = Date.now();
    const grace = (this.template.spec.terminationGracePeriodSeconds ?? 30) * 1_000;
    this.probes.stop('startup', 'liveness');
    await this.preStop(grace);
    onSigterm();
    this.terminated = Date.now();
    this.server.signal('SIGTERM');
    const left = Math.max(LEAST_GRACE * 1_000, grace - (this.terminated - deleted));
    const killed = await Promise.race([this.server.exit.then(() => false), sleep(left, true, { ref: false })]);
    if (killed) this.server.signal('SIGKILL');
    const { code } = await this.server.exit;
    this.probes.stop();
    const since = (moment: number) => (Date.now() - moment) / 1_000;
    return { exitCode: code, killed, afterSigterm: since(this.terminated), afterDeletion: since(deleted) };
  }

  /** Ends it at once, and removes what it left. */
  async stop(): Promise<void> {
    this.probes.stop();
    this.server.signal('SIGKILL');
    await this.server.exit;
    await this.parts.network.stop();
    rmSync(this.parts.folder, { recursive: true, force: true });
  }

  private async preStop(grace: number): Promise<void> {
    const hook = this.container.lifecycle?.preStop;
    if (hook?.sleep) await Promise.race([sleep(Math.min(grace, hook.sleep.seconds * 1_000)), this.server.exit]);
    if (hook?.exec) await this.server.run(hook.exec.command, grace);
    if (hook?.httpGet) await fetch(`${this.url(hook.httpGet.port)}${hook.httpGet.path ?? '/'}`, { signal: AbortSignal.timeout(grace) }).catch(() => undefined);
  }
}

/** What a Pod is made of on this machine. */
interface PodParts {
  readonly folder: string;
  readonly network: PodNetwork;
  readonly volumes: PodVolumes;
  /** Containers that ran before the server. */
  readonly inits: readonly RunningContainer[];
}

/** Starts the containers of one Pod. */
class Starter {
  private count = 0;

  constructor(private readonly template: PodTemplate, private readonly options: PodOptions, private readonly parts: Omit<PodParts, 'inits'>) {}

  async runInit(container: Container): Promise<RunningContainer> {
    if (container.restartPolicy !== undefined) throw new Error(`the runner runs no sidecars: ${container.name}`);
    const running = await this.start(container);
    const { code } = await running.exit;
    if (code !== 0) throw new Error(`the init container ${container.name} failed with exit code ${code}\n${running.printed().slice(-LOG_TAIL)}`);
    return running;
  }

  async start(container: Container): Promise<RunningContainer> {
    const image = await (this.options.image ?? installedImage)(container.image);
    const place = join(this.parts.folder, `container-${this.count++}`);
    const sandbox = this.sandboxOf(container, image, `${place}.root`);
    mkdirSync(sandbox.root);
    return RunningContainer.start(container.name, sandbox, this.parts.network, `${place}.log`);
  }

  private sandboxOf(container: Container, image: ResolvedImage, root: string): Sandbox {
    const hostname = 'pod';
    const rendered = renderedVariables(container, this.options);
    const { securityContext = {} } = this.template.spec;
    const command = [...container.command ?? [], ...container.args ?? []].map(word => expanded(word, rendered));
    if (container.command === undefined) throw new Error(`${container.name} leaves its program to the entry point of the image, which this machine does not have`);
    return {
      root,
      readOnlyRoot: container.securityContext?.readOnlyRootFilesystem ?? false,
      user: container.securityContext?.runAsUser ?? securityContext.runAsUser ?? ROOT,
      group: container.securityContext?.runAsGroup ?? securityContext.runAsGroup ?? ROOT,
      hostname,
      image: image.files,
      volumes: this.parts.volumes.mountsOf(container),
      environment: environmentOf(image, hostname, rendered),
      workingDir: container.workingDir ?? image.workingDir,
      command,
    };
  }
}
