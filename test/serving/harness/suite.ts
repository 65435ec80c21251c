import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask } from './http';
import { problemsOf, readExposed } from './metrics';
import { whyNot } from './needs';
import { askPrometheus } from './prometheus';
import { record, Seen } from './record';
import { ServingEngine } from '../../../src';
import { hasPromtool, promtoolProgram } from '../../cluster/binaries/promtool';
import { eventually } from '../../cluster/workloads/eventually';
import { Rendered } from '../../conformance/render';
import { ServerName, SERVERS } from '../install/servers';
import { RunningPod } from '../pod/pod';
import { PodTemplate, Surroundings } from '../pod/template';
import { deleteUnder } from '../pod/traffic';

/** One engine, and what it takes to see that it serves. */
export interface ServedEngine {
  readonly server: ServerName;
  /** What downloads the model before it. */
  readonly downloader?: ServerName;
  /** What the suite is called. */
  readonly title: string;
  readonly engine: ServingEngine;
  /** How long a request takes that runs while the Pod ends, in seconds; those that SIGTERM shall find running take longer by as much as preStop does. */
  readonly slow: number;
  /** The same without a model that can be loaded, and with a flag or setting that the server does not take; none where another suite has them. */
  readonly broken?: { readonly missing: BrokenPod; readonly badFlag: BrokenPod };
  /** More that is to be seen on the running Pod, by title. */
  readonly also?: Readonly<Record<string, (pod: RunningPod) => void>>;
  /** Makes the model into an empty folder, once, and says what the Pod finds in its cluster. */
  prepare(folder: string): Promise<Surroundings> | Surroundings;
  /** Renders the model that `prepare` made. */
  render(): Rendered;
  /** Asks for a real answer, and throws when it is none. `seconds` is how long it should take, at least roughly. */
  predict(url: string, servedName: string, seconds: number): Promise<void>;
}

/** A Pod that cannot serve, and the line that a user searches for. */
export interface BrokenPod {
  readonly says: RegExp;
  render(): Rendered;
}

/** Time from the deletion of a Pod until the last node knows of it, in seconds; shorter than every rendered preStop. */
const ENDPOINTS_LEAVE_AFTER = 3;

/** Between two requests while a Pod ends, in milliseconds. */
const EVERY = 800;

/** The name under which every model is served: it is none of its files, and no default of a server. */
export const SERVED_NAME = 'tiny-model';

/** The Pod template of what was rendered, as the runner reads it. */
export function templateOf({ deployment }: Rendered): PodTemplate {
  return deployment.spec.template as unknown as PodTemplate;
}

/** The Pod template of the Job that fills a cache. */
export function jobTemplateOf({ objects }: Rendered): PodTemplate {
  return objects.find(({ kind }) => kind === 'Job')!.spec.template as unknown as PodTemplate;
}

/** What was rendered, with arguments that synth would refuse. */
export function withArgs(rendered: Rendered, ...args: string[]): Rendered {
  const broken = structuredClone({ deployment: rendered.deployment });
  const server = broken.deployment.spec.template!.spec.containers[0] as { args?: string[] };
  server.args = [...server.args ?? [], ...args];
  return { ...rendered, ...broken };
}

/** The port of the container that the Service leads to. */
export function targetPort({ objects }: Rendered): string {
  return objects.find(({ kind }) => kind === 'Service')!.spec.ports![0]!.targetPort;
}

/** The suite of one engine: everything of the rendered Pod that can be seen from outside, on the real server. */
export function describeServing(served: ServedEngine): void {
  const { server, downloader, title } = served;
  const group = whyNot(server) === undefined && (downloader === undefined || whyNot(downloader) === undefined) ? describe : describe.skip;
  group(`${title} ${SERVERS[server].version}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'cdk8s-matrixinfer-serving-'));
    let surroundings: Surroundings;
    beforeAll(async () => { surroundings = await served.prepare(folder); });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    describe('the rendered Pod', () => { healthy(served, () => surroundings); });
    if (served.broken) describe('a broken Pod', () => { unhealthy(served, served.broken!, () => surroundings); });
  });
}

/** One Pod, from its start to its end. */
function healthy(served: ServedEngine, surroundings: () => Surroundings): void {
  const url = () => pod.url(targetPort(rendered));
  let rendered: Rendered;
  let pod: RunningPod;
  beforeAll(async () => {
    rendered = served.render();
    pod = await RunningPod.start(templateOf(rendered), surroundings());
  });
  afterAll(async () => pod?.stop());

  test('becomes ready within its start-up budget', async () => {
    record({ ...seenOf(served, rendered), secondsToReady: await pod.ready() });
  });
  test('answers under the served name on the port of the Service', async () => {
    await served.predict(url(), SERVED_NAME, 0);
  });
  test('has the metrics that the engine names, and those that alerts and dashboard read, with their labels', async () => { await hasMetrics(served, rendered, pod); });
  (hasPromtool() ? test : test.skip)('answers each of those queries with data, by Prometheus itself', async () => { await answersQueries(served, rendered, pod); });
  test('can write to the rendered volumes and to nothing else', () => { staysInVolumes(rendered, pod); });
  for (const [title, see] of Object.entries(served.also ?? {})) test(title, () => { see(pod); });
  test('loses no request at its end, and ends by itself', async () => { await losesNothing(served, rendered, pod); });
  test('kept every probe green', () => {
    const kinds = new Set(pod.probes.attempts.filter(({ ok }) => ok).map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(['liveness', 'readiness', 'startup']);
    expect(pod.relapses()).toEqual([]);
  });
  test('left its volumes within their limits, and wrote nowhere else', () => {
    expect(pod.overLimit()).toEqual([]);
    expect(pod.strayFiles()).toEqual([]);
    expect(pod.log()).not.toMatch(/read-only file system|permission denied/i);
  });
}

function seenOf({ title, server }: ServedEngine, rendered: Rendered): Pick<Seen, 'engine' | 'image' | 'server'> {
  return { engine: title, image: rendered.server.image, server: `${server} ${SERVERS[server].version}` };
}

async function losesNothing(served: ServedEngine, rendered: Rendered, pod: RunningPod): Promise<void> {
  const url = pod.url(targetPort(rendered));
  const preStop = rendered.server.lifecycle!.preStop.sleep.seconds;
  const slow = served.slow + (served.engine._facts.drainsAfterSigterm ? preStop - ENDPOINTS_LEAVE_AFTER : 0);
  const traffic = { every: EVERY, endpointsLeaveAfter: ENDPOINTS_LEAVE_AFTER, ask: () => served.predict(url, SERVED_NAME, slow) };
  const drained = await deleteUnder(traffic, pod);
  const { sent, lost, runningAtSigterm, exitCode, afterSigterm } = drained;
  const drain = `${sent - lost.length} of ${sent} answered, ${runningAtSigterm} of them after SIGTERM; exit code ${exitCode} ${afterSigterm.toFixed(1)} s after it`;
  record({ ...seenOf(served, rendered), drain });
  expect(lost).toEqual([]);
  expect(drained).toMatchObject({ killed: false, exitCode: 0 });
  expect(drained.runningAtDeletion).toBeGreaterThan(0);
  // Where SIGTERM cuts off what runs, all has to be done before it; where it does not, that is what is to be seen.
  if (served.engine._facts.drainsAfterSigterm) expect(runningAtSigterm).toBeGreaterThan(0);
  else expect(runningAtSigterm).toBe(0);
}

async function hasMetrics({ engine }: ServedEngine, rendered: Rendered, pod: RunningPod): Promise<void> {
  expect(problemsOf(engine, readExposed(await metricsOf(engine, rendered, pod)), SERVED_NAME)).toEqual([]);
}

/** What the server exposes now. */
async function metricsOf(engine: ServingEngine, rendered: Rendered, pod: RunningPod): Promise<string> {
  const named = rendered.server.ports!.some(({ name }) => name === 'metrics') ? 'metrics' : 'http';
  const { status, text } = await ask(`${pod.url(named)}${engine.metricsPath}`);
  expect(status).toBe(200);
  return text;
}

/** Servers that sum up their metrics now and then are waited for. */
async function answersQueries(served: ServedEngine, rendered: Rendered, pod: RunningPod): Promise<void> {
  const { engine } = served;
  const before = await metricsOf(engine, rendered, pod);
  await served.predict(pod.url(targetPort(rendered)), SERVED_NAME, 0);
  const promtool = await promtoolProgram();
  const look = async () => askPrometheus(promtool, engine, [before, await metricsOf(engine, rendered, pod)]);
  const answered = await eventually(look, ({ empty }) => empty.length === 0);
  expect(answered.asked).not.toEqual([]);
}

function staysInVolumes(rendered: Rendered, pod: RunningPod): void {
  const writable = rendered.server.volumeMounts!.filter(({ readOnly }) => !readOnly).map(({ mountPath }) => mountPath);
  const root = rendered.server.securityContext.readOnlyRootFilesystem ? [] : ['/'];
  const memory = writable.includes('/dev/shm') ? [] : ['/dev/shm']; // that of the container runtime
  expect(pod.server.writablePaths()).toEqual([...writable, ...root, ...memory].sort());
}

/** Pods that cannot serve: kubelet has to see it, and a person to find out why. */
function unhealthy(served: ServedEngine, { missing, badFlag }: NonNullable<ServedEngine['broken']>, surroundings: () => Surroundings): void {
  test('is restarted without its model, and says why', async () => {
    const rendered = missing.render();
    record({ ...seenOf(served, rendered), missingModel: await restarted(rendered, surroundings(), missing.says) });
  });
  test('is restarted with a setting that the server does not take, and says why', async () => {
    const rendered = badFlag.render();
    record({ ...seenOf(served, rendered), badFlag: await restarted(rendered, surroundings(), badFlag.says) });
  });
}

/** Why it is restarted, and the line of its log that says what is wrong. */
async function restarted(rendered: Rendered, surroundings: Surroundings, says: RegExp): Promise<string> {
  const pod = await RunningPod.start(templateOf(rendered), surroundings);
  try {
    const reason = await pod.restart();
    expect(pod.probes.ready).toBe(false);
    expect(pod.log()).toMatch(says);
    return `${reason}: ${says.exec(pod.log())![0]}`;
  } finally {
    await pod.stop();
  }
}
