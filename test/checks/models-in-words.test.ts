import { ApiObject, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import { Ingress, IngressBackend } from 'cdk8s-plus-27';
import {
  Accelerator, AppArmorProfile, ClusterDialect, Compute, ContainerSecurityOptions, Cpu, EnvFrom, Findings, Framework, HostPathType, ModelCache,
  ModelLabels, ModelSource, ModelStatusReporter, PodVolume, ProcMount, Rollout, SeccompProfile, VllmEngine,
} from '../../src';
import { chartIn, COMMIT, gpuCompute, ModelOverrides, PlainEngine, plainModel, PlainSource, smallCompute } from '../fixtures';

/* What is said of models, each with values at the edge of a rule, word for word: `npm run test:update` writes it anew. */

const sized = (gibibytes: number) => ({ source: new PlainSource({ size: Size.gibibytes(gibibytes) }) });
const cpu = (gibibytes: number) => ({ compute: Compute.cpu({ cpu: Cpu.units(1), memory: Size.gibibytes(gibibytes) }) });
const inMemory = (name: string, gibibytes: number) => PodVolume.emptyDir(name, { sizeLimit: Size.gibibytes(gibibytes), inMemory: true });
const writing = (volumes: PodVolume[], readOnly = false) => ({ pod: { volumes, mounts: volumes.map(({ name }) => ({ volume: name, path: `/${name}`, readOnly })) } });
const sidecar = (memory: Size | undefined, gibibytes: number) => ({ pod: { volumes: [inMemory('m', gibibytes)], sidecars: [{ name: 'log', image: 'log:1.0', memory, mounts: [{ volume: 'm', path: '/m' }] }] } });
const vllm = (props: object = {}) => ({ replicas: 2, framework: Framework.HUGGINGFACE, profileProps: { engine: new VllmEngine({ version: '0.32.0', ...props }), compute: gpuCompute() } });
const seconds = Duration.seconds;
const hub = (repository: string, size?: Size) => ModelSource.huggingFace(repository, { revision: COMMIT, size });
const ofSidecar = (security: ContainerSecurityOptions) => ({ pod: { sidecars: [{ name: 'log', image: 'log:1.0', security }] } });
const ofPort = (http: number) => ({ profileProps: { engine: new PlainEngine({ ports: { http } }), compute: smallCompute() } });
const patched = (...patches: JsonPatch[]) => ({ pod: { patches } });

const MODELS: readonly [what: string, overrides: ModelOverrides][] = [
  ...[0, 1, 2 ** 31 - 1, 2 ** 31, -1, 1.5].map((replicas): [string, ModelOverrides] => [`${replicas} replicas`, { replicas }]),
  ...[['surge', Rollout.surge()], ['no surge', Rollout.withoutSurge()], ['recreate', Rollout.recreate()]].flatMap(([name, rollout]): [string, ModelOverrides][] => [1, 2].map(replicas => [`${replicas} with ${name}`, { replicas, rollout: rollout as Rollout }])),
  ['one on a GPU', { ...vllm(), replicas: 1, source: ModelSource.pvc('w') }],
  ['weights as large as the memory', { ...sized(32), ...cpu(32) }], ['weights beyond the memory', { ...sized(33), ...cpu(32) }], ['a cache as large as the weights', { ...sized(10), cache: ModelCache.emptyDir({ size: Size.gibibytes(10) }) }], ['a cache below the weights', { ...sized(10), cache: ModelCache.emptyDir({ size: Size.gibibytes(9) }) }],
  ['shared memory of half the limit', { sharedMemory: Size.gibibytes(16), ...cpu(32) }], ['shared memory beyond half', { sharedMemory: Size.gibibytes(17), ...cpu(32) }],
  ['volumes in memory below the limit', writing([inMemory('a', 15), inMemory('b', 16)])], ['volumes in memory up to the limit', writing([inMemory('a', 16), inMemory('b', 16)])], ['volumes in memory that are read', writing([inMemory('a', 32)], true)], ['volumes on disk', writing([PodVolume.emptyDir('a', { sizeLimit: Size.gibibytes(99) })])],
  ['one in memory beside shared memory', { ...writing([inMemory('a', 20)]), sharedMemory: Size.gibibytes(12) }], ['a sidecar of no memory', sidecar(undefined, 1)], ['a sidecar of more memory', sidecar(Size.gibibytes(2), 1)], ['a sidecar of as much memory', sidecar(Size.gibibytes(1), 1)],
  ['weights of all of an L4', { ...vllm(), ...sized(22) }], ['weights of its share', { ...vllm(), ...sized(20) }], ['weights beyond its share', { ...vllm(), ...sized(21) }], ['the whole share', { ...vllm({ gpuMemoryUtilization: 1 }), ...sized(22) }], ['weights beyond it', { ...vllm({ gpuMemoryUtilization: 1 }), ...sized(23) }],
  ['weights beside the host', { ...vllm(), ...sized(30), args: ['--cpu-offload-gb', '10'] }], ['weights that are made smaller', { ...vllm(), ...sized(30), args: ['--quantization', 'fp8'] }], ['weights that are small already', { ...vllm(), ...sized(30), args: ['--quantization=awq_marlin'] }], ['a KV cache that is said', { ...vllm(), ...sized(21), args: ['--kv-cache-memory-bytes', '1'] }],
  ['weights loaded otherwise', { ...vllm(), ...sized(30), args: ['--load-format', 'dummy'] }], ['a share by a variable', { ...sized(22), profileProps: { engine: new PlainEngine(), compute: gpuCompute() }, replicas: 2, env: { CUDA_MEMORY_FRACTION: '0.5' } }],
  ['a deadline of the start', { timing: { startup: seconds(300), progressDeadline: seconds(300) } }], ['a deadline behind the start', { timing: { startup: seconds(300), progressDeadline: seconds(301) } }], ['an end in time', { timing: { preStopDelay: seconds(5), drain: seconds(20), terminationGracePeriod: seconds(40) } }], ['an end too soon', { timing: { preStopDelay: seconds(5), drain: seconds(20), terminationGracePeriod: seconds(24) } }],
  ['no delay and no drain', { timing: { preStopDelay: seconds(0), drain: seconds(0) } }], ['a short start', { ...sized(30), timing: { startup: seconds(10) } }], ['a short start of who knows how much', { timing: { startup: seconds(10) } }],
  ['accelerators of a node', { compute: gpuCompute(8), replicas: 2 }], ['accelerators of more than a node', { compute: gpuCompute(9), replicas: 2 }], ['an odd number', { compute: gpuCompute(3), replicas: 2 }], ['an accelerator that no dialect knows', { compute: Compute.gpu(Accelerator.of({ name: 'six', resource: 'example.com/six' }), { cpu: Cpu.units(1), memory: Size.gibibytes(32) }), replicas: 2, cluster: ClusterDialect.GKE }],
  ['parts of its node', { pod: { hostNetwork: true, hostIpc: true, hostPorts: { http: 8080 } } }], ['processes of its node', { pod: { hostPid: true, hostUsers: true } }],
  ['an image without a tag', { profileProps: { engine: new PlainEngine({ image: 'example.com/a' }), compute: smallCompute() } }], ['an image of a minor version', { profileProps: { engine: new PlainEngine({ image: 'example.com/a:1.2' }), compute: smallCompute() } }], ['an image by digest', { profileProps: { engine: new PlainEngine({ image: `example.com/a@sha256:${'a'.repeat(64)}` }), compute: smallCompute() } }],
  ['a source with a strange ending', { source: ModelSource.pvc('w', { path: 'a.weights' }) }], ['a source that needs an identity', { source: ModelSource.gcs('gs://models/a/') }], ['a pickle by the name of its source', { source: new PlainSource({ uri: 'plain://models/a.pt@main' }) }], ['a pickle of an image', { source: new PlainSource({ uri: `oci://a/b.pt@sha256:${'a'.repeat(64)}` }) }],
  ['a pickle with too long a digest', { source: new PlainSource({ uri: `oci://a/b.pt@sha256:${'a'.repeat(65)}` }) }], ['a pickle with a digest in the middle', { source: new PlainSource({ uri: `oci://a@sha256:${'a'.repeat(64)}/b.pt` }) }], ['a pickle below the path', { source: new PlainSource({ binding: { model: { path: '/mnt/models/a.pkl', hub: false } } }) }], ['a pickle in a file of the hub', { source: new PlainSource({ binding: { model: { path: 'org/m', hub: true, file: 'a.ckpt' } } }) }],
  ['a pickle that is pinned and moves', { source: new PlainSource({ uri: 'plain://models/a.pt', revision: '7', unpinned: 'the tag moves' }) }],
  ['a source that is reached nowhere', { network: {}, source: new PlainSource({ binding: { egressPorts: [] } }) }], ['a source of an agent', { network: {}, source: new PlainSource({ binding: { egressPorts: [], nodeAgents: [{ address: '169.254.1.1', port: 80 }] } }) }], ['a source of a port', { network: {}, source: new PlainSource({ binding: { egressPorts: [443] } }) }],
  ['a source that brings its own volume', { network: {}, source: new PlainSource({ binding: { egressPorts: [], needsModelVolume: false } }) }], ['a source and no policy', { source: new PlainSource({ binding: { egressPorts: [] } }) }],
  ['a model that is elsewhere', { source: new PlainSource({ binding: { model: { path: '/elsewhere/m', hub: false } } }) }], ['a model beside the mount', { source: new PlainSource({ binding: { model: { path: '/mnt/models2/m', hub: false } } }) }], ['a model in the mount', { source: new PlainSource({ binding: { model: { path: '/mnt/models/m', hub: false } } }) }], ['a model at the root', { source: new PlainSource({ binding: { model: { path: '/m/mnt/models/', hub: false } } }) }],
  ['a mount with a slash', { source: new PlainSource({ binding: { model: { path: '/own/m', hub: false }, volumes: [PodVolume.configMap('own', 'own')], mounts: [{ volume: 'own', path: '/own' }] } }) }],
  ['labels of the library', { pod: { labels: { [ModelLabels.MODEL]: 'other', 'app.kubernetes.io/version': '9', [ModelLabels.STATUS_REPORTER]: 'a' } }, deploymentMetadata: { labels: { 'app.kubernetes.io/name': 'x' } }, serviceMetadata: { labels: { 'app.kubernetes.io/name': 'x' } } }], ['the same labels', { pod: { labels: { [ModelLabels.MODEL]: 'model' } } }],
  ['annotations of the library', { pod: { annotations: { [ModelLabels.VERSION]: '9', [ModelLabels.SOURCE]: 'x', mine: 'y' } } }], ['the same annotations', { pod: { annotations: { [ModelLabels.VERSION]: '1.0.0' } } }], ['labels of your own', { pod: { labels: { mine: 'x' } } }],
  ['root', { security: { runAsUser: 0 } }], ['capabilities', { security: { addCapabilities: ['NET_BIND_SERVICE', 'IPC_LOCK', 'SYS_PTRACE'] } }], ['NFS', { pod: { volumes: [PodVolume.nfs('a', 's', '/p'), PodVolume.nfs('b', 's', '/p'), PodVolume.configMap('c', 'c')] } }],
  ['several words of a registered Model', { registerOnly: true, replicas: 2, cache: ModelCache.emptyDir(), pod: { labels: { a: 'b' }, volumes: [], annotations: { c: 'd' } } }], ['one word of it', { registerOnly: true, replicas: 2 }], ['a registered Model', { registerOnly: true, env: { A: 'b' } }],
  ['a claim for several', { replicas: 2, cache: ModelCache.existingClaim('c') }], ['a claim of a source for several', { replicas: 2, source: ModelSource.pvc('w') }], ['a variable and a Secret', { env: { A: '1', B: '2' } }],
  ['settings of the kernel', { security: { privileged: true, memoryLock: true, seccompProfile: SeccompProfile.UNCONFINED, appArmorProfile: AppArmorProfile.UNCONFINED, seLinux: { user: 'u' }, sysctls: { 'kernel.msgmax': '1', 'net.ipv4.ip_local_port_range': '1024 65535' } } }],
  ['settings of the kernel for the server', { security: { server: { seccompProfile: SeccompProfile.UNCONFINED, appArmorProfile: AppArmorProfile.UNCONFINED, procMount: ProcMount.UNMASKED, seLinux: { user: 'u' } } } }],
  ['settings of the kernel for a sidecar', ofSidecar({ privileged: true, runAsUser: 0, addCapabilities: ['NET_BIND_SERVICE', 'SYS_PTRACE'], seccompProfile: SeccompProfile.UNCONFINED })],
  ['capabilities of a sidecar that baseline admits', ofSidecar({ addCapabilities: ['CHOWN', 'KILL'] })], ['some that it admits', ofSidecar({ addCapabilities: ['CHOWN', 'SYS_ADMIN'] })], ['one that everybody may have', ofSidecar({ addCapabilities: ['NET_BIND_SERVICE'] })],
  ['ports of root', { ...ofPort(1023), security: { runAsUser: 1000 } }], ['the first port of everybody', { ...ofPort(1024), security: { runAsUser: 1000 } }], ['ports of root for root', { ...ofPort(80), security: { runAsUser: 0 } }],
  ['ports of root for a sidecar beside root', { security: { runAsUser: 0 }, pod: { sidecars: [{ name: 'log', image: 'log:1.0', ports: [{ name: 'web', number: 80 }], security: { runAsUser: 1000 } }] } }],
  ['no patches', { pod: { patches: [] } }], ['a patch through nothing', patched(JsonPatch.add('/spec/nothing/here', 'x'))], ['a patch that removes the template', patched(JsonPatch.remove(''))], ['a path without a slash', patched(JsonPatch.add('spec', 'x'))],
  ['a path with a tilde', patched(JsonPatch.add('/spec/a~b', 'x'))], ['a path with an empty part', patched(JsonPatch.add('/spec//a', 'x'))], ['a path into a text', patched(JsonPatch.add('/spec/containers/0/image/tag', 'x'))],
  ['a mount without a name', patched(JsonPatch.add('/spec/containers/0/volumeMounts/-', { mountPath: '/a' }))], ['a mount of no volume', patched(JsonPatch.add('/spec/containers/0/volumeMounts/-', { name: 'none', mountPath: '/a' }))],
  ['an argument that a patch adds', { ...vllm(), source: ModelSource.pvc('w'), ...patched(JsonPatch.add('/spec/containers/0/args/-', '--no-such-flag')) }], ['an argument that a patch puts first', { ...vllm(), source: ModelSource.pvc('w'), ...patched(JsonPatch.add('/spec/containers/0/args/0', '--no-such-flag')) }],
  ['a secret in a word with others', { ...vllm(), source: ModelSource.pvc('w'), args: ['--api-key sk-1234567890abcdef'] }], ['a secret in a command', { command: ['serve', '--api-key', 'sk-1234567890abcdef'] }],
  ['a gated repository without a token', { ...vllm(), source: hub('meta-llama/Llama-3.1-8B') }], ['a gated repository whose token may be among others', { ...vllm(), source: hub('meta-llama/Llama-3.1-8B'), envFrom: [EnvFrom.secret('all')] }],
  ['folders to write at places of a claim', { ...vllm(), source: ModelSource.pvc('w'), env: { VLLM_CACHE_ROOT: '/c/v', HF_HOME: '/f' }, pod: { volumes: [PodVolume.ephemeralClaim('c', { size: Size.gibibytes(1) }), PodVolume.hostPath('f', '/dev/null', { type: HostPathType.FILE })], mounts: [{ volume: 'c', path: '/c' }, { volume: 'f', path: '/f' }] } }],
  ['weights on a small claim', { ...vllm(), source: hub('org/m', Size.gibibytes(10)), env: { HF_HUB_CACHE: '/c/hub' }, pod: { volumes: [PodVolume.ephemeralClaim('c', { size: Size.gibibytes(1) })], mounts: [{ volume: 'c', path: '/c' }] } }],
  ['degrees of three kinds', { ...vllm({ tensorParallelSize: 2, pipelineParallelSize: 2, dataParallelSize: 2 }), source: ModelSource.pvc('w') }], ['copies of more devices than there are', { ...vllm({ dataParallelSize: 3 }), source: ModelSource.pvc('w') }], ['copies in arguments', { ...vllm(), source: ModelSource.pvc('w'), args: ['--data-parallel-size', '3'] }],
  ['caches at their places', { ...vllm(), source: ModelSource.pvc('w'), pod: { volumes: [PodVolume.existingClaim('c', 'c')], mounts: [{ volume: 'c', path: '/root/.cache/vllm' }, { volume: 'c', path: '/home/me/.cache/huggingface/hub' }, { volume: 'c', path: '/.nv' }, { volume: 'c', path: '/root/.config/vllm/x' }, { volume: 'c', path: '/root/.ollama' }, { volume: 'c', path: '/x/root/.cache' }] } }],
  ['caches of a model of the hub', { ...vllm(), source: ModelSource.huggingFace('org/m', { revision: COMMIT }), pod: { volumes: [PodVolume.existingClaim('c', 'c')], mounts: [{ volume: 'c', path: '/root/.cache/huggingface' }] } }],
];

function texts(chart: Chart): string {
  return Findings.of(chart).map(({ rule, what, fix, path }) => `[${path}] ${rule}: ${what}\n    fix: ${fix}`).join('\n');
}

test.each(MODELS)('%s', (_what, overrides) => {
  const chart = chartIn('ml');
  plainModel(chart, 'model', overrides);
  expect(texts(chart)).toMatchSnapshot();
});

const hpa = (chart: Chart, spec: object) => new ApiObject(chart, 'hpa', { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'hpa' }, spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'model' }, ...spec } });
const resource = (...names: string[]) => ({ metrics: names.map(name => ({ type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization: 50 } } })) });

const APPS: readonly [what: string, make: (chart: Chart) => unknown][] = [
  ['an autoscaler down to one', chart => [plainModel(chart), hpa(chart, { minReplicas: 1, maxReplicas: 3 })]], ['an autoscaler down to two', chart => [plainModel(chart, 'model', { rollout: Rollout.recreate() }), hpa(chart, { minReplicas: 2, maxReplicas: 3 })]], ['an autoscaler down to none', chart => [plainModel(chart), hpa(chart, { minReplicas: 0, maxReplicas: 3 })]],
  ['an autoscaler and replicas', chart => [plainModel(chart, 'model', { replicas: 2 }), hpa(chart, { minReplicas: 2, maxReplicas: 3 })]], ['an autoscaler by memory of a GPU', chart => [plainModel(chart, 'model', { ...vllm(), replicas: undefined, source: ModelSource.pvc('w') }), hpa(chart, { minReplicas: 2, maxReplicas: 3, ...resource('memory', 'cpu') })]],
  ['an autoscaler by memory of a CPU', chart => [plainModel(chart), hpa(chart, { minReplicas: 2, maxReplicas: 3, ...resource('memory') })]], ['an autoscaler by what nobody measures', chart => [plainModel(chart), hpa(chart, { minReplicas: 2, maxReplicas: 3, ...resource('nvidia.com/gpu', 'cpu', 'example.com/x') })]],
  ['one accelerator twice', chart => [plainModel(chart, 'a', { compute: gpuCompute(), replicas: 2 }), plainModel(chart, 'b', { compute: gpuCompute(), replicas: 2 })]], ['accelerators of one resource', chart => ['a', 'b'].map(id => plainModel(chart, id, { compute: Compute.gpu(id === 'a' ? Accelerator.NVIDIA_L4 : Accelerator.NVIDIA_H100, { cpu: Cpu.units(1), memory: Size.gibibytes(64) }), replicas: 2 }))],
  ['accelerators of one resource on labelled nodes', chart => ['a', 'b'].map(id => plainModel(chart, id, { compute: Compute.gpu(id === 'a' ? Accelerator.NVIDIA_L4 : Accelerator.NVIDIA_H100, { cpu: Cpu.units(1), memory: Size.gibibytes(64) }), replicas: 2, scheduling: { nodeSelector: { pool: 'gpu' } } }))],
  ...([[undefined, undefined], [['a'], undefined], [undefined, ['a', 'b']], [['a', 'b'], ['b', 'a', 'c']], [['a'], ['b']]] as const).map(([one, other]): [string, (chart: Chart) => unknown] => [
    `reporters of ${one?.join() ?? 'all'} and ${other?.join() ?? 'all'}`, chart => [one, other].map((namespaces, index) => new ModelStatusReporter(chart, `reporter${index}`, { ...namespaces && { namespaces: [...namespaces] }, name: `r${index}` })),
  ]),
  ['a route to a closed model', chart => new Ingress(chart, 'ingress', { rules: [{ backend: IngressBackend.fromService(plainModel(chart, 'model', { network: {} }).service) }] })], ['a route to an open one', chart => new Ingress(chart, 'ingress', { rules: [{ backend: IngressBackend.fromService(plainModel(chart).service) }] })],
];

test.each(APPS)('%s', (_what, make) => {
  const chart = chartIn('ml');
  make(chart);
  expect(texts(chart)).toMatchSnapshot();
});
