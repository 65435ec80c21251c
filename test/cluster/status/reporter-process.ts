import { ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { REPORTER, renderReporter } from './reporter-app';
import { buildReporter } from '../../../reporter/build';
import { ModelStatusReporterProps } from '../../../src';
import { Applier } from '../harness/apply';
import { ControlPlane } from '../harness/control-plane';
import { eventually } from '../workloads/eventually';

/** A line of the reporter's log. */
export interface LogLine { readonly level: string; readonly message: string; readonly [field: string]: unknown }

/** How a reporter runs. */
export interface ReporterRun {
  readonly props?: ModelStatusReporterProps;
  /** Address of the API server, when it is not that of the control plane itself. */
  readonly server?: string;
  /** More of the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments of Node; the rendered Deployment's are taken without it. */
  readonly nodeArgs?: readonly string[];
}

/** The reporter as its Pod would run it: the file of the package, in a process of its own, with the token of the rendered ServiceAccount. */
export class ReporterProcess {
  /** Applies what the construct renders, but for the Pod, which nothing would run; gives the token of the ServiceAccount. */
  static async grant(cluster: ControlPlane, props: ModelStatusReporterProps = {}): Promise<string> {
    await buildReporter(join(__dirname, '..', '..', '..', 'lib', 'reporter', 'model-status-reporter.js')); // as `npm run compile` does
    const applier = new Applier(cluster);
    await cluster.api.send('POST', '/api/v1/namespaces', { metadata: { name: REPORTER.namespace } });
    for (const object of renderReporter(props).filter(({ kind }) => kind !== 'Deployment')) {
      const { status, warnings, body } = await applier.apply(object, REPORTER.namespace);
      if (status >= 300 || warnings.length > 0) throw new Error(`${object.kind}: ${status} ${body.message ?? warnings.join()}`);
    }
    const path = `/api/v1/namespaces/${REPORTER.namespace}/serviceaccounts/${props.name ?? REPORTER.name}/token`;
    const { body } = await cluster.api.must('POST', path, { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} });
    return (body.status as { readonly token: string }).token;
  }

  /** Starts a reporter that has been granted its rights, and waits until it has read everything. */
  static async start(cluster: ControlPlane, run: ReporterRun = {}): Promise<ReporterProcess> {
    const process = new ReporterProcess(cluster, await ReporterProcess.grant(cluster, run.props), run);
    await process.launch();
    return process;
  }

  /** Everything that it said. */
  readonly log: LogLine[] = [];
  /** Where it answers probes. */
  port = 0;
  private readonly folder = mkdtempSync(join(tmpdir(), 'cdk8s-matrixinfer-reporter-'));
  private child?: ChildProcess;
  private ended: Promise<void> = Promise.resolve();
  private rest = '';

  private constructor(private readonly cluster: ControlPlane, token: string, private readonly run: ReporterRun) {
    writeFileSync(join(this.folder, 'token'), token, { mode: 0o600 });
    writeFileSync(join(this.folder, 'ca.crt'), this.endpoint().ca);
  }

  /** Starts the process, the first time or again. */
  async launch(): Promise<void> {
    const objects = renderReporter(this.run.props);
    const [heap] = (objects.find(({ kind }) => kind === 'Deployment') as unknown as RenderedDeployment).spec.template.spec.containers[0].args;
    const [[name, content]] = Object.entries((objects.find(({ kind }) => kind === 'ConfigMap') as unknown as RenderedConfigMap).data) as [[string, string]];
    const script = join(this.folder, name);
    writeFileSync(script, content);
    const seen = this.log.length;
    this.child = spawn(process.execPath, [...this.run.nodeArgs ?? [heap], script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        API_SERVER: this.run.server ?? this.endpoint().server,
        TOKEN_FILE: join(this.folder, 'token'),
        CA_FILE: join(this.folder, 'ca.crt'),
        HOST: '127.0.0.1',
        PORT: '0',
        NAMESPACES: (this.run.props?.namespaces ?? []).join(','),
        ...this.run.env,
      },
    });
    this.child.stdout!.on('data', (chunk: Buffer) => this.read(chunk));
    this.ended = new Promise((resolve) => { this.child!.once('close', () => resolve()); });
    const started = await this.said(({ message }) => message === 'started', seen);
    this.port = started.port as number;
  }

  /** Waits until everything has been read. */
  async ready(): Promise<void> {
    await eventually(() => this.probe('/readyz'), (answer) => answer.startsWith('200'));
  }

  /** Waits for a line of the log. */
  async said(fits: (line: LogLine) => boolean, from = 0): Promise<LogLine> {
    return (await eventually(() => Promise.resolve(this.log.slice(from).find(fits)), (line) => line !== undefined))!;
  }

  /** What one of its addresses answers: the code and the text. */
  async probe(path: string): Promise<string> {
    const response = await fetch(`http://127.0.0.1:${this.port}${path}`);
    return `${response.status} ${await response.text()}`;
  }

  /** The sum of a metric over the labels that fit. */
  async metric(name: string, fits: RegExp = /./): Promise<number> {
    const lines = (await this.probe('/metrics')).split('\n').filter((line) => line.startsWith(name) && /^[{ ]/.test(line.slice(name.length)) && fits.test(line));
    return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }

  /** Memory of the process, in MiB, at its highest. */
  get peakMemory(): number {
    const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${this.child!.pid}/status`, 'utf8'))!;
    return Number(kibibytes) / 1_024;
  }

  /** Ends it as the kubelet does first. */
  async stop(): Promise<void> {
    this.child?.kill('SIGTERM');
    await this.ended;
  }

  /** Ends it as the kubelet does last. */
  async kill(): Promise<void> {
    this.child?.kill('SIGKILL');
    await this.ended;
  }

  /** Ends it, and leaves nothing. */
  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private endpoint(): { readonly server: string; readonly ca: string } {
    const { clusters: [{ cluster }] } = parse(readFileSync(this.cluster.kubeconfigFile, 'utf8')) as Kubeconfig;
    return { server: cluster.server, ca: Buffer.from(cluster['certificate-authority-data'], 'base64').toString() };
  }

  private read(chunk: Buffer): void {
    const lines = (this.rest + chunk.toString()).split('\n');
    this.rest = lines.pop()!;
    for (const line of lines) this.log.push(JSON.parse(line) as LogLine);
  }
}

interface Kubeconfig { readonly clusters: readonly [{ readonly cluster: { readonly 'server': string; readonly 'certificate-authority-data': string } }] }

interface RenderedConfigMap { readonly data: Readonly<Record<string, string>> }

interface RenderedDeployment {
  readonly spec: { readonly template: { readonly spec: { readonly containers: readonly [{ readonly args: readonly [string, string] }] } } };
}
