import { Size } from 'cdk8s';
import { NEWEST_KUBERNETES } from './binaries/versions';
import { KubeObject } from './harness/api-client';
import { installCrds } from './harness/crds';
import { describeOnCluster } from './harness/suite';
import { Kubelet } from './status/kubelet';
import { renderServed, ServedProps, withDeployment } from './status/models';
import { condition, messageOf, ModelObserver, ModelStatus, Sighting } from './status/observed-model';
import { ReporterProcess } from './status/reporter-process';
import { Workspace } from './workloads/workspace';
import { Accelerator, Compute, Cpu, ModelCache } from '../../src';

/** How soon a status has to say what happened, in milliseconds. */
const WITHIN = 5_000;

const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000).toISOString().replace(/\.\d+/, '');
const waiting = (reason: string, message: string) => ({ state: { waiting: { reason, message } } });
const ended = (exitCode: number, ran: number, more: object = {}) => ({ exitCode, reason: 'Error', startedAt: ago(ran + 1), finishedAt: ago(1), ...more });
const looping = (last: object) => ({ ...waiting('CrashLoopBackOff', 'back-off 10s restarting failed container'), lastState: { terminated: last }, restartCount: 1 });
const DOWNLOADED = { ready: true, state: { terminated: { exitCode: 0, reason: 'Completed' } } };
const INITIALIZING = waiting('PodInitializing', '');

/** What a node says of the server and of the download, and the reason that comes of it. */
const SAID: Readonly<Record<string, readonly [server: object, download: object | undefined, message: RegExp]>> = {
  ImagePullFailed: [waiting('ErrImagePull', 'rpc error: code = NotFound desc = manifest unknown'), DOWNLOADED, /ImagePullFailed \(registry\.example\.com\/server:1\.0\.0: not found\)/],
  DownloadFailed: [INITIALIZING, looping(ended(1, 3, { message: '403 Forbidden' })), /DownloadFailed \(download-model ended with exit code 1: "403 Forbidden"\)/],
  OutOfMemory: [looping(ended(137, 40, { reason: 'OOMKilled' })), DOWNLOADED, /OutOfMemory \(server was killed at its memory limit of 4Gi, exit code 137\)/],
  CrashLoop: [looping(ended(1, 9, { message: 'no such file: config.json' })), DOWNLOADED, /CrashLoop \(server ended with exit code 1: "no such file: config\.json"\)/],
  StartupTimeout: [looping(ended(137, 625)), DOWNLOADED, /StartupTimeout \(server did not answer within 10m\)/],
  SecretMissing: [INITIALIZING, waiting('CreateContainerConfigError', 'secret "weights" not found'), /SecretMissing \(secret "weights" not found\)/],
};

describeOnCluster('the status of a Model says why it does not serve', { version: NEWEST_KUBERNETES, scheduler: true, controllerManager: true, kubectl: true }, (cluster) => {
  let kubelet: Kubelet;
  let reporter: ReporterProcess;
  let observer: ModelObserver;
  let namespaces = 0;
  const delays: number[] = [];

  beforeAll(async () => {
    await installCrds(cluster());
    kubelet = await Kubelet.start(cluster(), 'node-1', { cpu: '500', memory: '2Ti' });
    observer = await ModelObserver.start(cluster());
    reporter = await ReporterProcess.start(cluster());
    await reporter.ready();
  });
  afterAll(async () => {
    process.stderr.write(`the longest of ${delays.length} times until a status said what happened: ${Math.max(...delays)} ms\n`);
    observer?.stop();
    kubelet?.stop();
    await reporter?.remove();
  });

  const workspace = () => Workspace.make(cluster(), `reasons-${namespaces++}`);
  const apply = async (props: ServedProps = {}, change: (objects: KubeObject[]) => KubeObject[] = (objects) => objects) => {
    const space = await workspace();
    await space.apply(...change(renderServed('llama', props)));
    return { space, model: `${space.namespace}/llama` };
  };
  const inTime = ({ at }: Sighting, cause: number) => {
    delays.push(at - cause);
    expect(at - cause).toBeLessThan(WITHIN);
  };
  const is = (ready: string) => (status: ModelStatus) => condition(status, 'Ready') === ready;

  test.each(Object.entries(SAID))('%s', async (reason, [server, download, message]) => {
    // GIVEN
    const { space, model } = await apply();
    const [pod] = await kubelet.pods(space.namespace);

    // WHEN
    const cause = Date.now();
    await kubelet.says(pod!, server, download);

    // THEN
    const seen = await observer.saw(model, is(`False ${reason}`), cause);
    inTime(seen, cause);
    expect(messageOf(seen.status)).toMatch(message);
    expect(seen.status.phase).toBe('Failed');
    expect(condition(seen.status, 'Degraded')).toBe(`True ${reason}`);
  });

  test('SecretMissing, of a volume: only an Event says it', async () => {
    const { space, model } = await apply();
    const [pod] = await kubelet.pods(space.namespace);
    await kubelet.says(pod!, INITIALIZING, waiting('PodInitializing', ''));
    const cause = Date.now();
    await kubelet.warns(pod!, 'FailedMount', 'MountVolume.SetUp failed for volume "key" : secret "gcs" not found');
    const seen = await observer.saw(model, is('False SecretMissing'), cause);
    inTime(seen, cause);
    expect(messageOf(seen.status)).toBe('0/1 Pods ready: 1 SecretMissing (secret "gcs" not found)');
  });

  test('Unschedulable, in the scheduler\'s words', async () => {
    const cause = Date.now();
    const { model } = await apply({ compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) }) });
    const seen = await observer.saw(model, is('False Unschedulable'));
    inTime(seen, cause);
    expect(messageOf(seen.status)).toBe('0/1 Pods ready: 1 Unschedulable (insufficient nvidia.com/gpu)');
    expect(seen.status.phase).toBe('Pending');
  });

  test('CacheNotBound', async () => {
    const cause = Date.now();
    const { model } = await apply({ cache: ModelCache.perPod({ storageClassName: 'there-is-none' }) });
    const seen = await observer.saw(model, is('False CacheNotBound'));
    inTime(seen, cause);
    // at first the scheduler may say that the claim is still to be made
    await observer.saw(model, (status) => messageOf(status) === '0/1 Pods ready: 1 CacheNotBound (pod has unbound immediate PersistentVolumeClaims)');
  });

  test('ProgressDeadlineExceeded, when nothing better is known', async () => {
    const { space, model } = await apply({}, (objects) => withDeployment(objects, { progressDeadlineSeconds: 3, minReadySeconds: 0 }));
    const [pod] = await kubelet.pods(space.namespace);
    await kubelet.says(pod!, { state: { running: { startedAt: ago(1) } } }, DOWNLOADED);
    const seen = await observer.saw(model, is('False ProgressDeadlineExceeded'));
    const deployment = (await space.list<KubeObject & { status: { conditions: { type: string; lastTransitionTime: string }[] } }>('apps/v1', 'deployments'))[0]!;
    inTime(seen, Date.parse(deployment.status.conditions.find(({ type }) => type === 'Progressing')!.lastTransitionTime));
    expect(seen.status.phase).toBe('Failed');
    expect(messageOf(seen.status)).toBe('0/1 Pods ready: 1 loading the model');
  });

  test('PodsRefused, in the words of what refuses them', async () => {
    const space = await workspace();
    await cluster().api.must('POST', `/api/v1/namespaces/${space.namespace}/resourcequotas`, { metadata: { name: 'none' }, spec: { hard: { pods: '0' } } });
    const cause = Date.now();
    await space.apply(...renderServed('llama'));
    const seen = await observer.saw(`${space.namespace}/llama`, is('False PodsRefused'));
    inTime(seen, cause);
    expect(messageOf(seen.status)).toMatch(/1 PodsRefused \(pods "llama-[^"]+" is forbidden: exceeded quota: none/);
  });

  test('RegisteredOnly: the Model is Ready, and says that nothing serves it', async () => {
    const cause = Date.now();
    const { model } = await apply({ registerOnly: true });
    const seen = await observer.saw(model, is('True RegisteredOnly'));
    inTime(seen, cause);
    expect(seen.status).toMatchObject({ phase: 'Ready' });
    expect(condition(seen.status, 'Available')).toBe('False RegisteredOnly');
  });

  test('NoRuntime: a Model whose Deployment was refused is not Ready, and nobody who waits takes it for that', async () => {
    const space = await workspace();
    await cluster().api.must('POST', `/api/v1/namespaces/${space.namespace}/resourcequotas`, { metadata: { name: 'none' }, spec: { hard: { 'count/deployments.apps': '0' } } });
    const cause = Date.now();
    const refusals: unknown[] = [];
    for (const object of renderServed('llama')) await space.apply(object).catch((error: Error) => refusals.push(error.message));
    expect(refusals).toEqual([expect.stringMatching(/^Deployment llama: 403 .*exceeded quota: none/)]);
    const model = `${space.namespace}/llama`;
    const seen = await observer.saw(model, is('False NoRuntime'), cause);
    inTime(seen, cause);
    expect(condition(seen.status, 'Progressing')).toBe('True WaitingForRuntime');
    expect(() => cluster().kubectl('wait', '--for=condition=Ready', `--namespace=${space.namespace}`, '--timeout=5s', 'model/llama')).toThrow(/timed out/);
    expect(observer.phases(model)).not.toContain('Ready');
  });

  test('a message names every Pod, as the issue of this feature has it', async () => {
    const { space, model } = await apply({ replicas: 2, compute: Compute.cpu({ cpu: Cpu.units(300), memory: Size.gibibytes(8) }) });
    const [pod] = await kubelet.pods(space.namespace);
    await kubelet.says(pod!, INITIALIZING, { state: { running: { startedAt: ago(250) } } });
    const seen = await observer.saw(model, (status) => /Unschedulable.*downloading/.test(messageOf(status)));
    expect(messageOf(seen.status)).toBe('0/2 Pods ready: 1 Unschedulable (insufficient cpu), 1 downloading weights for 4m');
    await cluster().api.must('DELETE', `/api/v1/namespaces/${space.namespace}`); // it fills the node
    await kubelet.reap(space.namespace);
  });

  test('a full life', async () => {
    // created, Pending
    const { space, model } = await apply({ replicas: 2 });
    const pods = await kubelet.pods(space.namespace, 2);
    await observer.saw(model, ({ phase }) => phase === 'Pending');
    for (const pod of pods) await kubelet.says(pod, INITIALIZING, { state: { running: { startedAt: ago(1) } } });
    await observer.saw(model, (status) => messageOf(status) === '0/2 Pods ready: 2 downloading weights');

    // Ready
    let cause = Date.now();
    for (const pod of pods) await kubelet.serves(pod);
    const ready = await observer.saw(model, (status) => condition(status, 'Progressing') === 'False RolledOut', cause);
    inTime(ready, cause);
    expect(ready.status).toMatchObject({
      phase: 'Ready', observedGeneration: 1, replicas: 2, readyReplicas: 2, endpoint: `http://llama.${space.namespace}.svc:8000`, image: `registry.example.com/server@sha256:${'a'.repeat(64)}`,
    });
    const conditions = ['Ready', 'Progressing', 'Available', 'Degraded'].map((type) => condition(ready.status, type));
    expect(conditions).toEqual(['True Serving', 'False RolledOut', 'True EndpointsReady', 'False AsExpected']);
    expect(cluster().kubectl('wait', '--for=condition=Ready', `--namespace=${space.namespace}`, '--timeout=10s', 'model/llama')).toContain('condition met');
    expect(cluster().kubectl('get', 'models', `--namespace=${space.namespace}`)).toMatch(/^NAME +FRAMEWORK +VERSION +SOURCE +PHASE +AGE\nllama +custom +1\.0\.0 +\S+ +Ready +\d+s\n$/);

    // a new version is rolled out; the old one serves meanwhile
    cause = Date.now();
    await space.apply(...renderServed('llama', { replicas: 2, version: '2.0.0' }));
    inTime(await observer.saw(model, (status) => condition(status, 'Progressing') === 'True RollingOut', cause), cause);
    for (let left = 30; left > 0; left--) {
      await kubelet.reap(space.namespace);
      for (const pod of await here(space)) if (!pod.status.conditions?.some((one) => (one as { type: string; status: string }).type === 'Ready' && (one as { status: string }).status === 'True')) await kubelet.serves(pod);
      const rolled = observer.of(model).at(-1)!.status;
      if (rolled.observedGeneration === 2 && condition(rolled, 'Progressing') === 'False RolledOut') break;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    const rolled = observer.of(model).at(-1)!;
    expect(condition(rolled.status, 'Progressing')).toBe('False RolledOut');
    expect(rolled.status).toMatchObject({ phase: 'Ready', observedGeneration: 2, readyReplicas: 2 });
    expect(rolled.status.conditions!.find(({ type }) => type === 'Ready')!.lastTransitionTime).toBe(ready.status.conditions!.find(({ type }) => type === 'Ready')!.lastTransitionTime);

    // a Pod is lost
    cause = Date.now();
    const [lost] = await kubelet.pods(space.namespace, 2);
    await kubelet.remove(lost!.metadata);
    const degraded = await observer.saw(model, (status) => condition(status, 'Degraded') === 'True PodsNotReady', cause);
    inTime(degraded, cause);
    expect(degraded.status).toMatchObject({ phase: 'Ready', readyReplicas: 1 });

    // and replaced
    cause = Date.now();
    for (const pod of await kubelet.pods(space.namespace, 2)) await kubelet.serves(pod);
    inTime(await observer.saw(model, (status) => status.readyReplicas === 2 && condition(status, 'Degraded') === 'False AsExpected', cause), cause);

    // deleted
    expect(observer.phases(model)).toEqual(['none', 'Pending', 'Ready']);
    const events = (await space.list<KubeObject & { reason: string; message: string; involvedObject: { kind: string } }>('v1', 'events')).filter(({ involvedObject }) => involvedObject.kind === 'Model');
    expect(events.map(({ reason, message }) => `${reason}: ${message.split(':')[0]}`).sort()).toEqual(['Serving: phase Pending → Ready', expect.stringMatching(/^(Starting|Unschedulable): phase none → Pending$/)]);
    await cluster().api.must('DELETE', `/apis/registry.matrixinfer.ai/v1alpha1/namespaces/${space.namespace}/models/llama`);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(reporter.log.filter(({ level }) => level !== 'info')).toEqual([]);
  });

  const here = async (space: Workspace) => {
    const running = (await space.pods()).filter(({ metadata, spec }) => metadata.deletionTimestamp === undefined && spec.nodeName !== undefined);
    return running as unknown as Awaited<ReturnType<Kubelet['pods']>>;
  };
});
