import { ago, deployment, ended, infer, model, NOW, Objects, pod, service, situationOf, slice, starting, unscheduled, waitingFor, warning } from './objects';
import { StatusDraft } from '../../reporter/status/situation';
import { statusOf } from '../../reporter/status/status';

const NO_GPU = '0/3 nodes are available: 3 Insufficient nvidia.com/gpu.';
const DOWNLOADING = () => pod({ download: { state: { running: { startedAt: ago(250) } } }, server: waitingFor('PodInitializing') });

const verdict = (objects: Objects) => statusOf(situationOf({ services: [service()], ...objects }), NOW);
const status = (objects: Objects) => verdict(objects).status;
const conditions = ({ conditions: list }: StatusDraft) => Object.fromEntries(list.map(({ type, status: holds, reason }) => [type, `${holds} ${reason}`]));
const message = ({ conditions: list }: StatusDraft, type = 'Ready') => list.find(condition => condition.type === type)!.message;

describe('the life of a model', () => {
  test('begins Pending while its Pods start', () => {
    const first = status({ deployments: [starting()], pods: [unscheduled(NO_GPU), DOWNLOADING()] });
    expect(first).toMatchObject({ phase: 'Pending', observedGeneration: 3, replicas: 2, readyReplicas: 0, endpoint: 'http://llama.ml.svc:8000', image: undefined });
    expect(conditions(first)).toEqual({ Ready: 'False Unschedulable', Progressing: 'True RollingOut', Available: 'False Unschedulable', Degraded: 'False AsExpected' });
    expect(message(first)).toBe('0/2 Pods ready: 1 Unschedulable (insufficient nvidia.com/gpu), 1 downloading weights for 4m');
  });

  test('reports nothing bad while nothing is bad', () => {
    const loading = status({ deployments: [starting(1)], pods: [pod({ server: { state: { running: { startedAt: ago(1) } } } })] });
    expect(conditions(loading)).toEqual({ Ready: 'False Starting', Progressing: 'True RollingOut', Available: 'False Starting', Degraded: 'False AsExpected' });
    expect(message(loading)).toBe('0/1 Pods ready: 1 loading the model');
  });

  test('goes on to Ready with the first Pod that the Service leads to', () => {
    const serving = status({ deployments: [starting()], pods: [pod(), DOWNLOADING()], slices: [slice(1)] });
    expect(serving).toMatchObject({ phase: 'Ready', readyReplicas: 1, image: 'docker.io/vllm/vllm-openai@sha256:abc' });
    expect(conditions(serving)).toEqual({ Ready: 'True Serving', Progressing: 'True RollingOut', Available: 'True EndpointsReady', Degraded: 'False AsExpected' });
    expect(message(serving)).toBe('1/2 Pods ready: 1 downloading weights for 4m');
  });

  test('is complete when all are ready', () => {
    const complete = status({ deployments: [deployment()], pods: [pod(), pod()], slices: [slice(2)] });
    expect(conditions(complete)).toEqual({ Ready: 'True Serving', Progressing: 'False RolledOut', Available: 'True EndpointsReady', Degraded: 'False AsExpected' });
    expect(message(complete)).toBe('2/2 Pods ready');
  });

  test('waits for the Service when the Pods are ready before it', () => {
    const early = status({ deployments: [deployment()], pods: [pod(), pod()], slices: [slice(0)] });
    expect(early.phase).toBe('Pending');
    expect(conditions(early)).toMatchObject({ Ready: 'False NoEndpoints', Available: 'False NoEndpoints' });
    expect(message(early, 'Available')).toBe('Pods are ready, and the Service leads to none of them');
    expect(status({ deployments: [deployment()], pods: [pod(), pod()], slices: [slice(0, { terminating: 2 })] }).phase).toBe('Pending');
    expect(status({ deployments: [deployment()], pods: [pod(), pod()], slices: [slice(2, { service: 'other' })] }).phase).toBe('Pending');
  });

  test('needs no Service where there is none', () => {
    expect(status({ services: [], deployments: [deployment(1)], pods: [pod()] })).toMatchObject({ phase: 'Ready', endpoint: undefined });
  });

  test.each<[string, Parameters<typeof deployment>[1]]>([
    ['its controller has not seen it', { generation: 2 }],
    ['not all Pods are of the newest template', { status: { updatedReplicas: 1 } }],
    ['Pods of the old template are left', { status: { replicas: 3 } }],
    ['new Pods are not available yet', { status: { conditions: [{ type: 'Progressing', status: 'True', reason: 'ReplicaSetUpdated' }] } }],
    ['a rollback is under way', { status: { conditions: [{ type: 'Progressing', status: 'True', reason: 'FoundNewReplicaSet' }] } }],
  ])('rolls a new version out and goes on serving: %s', (_title, more) => {
    const rolling = status({ deployments: [deployment(2, more)], pods: [pod(), DOWNLOADING()], slices: [slice(1)] });
    expect(rolling.phase).toBe('Ready');
    expect(conditions(rolling)).toMatchObject({ Ready: 'True Serving', Progressing: 'True RollingOut', Degraded: 'False AsExpected' });
  });

  test('says that a Deployment lags behind its Model', () => {
    const lagging = status({ model: model({ version: '2.0.0' }), deployments: [deployment()], pods: [pod(), pod()], slices: [slice(2)] });
    expect(conditions(lagging)).toMatchObject({ Ready: 'True Serving', Progressing: 'True WaitingForRuntime', Degraded: 'False AsExpected' });
    expect(message(lagging, 'Progressing')).toBe('the Model has version 2.0.0, and its Deployment version 1.0.0');
  });

  test('is Degraded when a Pod is lost, and serves', () => {
    const lost = status({ deployments: [deployment()], pods: [pod(), unscheduled(NO_GPU)], slices: [slice(1)] });
    expect(lost.phase).toBe('Ready');
    expect(conditions(lost)).toEqual({ Ready: 'True Serving', Progressing: 'False RolledOut', Available: 'True EndpointsReady', Degraded: 'True Unschedulable' });
    expect(message(lost, 'Degraded')).toBe('1/2 Pods ready: 1 Unschedulable (insufficient nvidia.com/gpu)');
  });

  test('is Degraded and Pending when the only Pod is lost', () => {
    const lost = status({ deployments: [deployment(1)], pods: [], slices: [slice(0)] });
    expect(lost).toMatchObject({ phase: 'Pending', replicas: 1, readyReplicas: 0 });
    expect(conditions(lost)).toEqual({ Ready: 'False PodsNotReady', Progressing: 'False RolledOut', Available: 'False PodsNotReady', Degraded: 'True PodsNotReady' });
    expect(message(lost)).toBe('0/1 Pods ready: 1 not created yet');
    expect(message(lost, 'Available')).toBe('no Pod is ready');
  });

  test('does not count Pods that end or have ended', () => {
    const gone = [pod({ metadata: { deletionTimestamp: ago(1) } }), pod({ phase: 'Failed' }), pod({ phase: 'Succeeded' })];
    expect(status({ deployments: [deployment(1)], pods: gone })).toMatchObject({ phase: 'Pending', readyReplicas: 0, image: undefined });
    expect(message(status({ deployments: [deployment(1)], pods: [pod(), ...gone], slices: [slice(1)] }))).toBe('1/1 Pods ready');
  });

  test('is no loss when more Pods are wanted than before', () => {
    const before = (replicas: number, progressing: object) => model({ status: { phase: 'Ready', replicas, conditions: [{ type: 'Progressing', ...progressing }] } });
    const objects = { deployments: [deployment(3)], pods: [pod(), pod(), DOWNLOADING()], slices: [slice(2)] };
    const grown = (of: ReturnType<typeof model>) => conditions(status({ model: of, ...objects }));
    expect(grown(before(2, { status: 'False', reason: 'RolledOut' }))).toMatchObject({ Progressing: 'True ScalingUp', Degraded: 'False AsExpected' });
    // and still none at the next look, when the status has the new number already
    expect(grown(before(3, { status: 'True', reason: 'ScalingUp' }))).toMatchObject({ Progressing: 'True ScalingUp', Degraded: 'False AsExpected' });
    // but one Pod less than before is
    expect(grown(before(3, { status: 'False', reason: 'RolledOut' }))).toMatchObject({ Progressing: 'False RolledOut', Degraded: 'True PodsNotReady' });
  });

  test('is done with scaling up when all are ready', () => {
    const before = model({ status: { replicas: 2, conditions: [{ type: 'Progressing', status: 'True', reason: 'ScalingUp' }] } });
    expect(conditions(status({ model: before, deployments: [deployment()], pods: [pod(), pod()], slices: [slice(2)] }))).toMatchObject({ Progressing: 'False RolledOut' });
  });

  test('rests when it is scaled to 0', () => {
    const resting = status({ deployments: [deployment(0)], pods: [], slices: [slice(0)] });
    expect(resting).toMatchObject({ phase: 'Pending', replicas: 0, readyReplicas: 0 });
    expect(conditions(resting)).toEqual({ Ready: 'False ScaledToZero', Progressing: 'False ScaledToZero', Available: 'False ScaledToZero', Degraded: 'False AsExpected' });
    expect(message(resting)).toBe('the Deployment of llama is scaled to 0');
  });

  test('pauses when its Deployment does', () => {
    const more = { spec: { replicas: 2, paused: true }, status: { updatedReplicas: 1, replicas: 2, conditions: [{ type: 'Progressing', status: 'Unknown', reason: 'DeploymentPaused' }] } };
    const paused = status({ deployments: [deployment(2, more)], pods: [pod(), pod()], slices: [slice(2)] });
    expect(conditions(paused)).toMatchObject({ Ready: 'True Serving', Progressing: 'False Paused', Degraded: 'False AsExpected' });
    const updated = deployment(2, { ...more, status: { ...more.status, updatedReplicas: 2 } });
    const complete = status({ deployments: [updated], pods: [pod(), pod()], slices: [slice(2)] });
    expect(conditions(complete)).toMatchObject({ Progressing: 'False RolledOut' });
  });
});

describe('a model that fails', () => {
  const crashing = () => pod({ server: waitingFor('CrashLoopBackOff', '', ended(1)) });
  const DEADLINE = { status: { conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }] } };

  test.each<[string, Objects]>([
    ['SecretMissing', { pods: [pod({ server: waitingFor('CreateContainerConfigError', 'secret "hf" not found') })] }],
    ['ImagePullFailed', { pods: [pod({ server: waitingFor('ImagePullBackOff') })] }],
    ['DownloadFailed', { pods: [pod({ download: waitingFor('CrashLoopBackOff', '', ended(1)), server: waitingFor('PodInitializing') })] }],
    ['OutOfMemory', { pods: [pod({ server: waitingFor('CrashLoopBackOff', '', ended(137, 9, { reason: 'OOMKilled' })) })] }],
    ['StartupTimeout', { pods: [pod({ server: waitingFor('CrashLoopBackOff', '', ended(137, 640)) })] }],
    ['CrashLoop', { pods: [crashing()] }],
    ['ContainerConfigInvalid', { pods: [pod({ server: waitingFor('CreateContainerError', 'no') })] }],
    ['SecretMissing', { pods: [pod({ name: 'p', server: waitingFor('ContainerCreating') })], events: [warning('p', 'FailedMount', 'MountVolume.SetUp failed for volume "k" : secret "s" not found')] }],
  ])('is Failed with reason %s, and Degraded', (reason, objects) => {
    const failed = status({ deployments: [starting(1)], ...objects });
    expect(failed.phase).toBe('Failed');
    expect(conditions(failed)).toEqual({ Ready: `False ${reason}`, Available: `False ${reason}`, Progressing: 'True RollingOut', Degraded: `True ${reason}` });
    expect(message(failed)).toMatch(new RegExp(`^0/1 Pods ready: 1 ${reason} \\(.+\\)$`));
  });

  test.each<[string, string]>([['Unschedulable', NO_GPU], ['CacheNotBound', 'pod has unbound immediate PersistentVolumeClaims']])('is only Pending with reason %s: a node or a volume may come', (reason, words) => {
    const waiting = status({ deployments: [starting(1)], pods: [unscheduled(words)] });
    expect(waiting.phase).toBe('Pending');
    expect(conditions(waiting)).toMatchObject({ Ready: `False ${reason}`, Degraded: 'False AsExpected' });
    const given = status({ deployments: [deployment(1, DEADLINE)], pods: [unscheduled(words)] });
    expect(given.phase).toBe('Failed');
    expect(conditions(given)).toMatchObject({ Ready: `False ${reason}`, Progressing: 'False ProgressDeadlineExceeded', Degraded: `True ${reason}` });
  });

  test('has exceeded its progress deadline when nothing better is known', () => {
    const late = status({ deployments: [deployment(1, DEADLINE)], pods: [pod({ server: { state: { running: { startedAt: ago(600) } } } })] });
    expect(late.phase).toBe('Failed');
    expect(conditions(late)).toEqual({
      Ready: 'False ProgressDeadlineExceeded', Available: 'False ProgressDeadlineExceeded', Progressing: 'False ProgressDeadlineExceeded', Degraded: 'True ProgressDeadlineExceeded',
    });
  });

  test('is given another chance by a new generation', () => {
    expect(conditions(status({ deployments: [deployment(1, { ...DEADLINE, generation: 2 })], pods: [] }))).toMatchObject({ Progressing: 'True RollingOut', Degraded: 'False AsExpected' });
  });

  test('is not lost while another Pod may come up', () => {
    const mixed = status({ deployments: [starting()], pods: [crashing(), DOWNLOADING()] });
    expect(mixed.phase).toBe('Pending');
    expect(conditions(mixed)).toMatchObject({ Ready: 'False CrashLoop', Degraded: 'True CrashLoop' });
  });

  test('serves with the old version when the new one fails', () => {
    const half = status({ deployments: [deployment(2, { status: { updatedReplicas: 1 } })], pods: [pod(), crashing()], slices: [slice(1)] });
    expect(half.phase).toBe('Ready');
    expect(conditions(half)).toEqual({ Ready: 'True Serving', Progressing: 'True RollingOut', Available: 'True EndpointsReady', Degraded: 'True CrashLoop' });
  });

  test('names the worst cause first, equal Pods once', () => {
    const many = status({ deployments: [starting(4)], pods: [unscheduled(NO_GPU), crashing(), unscheduled(NO_GPU), pod({ server: waitingFor('ErrImagePull') })] });
    expect(conditions(many).Ready).toBe('False ImagePullFailed');
    expect(message(many)).toBe('0/4 Pods ready: 1 ImagePullFailed (vllm/vllm-openai:v0.32.0), 1 CrashLoop (server ended with exit code 1), 2 Unschedulable (insufficient nvidia.com/gpu)');
  });

  test('whose Pods are refused says by whose words', () => {
    const refused = { conditions: [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'pods "llama-" is forbidden: exceeded quota' }], replicas: 0, updatedReplicas: 0 };
    const failed = status({ deployments: [deployment(2, { status: refused })], pods: [] });
    expect(failed.phase).toBe('Failed');
    expect(conditions(failed)).toMatchObject({ Ready: 'False PodsRefused', Degraded: 'True PodsRefused' });
    expect(message(failed)).toBe('0/2 Pods ready: 2 PodsRefused (pods "llama-" is forbidden: exceeded quota)');
  });
});

test('the scheduler is heard to the end', () => {
  const taints = Array.from({ length: 6 }, (_, index) => `${index + 1} node(s) had untolerated taint {team.example.com/dedicated-${index}: only-for-their-own-workloads}`);
  const long = `0/118 nodes are available: ${taints.join(', ')}, 97 Insufficient nvidia.com/gpu. preemption: 0/118 nodes are available: 118 No preemption victims found.`;
  expect(message(status({ deployments: [starting(1)], pods: [unscheduled(long)] }))).toMatch(/^0\/1 Pods ready: 1 Unschedulable \(insufficient nvidia\.com\/gpu, node\(s\) had .*dedicated-5: only-for-their-own-workloads\}\)$/);
});

test('a message names the worst first, and counts the rest, however many Pods each fail in their own way', () => {
  const crashed = (index: number) => pod({ server: waitingFor('CrashLoopBackOff', '', { exitCode: 1, message: `${index}: ${'x'.repeat(300)}` }) });
  const failing = status({ deployments: [deployment(301)], pods: [...Array.from({ length: 300 }, (_, index) => crashed(index)), pod({ server: waitingFor('ErrImagePull', 'not found') })] });
  expect(message(failing)).toMatch(/^0\/301 Pods ready: 1 ImagePullFailed .*, 1 CrashLoop .*, 293 more$/);
  expect(message(failing).length).toBeLessThan(4_000);
});

describe('a model without a Deployment', () => {
  test('waits for one, and is not Ready: it may have been refused', () => {
    for (const objects of [{ services: [] }, { services: [service()], slices: [slice(0)], pods: [] }]) {
      const bare = status(objects);
      expect(bare).toMatchObject({ phase: 'Pending', observedGeneration: 3 });
      expect(conditions(bare)).toEqual({ Ready: 'False NoRuntime', Progressing: 'True WaitingForRuntime', Available: 'False NoRuntime', Degraded: 'False AsExpected' });
      expect(message(bare)).toBe('no Deployment and no ModelInfer of its namespace belongs to this Model: it was refused, deleted or not applied');
    }
  });

  test.each([[undefined], [{}], [{ 'registry.matrixinfer.ai/registered-only': 'false' }], [{ 'registry.matrixinfer.ai/registered-only': true }]])('is not registered only by %j', annotations => {
    expect(status({ services: [], model: model({ metadata: { annotations } }) }).phase).toBe('Pending');
  });

  test('is registered when it says so, and says that nothing serves it', () => {
    const registered = status({ services: [], pods: [], model: model({ registered: true }) });
    expect(registered).toEqual({ phase: 'Ready', observedGeneration: 3, conditions: expect.anything() as unknown });
    expect(conditions(registered)).toEqual({ Ready: 'True RegisteredOnly', Progressing: 'False RegisteredOnly', Available: 'False RegisteredOnly', Degraded: 'False RegisteredOnly' });
    expect(message(registered)).toBe('the Model is registered; nothing in the cluster serves it');
  });

  test.each<[object, string, string]>([
    [{ phase: 'Running', replicas: 2, readyReplicas: 2 }, 'Ready', 'True Serving'],
    [{ phase: 'Running', replicas: 2, readyReplicas: 0 }, 'Pending', 'False Starting'],
    [{ phase: 'Pending' }, 'Pending', 'False Starting'],
    [{ phase: 'Failed', replicas: 2 }, 'Failed', 'False RuntimeFailed'],
    [{}, 'Pending', 'False Starting'],
  ])('takes the word of its ModelInfer: %j', (of, phase, ready) => {
    const served = status({ services: [], infers: [infer(of)] });
    expect(served.phase).toBe(phase);
    expect(conditions(served).Ready).toBe(ready);
    expect(message(served)).toMatch(/^\d\/2 Pods ready: ModelInfer llama-infer is /);
  });

  test('is served although it says that it is registered only, when something serves it', () => {
    expect(conditions(status({ model: model({ registered: true }), deployments: [deployment(1)], pods: [pod()], slices: [slice(1)] })).Ready).toBe('True Serving');
    expect(conditions(status({ model: model({ registered: true }), infers: [infer({ phase: 'Failed' })] })).Ready).toBe('False RuntimeFailed');
  });
});

test('what is not seen is not known, whatever was seen last', () => {
  const before = { phase: 'Ready', replicas: 2, readyReplicas: 2, endpoint: 'http://llama.ml.svc:8000', image: 'a@sha256:1' };
  const unseen = verdict({ model: model({ status: before }), deployments: [deployment()], pods: [DOWNLOADING()], unseen: 'pods (403)' });
  expect(unseen).toEqual({ status: { ...before, phase: 'Pending', observedGeneration: 3, conditions: expect.anything() as unknown }, recheckAt: undefined });
  expect(conditions(unseen.status)).toEqual({ Ready: 'Unknown NotObserved', Progressing: 'Unknown NotObserved', Available: 'Unknown NotObserved', Degraded: 'Unknown NotObserved' });
});

describe('what is looked up', () => {
  test.each<[object[] | undefined, string | undefined, string | undefined]>([
    [undefined, undefined, 'http://llama.ml.svc:8000'],
    [[{ name: 'metrics', port: 8002 }, { name: 'http', port: 80 }], undefined, 'http://llama.ml.svc:80'],
    [[{ name: 'https', port: 443 }], undefined, 'https://llama.ml.svc:443'],
    [[{ name: 'api', port: 443, appProtocol: 'https' }], undefined, 'https://llama.ml.svc:443'],
    [[], undefined, 'http://llama.ml.svc'],
    [[{ name: 'grpc', port: 8001 }], 'llama-grpc', 'http://llama-grpc.ml.svc:8001'],
  ])('the endpoint of a Service with ports %j', (ports, name, endpoint) => {
    expect(status({ deployments: [deployment()], services: [service({ ports, name })] }).endpoint).toBe(endpoint);
  });

  test('the endpoint is that of the Service with the name of the Model', () => {
    expect(status({ deployments: [deployment()], services: [service({ name: 'llama-grpc' }), service(), service({ name: 'a' })] }).endpoint).toBe('http://llama.ml.svc:8000');
  });

  test('the image is that of most of the Pods that are ready', () => {
    const running = (image: string, ready: boolean, age: number) => {
      return pod({ ready, server: { imageID: image, state: { running: { startedAt: ago(1) } } }, metadata: { creationTimestamp: ago(age) } });
    };
    const imageOf = (...pods: ReturnType<typeof pod>[]) => status({ deployments: [deployment()], pods }).image;
    expect(imageOf(running('docker-pullable://a@sha256:1', true, 9), running('b@sha256:2', false, 1), running('b@sha256:2', false, 1))).toBe('a@sha256:1');
    expect(imageOf(running('a@sha256:1', true, 9), running('b@sha256:2', true, 1))).toBe('b@sha256:2');
    expect(imageOf(running('a@sha256:1', true, 1), running('b@sha256:2', true, 1))).toBe('a@sha256:1');
    expect(imageOf(running('a@sha256:1', false, 1))).toBe('a@sha256:1');
    expect(imageOf(running('sha256:1', true, 1))).toBe('vllm/vllm-openai:v0.32.0');
    expect(imageOf(DOWNLOADING())).toBeUndefined();
  });

  test('several Deployments of one Model count together', () => {
    const both = status({ deployments: [deployment(2), deployment(1, { name: 'llama-canary' })], pods: [pod(), pod(), pod()], slices: [slice(3)] });
    expect(both).toMatchObject({ replicas: 3, readyReplicas: 3 });
    expect(conditions(both).Progressing).toBe('False RolledOut');
  });
});

describe('when to look again', () => {
  test('is when a message would change by itself, and never when none would', () => {
    const loading = pod({ server: { state: { running: { startedAt: ago(50) } } } });
    expect(verdict({ deployments: [starting()], pods: [DOWNLOADING(), loading] }).recheckAt).toBe(NOW + 10_000);
    expect(verdict({ deployments: [deployment()], pods: [pod(), pod()] }).recheckAt).toBeUndefined();
  });
});

test('the same objects make the same status, in whatever order they come', () => {
  const pods = [unscheduled(NO_GPU), DOWNLOADING(), pod({ server: waitingFor('ErrImagePull') }), pod()];
  const objects = { deployments: [starting(4)], slices: [slice(1)] };
  expect(status({ ...objects, pods: [...pods].reverse() })).toEqual(status({ ...objects, pods }));
});
