import { ApiObject, App, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import { HorizontalPodAutoscaler, PersistentVolumeAccessMode, ServiceAccount } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { CONTAINER, flags, many, Mending, Mendings, model, mounting, on, other, sized, two, vllm } from './fixes-inputs';
import { FIXES_OF_COMPANIONS } from './fixes-of-companions';
import { FIXES_OF_PATCHES } from './fixes-of-patches';
import { FIXES_OF_SURROUNDINGS } from './fixes-of-surroundings';
import { FIXES_OF_WORDS } from './fixes-of-words';
import {
  Accelerator, ClusterDialect, Compute, ContainerEngine, Cpu, Findings, Framework, KubernetesVersion, MatrixInferCrds, ModelCache, ModelLabels,
  ModelSource, ModelStatusReporter, PodVolume, Rollout, SecretKey,
} from '../../src';
import { RuleId, RULES } from '../../src/checks/rules';
import { chartIn, COMMIT, gpuCompute, PlainEngine, plainModel, PlainSource, smallCompute } from '../fixtures';

/*
 * What each finding says to do, done: the finding is gone, and no error has come in its place. A rule without a case fails, and so does a fix
 * that nobody can follow.
 */

const acknowledged = (rule: RuleId, make: (chart: Chart) => Construct) => (chart: Chart) => Findings.acknowledge(make(chart), rule, 'it is fine here');
const reporter = (name: string, namespaces?: string[]) => (chart: Chart) => new ModelStatusReporter(chart, name, { name, namespace: 'status', namespaces, image: 'a:1.0', scriptPath: '/a.js' });

const MENDINGS: Mendings = {
  ...FIXES_OF_PATCHES,
  ...FIXES_OF_SURROUNDINGS,
  ...FIXES_OF_COMPANIONS,
  'autoscaler-metric-unfit': [...FIXES_OF_SURROUNDINGS['autoscaler-metric-unfit'], ...FIXES_OF_COMPANIONS['autoscaler-metric-unfit']],
  ...FIXES_OF_WORDS,
  'acknowledgement-of-error': [{
    fix: /mend what it says, and remove the acknowledgement/,
    broken: acknowledged('replicas-invalid', model({ replicas: -1 })),
    mended: [model({ replicas: 1 })],
  }],
  'acknowledgement-unused': [{ fix: /remove the acknowledgement/, broken: acknowledged('framework-unknown', model()), mended: [model()] }],
  'accelerator-unknown-to-dialect': [{
    fix: /scheduling\.nodeSelector, ClusterDialect\.of\(\), or the label/,
    broken: model({ compute: gpuCompute(), replicas: 2, cluster: ClusterDialect.of({ name: 'm', acceleratorLabel: 'gpu', acceleratorValues: {} }) }),
    mended: [model({ compute: gpuCompute(), replicas: 2, cluster: ClusterDialect.of({ name: 'm', acceleratorLabel: 'gpu', acceleratorValues: { 'NVIDIA L4': 'l4' } }) })],
  }],
  'arg-contradicts-derived': [
    { fix: /remove it from args: bind\(\) of the engine plain renders it/, broken: model({ args: ['--port=1'] }), mended: [on({ ports: { http: 1 } })] },
    { fix: /remove it from args: use maxModelLen of the engine/, broken: vllm({ args: ['--max-model-len=4096'] }), mended: [vllm({}, { maxModelLen: 4096 })] },
    { fix: /remove it from args: use count of the accelerators in compute/, broken: vllm({ args: ['-tp=2'] }), mended: [vllm({ compute: gpuCompute(2) })] },
    { fix: /remove it from args: the server has to listen/, broken: vllm({ args: ['--host=127.0.0.1'] }), mended: [vllm()] },
    {
      fix: /remove it from args: use args of the engine/,
      broken: model({ args: ['--x=2'], profileProps: { engine: new ContainerEngine({ ...CONTAINER, args: ['--x=1'] }), compute: smallCompute() } }),
      mended: [model({ profileProps: { engine: new ContainerEngine({ ...CONTAINER, args: ['--x=2'] }), compute: smallCompute() } })],
    },
  ],
  'arg-given-twice': [{ fix: /keep one of them/, broken: model({ args: ['--a', '1', '--a=2'] }), mended: [model({ args: ['--a', '1'] })] }],
  'arg-with-space': [{ fix: /give each word by itself: "--a", "1"/, broken: model({ args: ['--a 1'] }), mended: [model({ args: ['--a', '1'] })] }],
  'autoscaler-owns-replicas': [{
    fix: /leave replicas out/,
    broken: chart => new HorizontalPodAutoscaler(chart, 'hpa', { target: plainModel(chart, 'model', { replicas: 3 }).runtime, maxReplicas: 4 }),
    mended: [chart => new HorizontalPodAutoscaler(chart, 'hpa', { target: plainModel(chart, 'model').runtime, maxReplicas: 4 })],
  }],
  'cache-invalid': [{ fix: /change the cache/, broken: model({ cache: ModelCache.perPod({ storageClassName: 'No Class' }) }), mended: [model({ cache: ModelCache.perPod({ storageClassName: 'fast' }) })] }],
  'cache-not-shared': [
    {
      fix: /several nodes can mount \(ReadWriteMany\), ModelCache\.perPod\(\) or ModelCache\.emptyDir\(\); for one replica Rollout\.recreate\(\)/,
      broken: model({ replicas: 2, cache: ModelCache.existingClaim('c') }),
      mended: [
        model({ replicas: 2, cache: ModelCache.existingClaim('c', many) }), model({ replicas: 2, cache: ModelCache.perPod() }), model({ replicas: 2, cache: ModelCache.emptyDir() }),
        model({ rollout: Rollout.recreate(), cache: ModelCache.existingClaim('c') }),
      ],
    },
    {
      fix: /use ModelSource\.pvc\(\) for weights that are there already, or a claim that can be written/,
      broken: model({ cache: ModelCache.existingClaim('c', { accessMode: PersistentVolumeAccessMode.READ_ONLY_MANY }) }),
      mended: [model({ source: ModelSource.pvc('c') }), model({ cache: ModelCache.existingClaim('c', many) })],
    },
  ],
  'cache-too-small': [{
    fix: /leave the size of the cache out to derive it, or raise it to 1\.2 times/,
    broken: model({ source: sized(10), cache: ModelCache.emptyDir({ size: Size.gibibytes(9) }) }),
    mended: [
      model({ source: sized(10), cache: ModelCache.emptyDir() }),
      model({ source: sized(10), cache: ModelCache.emptyDir({ size: Size.gibibytes(12) }) }),
    ],
  }],
  'cache-unused': [{ fix: /leave cache out/, broken: model({ source: ModelSource.pvc('w'), cache: ModelCache.emptyDir() }), mended: [model({ source: ModelSource.pvc('w') })] }],
  'compute-missing': [{
    fix: /give compute to the profile/,
    broken: model({ profileProps: { engine: new PlainEngine(), compute: undefined } }),
    mended: [model({
      replicas: 2,
      profileProps: { engine: new PlainEngine(), compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) }) },
    })],
  }],
  'crds-installed-twice': [{
    fix: /keep one MatrixInferCrds/, broken: two(chart => new MatrixInferCrds(chart, 'a'), chart => new MatrixInferCrds(chart, 'b')), mended: [chart => new MatrixInferCrds(chart, 'a')],
  }],
  'devices-mismatch': [
    { fix: /remove it: the container sees no accelerators but its own/, broken: vllm({ compute: gpuCompute(4), env: { CUDA_VISIBLE_DEVICES: '0' } }), mended: [vllm({ compute: gpuCompute(4) })] },
    { fix: /use a divisor of 4/, broken: vllm({ compute: gpuCompute(4), args: ['-dcp=3'] }), mended: [vllm({ compute: gpuCompute(4), args: ['-dcp=2'] }), vllm({ compute: gpuCompute(3), args: ['-dcp=3'] })] },
  ],
  'engine-refuses': [
    { fix: /change what it names, or take another engine/, broken: model({ servedAliases: ['b'] }), mended: [model(), vllm({ servedAliases: ['b'] })] },
    {
      fix: /change what it names/,
      broken: vllm({ compute: gpuCompute(4), args: ['--data-parallel-size=3'] }),
      mended: [vllm({ compute: gpuCompute(3), args: ['--data-parallel-size=3'] }), vllm({ compute: gpuCompute(4), args: ['--data-parallel-size=2'] })],
    },
  ],
  'engine-unmaintained': [{ fix: /move to VllmEngine/, broken: on({ maintenance: { notice: 'archived', successor: 'VllmEngine', source: 'https://example.com' } }), mended: [vllm()] }],
  'engine-version-unverified': [{ fix: /use plain 2\.0\.0/, broken: on(flags('3.0.0')), mended: [on(flags('2.0.0'))] }],
  'env-contradicts-derived': [
    {
      fix: /remove it from env: bind\(\) of the engine plain renders it/,
      broken: on({ container: { env: { A: '1' } } }, { env: { A: '2' } }),
      mended: [on({ container: { env: { A: '2' } } })],
    },
    {
      fix: /remove it from env: bind\(\) of the source returns it/,
      broken: model({ source: new PlainSource({ binding: { env: { A: '1' } } }), env: { A: '2' } }),
      mended: [model({ source: new PlainSource({ binding: { env: { A: '2' } } }) })],
    },
    {
      fix: /use cpuKvCacheSpace of the engine/,
      broken: vllm({ compute: smallCompute(), env: { VLLM_CPU_KVCACHE_SPACE: '4' } }),
      mended: [vllm({ compute: smallCompute() }, { cpuKvCacheSpace: Size.gibibytes(4) })],
    },
    { fix: /use timing\.startup of the model/, broken: vllm({ env: { VLLM_ENGINE_READY_TIMEOUT_S: '3600' } }), mended: [vllm({ timing: { startup: Duration.hours(1) } })] },
    {
      fix: /use token of the source, a SecretKey/,
      broken: vllm({ source: ModelSource.huggingFace('o/m', { revision: COMMIT, token: SecretKey.of('a', 'b') }), secretEnv: { HF_TOKEN: SecretKey.of('c', 'd') } }),
      mended: [vllm({ source: ModelSource.huggingFace('o/m', { revision: COMMIT, token: SecretKey.of('c', 'd') }) })],
    },
    {
      fix: /use endpoint of the source/,
      broken: vllm({ source: ModelSource.huggingFace('o/m', { revision: COMMIT, endpoint: 'https://a.example.com' }), env: { HF_ENDPOINT: 'https://b.example.com' } }),
      mended: [vllm({ source: ModelSource.huggingFace('o/m', { revision: COMMIT, endpoint: 'https://b.example.com' }) })],
    },
    {
      fix: /use env of the engine/,
      broken: model({ env: { A: '2' }, profileProps: { engine: new ContainerEngine({ ...CONTAINER, env: { A: '1' } }), compute: smallCompute() } }),
      mended: [model({ profileProps: { engine: new ContainerEngine({ ...CONTAINER, env: { A: '2' } }), compute: smallCompute() } })],
    },
  ],
  'env-given-twice': [{ fix: /keep the one in secretEnv/, broken: model({ env: { A: '1' }, secretEnv: { A: SecretKey.of('s', 'k') } }), mended: [model({ secretEnv: { A: SecretKey.of('s', 'k') } })] }],
  'flag-unknown': [
    { fix: /use --level, or remove it from args/, broken: on(flags('2.0.0'), { args: ['--levl=1'] }), mended: [on(flags('2.0.0'), { args: ['--level=1'] }), on(flags('2.0.0'))] },
    { fix: /if --max-model-len is meant: use maxModelLen of the engine/, broken: vllm({ args: ['--max-modle-len=4096'] }), mended: [vllm({}, { maxModelLen: 4096 })] },
    { fix: /use --no-enable-log-requests/, broken: vllm({ args: ['--disable-log-requests'] }), mended: [vllm({ args: ['--no-enable-log-requests'] })] },
    { fix: /use reasoningParser of the engine/, broken: vllm({ args: ['--enable-reasoning'] }), mended: [vllm({}, { reasoningParser: 'deepseek_r1' })] },
    { fix: /take another version/, broken: on({ ...flags('1.1.0'), container: { args: ['--shutdown-timeout', '9'] } }), mended: [on({ ...flags('2.0.0'), container: { args: ['--shutdown-timeout', '9'] } })] },
  ],
  'flag-unverified': [{
    fix: /remove it from args; acknowledge the finding when the image has it/,
    broken: on(flags('2.0.0', 'fork.example.com/fork:2.0.0'), { args: ['--fork-only'] }),
    mended: [on(flags('2.0.0', 'fork.example.com/fork:2.0.0'))],
  }],
  'framework-engine-mismatch': [{
    fix: /use TritonEngine/,
    broken: on({ frameworks: [Framework.PYTORCH] }, { framework: Framework.ONNX }),
    mended: [on({ frameworks: [Framework.ONNX] }, { framework: Framework.ONNX })],
  }],
  'framework-unknown': [{ fix: /use a static member of Framework/, broken: model({ framework: Framework.of('pytroch') }), mended: [model({ framework: Framework.PYTORCH })] }],
  'grace-too-short': [{
    fix: /leave it out, or raise it to at least 55 s/,
    broken: model({ timing: { terminationGracePeriod: Duration.seconds(5) } }),
    mended: [model(), model({ timing: { terminationGracePeriod: Duration.seconds(55) } })],
  }],
  'hub-unreachable': [{
    fix: /mount it with pod\.volumes and pod\.mounts and give its path, or say HF_HUB_OFFLINE: '0' in env/,
    broken: vllm({ args: ['--tokenizer=o/t'] }),
    mended: [vllm({ args: ['--tokenizer=/extra/t'], pod: mounting }), vllm({ args: ['--tokenizer=o/t'], env: { HF_HUB_OFFLINE: '0' } })],
  }],
  'image-not-pinned': [
    {
      fix: /give a tag of a full version \(v0\.32\.0\), or better a digest \(@sha256:…\)/,
      broken: on({ image: 'example.com/a' }),
      mended: [on({ image: 'example.com/a:v1.2.3' }), on({ image: `example.com/a@sha256:${'0'.repeat(64)}` })],
    },
    { fix: /give a tag of a full version/, broken: on({ image: 'example.com/a:v1' }), mended: [on({ image: 'example.com/a:v1.2.3' })] },
  ],
  'kubernetes-too-old': [{
    fix: /give kubernetesVersion when all clusters are that new, or use another kind of volume/,
    broken: model({ pod: { volumes: [PodVolume.image('a', 'example.com/a:1.0')] } }),
    mended: [model({ kubernetesVersion: KubernetesVersion.V1_35, pod: { volumes: [PodVolume.image('a', 'example.com/a:1.0')] } }), model({ pod: { volumes: [PodVolume.claim('a', 'a')] } })],
  }],
  'memory-below-offload': [{
    fix: /raise memory in compute well above that, or make them smaller/,
    broken: vllm({ args: ['--kv-offloading-size=100'] }),
    mended: [
      vllm({ args: ['--kv-offloading-size=100'], compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(200) }) }), vllm({ args: ['--kv-offloading-size=10'] }),
    ],
  }],
  'memory-below-shared-memory': [{
    fix: /raise memory to at least twice that, 64 GiB/,
    broken: on({ sharedMemory: Size.gibibytes(32) }),
    mended: [on({ sharedMemory: Size.gibibytes(32) }, { compute: Compute.cpu({ cpu: Cpu.units(1), memory: Size.gibibytes(64) }) })],
  }],
  'memory-below-weights': [{
    fix: /raise memory well above the weights/, broken: model({ source: sized(40) }), mended: [model({ source: sized(40), compute: Compute.cpu({ cpu: Cpu.units(1), memory: Size.gibibytes(80) }) })],
  }],
  'mixed-accelerators': [{
    fix: /cluster: ClusterDialect\.GKE, or a scheduling\.nodeSelector/,
    broken: two(model({ compute: gpuCompute(), replicas: 2 }), chart => plainModel(chart, 'b', { replicas: 2, compute: Compute.gpu(Accelerator.NVIDIA_H100, { cpu: Cpu.units(1), memory: Size.gibibytes(64) }) })),
    mended: [
      two(model({ compute: gpuCompute(), replicas: 2, cluster: ClusterDialect.GKE }), chart => plainModel(chart, 'b', { replicas: 2, cluster: ClusterDialect.GKE, compute: Compute.gpu(Accelerator.NVIDIA_H100, { cpu: Cpu.units(1), memory: Size.gibibytes(64) }) })),
      two(
        model({ compute: gpuCompute(), replicas: 2, scheduling: { nodeSelector: { a: 'l4' } } }),
        chart => plainModel(chart, 'b', { replicas: 2, scheduling: { nodeSelector: { a: 'h100' } }, compute: Compute.gpu(Accelerator.NVIDIA_H100, { cpu: Cpu.units(1), memory: Size.gibibytes(64) }) }),
      ),
    ],
  }],
  'model-id-reused': [{
    fix: /give one of them another modelId or version/,
    broken: two(model({ modelId: 'same' }), chart => plainModel(chart, 'b', { modelId: 'same' })),
    mended: [two(model({ modelId: 'same' }), chart => plainModel(chart, 'b', { modelId: 'other' })), two(model({ modelId: 'same' }), chart => plainModel(chart, 'b', { modelId: 'same', version: '2.0.0' }))],
  }],
  'model-schema': [{ fix: /give 1 to 63 lower-case letters, digits and hyphens/, broken: model({ modelId: 'Not Id' }), mended: [model({ modelId: 'an-id' })] }],
  'name-collision': [{
    fix: /give one of them another name, or put them into charts with different namespaces/,
    broken: two(model(), chart => new ApiObject(chart, 'own', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'model' } })),
    mended: [
      two(model(), chart => new ApiObject(chart, 'own', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'other' } })),
      two(model(), chart => new ApiObject(other(chart), 'own', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'model' } })),
    ],
  }],
  'name-taken-by-engine': [{ fix: /name it after the model/, broken: on({ envPrefix: 'MODEL' }), mended: [on({ envPrefix: 'MODEL' }, { name: 'llama' })] }],
  'network-source-blocked': [{
    fix: /let bind\(\) of the source return egressPorts, or name in network\.to/,
    broken: model({ network: {}, source: new PlainSource({ binding: { egressPorts: [] } }) }),
    mended: [model({ network: {}, source: new PlainSource({ binding: { egressPorts: [443] } }) })],
  }],
  'object-schema': [
    { fix: /correct pod\.imagePullSecrets/, broken: model({ pod: { imagePullSecrets: ['Registry_Key'] } }), mended: [model({ pod: { imagePullSecrets: ['registry-key'] } })] },
    { fix: /correct the labels and annotations that are given for the Service/, broken: model({ serviceMetadata: { labels: { 'a b': 'c' } } }), mended: [model({ serviceMetadata: { labels: { ab: 'c' } } })] },
  ],
  'option-unused': [{
    fix: /leave it out here, or use Compute\.gpu\(\) in compute/,
    broken: vllm({ compute: smallCompute() }, { gpuMemoryUtilization: 0.5 }),
    mended: [vllm({ compute: smallCompute() }), vllm({}, { gpuMemoryUtilization: 0.5 })],
  }],
  'patch-failed': [{
    fix: /it begins at the Pod template, for example \/spec\/containers\/0\/env\/-/,
    broken: model({ pod: { patches: [JsonPatch.add('/containers/0/env/-', { name: 'A', value: '1' })] } }),
    mended: [model({ pod: { patches: [JsonPatch.add('/spec/containers/0/env/-', { name: 'A', value: '1' })] } })],
  }],
  'patch-without-effect': [{
    fix: /leave it out, or give it the value that is meant/,
    broken: model({ pod: { patches: [JsonPatch.replace('/spec/enableServiceLinks', false)] } }),
    mended: [model(), model({ pod: { patches: [JsonPatch.replace('/spec/enableServiceLinks', true)] } })],
  }],
  'path-not-brought': [{
    fix: /use a source that brings the whole folder, or mount the file with pod\.volumes and pod\.mounts/,
    broken: vllm({ source: ModelSource.huggingFace('o/m', { revision: COMMIT }), args: ['--chat-template=/mnt/models/c.jinja'] }),
    mended: [vllm({ args: ['--chat-template=/mnt/models/c.jinja'] }), vllm({ source: ModelSource.huggingFace('o/m', { revision: COMMIT }), args: ['--chat-template=/extra/c.jinja'], pod: mounting })],
  }],
  'path-not-mounted': [{ fix: /mount it with pod\.volumes and pod\.mounts/, broken: vllm({ args: ['--chat-template=/extra/c.jinja'] }), mended: [vllm({ args: ['--chat-template=/extra/c.jinja'], pod: mounting })] }],
  'pod-fits-no-known-node': [{ fix: /use fewer accelerators per replica/, broken: model({ compute: gpuCompute(16), replicas: 2 }), mended: [model({ compute: gpuCompute(8), replicas: 2 })] }],
  'pod-security-lowered': [
    { fix: /set security\.runAsUser to a number above 0/, broken: model({ security: { runAsUser: 0 } }), mended: [model({ security: { runAsUser: 1000 } })] },
    { fix: /remove it, or acknowledge/, broken: model({ security: { addCapabilities: ['SYS_PTRACE'] } }), mended: [model()] },
    { fix: /mount it by a claim \(PodVolume\.claim\)/, broken: model({ pod: { volumes: [PodVolume.nfs('a', 'host', '/a')] } }), mended: [model({ pod: { volumes: [PodVolume.claim('a', 'a')] } })] },
    { fix: /remove the patch/, broken: model({ pod: { patches: [JsonPatch.add('/spec/hostNetwork', true)] } }), mended: [model()] },
  ],
  'port-taken': [{ fix: /use a port that nothing else in the Pod listens on/, broken: vllm({ args: ['--grpc-port=8000'] }), mended: [vllm({ args: ['--grpc-port=8001'] })] }],
  'progress-deadline-too-short': [{
    fix: /leave it out, or raise it well above the start-up budget/,
    broken: model({ timing: { progressDeadline: Duration.seconds(60) } }),
    mended: [model(), model({ timing: { progressDeadline: Duration.hours(1) } })],
  }],
  'register-only-ignores': [{ fix: /remove it, or registerOnly/, broken: model({ registerOnly: true, replicas: 2 }), mended: [model({ registerOnly: true }), model({ replicas: 2 })] }],
  'replicas-invalid': [{ fix: /give a whole number from 0 on/, broken: model({ replicas: 1.5 }), mended: [model({ replicas: 2 }), model({ replicas: 0 })] }],
  'revision-not-pinned': [{ fix: /the full hash of a commit/, broken: model({ source: ModelSource.huggingFace('o/m') }), mended: [model({ source: ModelSource.huggingFace('o/m', { revision: COMMIT }) })] }],
  'rollout-interrupts-serving': [{
    fix: /use two replicas, say Rollout\.surge\(\)/, broken: model({ rollout: Rollout.withoutSurge() }), mended: [model({ rollout: Rollout.withoutSurge(), replicas: 2 }), model({ rollout: Rollout.surge() })],
  }],
  'secret-literal': [{ fix: /SecretKey\.of\(name, key\): as secretEnv/, broken: model({ env: { HF_TOKEN: 'not-a-real-one' } }), mended: [model({ secretEnv: { HF_TOKEN: SecretKey.of('hf', 'token') } })] }],
  'secret-other-namespace': [{
    fix: /refer to the copy, or give the chart that namespace/,
    broken: model({ secretEnv: { A: SecretKey.of('k', 'a', { namespace: 'other' }) } }),
    mended: [model({ secretEnv: { A: SecretKey.of('k', 'a') } }), chart => plainModel(other(chart), 'model', { secretEnv: { A: SecretKey.of('k', 'a', { namespace: 'other' }) } })],
  }],
  'secret-suspicious': [{ fix: /SecretKey\.of\(name, key\): as secretEnv/, broken: model({ env: { BILLING_PASSWORD: 'swordfish' } }), mended: [model({ secretEnv: { BILLING_PASSWORD: SecretKey.of('b', 'p') } })] }],
  'service-account-other-namespace': [{
    fix: /make a ServiceAccount in the namespace of the model/,
    broken: chart => plainModel(chart, 'model', { pod: { serviceAccount: new ServiceAccount(other(chart), 'account') } }),
    mended: [chart => plainModel(chart, 'model', { pod: { serviceAccount: new ServiceAccount(chart, 'account') } })],
  }],
  'service-account-missing': [{
    fix: /give pod\.serviceAccount, .* or credentials to the source/,
    broken: model({ source: ModelSource.s3('s3://bucket/m/') }),
    mended: [
      chart => plainModel(chart, 'model', { source: ModelSource.s3('s3://bucket/m/'), pod: { serviceAccount: new ServiceAccount(chart, 'account') } }),
      model({ source: ModelSource.s3('s3://bucket/m/', { accessKeyId: SecretKey.of('s', 'i'), secretAccessKey: SecretKey.of('s', 'k') }) }),
    ],
  }],
  'several-nodes': [{ fix: /remove it, and use more accelerators in compute/, broken: vllm({ args: ['--nnodes=2'] }), mended: [vllm({ compute: gpuCompute(2) })] }],
  'shutdown-loses-requests': [
    { fix: /leave timing\.preStopDelay out/, broken: model({ timing: { preStopDelay: Duration.seconds(0) } }), mended: [model()] },
    { fix: /leave timing\.drain out, or give it as long/, broken: model({ timing: { drain: Duration.seconds(0) } }), mended: [model(), model({ timing: { drain: Duration.seconds(60) } })] },
  ],
  'source-refuses': [{ fix: /change what it names, or take another source/, broken: model({ source: ModelSource.fromUri('s3://bucket/m/') }), mended: [model({ source: ModelSource.s3('s3://bucket/m/', { anonymous: true }) })] }],
  'startup-below-loading': [{ fix: /leave timing\.startup out/, broken: model({ source: sized(30), timing: { startup: Duration.seconds(60) } }), mended: [model({ source: sized(30) })] }],
  'status-reporters-overlap': [{
    fix: /keep one ModelStatusReporter for the cluster, or give each its own namespaces/, broken: two(reporter('a'), reporter('b')), mended: [reporter('a'), two(reporter('a', ['x']), reporter('b', ['y']))],
  }],
  'user-labels-overwrite': [{ fix: /use a label of your own domain/, broken: model({ serviceMetadata: { labels: { [ModelLabels.MODEL]: 'x' } } }), mended: [model({ serviceMetadata: { labels: { 'example.com/model': 'x' } } })] }],
  'variable-undefined': [
    {
      fix: /define LEVEL in env or secretEnv, or write \$\$\(LEVEL\)/,
      broken: model({ args: ['--level=$(LEVEL)'] }),
      mended: [model({ args: ['--level=$(LEVEL)'], env: { LEVEL: '1' } }), model({ args: ['--level=$(LEVEL)'], secretEnv: { LEVEL: SecretKey.of('a', 'b') } }), model({ args: ['--level=$$(LEVEL)'] })],
    },
    {
      fix: /put B in front of it in env, or into secretEnv/,
      broken: model({ env: { A: '$(B)', B: '1' } }),
      mended: [model({ env: { B: '1', A: '$(B)' } }), model({ env: { A: '$(B)' }, secretEnv: { B: SecretKey.of('a', 'b') } })],
    },
  ],
  'volume-undefined': [{ fix: /add it to pod\.volumes/, broken: model({ pod: { mounts: mounting.mounts } }), mended: [model({ pod: mounting })] }],
  'weights-exceed-accelerators': [{
    fix: /use more or larger accelerators, or quantized weights/,
    broken: model({ compute: gpuCompute(), source: sized(40), replicas: 2 }),
    mended: [
      model({ compute: gpuCompute(4), source: sized(40), replicas: 2 }), model({ compute: gpuCompute(), source: sized(10), replicas: 2 }),
      model({ compute: Compute.gpu(Accelerator.NVIDIA_H100, { cpu: Cpu.units(4), memory: Size.gibibytes(64) }), source: sized(40), replicas: 2 }),
    ],
  }],
};

describe('what a finding says to do', () => {
  test('is tried for every rule', () => {
    expect(Object.keys(RULES).filter(rule => MENDINGS[rule] === undefined)).toEqual([]);
  });
});

const cases = Object.entries(MENDINGS).flatMap(([rule, mendings]) => (
  mendings.map((mending): [string, RegExp, Mending] => [rule, mending.fix, mending])
));

test.each(cases)('%s: %s', (rule, _fix, { fix, broken, mended }) => {
  const before = chartIn('ml');
  broken(before);
  expect(Findings.of(before).filter(finding => finding.rule === rule).map(finding => finding.fix)).toContainEqual(expect.stringMatching(fix));
  for (const mend of mended) {
    const after = chartIn('ml');
    mend(after);
    expect(Findings.of(after).filter(finding => finding.rule === rule || finding.severity === 'error')).toEqual([]);
  }
});

const acknowledgeable = cases.filter(([rule, , { fix }]) => RULES[rule as RuleId]?.severity === 'warning' && rule !== 'acknowledgement-unused' && fix !== undefined);

test.each(acknowledgeable.map(([rule, , mending]) => [rule, mending] as const))('%s can be acknowledged', (rule, { broken }) => {
  const chart = chartIn('ml');
  broken(chart);
  Findings.acknowledge(App.of(chart), rule, 'it is fine here');
  expect(Findings.of(chart).filter(finding => finding.rule === rule || finding.rule === 'acknowledgement-unused')).toEqual([]);
});
