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

test('GKE jetstream: an HTTP server beside the one with the accelerators', () => {
  const pod = podOf('GKE jetstream');
  expect(pod.containers.map(({ name, ports }: { name: string; ports: { containerPort: number }[] }) => [name, ports[0]!.containerPort])).toEqual([['server', 9000], ['jetstream-http', 8000]]);
  expect(pod.containers[1].readinessProbe).toMatchObject({ httpGet: { path: '/healthcheck', port: 8000 }, periodSeconds: 60, failureThreshold: 30 });
  expect(pod.volumes).toContainEqual({ name: 'huggingface-credentials', secret: { secretName: 'huggingface-secret', defaultMode: 0o400, items: [{ key: 'token', path: 'token' }] } });
});

test('GKE infw-gw: a sidecar that loads adapters by a ConfigMap', () => {
  const pod = podOf('GKE infw-gw');
  expect(pod).toMatchObject({ terminationGracePeriodSeconds: 130, enableServiceLinks: false });
  expect(pod.containers[0].lifecycle).toEqual({ preStop: { sleep: { seconds: 30 } } });
  expect(pod.initContainers.at(-1)).toMatchObject({
    name: 'lora-adapter-syncer',
    restartPolicy: 'Always',
    env: [{ name: 'DYNAMIC_LORA_ROLLOUT_CONFIG', value: '/config/configmap.yaml' }],
    volumeMounts: expect.arrayContaining([{ name: 'config-volume', mountPath: '/config' }]),
  });
});

test('GKE accelerated-platforms async-inference: variables of a ConfigMap, and a container that works beside the server', () => {
  const names = ['MODEL_ID', 'PUBSUB_SUBSCRIPTION_ID', 'BATCH_SIZE'];
  const pod = podOf('GKE accelerated-platforms async-inference');
  expect(pod.containers[1].env).toEqual([
    ...names.map(name => ({ name, valueFrom: { configMapKeyRef: { name: 'async-subscriber', key: name } } })), { name: 'VLLM_API_ENDPOINT', value: 'http://localhost:8000' },
  ]);
});

test('GKE model-armor: nodes by affinity, and the disk limited to what is requested', () => {
  const pod = podOf('GKE model-armor');
  expect(pod.affinity).toEqual({
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: 'cloud.google.com/gke-accelerator', operator: 'In', values: ['nvidia-l4'] }] }],
      },
    },
  });
  const resources = { 'cpu': '2', 'memory': '25Gi', 'ephemeral-storage': '25Gi', 'nvidia.com/gpu': '2' };
  expect(pod.containers[0].resources).toEqual({ requests: resources, limits: resources });
});

test('opea-project vllm: two whole ConfigMaps, one of them optional, and models on the node', () => {
  const pod = podOf('opea-project vllm');
  expect(pod.containers[0].envFrom).toEqual([{ configMapRef: { name: 'vllm-config' } }, { configMapRef: { name: 'extra-env-config', optional: true } }]);
  expect(pod.volumes).toContainEqual({ name: 'models', hostPath: { path: '/mnt/opea-models', type: 'Directory' } });
});

test('production-stack values-16: a runtime class, and a capability', () => {
  const pod = podOf('production-stack values-16');
  expect(pod.runtimeClassName).toBe('nvidia');
  expect(pod.containers[0].securityContext.capabilities).toEqual({ drop: ['ALL'], add: ['SYS_PTRACE'] });
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
