import { chartOf, PUBLISHED_PODS } from './published-pods';
import { Findings } from '../../src';
import { templateOf } from '../fixtures';

/** The spec of the Pod, after synth found no error. */
function podOf(published: string) {
  const chart = chartOf(published);
  expect(Findings.of(chart).filter(({ severity }) => severity === 'error')).toEqual([]);
  return templateOf(chart).spec;
}

test('none of the shapes has a patch', () => {
  expect(Object.values(PUBLISHED_PODS).filter(shape => (shape()[0].pod?.patches ?? []).length > 0)).toEqual([]);
});

test('ROCm/k8s-device-plugin vllm-serve: devices of the node, host namespaces, all system calls', () => {
  const pod = podOf('ROCm/k8s-device-plugin vllm-serve');
  expect(pod).toMatchObject({ hostNetwork: true, hostIPC: true, securityContext: { runAsGroup: 44, seccompProfile: { type: 'Unconfined' } } });
  expect(pod.volumes).toEqual(expect.arrayContaining([
    { name: 'dev-kfd', hostPath: { path: '/dev/kfd' } }, { name: 'dev-dri', hostPath: { path: '/dev/dri' } }, { name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '8Gi' } },
  ]));
  expect(pod.containers[0]).toMatchObject({ securityContext: { capabilities: { add: ['SYS_PTRACE'] } }, resources: { limits: { 'amd.com/gpu': '1', 'cpu': '10' }, requests: { cpu: '6' } } });
  expect(pod.containers[0].volumeMounts).toEqual(expect.arrayContaining([{ name: 'dev-kfd', mountPath: '/dev/kfd' }, { name: 'dev-dri', mountPath: '/dev/dri' }]));
});

test('GKE accelerated-platforms async-inference: variables of a ConfigMap, and a container that works beside the server', () => {
  const names = ['MODEL_ID', 'PUBSUB_SUBSCRIPTION_ID', 'BATCH_SIZE'];
  const pod = podOf('GKE accelerated-platforms async-inference');
  expect(pod.containers[1].env).toEqual([
    ...names.map(name => ({ name, valueFrom: { configMapKeyRef: { name: 'async-subscriber', key: name } } })), { name: 'VLLM_API_ENDPOINT', value: 'http://localhost:8000' },
  ]);
});

test('opea-project vllm: two whole ConfigMaps, one of them optional, and models on the node', () => {
  const pod = podOf('opea-project vllm');
  expect(pod.containers[0].envFrom).toEqual([{ configMapRef: { name: 'vllm-config' } }, { configMapRef: { name: 'extra-env-config', optional: true } }]);
  expect(pod.volumes).toContainEqual({ name: 'models', hostPath: { path: '/mnt/opea-models', type: 'Directory' } });
});

test('otwld/ollama-helm: a hook after the start, aliases, DNS and spreading', () => {
  const pod = podOf('otwld/ollama-helm');
  expect(pod).toMatchObject({ hostAliases: [{ ip: '10.0.0.9', hostnames: ['models.example.com'] }], dnsConfig: { options: [{ name: 'ndots', value: '2' }] } });
  expect(pod.topologySpreadConstraints).toMatchObject([{ topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule' }]);
  expect(pod.containers[0].lifecycle).toMatchObject({ postStart: { exec: { command: ['/bin/sh', '-c', 'until ollama list; do sleep 1; done'] } }, preStop: { sleep: { seconds: 15 } } });
});

test('kserve: a transformer in front of its predictor', () => {
  const pod = podOf('kserve');
  expect(pod.containers[1]).toMatchObject({
    readinessProbe: { httpGet: { path: '/v1/models/kserve', port: 9000 } },
    resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '1', memory: '1Gi' } },
    lifecycle: { preStop: { sleep: { seconds: 15 } } },
  });
});
