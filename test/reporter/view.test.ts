import { ago, deployment, infer, model, pod, service, slice, warning } from './objects';
import { Raw } from '../../reporter/kube/raw';
import { ClusterView } from '../../reporter/view/cluster-view';
import { projectPod } from '../../reporter/view/pods';
import {
  keyOf, modelKeyOf, modelKeyOfInfer, projectDeployment, projectInfer, projectMountFailure,
  projectService, projectSlice, projectStatus, projectSubject,
} from '../../reporter/view/projections';

const NONSENSE: readonly Raw[] = [
  {}, { metadata: null, spec: null, status: null }, { metadata: 'x', spec: 7, status: [] }, { metadata: [], spec: { containers: [null], ports: [7], replicas: 'two' }, endpoints: [null], status: { conditions: [{}] } },
  { spec: { nodeName: 7, initContainers: [{ name: 7, restartPolicy: 'Always', startupProbe: 'x' }], containers: [{ startupProbe: {} }] }, status: { containerStatuses: [{ state: { waiting: {} } }] } },
];

describe('what is kept of an object', () => {
  test.each([
    ['Model', (object: Raw) => projectSubject('models', object)], ['Deployment', projectDeployment], ['Pod', projectPod], ['Service', projectService], ['EndpointSlice', projectSlice], ['ModelInfer', projectInfer],
    ['Event', projectMountFailure], ['status', projectStatus], ['key', keyOf], ['Model of it', modelKeyOf], ['Model of a ModelInfer', modelKeyOfInfer],
  ])('never fails for one that makes no sense: %s', (_kind, project: (object: Raw) => unknown) => {
    for (const object of NONSENSE) expect(() => project(object)).not.toThrow();
  });

  test('is what Kubernetes takes when nothing is said', () => {
    expect(projectDeployment({})).toMatchObject({ desired: 1, replicas: 0, updated: 0, observed: true, paused: false });
    expect(projectPod({})).toMatchObject({ ready: false, onNode: false, grace: 30, containers: [] });
    expect(projectPod({ spec: { containers: [{ startupProbe: {} }] } })!.containers[0]!.startup).toEqual({ least: 20, most: 30 });
    expect(projectSlice({ endpoints: [{}] }).ready).toBe(1);
    expect(projectInfer({})).toEqual({ name: '', phase: undefined, replicas: 1, readyReplicas: 0 });
    expect(modelKeyOfInfer({ metadata: { namespace: 'a' }, spec: { modelRef: { name: 'm' } } })).toBe('a/m');
    expect(projectMountFailure(warning('p', 'Scheduled', 'no'))).toBeUndefined();
  });

  test('is little: of a Pod below a kilobyte, whatever it says', () => {
    const large = pod({
      server: { state: { waiting: { reason: 'CreateContainerError', message: 'x'.repeat(10_000) } } },
      metadata: { annotations: { large: 'x'.repeat(10_000) }, managedFields: Array.from({ length: 100 }, () => ({ manager: 'm' })), creationTimestamp: ago(1) },
    });
    expect(JSON.stringify(projectPod(large)).length).toBeLessThan(1_024);
  });
});

test('why an image could not be pulled is found at the end of a long message', () => {
  const image = `registry.example.com/a/rather/long/path/of/a/team/server@sha256:${'0'.repeat(64)}`;
  const message = `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`;
  expect(projectPod(pod({ server: { state: { waiting: { reason: 'ErrImagePull', message } } } }))!.containers[0]!.pullError).toBe('not found');
});

describe('what is known', () => {
  const touched: string[] = [];
  const view = () => {
    touched.length = 0;
    return new ClusterView(key => touched.push(key));
  };

  test('touches a Model when something changes that is kept, and not for anything else', () => {
    const all = view();
    all.deployments.put(deployment());
    all.deployments.put({ ...deployment(), metadata: { ...deployment().metadata as object, annotations: { touched: 'yes' } } });
    expect(touched).toEqual(['ml/llama']);
    all.deployments.put(deployment(3));
    all.deployments.remove(deployment());
    all.deployments.remove(deployment());
    expect(touched).toHaveLength(3);
  });

  test('moves an object with its label, and drops it with the label', () => {
    const all = view();
    all.models.put(model());
    all.models.put(model({ metadata: { name: 'other' } }));
    all.pods.put(pod({ name: 'p' }));
    expect(all.situation('ml/llama')!.pods).toHaveLength(1);
    all.pods.put(pod({ name: 'p', metadata: { labels: { 'registry.matrixinfer.ai/model': 'other' } } }));
    expect([all.situation('ml/llama')!.pods.length, all.situation('ml/other')!.pods.length]).toEqual([0, 1]);
    all.pods.put(pod({ name: 'p', metadata: { labels: {} } }));
    expect(all.situation('ml/other')!.pods).toHaveLength(0);
    expect(touched.filter(key => key === 'ml/other')).toHaveLength(3);
  });

  test('forgets with a list what is not in it, and nothing while it is read', () => {
    const all = view();
    all.models.put(model());
    for (const name of ['a', 'b']) all.pods.put(pod({ name }));
    all.pods.restarted();
    all.pods.put(pod({ name: 'a' }));
    expect(all.situation('ml/llama')!.pods).toHaveLength(2);
    all.pods.listed();
    expect(all.situation('ml/llama')!.pods.map(({ name }) => name)).toEqual(['a']);
    all.pods.listed();
    expect(all.pods.size).toBe(1);
  });

  test.each([true, false])('finds the Model of an Event by its Pod, whichever comes first: the Pod %s', podFirst => {
    const all = view();
    all.models.put(model());
    const events = () => all.events.put(warning('p', 'FailedMount', 'secret "a" not found'));
    if (!podFirst) events();
    all.pods.put(pod({ name: 'p' }));
    if (podFirst) events();
    expect(all.situation('ml/llama')!.mountFailures.get('p')).toBe('secret "a" not found');
    all.events.remove(warning('p', 'FailedMount', ''));
    expect(all.situation('ml/llama')!.mountFailures.size).toBe(0);
  });

  test('holds what we wrote until the watch says it, or says something newer', () => {
    const all = view();
    all.models.put(model());
    const answer = (version: string, phase: string) => model({ metadata: { resourceVersion: version }, status: { phase } });
    all.wrote('ml/llama', answer('11', 'Pending'));
    expect([all.situation('ml/llama')!.model.status.phase, all.unseen]).toEqual(['Pending', 1]);
    all.models.put(model({ metadata: { generation: 4, resourceVersion: '10' } })); // older than what we wrote
    expect(all.situation('ml/llama')!.model).toMatchObject({ generation: 4, status: { phase: 'Pending' } });
    all.models.put(answer('11', 'Pending'));
    expect(all.unseen).toBe(0);
    all.models.put(answer('12', 'Failed')); // somebody else
    expect(all.situation('ml/llama')!.model.status.phase).toBe('Failed');
    all.wrote('ml/llama', answer('12', 'Failed')); // a write that changed nothing
    expect(all.unseen).toBe(0);
    all.wrote('ml/llama', answer('13', 'Ready'));
    all.models.remove(model());
    expect([all.unseen, all.situation('ml/llama')]).toEqual([0, undefined]);
    all.wrote('ml/llama', answer('14', 'Ready')); // it is gone
    expect(all.unseen).toBe(0);
  });

  test('does not hold what we wrote when the watch was faster, and has said something newer since', () => {
    const all = view();
    all.models.put(model({ metadata: { resourceVersion: '12' }, status: { phase: 'Failed' } }));
    all.wrote('ml/llama', model({ metadata: { resourceVersion: '11' }, status: { phase: 'Ready' } }));
    expect([all.situation('ml/llama')!.model.status.phase, all.unseen]).toEqual(['Failed', 0]);
  });

  test('holds what we wrote while a list is read, and believes the list', () => {
    const all = view();
    for (const name of ['llama', 'gone']) all.models.put(model({ metadata: { name } }));
    for (const name of ['llama', 'gone']) all.wrote(`ml/${name}`, model({ metadata: { name, resourceVersion: '11' }, status: { phase: 'Ready' } }));
    all.models.restarted();
    expect(all.situation('ml/llama')!.model.status.phase).toBe('Ready');
    all.models.put(model({ metadata: { resourceVersion: '12' }, status: { phase: 'Failed' } }));
    all.models.listed();
    expect([all.situation('ml/llama')!.model.status.phase, all.unseen]).toEqual(['Failed', 0]);
  });

  test('takes what was said of a volume last, whatever was said first', () => {
    const all = view();
    all.models.put(model());
    all.pods.put(pod({ name: 'p' }));
    const said = (message: string, seconds: number, reason = 'FailedMount') => all.events.put({ ...warning('p', reason, message), lastTimestamp: ago(seconds) });
    said('secret "a" not found', 60);
    said('Multi-Attach error', 30, 'FailedAttachVolume');
    expect(all.situation('ml/llama')!.mountFailures.get('p')).toBe('Multi-Attach error');
    said('secret "a" not found', 10);
    expect(all.situation('ml/llama')!.mountFailures.get('p')).toBe('secret "a" not found');
  });

  test('touches the Model of an Event also while the Pods are listed anew', () => {
    const all = view();
    all.models.put(model());
    all.pods.put(pod({ name: 'p' }));
    all.pods.restarted();
    touched.length = 0;
    all.events.put(warning('p', 'FailedMount', 'secret "a" not found'));
    expect(touched).toEqual(['ml/llama']);
  });

  test('knows every kind', () => {
    const all = view();
    all.models.put(model());
    all.deployments.put(deployment());
    all.services.put(service());
    all.slices.put(slice(1));
    all.infers.put(infer({}));
    all.infers.put({ metadata: { name: 'lost', namespace: 'ml' } });
    const { workloads, services, slices, infers } = all.situation('ml/llama')!;
    expect([workloads.length, services.length, slices.length, infers.length, all.models.size]).toEqual([1, 1, 1, 1, 1]);
    all.models.restarted();
    all.models.listed();
    expect(all.models.size).toBe(0);
  });
});
