import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ago, deployment, ended, infer, model, NOW, Objects, pod, service, situationOf, slice, starting, unscheduled, waitingFor, warning } from './objects';
import { Raw } from '../../reporter/kube/raw';
import { BOUNDS } from '../../reporter/status/bounds';
import { StatusDraft } from '../../reporter/status/situation';
import { statusOf } from '../../reporter/status/status';
import { printable } from '../../reporter/text';
import { ClusterView } from '../../reporter/view/cluster-view';
import { projectPod } from '../../reporter/view/pods';
import { projectDeployment, projectInfer, projectMountFailure, projectSubject } from '../../reporter/view/projections';
import { timeOver } from '../yardstick';

/*
 * One tenant against the reporter of all: what its objects say decides neither how much work nor how much memory it takes, and never whether the
 * server takes what is written.
 */

const MOST = 2 ** 31 - 1;
const HUGE = 'x'.repeat(1_000_000);

const statusOfAll = (objects: Objects) => statusOf(situationOf({ services: [service()], ...objects }), NOW).status;
const messageOf = ({ conditions }: StatusDraft, type = 'Ready') => conditions.find(condition => condition.type === type)!.message;

/** Fails when it takes longer than a second; each of these took many. */
function soon<Result>(what: () => Result): Result {
  expect(timeOver(1_000, what)).toBeUndefined();
  return what();
}

describe('a number in an object is counted, and nothing is made for each', () => {
  test.each([30_000, MOST])('%d Pods that are missing', replicas => {
    const status = soon(() => statusOfAll({ deployments: [deployment(replicas)], pods: [pod()], slices: [slice(1)] }));
    expect(messageOf(status)).toBe(`1/${replicas} Pods ready: ${replicas - 1} not created yet`);
    expect(status).toMatchObject({ phase: 'Ready', replicas, readyReplicas: 1 });
  });

  test('as many that are refused', () => {
    const refused = { conditions: [{ type: 'ReplicaFailure', status: 'True', message: 'exceeded quota' }], replicas: 0, updatedReplicas: 0 };
    expect(messageOf(soon(() => statusOfAll({ deployments: [deployment(MOST, { status: refused })], pods: [] })))).toBe(`0/${MOST} Pods ready: ${MOST} PodsRefused (exceeded quota)`);
  });

  test('a thousand Deployments that want as many each: the CRD has no larger number', () => {
    const deployments = Array.from({ length: 1_000 }, (_, index) => deployment(MOST, { name: `d${index}` }));
    expect(soon(() => statusOfAll({ deployments, pods: [] }))).toMatchObject({ replicas: MOST, readyReplicas: 0 });
  });

  test.each([-5, 1.5, 1e300, '7', null])('a ModelInfer with %j replicas, which its CRD lets pass', replicas => {
    const status = statusOfAll({ infers: [infer({ phase: 'Running', replicas, readyReplicas: replicas }), infer({ phase: 'Running', replicas: MOST, readyReplicas: MOST }, { name: 'b' })] });
    expect(status).toMatchObject({ replicas: MOST, readyReplicas: MOST });
    expect(projectInfer({ status: { replicas, readyReplicas: replicas } })).toMatchObject({ replicas: 1, readyReplicas: 0 });
  });

  test('a probe that waits for ages, and a Pod of the year 9999', () => {
    const startupProbe = { periodSeconds: MOST, failureThreshold: MOST, initialDelaySeconds: MOST };
    const late = pod({ server: { state: { running: { startedAt: '9999-12-31T23:59:59Z' } }, lastState: { terminated: ended(1, 0) } }, spec: { nodeName: 'n', terminationGracePeriodSeconds: 2 ** 53, containers: [{ name: 'server', image: 'a', startupProbe }] } });
    expect(messageOf(statusOfAll({ deployments: [starting(1)], pods: [late] }))).toMatch(/^0\/1 Pods ready: 1 CrashLoop/);
  });
});

describe('a list in an object is read once, and little of it is kept', () => {
  test('30,000 Pods that each fail in their own way', () => {
    const pods = Array.from({ length: 30_000 }, (_, index) => pod({ name: `p${index}`, server: waitingFor('CrashLoopBackOff', '', ended(1, 12, { message: `failed ${index}` })) }));
    const situation = situationOf({ deployments: [deployment(30_000)], pods });
    const { status } = soon(() => statusOf(situation, NOW));
    expect(messageOf(status)).toMatch(/, 29992 more$/);
    expect(messageOf(status).length).toBeLessThan(1_000);
  });

  test('30,000 Pods that fail in the same way', () => {
    const pods = Array.from({ length: 30_000 }, (_, index) => pod({ name: `p${index}`, server: { state: { running: { startedAt: ago(300) } } } }));
    const situation = situationOf({ deployments: [deployment(30_000)], pods });
    expect(messageOf(soon(() => statusOf(situation, NOW)).status)).toBe('0/30000 Pods ready: 30000 loading the model for 4m');
  });

  test('a Pod with 20,000 containers, and as many statuses', () => {
    const containers = Array.from({ length: 20_000 }, (_, index) => ({ name: `c${index}`, image: 'a' }));
    const containerStatuses = containers.map(({ name }) => ({ name, state: { waiting: { reason: 'ErrImagePull', message: 'not found' } } })).reverse();
    const status = { containerStatuses, initContainerStatuses: containerStatuses };
    const first = soon(() => projectPod({ spec: { containers, initContainers: containers }, status }))!;
    expect(first.containers).toHaveLength(20);
    expect(first.containers[0]).toMatchObject({ name: 'c0', waiting: { reason: 'ErrImagePull' } });
    expect(soon(() => projectPod({ spec: { containers }, status: {} }, first))!.containers).toHaveLength(10);
  });

  test('a Model with a thousand ModelInfers', () => {
    const infers = Array.from({ length: 1_000 }, (_, index) => infer({ phase: HUGE }, { name: `i${index}` }));
    const status = soon(() => statusOfAll({ infers }));
    expect(messageOf(status)).toMatch(/^0\/2000 Pods ready: ModelInfer i0 is x+…, .* 996 more$/);
    expect(messageOf(status).length).toBeLessThanOrEqual(BOUNDS.message);
  });

  test('a status with many conditions, written under another CRD', () => {
    const conditions = Array.from({ length: 20_000 }, (_, index) => ({ type: `T${index}`, status: 'True', message: HUGE.slice(0, 100) }));
    expect(JSON.stringify(projectSubject('models', model({ status: { phase: HUGE, image: HUGE, endpoint: HUGE, conditions } }))).length).toBeLessThan(20_000);
  });

  test('Events of a namespace, of Pods that there are and that there never were: the latest of each namespace', () => {
    const view = new ClusterView(() => undefined);
    view.models.put(model());
    view.pods.put(pod({ name: 'p' }));
    const of = (index: number, namespace: string) => ({ ...warning(`never-${index}`, 'FailedMount', 'secret "a" not found'), metadata: { name: `e${index}`, namespace }, involvedObject: { kind: 'Pod', name: `never-${index}` } });
    view.events.put(warning('p', 'FailedMount', 'secret "mine" not found'));
    for (let index = 0; index < 5_000; index++) view.events.put(of(index, 'attacker'));
    expect((view.events as unknown as { size: number }).size).toBe(501);
    expect(view.situation('ml/llama')!.mountFailures.get('p')).toBe('secret "mine" not found');
    for (let index = 0; index < 5_000; index++) view.events.remove(of(index, 'attacker'));
    expect((view.events as unknown as { size: number }).size).toBe(1);
  });

  test('Pods that have ended: there may be thousands of a Deployment whose node is full', () => {
    const view = new ClusterView(() => undefined);
    view.models.put(model());
    for (const phase of ['Running', 'Failed', 'Succeeded']) view.pods.put(pod({ name: 'p', phase }));
    view.pods.put(pod({ name: 'q', metadata: { deletionTimestamp: ago(1) } }));
    expect([view.pods.size, view.situation('ml/llama')!.pods]).toEqual([0, []]);
  });
});

describe('a text in an object is kept as far as it is told', () => {
  const container = { name: 'server', image: HUGE, resources: { limits: { memory: HUGE } } };
  const ending = { ...ended(137, 1, { message: HUGE }), reason: HUGE };
  const huge: Raw = {
    metadata: { name: 'p', namespace: 'ml', labels: { 'registry.matrixinfer.ai/model': 'llama' } },
    spec: { nodeName: 'n', containers: [container], initContainers: [{ ...container, name: 'download' }] },
    status: {
      conditions: [{ type: 'PodScheduled', status: 'False', reason: HUGE, message: HUGE }],
      containerStatuses: [{ name: 'server', imageID: `${HUGE}@`, state: { waiting: { reason: HUGE, message: HUGE }, running: { startedAt: ago(1) }, terminated: ending }, lastState: { terminated: ending } }],
    },
  };

  test.each<[string, number, () => unknown]>([
    ['a Pod', 12_000, () => projectPod(huge)],
    ['a Deployment', 2_000, () => projectDeployment({ spec: { template: { metadata: { annotations: { 'registry.matrixinfer.ai/model-version': HUGE } } } }, status: { conditions: [{ type: 'Progressing', reason: HUGE }, { type: 'ReplicaFailure', status: 'True', message: HUGE }] } })],
    ['a Model', 30_000, () => projectSubject('models', model({ version: HUGE, status: { phase: HUGE, endpoint: HUGE, image: HUGE, conditions: [{ type: 'Ready', status: 'True', reason: HUGE, message: HUGE }] } }))],
    ['a ModelInfer', 1_000, () => projectInfer({ status: { phase: HUGE } })],
    ['an Event', 1_000, () => projectMountFailure(warning('p', 'FailedMount', HUGE))],
  ])('%s', (_kind, most, project) => {
    expect(JSON.stringify(soon(project)).length).toBeLessThan(most);
  });

  test.each([' '.repeat(1_000_000), '\u0000'.repeat(1_000_000), '\u202e'.repeat(1_000_000), '0/1 nodes are available: '.repeat(40_000), 'for volume "'.repeat(80_000)])('and costs little to look at', text => {
    expect(() => soon(() => statusOfAll({ deployments: [starting(1)], pods: [unscheduled(text), pod({ name: 'p', server: waitingFor('ContainerCreating', text) })], events: [warning('p', 'FailedMount', text)] }))).not.toThrow();
  });

  test('and a Pod whose name is a word of the scheduler\'s does not make its message longer', () => {
    const named = (name: string) => ({ ...unscheduled('0/1 nodes are available: 1 node(s) had a taint that a pod did not tolerate.'), metadata: { name, namespace: 'ml', labels: { 'registry.matrixinfer.ai/model': 'llama' } } });
    expect(messageOf(statusOfAll({ deployments: [starting(1)], pods: [named('n')] }))).toContain('node(s) had a taint that a pod did not tolerate');
    for (const name of ['o.e', 'a(', '[', '\\', '.*', '$&']) expect(messageOf(statusOfAll({ deployments: [starting(1)], pods: [named(name)] }))).toContain('node(s) had a taint');
  });
});

describe('what the server refuses is not written', () => {
  const crd = parse(readFileSync(join(__dirname, '..', '..', 'crds', 'registry.matrixinfer.ai_models.yaml'), 'utf8')) as { spec: { versions: [{ schema: { openAPIV3Schema: { properties: { status: { properties: Record<string, Schema> } } } } }] } };
  const { status: { properties } } = crd.spec.versions[0].schema.openAPIV3Schema.properties;
  interface Schema { readonly maxLength: number; readonly maximum: number; readonly items: { readonly properties: Record<string, Schema> } }

  test('its bounds are those of the CRD, or closer', () => {
    const { image, endpoint, replicas } = properties;
    expect([BOUNDS.image, BOUNDS.endpoint, BOUNDS.count]).toEqual([image!.maxLength, endpoint!.maxLength, replicas!.maximum]);
    expect(BOUNDS.message).toBeLessThanOrEqual(properties.conditions!.items.properties.message!.maxLength);
  });

  const running = (image: string) => pod({ server: { image, imageID: '', ready: true, state: { running: { startedAt: ago(1) } } }, ready: true });
  test.each<[string, boolean]>([['a'.repeat(4_096), true], ['a'.repeat(4_097), false], ['a'.repeat(5_000), false], [HUGE, false], ['a\u202eb', false], ['a\u001b[31m', false], ['a b', true]])('an image is written whole or not at all: %#', (image, isWritten) => {
    const status = statusOfAll({ deployments: [deployment(1)], pods: [running(image)], slices: [slice(1)] });
    expect(status.image).toBe(isWritten ? image : undefined);
    expect(status).toMatchObject({ phase: 'Ready', readyReplicas: 1 });
  });

  test('a message is never longer than the CRD takes, whatever is in it', () => {
    const failing = Array.from({ length: 20 }, (_, index) => pod({ server: waitingFor('ErrImagePull', 'not found'), spec: { nodeName: 'n', containers: [{ name: 'server', image: `${index}${HUGE}` }] } }));
    const unplaced = Array.from({ length: 20 }, (_, index) => unscheduled(`${index}, ${'💥'.repeat(5_000)}`));
    for (const pods of [failing, unplaced, [...failing, ...unplaced]]) {
      for (const { message } of statusOfAll({ deployments: [starting(40)], pods }).conditions) {
        expect(message.length).toBeLessThanOrEqual(BOUNDS.message);
        expect(message).not.toMatch(/\p{Cs}/u);
      }
    }
  });
});

describe('what a terminal acts upon does not reach a message', () => {
  const NASTY = 'a\u0000b\u001b[31mred\u001b[0m\u0007\u202eevil\u2066\u200b\u2028x\r\ny\u0085\u009b2Jz\ud800\u{e0041}\ufeff\u00ad';

  test('nor what turns it around, or cannot be seen', () => {
    expect(printable(NASTY)).toBe('a bred evil x y 2Jz');
    expect(printable('Größe → 💥 日本語 "\\\'')).toBe('Größe → 💥 日本語 "\\\'');
  });

  test.each<[string, Objects]>([
    ['a termination message', { pods: [pod({ server: waitingFor('CrashLoopBackOff', '', ended(1, 12, { message: NASTY })) })] }],
    ['the scheduler', { pods: [unscheduled(NASTY)] }],
    ['a waiting message', { pods: [pod({ server: waitingFor('CreateContainerConfigError', NASTY) })] }],
    ['an image', { pods: [pod({ server: waitingFor('ErrImagePull', ''), spec: { nodeName: 'n', containers: [{ name: 'server', image: NASTY }] } })] }],
    ['a name of a container', { pods: [pod({ server: { ...waitingFor('CrashLoopBackOff', '', ended(1)), name: NASTY }, spec: { nodeName: 'n', containers: [{ name: NASTY, image: 'a' }] } })] }],
    ['a memory limit', { pods: [pod({ server: waitingFor('CrashLoopBackOff', '', ended(137, 9, { reason: 'OOMKilled' })), spec: { nodeName: 'n', containers: [{ name: 'server', image: 'a', resources: { limits: { memory: NASTY } } }] } })] }],
    ['an Event', { pods: [pod({ name: 'p', server: waitingFor('ContainerCreating') })], events: [warning('p', 'FailedMount', `secret "${NASTY}" not found`)] }],
    ['a Deployment that is refused', { deployments: [deployment(1, { status: { conditions: [{ type: 'ReplicaFailure', status: 'True', message: NASTY }] } })], pods: [] }],
    ['a version', { deployments: [deployment(1, { version: NASTY })], pods: [] }],
    ['a ModelInfer', { deployments: [], infers: [infer({ phase: NASTY })] }],
  ])('of %s', (_where, objects) => {
    const { conditions } = statusOfAll({ deployments: [starting(1)], ...objects });
    expect(conditions.map(({ message }) => message).join()).toMatch(/bred evil/);
    for (const { message } of conditions) expect(message).toBe(printable(message));
  });
});

describe('whoever may write in one namespace changes no Model of another', () => {
  const served = (more: object): Objects => ({ infers: [{ ...infer({ phase: 'Running', replicas: 1, readyReplicas: 1 }), ...more }] });

  test.each<[string, object]>([
    ['a ModelInfer that names it', { metadata: { name: 'i', namespace: 'other' } }],
    ['one that names it with a slash', { metadata: { name: 'i', namespace: 'other' }, spec: { modelRef: { name: '../ml/llama' } } }],
    ['one of no namespace', { metadata: { name: 'i' } }],
    ['one beside it that is for another', { metadata: { name: 'i', namespace: 'ml' }, spec: { modelRef: { name: 'llama', namespace: 'other' } } }],
  ])('by %s', (_title, more) => {
    expect(statusOfAll({ services: [], ...served(more) })).toMatchObject({ phase: 'Pending', readyReplicas: undefined });
  });

  test('and one of its own namespace serves it, named or not', () => {
    for (const modelRef of [{ name: 'llama' }, { name: 'llama', namespace: 'ml' }, { name: 'llama', namespace: '' }]) {
      expect(statusOfAll({ services: [], ...served({ spec: { modelRef } }) }).phase).toBe('Ready');
    }
  });

  test('by an Event that says that it is about a Pod there', () => {
    const pods = [pod({ name: 'p', server: waitingFor('ContainerCreating') })];
    const event = { ...warning('p', 'FailedMount', 'secret "a" not found'), metadata: { name: 'e', namespace: 'other' } };
    expect(statusOfAll({ deployments: [starting(1)], pods, events: [event] }).phase).toBe('Pending');
  });

  test.each(['deployments', 'pods', 'services', 'slices'] as const)('by labels of its %s', kind => {
    const elsewhere = (object: Raw) => ({ ...object, metadata: { ...object.metadata as object, namespace: 'other' } });
    const object = { deployments: deployment(1), pods: pod(), services: service({ name: 'evil' }), slices: slice(1) }[kind];
    expect(statusOfAll({ services: [], [kind]: [elsewhere(object)] })).toMatchObject({ phase: 'Pending', endpoint: undefined, readyReplicas: undefined });
  });
});
