import { Chart, Duration, Size, Testing } from 'cdk8s';
import {
  Accelerator, ClusterDialect, Compute, ContainerEngine, Cpu, EnvFrom, EnvValue, Findings, Framework, HostPathType, LabelRequirement, LifecycleHook, ModelConstruct,
  ModelConstructProps, ModelSource, NodeAffinity, PodVolume, RuntimeProfile, SeccompProfile, SecretKey, ServerProbe, VllmEngine,
} from '../../src';
import { COMMIT, templateOf } from '../fixtures';

/*
 * Pods that people publish, in typed code without a patch: what each has around its server. The tests compare those members; arguments, probes and
 * hardening are the library's.
 */

const GPU = Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(8), memory: Size.gibibytes(30) });
const vllm = new VllmEngine({ version: '0.32.0' });
const hub = (repository: string) => ModelSource.huggingFace(repository, { revision: COMMIT, token: SecretKey.of('hf-token', 'token'), size: Size.gibibytes(8) });

/** The spec of the Pod, after synth found no error. */
function podOf(props: Partial<ModelConstructProps>, compute: Compute = GPU) {
  const chart = new Chart(Testing.app(), 'chart', { namespace: 'default' });
  new ModelConstruct(chart, 'model', {
    version: '1.0.0',
    framework: Framework.HUGGINGFACE,
    source: hub('meta-llama/Llama-3.1-8B-Instruct'),
    profile: new RuntimeProfile(chart, 'profile', { engine: vllm, compute }),
    ...props,
  });
  expect(Findings.of(chart).filter(({ severity }) => severity === 'error')).toEqual([]);
  return templateOf(chart).spec;
}

test('ROCm/k8s-device-plugin vllm-serve: devices of the node, host namespaces, all system calls', () => {
  const device = (name: string, path: string) => PodVolume.hostPath(name, path);
  const pod = podOf({
    security: { seccompProfile: SeccompProfile.UNCONFINED, runAsGroup: 44, addCapabilities: ['SYS_PTRACE'], supplementalGroups: [44] },
    sharedMemory: Size.gibibytes(8),
    pod: {
      hostNetwork: true,
      hostIpc: true,
      volumes: [device('dev-kfd', '/dev/kfd'), device('dev-dri', '/dev/dri')],
      mounts: [{ volume: 'dev-kfd', path: '/dev/kfd' }, { volume: 'dev-dri', path: '/dev/dri' }],
    },
  }, Compute.gpu(Accelerator.AMD_MI300X, { cpu: Cpu.units(6), cpuLimit: Cpu.units(10), memory: Size.gibibytes(20) }));
  expect(pod).toMatchObject({ hostNetwork: true, hostIPC: true, securityContext: { runAsGroup: 44, seccompProfile: { type: 'Unconfined' } } });
  expect(pod.volumes).toEqual(expect.arrayContaining([
    { name: 'dev-kfd', hostPath: { path: '/dev/kfd' } }, { name: 'dev-dri', hostPath: { path: '/dev/dri' } }, { name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '8Gi' } },
  ]));
  expect(pod.containers[0]).toMatchObject({ securityContext: { capabilities: { add: ['SYS_PTRACE'] } }, resources: { limits: { 'amd.com/gpu': '1', 'cpu': '10' }, requests: { cpu: '6' } } });
  expect(pod.containers[0].volumeMounts).toEqual(expect.arrayContaining([{ name: 'dev-kfd', mountPath: '/dev/kfd' }, { name: 'dev-dri', mountPath: '/dev/dri' }]));
});

test('GKE jetstream: an HTTP server beside the one with the accelerators', () => {
  const engine = new ContainerEngine({ image: 'registry.example.com/jetstream-pytorch-server:v0.2.4', port: 9000, readiness: ServerProbe.tcp(), args: ['--model_id=google/gemma-7b-it'] });
  const probe = ServerProbe.http('/healthcheck', { period: Duration.seconds(60), failures: 30 });
  const pod = podOf({
    engine,
    framework: Framework.PYTORCH,
    source: ModelSource.pvc('weights'),
    pod: {
      volumes: [PodVolume.secret('huggingface-credentials', 'huggingface-secret', { token: 'token' }, { mode: 0o400 })],
      mounts: [{ volume: 'huggingface-credentials', path: '/huggingface', readOnly: true }],
      containers: [{ name: 'jetstream-http', image: 'registry.example.com/jetstream-http:v0.2.3', ports: [{ name: 'jetstream-http', number: 8000 }], readinessProbe: probe, livenessProbe: probe }],
    },
  });
  expect(pod.containers.map(({ name, ports }: { name: string; ports: { containerPort: number }[] }) => [name, ports[0]!.containerPort])).toEqual([['server', 9000], ['jetstream-http', 8000]]);
  expect(pod.containers[1].readinessProbe).toMatchObject({ httpGet: { path: '/healthcheck', port: 8000 }, periodSeconds: 60, failureThreshold: 30 });
  expect(pod.volumes).toContainEqual({ name: 'huggingface-credentials', secret: { secretName: 'huggingface-secret', defaultMode: 0o400, items: [{ key: 'token', path: 'token' }] } });
});

test('GKE infw-gw: a sidecar that loads adapters by a ConfigMap', () => {
  const config = [{ volume: 'config-volume', path: '/config' }];
  const pod = podOf({
    engine: new VllmEngine({ version: '0.32.0' }),
    env: { VLLM_ALLOW_RUNTIME_LORA_UPDATING: 'true' },
    args: ['--enable-lora', '--max-loras', '2', '--max-cpu-loras', '12'],
    timing: { preStopDelay: Duration.seconds(30), drain: Duration.seconds(85), terminationGracePeriod: Duration.seconds(130) },
    pod: {
      volumes: [PodVolume.configMap('config-volume', 'vllm-llama3-8b-adapters'), PodVolume.emptyDir('adapters', { sizeLimit: Size.gibibytes(10) })],
      mounts: [{ volume: 'adapters', path: '/adapters' }, ...config],
      sidecars: [{ name: 'lora-adapter-syncer', image: 'registry.example.com/lora-syncer:v1.0.0', env: { DYNAMIC_LORA_ROLLOUT_CONFIG: '/config/configmap.yaml' }, mounts: config }],
    },
  });
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
  const envValues = Object.fromEntries(names.map(name => [name, EnvValue.configMap('async-subscriber', name)]));
  const pod = podOf({
    pod: { containers: [{ name: 'subscriber', image: 'registry.example.com/subscriber:1.0.0', envValues, env: { VLLM_API_ENDPOINT: 'http://localhost:8000' } }] },
  });
  expect(pod.containers[1].env).toEqual([
    ...names.map(name => ({ name, valueFrom: { configMapKeyRef: { name: 'async-subscriber', key: name } } })), { name: 'VLLM_API_ENDPOINT', value: 'http://localhost:8000' },
  ]);
});

test('GKE model-armor: nodes by affinity, and the disk limited to what is requested', () => {
  const pod = podOf({
    source: ModelSource.pvc('hdml-static-pvc', { path: 'gemma-7b' }),
    scheduling: { nodeAffinity: [NodeAffinity.required([LabelRequirement.isIn('cloud.google.com/gke-accelerator', ['nvidia-l4'])])] },
  }, Compute.gpu(Accelerator.NVIDIA_L4, {
    count: 2, cpu: Cpu.units(2), cpuLimit: Cpu.units(2), memory: Size.gibibytes(25), ephemeralStorage: Size.gibibytes(25), limitEphemeralStorage: true,
  }));
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
  const pod = podOf({
    envFrom: [EnvFrom.configMap('vllm-config'), EnvFrom.configMap('extra-env-config', { optional: true })],
    pod: { volumes: [PodVolume.hostPath('models', '/mnt/opea-models', { type: HostPathType.DIRECTORY })], mounts: [{ volume: 'models', path: '/data' }] },
  });
  expect(pod.containers[0].envFrom).toEqual([{ configMapRef: { name: 'vllm-config' } }, { configMapRef: { name: 'extra-env-config', optional: true } }]);
  expect(pod.volumes).toContainEqual({ name: 'models', hostPath: { path: '/mnt/opea-models', type: 'Directory' } });
});

test('production-stack values-16: a runtime class, and a capability', () => {
  const pod = podOf({ scheduling: { runtimeClassName: 'nvidia' }, security: { addCapabilities: ['SYS_PTRACE'] }, cluster: ClusterDialect.GPU_FEATURE_DISCOVERY });
  expect(pod.runtimeClassName).toBe('nvidia');
  expect(pod.containers[0].securityContext.capabilities).toEqual({ drop: ['ALL'], add: ['SYS_PTRACE'] });
});

test('otwld/ollama-helm: a hook after the start, aliases, DNS and spreading', () => {
  const pod = podOf({
    pod: {
      lifecycle: { postStart: LifecycleHook.exec(['/bin/sh', '-c', 'until ollama list; do sleep 1; done']) },
      hostAliases: { '10.0.0.9': ['models.example.com'] },
      dns: { options: { ndots: '2' } },
    },
    scheduling: { topologySpread: [{ topologyKey: 'kubernetes.io/hostname', required: true }] },
  });
  expect(pod).toMatchObject({ hostAliases: [{ ip: '10.0.0.9', hostnames: ['models.example.com'] }], dnsConfig: { options: [{ name: 'ndots', value: '2' }] } });
  expect(pod.topologySpreadConstraints).toMatchObject([{ topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule' }]);
  expect(pod.containers[0].lifecycle).toMatchObject({ postStart: { exec: { command: ['/bin/sh', '-c', 'until ollama list; do sleep 1; done'] } }, preStop: { sleep: { seconds: 15 } } });
});

test('kserve: a transformer in front of its predictor', () => {
  const pod = podOf({
    pod: {
      containers: [{
        name: 'transformer',
        image: 'registry.example.com/transformer:1.0.0',
        args: ['--model_name=model', '--predictor_host=localhost:8000', '--http_port=9000'],
        ports: [{ name: 'transformer', number: 9000 }],
        readinessProbe: ServerProbe.http('/v1/models/$(MODEL_NAME)'),
        cpu: Cpu.millis(100),
        cpuLimit: Cpu.units(1),
        memory: Size.mebibytes(256),
        memoryLimit: Size.gibibytes(1),
      }],
    },
  });
  expect(pod.containers[1]).toMatchObject({
    readinessProbe: { httpGet: { path: '/v1/models/model', port: 9000 } },
    resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '1', memory: '1Gi' } },
    lifecycle: { preStop: { sleep: { seconds: 15 } } },
  });
});
