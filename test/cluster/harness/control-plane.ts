import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiClient } from './api-client';
import { selfSigned } from './certificates';
import { Child, Guardian } from './child-process';
import { kubeconfig } from './kubeconfig';
import { programsOf } from './needs';
import { freePorts, LOOPBACK } from './ports';
import * as programArgs from './program-args';
import { etcdProgram, kubernetesPrograms, kwokProgram } from '../binaries/programs';
import { NEWEST_KUBERNETES } from '../binaries/versions';

/** How long the API server may take until it is ready, in milliseconds. */
const READY_WITHIN = 90_000;

/** How often a start is tried, as a free port can be taken by another program before ours listens on it. */
const ATTEMPTS = 3;

/** What a control plane is made of. */
export interface ControlPlaneOptions {
  /** Kubernetes version. */
  readonly version: string;
  /** Whether Pods are put on nodes. Default: false. */
  readonly scheduler?: boolean;
  /** Whether Deployments get their Pods. Default: false. */
  readonly controllerManager?: boolean;
  /** Whether nodes and running Pods are simulated. Default: false. */
  readonly kwok?: boolean;
  /** Whether `kubectl`, always the newest, can be called. Default: false. */
  readonly kubectl?: boolean;
  /** More arguments for the API server. Default: none. */
  readonly apiServerArgs?: readonly string[];
  /** More arguments for the controllers. Default: none. */
  readonly controllerManagerArgs?: readonly string[];
  /** Whether other API servers, of metrics for instance, can stand behind this one as an `APIService`; needs `openssl`. Default: false. */
  readonly aggregation?: boolean;
}

/** A real Kubernetes control plane on loopback, made of this process's own children. */
export class ControlPlane {
  /** Starts a control plane and waits until its API server is ready; it must be stopped. */
  static async start(options: ControlPlaneOptions): Promise<ControlPlane> {
    for (let attempt = 1; ; attempt++) {
      const plane = new ControlPlane(options);
      try {
        await plane.launch();
        return plane;
      } catch (error) {
        await plane.stop();
        if (attempt === ATTEMPTS || !/address already in use/.test(String(error))) throw error;
      }
    }
  }

  /** Folder with logs, keys and the kubeconfig; removed at the end. */
  readonly folder = mkdtempSync(join(tmpdir(), 'cdk8s-matrixinfer-cluster-'));
  /** Path of a kubeconfig file with every right, for this control plane's life. */
  readonly kubeconfigFile = join(this.folder, 'kubeconfig');
  private readonly token = randomBytes(24).toString('hex');
  private readonly children: Child[] = [];
  private readonly guardian = new Guardian(this.folder);
  private client?: ApiClient;
  private kubectlProgram?: string;

  private constructor(private readonly options: ControlPlaneOptions) {}

  /** Plain requests to the API server. */
  get api(): ApiClient {
    if (this.client === undefined) throw new Error(`the control plane ${this.options.version} is not running`);
    return this.client;
  }

  /** What `kubectl` prints; it fails with what kubectl has to say. */
  kubectl(...args: string[]): string {
    if (this.kubectlProgram === undefined) throw new Error('start the control plane with kubectl: true');
    return execFileSync(this.kubectlProgram, ['--kubeconfig', this.kubeconfigFile, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  }

  /** Process ids of everything that runs for this control plane. */
  pids(): number[] {
    return this.children.flatMap((child) => child.alive && child.pid !== undefined ? [child.pid] : []);
  }

  /** Starts one more program, a controller for instance, which ends with the control plane. */
  run(name: string, program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Child {
    const child = new Child(name, program, args, join(this.folder, `${name}.log`), this.guardian, env);
    this.children.push(child);
    return child;
  }

  /** Ends one of those before the control plane. */
  async end(child: Child): Promise<void> {
    this.children.splice(this.children.indexOf(child), 1);
    await child.stop();
  }

  /** Fails if one of the programs has ended by itself, with the end of its log. */
  assertAlive(): void {
    const dead = this.children.find((child) => !child.alive);
    if (dead !== undefined) throw new Error(`${dead.name} ended by itself:\n${dead.logTail()}`);
  }

  /** Ends everything, in the reverse order of the start: without etcd, an API server does not end by itself. */
  async stop(): Promise<void> {
    this.client?.close();
    this.client = undefined;
    for (const child of this.children.splice(0).reverse()) await child.stop();
    this.guardian.dismiss();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async launch(): Promise<void> {
    const { version, scheduler, controllerManager, kwok, kubectl, aggregation } = this.options;
    if (kubectl) this.kubectlProgram = (await kubernetesPrograms(NEWEST_KUBERNETES, ['kubectl'])).kubectl;
    const programs = await kubernetesPrograms(version, programsOf(this.options));
    const [etcdPort, peerPort, port, kwokPort] = await freePorts(4) as [number, number, number, number];
    this.run('etcd', await etcdProgram(), programArgs.etcd(this.folder, etcdPort, peerPort));
    this.writeSecrets();
    this.run('kube-apiserver', programs['kube-apiserver'], [
      ...programArgs.apiServer(this.folder, etcdPort, port),
      ...aggregation ? programArgs.aggregator(selfSigned(this.folder, 'aggregator', ['aggregator'])) : [],
      ...this.options.apiServerArgs ?? [],
    ]);
    await this.waitUntilReady(port);
    const ca = readFileSync(join(this.folder, 'apiserver.crt'), 'utf8');
    writeFileSync(this.kubeconfigFile, kubeconfig({ host: LOOPBACK, port, token: this.token, ca }), { mode: 0o600 });
    this.client = new ApiClient({ host: LOOPBACK, port, token: this.token, ca });
    if (controllerManager) {
      const args = [...programArgs.controllerManager(this.folder), ...this.options.controllerManagerArgs ?? []];
      this.run('kube-controller-manager', programs['kube-controller-manager'], args);
    }
    if (scheduler) this.run('kube-scheduler', programs['kube-scheduler'], programArgs.scheduler(this.folder));
    if (kwok) this.run('kwok', await kwokProgram(), programArgs.kwok(this.folder, kwokPort));
  }

  private writeSecrets(): void {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(join(this.folder, 'sa.key'), privateKey.export({ type: 'pkcs1', format: 'pem' }), { mode: 0o600 });
    writeFileSync(join(this.folder, 'sa.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
    writeFileSync(join(this.folder, 'tokens.csv'), `${this.token},admin,admin,system:masters\n`, { mode: 0o600 });
  }

  private async waitUntilReady(port: number): Promise<void> {
    const probe = new ApiClient({ host: LOOPBACK, port, token: this.token });
    const deadline = Date.now() + READY_WITHIN;
    try {
      while (!await isReady(probe)) {
        this.assertAlive();
        if (Date.now() > deadline) throw new Error(`the API server is not ready after ${READY_WITHIN / 1_000} s:\n${this.children.at(-1)?.logTail()}`);
        await sleep(100);
      }
    } finally {
      probe.close();
    }
  }
}

async function isReady(probe: ApiClient): Promise<boolean> {
  try {
    return (await probe.send('GET', '/readyz')).status === 200;
  } catch {
    return false; // it does not listen yet
  }
}
