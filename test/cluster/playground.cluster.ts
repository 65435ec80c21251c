import { ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { kubernetesPrograms } from './binaries/programs';
import { NEWEST_KUBERNETES } from './binaries/versions';
import { whyNot } from './harness/needs';

const ROOT = join(__dirname, '..', '..');
const ALL_PARTS = { version: NEWEST_KUBERNETES, scheduler: true, controllerManager: true, kwok: true, kubectl: true };
const describePlayground = whyNot(ALL_PARTS) === undefined ? describe : describe.skip;

/** How long a run may take on a busy machine, in milliseconds. */
const RUN = 180_000;

/** The playground as its npm task starts it. */
class Run {
  output = '';
  readonly ended: Promise<number | null>;
  private readonly child: ChildProcess;

  constructor(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    const loader = `file://${join(ROOT, 'node_modules', 'tsx', 'dist', 'loader.mjs')}`;
    this.child = spawn(process.execPath, ['--import', loader, join(ROOT, 'scripts', 'playground.ts'), ...args], {
      cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env },
    });
    for (const stream of [this.child.stdout!, this.child.stderr!]) stream.on('data', (chunk: Buffer) => { this.output += chunk.toString(); });
    this.ended = new Promise((resolve) => { this.child.once('close', resolve); });
  }

  /** Waits until it has printed something; fails when it ends before. */
  async printed(text: string): Promise<void> {
    await Promise.race([
      new Promise<void>((resolve) => { this.child.stdout!.on('data', () => { if (this.output.includes(text)) resolve(); }); }),
      this.ended.then((code) => { throw new Error(`it ended with ${code} and never printed ${JSON.stringify(text)}:\n${this.output}`); }),
    ]);
  }

  /** Ends it, whatever it is doing. */
  kill(): void {
    this.child.kill('SIGKILL');
  }

  interrupt(): void {
    this.child.kill('SIGINT');
  }

  /** The kubeconfig that it names. */
  get kubeconfig(): string {
    return /^export KUBECONFIG=(.*)$/m.exec(this.output)![1]!;
  }

  /** Rows of one of its tables, as cells, without the header. */
  rows(title: string): string[][] {
    const [, table] = new RegExp(`^${title}\\n((?:.+\\n)+)`, 'm').exec(this.output)!;
    return table!.trimEnd().split('\n').slice(1).map((line) => line.split(/ {2,}/));
  }
}

describePlayground('the playground', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'cdk8s-matrixinfer-playground-test-')); });
  afterEach(() => {
    for (const run of runs.splice(0)) run.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  const runs: Run[] = [];
  const started = (args: readonly string[], env?: NodeJS.ProcessEnv) => {
    const run = new Run(args, env);
    runs.push(run);
    return run;
  };
  const write = (name: string, ...objects: object[]) => writeFileSync(join(folder, name), objects.map((object) => stringify(object)).join('---\n'));

  test('shows the quickstart with its Pods on simulated GPU nodes', async () => {
    const run = started(['--once']);
    expect({ code: await run.ended, output: run.output }).toMatchObject({ code: 0, output: expect.stringContaining('applying examples/quickstart') as string });
    expect(run.rows('Models').map((cells) => cells.slice(0, 4))).toEqual([['ml-models', 'llama-7b', 'pytorch', '1.0.0']]);
    expect(run.rows('Deployments').map((cells) => cells.slice(0, 3))).toEqual([['ml-models', 'llama-7b', '2/2']]);
    expect(run.rows('Pods')).toHaveLength(2);
    for (const [namespace, name, ready, status, , , , node] of run.rows('Pods')) {
      expect([namespace, name, ready, status, node]).toEqual(['ml-models', expect.stringMatching(/^llama-7b-/), '1/1', 'Running', expect.stringMatching(/^(l4|h100)-\d$/)]);
    }
    expect(run.rows('Services').map((cells) => cells[1])).toContain('llama-7b');
    expect(run.output).not.toContain('refused:');
    expect(run.output).not.toContain('warning:');
    expect(existsSync(dirname(run.kubeconfig))).toBe(false);
  }, RUN);

  test('puts the models of a cluster dialect on the nodes of their accelerator', async () => {
    const run = started(['--once', 'examples/platform']);
    expect({ code: await run.ended, output: run.output }).toMatchObject({ code: 0 });
    const nodes = run.rows('Pods').map(([namespace, , , , , , , node]) => `${namespace} on ${node!.replace(/-\d$/, '')}`);
    expect([...new Set(nodes)].sort()).toEqual(['team-chat on l4', 'team-research on h100', 'team-support on cpu', 'team-support on l4']);
  }, RUN);

  test('runs a folder of the user until Ctrl-C, on loopback, and leaves nothing behind', async () => {
    // GIVEN
    const labels = { app: 'a' };
    const container = { name: 'a', image: 'a:1', resources: { limits: { 'nvidia.com/gpu': '9' } } };
    write('broken.yaml', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'broken' }, spec: { ports: [{ port: 80, targetport: 1 }] } }, { apiVersion: 'a.b/v1', kind: 'Unheard', metadata: { name: 'of' } });
    write('claim.yml', { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'claim', namespace: 'new' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } });
    write('too-large.yaml', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'too-large', namespace: 'new' },
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [container], tolerations: [{ operator: 'Exists' }] } } },
    });
    mkdirSync(join(folder, 'later'));
    write('later/claim.yaml', { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'later', namespace: 'new' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } });
    const crd = parse(readFileSync(join(ROOT, 'crds', 'registry.matrixinfer.ai_models.yaml'), 'utf8')) as { spec: { versions: { schema: { openAPIV3Schema: { description: string } } }[] } };
    write('same-crd.yaml', crd);
    crd.spec.versions[0]!.schema.openAPIV3Schema.description = 'that of another project';
    write('z-other-crd.yaml', crd);
    const run = started([folder]);
    await run.printed('until Ctrl-C');

    // THEN
    expect(run.output.match(/replaces: CustomResourceDefinition models\.registry\.matrixinfer\.ai is there already/g)).toHaveLength(1);
    expect(run.output).toContain('refused: Service broken');
    expect(run.output).toContain('refused: Unheard of: the API server knows no Unheard of a.b/v1');
    expect(run.output).toMatch(/not available: new\/too-large\n {2}new\/too-large-.*Insufficient nvidia\.com\/gpu/);
    const { clusters, users } = parse(readFileSync(run.kubeconfig, 'utf8')) as { clusters: [{ cluster: { server: string } }]; users: [{ user: { token: string } }] };
    expect(clusters[0].cluster.server).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(users[0].user.token).toMatch(/^[0-9a-f]{48}$/);

    // Nodes stay: their leases are renewed, as kubelets do. A claim that is made while it runs gets its volume.
    const { kubectl } = await kubernetesPrograms(NEWEST_KUBERNETES, ['kubectl']);
    const ask = (...args: string[]) => execFileSync(kubectl, ['--kubeconfig', run.kubeconfig, ...args], { encoding: 'utf8' });
    expect(ask('get', 'leases', '--namespace', 'kube-node-lease', '--output=name').trim().split('\n')).toHaveLength(8);
    ask('create', '--filename', join(folder, 'later', 'claim.yaml'));
    ask('wait', '--for=jsonpath={.status.phase}=Bound', 'pvc/later', '--namespace', 'new', '--timeout=30s');

    // WHEN
    run.interrupt();

    // THEN
    expect(await run.ended).toBe(0);
    expect(existsSync(dirname(run.kubeconfig))).toBe(false);
    await expect(fetch(clusters[0].cluster.server)).rejects.toThrow('fetch failed');
  }, RUN);

  test('fails for what is neither an example nor a folder, and for a folder without objects', async () => {
    const [nothing, empty, option] = [started(['--once', 'no-such-folder']), started(['--once', folder]), started(['--twice'])];
    expect(await Promise.all([nothing.ended, empty.ended, option.ended])).toEqual([1, 1, 1]);
    expect(nothing.output).toContain('there is no example and no folder "no-such-folder"; examples are');
    expect(empty.output).toContain(`${folder} holds no Kubernetes object`);
    expect(option.output).toContain('usage: npm run playground');
  }, RUN);

  test('fails without Go, with what to install', async () => {
    mkdirSync(join(folder, 'bin'));
    symlinkSync('/bin/sh', join(folder, 'bin', 'sh'));
    write('a.yaml', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });
    const run = started(['--once', folder], { PATH: join(folder, 'bin'), XDG_CACHE_HOME: join(folder, 'cache'), KUBEBUILDER_ASSETS: '' });
    expect(await run.ended).toBe(1);
    expect(run.output).toContain('install Go 1.26 or newer (https://go.dev/doc/install)');
    expect(run.output.trimEnd().split('\n')).toHaveLength(1);
  }, RUN);
});
