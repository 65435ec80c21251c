import { ago, ended, NOW, pod, unscheduled, waitingFor } from './objects';
import { Raw } from '../../reporter/kube/raw';
import { stateOf } from '../../reporter/status/pod-state';
import { lasting } from '../../reporter/status/words';
import { projectPod } from '../../reporter/view/pods';

/** A state in short. */
interface Seen { readonly cause?: string; readonly failed: boolean; readonly words: string }

const see = (raw: Raw, mountFailure?: string): Seen => {
  const { cause, failed, words, since } = stateOf(projectPod(raw)!, mountFailure);
  return { cause, failed, words: `${words}${since === undefined ? '' : lasting(since, NOW)}` };
};
const failing = (cause: string, words: string) => ({ cause, failed: true, words: `${cause} (${words})` });
const bearing = (cause: string, words: string) => ({ cause, failed: false, words: `${cause} (${words})` });
const waits = (words: string) => ({ cause: undefined, failed: false, words });

describe('a Pod that does not serve', () => {
  test.each<[string, Raw, Seen]>([
    // on no node
    ['no GPU is free', unscheduled('0/3 nodes are available: 3 Insufficient nvidia.com/gpu.'), bearing('Unschedulable', 'insufficient nvidia.com/gpu')],
    ['its claim is not bound', unscheduled('0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.'), bearing('CacheNotBound', 'pod has unbound immediate PersistentVolumeClaims')],
    ['its claim is not there', unscheduled('persistentvolumeclaim "weights" not found'), bearing('CacheNotBound', 'persistentvolumeclaim "weights" not found')],
    ['no volume is there for its claim', unscheduled('0/1 nodes are available: 1 node(s) didn\'t find available persistent volumes to bind.'), bearing('CacheNotBound', 'node(s) didn\'t find available persistent volumes to bind')],
    ['its volume is in another zone', unscheduled('0/1 nodes are available: 1 node(s) had volume node affinity conflict.'), bearing('Unschedulable', 'node(s) had volume node affinity conflict')],
    ['it is held back', unscheduled('gated', 'SchedulingGated'), waits('held back by a scheduling gate')],
    ['nobody looked at it yet', pod({ node: null, phase: 'Pending', conditions: [] }), waits('waiting for a node')],
    // images
    ['the image does not exist', pod({ server: waitingFor('ErrImagePull', 'rpc error: code = NotFound desc = failed to pull: manifest unknown') }), failing('ImagePullFailed', 'vllm/vllm-openai:v0.32.0: not found')],
    ['the image may not be pulled', pod({ server: waitingFor('ImagePullBackOff', 'Back-off pulling image: ErrImagePull: 401 Unauthorized') }), failing('ImagePullFailed', 'vllm/vllm-openai:v0.32.0: no permission')],
    ['the registry is not reached', pod({ server: waitingFor('ErrImagePull', 'dial tcp: lookup registry: no such host') }), failing('ImagePullFailed', 'vllm/vllm-openai:v0.32.0: registry not reached')],
    ['the registry has enough', pod({ server: waitingFor('ErrImagePull', 'toomanyrequests: You have reached your pull rate limit') }), failing('ImagePullFailed', 'vllm/vllm-openai:v0.32.0: too many pulls')],
    ['the node is full', pod({ server: waitingFor('ErrImagePull', 'write /x: no space left on device') }), failing('ImagePullFailed', 'vllm/vllm-openai:v0.32.0: no space on the node')],
    ['the image is not said why', pod({ server: waitingFor('ImagePullBackOff', 'Back-off pulling image "x"') }), failing('ImagePullFailed', 'vllm/vllm-openai:v0.32.0')],
    ['the image has no name', pod({ server: waitingFor('InvalidImageName', 'couldn\'t parse image name: invalid reference format') }), failing('ImagePullFailed', 'vllm/vllm-openai:v0.32.0: invalid reference')],
    ['the downloader\'s image does not exist', pod({ download: waitingFor('ErrImagePull', 'not found'), server: waitingFor('PodInitializing') }), failing('ImagePullFailed', 'rclone/rclone:1: not found')],
    // Secrets and configuration
    ['the Secret is missing', pod({ server: waitingFor('CreateContainerConfigError', 'secret "hf" not found') }), failing('SecretMissing', 'secret "hf" not found')],
    ['the key of the Secret is missing', pod({ server: waitingFor('CreateContainerConfigError', 'couldn\'t find key token in Secret ml/hf') }), failing('SecretMissing', 'couldn\'t find key token in Secret ml/hf')],
    ['the Secret of the download is missing', pod({ download: waitingFor('CreateContainerConfigError', 'secret "s3" not found'), server: waitingFor('PodInitializing') }), failing('SecretMissing', 'secret "s3" not found')],
    ['a ConfigMap is missing', pod({ server: waitingFor('CreateContainerConfigError', 'configmap "c" not found') }), failing('ContainerConfigInvalid', 'configmap "c" not found')],
    ['a ConfigMap of a misleading name is missing', pod({ server: waitingFor('CreateContainerConfigError', 'configmap "my-secret" not found') }), failing('ContainerConfigInvalid', 'configmap "my-secret" not found')],
    ['the token cannot be mounted', pod({ server: waitingFor('RunContainerError', 'error mounting "/x" to rootfs at "/var/run/secrets/kubernetes.io": read-only file system') }), failing('ContainerConfigInvalid', 'error mounting "/x" to rootfs at "/var/run/secrets/kubernetes.io": read-only file system')],
    ['the image runs as root', pod({ server: waitingFor('CreateContainerConfigError', '') }), failing('ContainerConfigInvalid', 'no message')],
    ['the command does not exist', pod({ server: waitingFor('CrashLoopBackOff', 'back-off', ended(128, 0, { reason: 'StartError', message: 'exec: "vlm": executable file not found' })) }), failing('ContainerConfigInvalid', 'server cannot be started: "exec: "vlm": executable file not found"')],
    // the download
    ['weights are downloaded', pod({ download: { state: { running: { startedAt: ago(250) } } }, server: waitingFor('PodInitializing') }), waits('downloading weights for 4m')],
    ['the download failed just now', pod({ download: { state: { terminated: ended(1, 5, { message: '403 Forbidden' }) } }, server: waitingFor('PodInitializing') }), failing('DownloadFailed', 'download-model ended with exit code 1: "403 Forbidden"')],
    ['the download fails again and again', pod({ download: waitingFor('CrashLoopBackOff', 'back-off', ended(3)), server: waitingFor('PodInitializing') }), failing('DownloadFailed', 'download-model ended with exit code 3')],
    ['the download runs again after it failed', pod({ download: { state: { running: { startedAt: ago(5) } }, lastState: { terminated: ended(3) } }, server: waitingFor('PodInitializing') }), failing('DownloadFailed', 'download-model ended with exit code 3')],
    ['the download runs out of memory', pod({ download: waitingFor('CrashLoopBackOff', '', ended(137, 40, { reason: 'OOMKilled' })), server: waitingFor('PodInitializing') }), failing('OutOfMemory', 'download-model was killed out of memory, exit code 137')],
    ['the download is done', pod({ download: { ready: true, state: { terminated: ended(0) } }, server: waitingFor('PodInitializing') }), waits('starting containers')],
    ['the download is done and not yet said to be', pod({ download: { ready: false, state: { terminated: ended(0) } }, server: { state: { running: { startedAt: ago(70) } }, started: false } }), waits('loading the model for 1m')],
    // the server
    ['containers are created', pod({ server: waitingFor('ContainerCreating') }), waits('starting containers')],
    ['the model is loaded', pod({ server: { state: { running: { startedAt: ago(130) } }, started: false } }), waits('loading the model for 2m')],
    ['readiness fails', pod({ server: { state: { running: { startedAt: ago(900) } }, started: true }, conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: ago(61) }] }), waits('not answering its readiness probe for 1m')],
    ['the server is killed at its limit', pod({ server: waitingFor('CrashLoopBackOff', '', ended(137, 20, { reason: 'OOMKilled' })) }), failing('OutOfMemory', 'server was killed at its memory limit of 24Gi, exit code 137')],
    ['the node runs out of memory', pod({ server: waitingFor('CrashLoopBackOff', '', ended(137)) }), failing('OutOfMemory', 'server was killed, exit code 137: most likely its node ran out of memory')],
    ['the server crashes', pod({ server: waitingFor('CrashLoopBackOff', 'back-off', ended(1, 12, { message: 'CUDA error:\n no device' })) }), failing('CrashLoop', 'server ended with exit code 1: "CUDA error: no device"')],
    ['the server has just crashed', pod({ server: { state: { terminated: ended(1) } } }), failing('CrashLoop', 'server ended with exit code 1')],
    ['the server loads again after a crash', pod({ server: { state: { running: { startedAt: ago(3) } }, lastState: { terminated: ended(1) } } }), failing('CrashLoop', 'server ended with exit code 1')],
    ['the server ends by itself', pod({ server: waitingFor('CrashLoopBackOff', '', ended(0)) }), failing('CrashLoop', 'server ended with exit code 0')],
    ['the server crashed after hours', pod({ server: { state: { running: { startedAt: ago(3) } }, lastState: { terminated: ended(1, 9_000) } } }), bearing('CrashLoop', 'server ended with exit code 1')],
    ['it was not up in time, and ended at once', pod({ server: waitingFor('CrashLoopBackOff', '', ended(0, 591)) }), failing('StartupTimeout', 'server did not answer within 10m')],
    ['it was not up in time, and was killed', pod({ server: { state: { running: { startedAt: ago(3) } }, lastState: { terminated: ended(137, 661) } } }), failing('StartupTimeout', 'server did not answer within 10m')],
    ['it was killed long after it was up', pod({ server: { state: { running: { startedAt: ago(3) } }, lastState: { terminated: ended(137, 7_000) } } }), bearing('OutOfMemory', 'server was killed, exit code 137: most likely its node ran out of memory')],
    // what is told and makes no sense
    ['its status is empty', { metadata: { name: 'p', namespace: 'ml' }, spec: { nodeName: 'n' } }, waits('starting containers for 64h')],
    ['its status is nonsense', { metadata: { name: 'p', namespace: 'ml', creationTimestamp: ago(1) }, spec: { nodeName: 'n', containers: 'x' }, status: { conditions: [null, 7], containerStatuses: { a: 1 } } }, waits('starting containers')],
  ])('%s', (_title, raw, expected) => {
    expect(see(raw)).toEqual(expected);
  });

  test('a sidecar that crashes is named, and one that runs is no download', () => {
    const spec = { nodeName: 'n', initContainers: [{ name: 'proxy', image: 'p', restartPolicy: 'Always' }], containers: [{ name: 'server', image: 's' }] };
    const withProxy = (status: object) => ({ metadata: { name: 'p', namespace: 'ml', creationTimestamp: ago(1) }, spec, status: { initContainerStatuses: [{ name: 'proxy', ...status }], containerStatuses: [{ name: 'server', state: { running: { startedAt: ago(61) } } }] } });
    expect(see(withProxy(waitingFor('CrashLoopBackOff', '', ended(2))))).toEqual(failing('CrashLoop', 'proxy ended with exit code 2'));
    expect(see(withProxy({ ready: true, started: true, state: { running: { startedAt: ago(300) } } }))).toEqual(waits('not answering its readiness probe'));
  });
});

describe('what a node says of a volume', () => {
  const creating = pod({ server: waitingFor('ContainerCreating') });
  test.each<[string, Seen]>([
    ['MountVolume.SetUp failed for volume "key" : secret "gcs" not found', failing('SecretMissing', 'secret "gcs" not found')],
    ['MountVolume.SetUp failed for volume "key" : references non-existent secret key: key.json', failing('SecretMissing', 'references non-existent secret key: key.json')],
    ['MountVolume.SetUp failed for volume "files" : configmap "files" not found', failing('ContainerConfigInvalid', 'configmap "files" not found')],
    ['MountVolume.SetUp failed for volume "files" : configmap "secret-files" not found', failing('ContainerConfigInvalid', 'configmap "secret-files" not found')],
    ['Multi-Attach error for volume "pvc-1" Volume is already used by pod(s) llama-1', bearing('CacheNotBound', 'Volume is already used by pod(s) llama-1')],
    ['Unable to attach or mount volumes: timed out', bearing('CacheNotBound', 'Unable to attach or mount volumes: timed out')],
    ['MountVolume.SetUp failed for volume "kube-api-access" : failed to sync configmap cache: timed out', waits('starting containers')],
  ])('%s', (message, expected) => {
    expect(see(creating, message)).toEqual(expected);
  });

  test('counts only while the containers are not made', () => {
    expect(see(pod({ server: { state: { running: { startedAt: ago(1) } } } }), 'MountVolume.SetUp failed for volume "key" : secret "gcs" not found')).toEqual(waits('loading the model'));
    expect(see(pod({ server: waitingFor('CrashLoopBackOff', '', ended(1)) }), 'secret "gcs" not found').cause).toBe('CrashLoop');
  });
});

test('Pods that wait for claims of their own say the same', () => {
  const waiter = (name: string) => ({ ...unscheduled(`0/1 nodes are available: persistentvolumeclaim "${name}-model" not found.`), metadata: { name, namespace: 'ml' } });
  expect(see(waiter('llama-a'))).toEqual(bearing('CacheNotBound', 'persistentvolumeclaim "<pod>-model" not found'));
  expect(see(waiter('llama-b'))).toEqual(see(waiter('llama-a')));
});

test('why an image cannot be pulled is not forgotten when the kubelet only says that it waits', () => {
  const first = projectPod(pod({ name: 'p', server: waitingFor('ErrImagePull', 'manifest unknown') }))!;
  const second = projectPod(pod({ name: 'p', server: waitingFor('ImagePullBackOff', 'Back-off pulling image "x"') }), first)!;
  expect(stateOf(second).words).toBe(stateOf(first).words);
  expect(projectPod(pod({ name: 'p' }), second)!.containers[0]!.pullError).toBeUndefined();
});
