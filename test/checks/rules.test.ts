import { ApiObject, App, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import { Cpu, HorizontalPodAutoscaler, Ingress, IngressBackend, PersistentVolumeAccessMode, PersistentVolumeClaim, Pods, ServiceAccount } from 'cdk8s-plus-27';
import {
  Accelerator, ClusterDialect, Compute, Findings, Framework, KubernetesVersion, MatrixInferCrds, ModelCache, ModelLabels, ModelLayout, ModelSource,
  ModelStatusReporter, PodVolume, Rollout, SecretKey, ServiceAccountRef, TritonEngine, VllmEngine,
} from '../../src';
import { RuleId, RULES } from '../../src/checks/rules';
import { chartIn, COMMIT, errorOfSynth, findingsOf, gpuCompute, ModelOverrides, PLAIN_FLAGS, plainModel, plainProfile, PlainEngine, PlainSource, smallCompute, stderrOf } from '../fixtures';

/** One rule: what it is about, what is nearly the same and fine, and what the finding has to name. */
interface RuleCase {
  readonly says: RegExp;
  fires(chart: Chart): unknown;
  holds(chart: Chart): unknown;
}

const gpuApp = (chart: Chart) => new Chart(App.of(chart), 'gpus', { namespace: 'gpus' });
const claimObject = (chart: Chart, kind: string, name: string) => new ApiObject(chart, `own-${kind}`, { apiVersion: 'apps/v1', kind, metadata: { name } });
const claimIn = (chart: Chart) => new PersistentVolumeClaim(chart, 'claim', { storage: Size.gibibytes(9), accessModes: [PersistentVolumeAccessMode.READ_WRITE_MANY] });
const scaledObject = (chart: Chart, more: object) => new ApiObject(chart, 'keda', {
  apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata: { name: 'model' }, spec: { scaleTargetRef: { name: 'model' }, maxReplicaCount: 4, ...more },
});
const withRollout = (rollout: Rollout, cache: ModelCache) => ({ rollout, cache });
const plainFlags = (version: string, image = 'mirror.example.com/acme/plain:2.0.0') => new PlainEngine({ version, image, flagsFile: PLAIN_FLAGS, officialImages: ['docker.example.com/acme/plain'] });
const KEEPER = new PlainEngine({ container: { env: { KEPT: 'by-engine' } } });
const vllmModel = (chart: Chart, overrides: ModelOverrides) => plainModel(chart, 'model', {
  source: ModelSource.pvc('weights'), framework: Framework.HUGGINGFACE, replicas: 2, profileProps: { engine: new VllmEngine({ version: '0.32.0' }), compute: smallCompute() }, ...overrides,
});
const amdCompute = () => Compute.gpu(Accelerator.AMD_MI300X, { cpu: Cpu.units(4), memory: Size.gibibytes(64) });
const GPU_ENGINE = new PlainEngine({ sharedMemory: Size.gibibytes(2) });

/** An object of somebody else's beside the model. */
const beside = (chart: Chart, apiVersion: string, kind: string, spec: object, name = 'own') => new ApiObject(chart, `${kind}-${name}`, { apiVersion, kind, metadata: { name }, spec });
const hpaBeside = (chart: Chart, spec: object, name = 'own') => beside(chart, 'autoscaling/v2', 'HorizontalPodAutoscaler', {
  scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'model' }, minReplicas: 2, maxReplicas: 4, ...spec,
}, name);
const budgetBeside = (chart: Chart, app: string, spec: object = { maxUnavailable: 1 }) => beside(chart, 'policy/v1', 'PodDisruptionBudget', {
  selector: { matchLabels: { [ModelLabels.MODEL]: app } }, ...spec,
});
const namespaceOf = (chart: Chart, level: string) => new ApiObject(chart, 'namespace', {
  apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ml', labels: { 'pod-security.kubernetes.io/enforce': level } },
});
const quotaBeside = (chart: Chart, hard: object) => beside(chart, 'v1', 'ResourceQuota', { hard });
const ingressBeside = (chart: Chart, port: number) => beside(chart, 'networking.k8s.io/v1', 'Ingress', { defaultBackend: { service: { name: 'model', port: { number: port } } } });

const CASES: Record<RuleId, RuleCase> = {
  'acknowledgement-of-error': {
    fires: chart => Findings.acknowledge(plainModel(chart, 'model', { replicas: -1 }), 'replicas-invalid', 'we like it'),
    holds: chart => Findings.acknowledge(plainModel(chart, 'model', { framework: Framework.of('jax') }), 'framework-unknown', 'it is no typing error'),
    says: /replicas-invalid.*we like it/,
  },
  'acknowledgement-unused': {
    fires: chart => Findings.acknowledge(plainModel(chart), 'framework-unknown', 'it was JAX once'),
    holds: chart => Findings.acknowledge(plainModel(chart, 'model', { framework: Framework.of('jax') }), 'framework-unknown', 'it is JAX'),
    says: /framework-unknown.*it was JAX once/,
  },
  'accelerator-count-odd': {
    fires: chart => plainModel(chart, 'model', { profileProps: { compute: gpuCompute(3) } }),
    holds: chart => plainModel(chart, 'model', { profileProps: { compute: gpuCompute(4) } }),
    says: /3 × NVIDIA L4, and no known node has 3: it takes one with 4/,
  },
  'accelerator-unknown-to-dialect': {
    fires: chart => plainModel(chart, 'model', { profileProps: { compute: gpuCompute(), cluster: ClusterDialect.of({ name: 'metal', acceleratorLabel: 'gpu', acceleratorValues: { 'NVIDIA H100': 'h100' } }) } }),
    holds: chart => plainModel(chart, 'model', { profileProps: { compute: gpuCompute(), cluster: ClusterDialect.of({ name: 'metal', acceleratorLabel: 'gpu', acceleratorValues: { 'NVIDIA L4': 'l4' } }) } }),
    says: /metal.*NVIDIA L4/,
  },
  'arg-belongs-to-no-flag': {
    fires: chart => plainModel(chart, 'model', { args: ['--level', '1', 'stray'], profileProps: { engine: plainFlags('2.0.0') } }),
    holds: chart => plainModel(chart, 'model', { args: ['--names', 'one', 'two'], profileProps: { engine: plainFlags('2.0.0') } }),
    says: /"stray" behind --level, which takes one value/,
  },
  'arg-contradicts-derived': {
    fires: chart => plainModel(chart, 'model', { args: ['--port=9999'] }),
    holds: chart => plainModel(chart, 'model', { args: ['--portal=9999'] }),
    says: /"--port=9999", derived is "--port 8080"/,
  },
  'arg-given-twice': {
    fires: chart => plainModel(chart, 'model', { args: ['--level', '1', '--level=2'] }),
    holds: chart => plainModel(chart, 'model', { profileProps: { args: ['--level', '1'] }, args: ['--level=2'] }),
    says: /--level twice/,
  },
  'arg-in-quotes': {
    fires: chart => plainModel(chart, 'model', { args: ['--text', "'quoted'"] }),
    holds: chart => plainModel(chart, 'model', { args: ['--text', "it's"] }),
    says: /"'quoted'" for --text, with its quotation marks/,
  },
  'arg-with-space': {
    fires: chart => plainModel(chart, 'model', { args: ['--level 9'] }),
    holds: chart => plainModel(chart, 'model', { args: ['--level=9 10', '--other', 'a b'] }),
    says: /"--level 9"/,
  },
  'autoscaler-metric-unfit': {
    fires: chart => new HorizontalPodAutoscaler(chart, 'hpa', { target: plainModel(chart, 'model', { compute: gpuCompute() }).runtime, maxReplicas: 4, minReplicas: 2 }),
    holds: chart => new HorizontalPodAutoscaler(chart, 'hpa', { target: plainModel(chart).runtime, maxReplicas: 4, minReplicas: 2 }),
    says: /HorizontalPodAutoscaler chart\/hpa.* goes by cpu alone, and the model works on NVIDIA L4/,
  },
  'autoscaler-owns-replicas': {
    fires: chart => new HorizontalPodAutoscaler(chart, 'hpa', { target: plainModel(chart, 'model', { replicas: 3 }).runtime, maxReplicas: 4 }),
    holds: chart => new HorizontalPodAutoscaler(chart, 'hpa', { target: plainModel(chart).runtime, maxReplicas: 4 }),
    says: /replicas is 3/,
  },
  'autoscaler-range-empty': {
    fires: chart => [plainModel(chart), hpaBeside(chart, { minReplicas: 5 })],
    holds: chart => [plainModel(chart), hpaBeside(chart, { minReplicas: 4 })],
    says: /HorizontalPodAutoscaler chart\/\S+ has minReplicas 5 and maxReplicas 4/,
  },
  'autoscaler-scales-to-zero': {
    fires: chart => [plainModel(chart), scaledObject(chart, {})],
    holds: chart => [plainModel(chart), scaledObject(chart, { minReplicaCount: 1 })],
    says: /ScaledObject chart\/keda goes down to no replica/,
  },
  'autoscalers-overlap': {
    fires: chart => [plainModel(chart), hpaBeside(chart, {}), hpaBeside(chart, {}, 'second')],
    holds: chart => [plainModel(chart), hpaBeside(chart, {}), hpaBeside(chart, { scaleTargetRef: { kind: 'Deployment', name: 'other' } }, 'second')],
    says: /HorizontalPodAutoscaler chart\/\S+-own and HorizontalPodAutoscaler chart\/\S+-second scale the same Deployment/,
  },
  'cache-invalid': {
    fires: chart => plainModel(chart, 'model', { cache: ModelCache.perPod({ storageClassName: 'No Class' }) }),
    holds: chart => plainModel(chart, 'model', { cache: ModelCache.perPod({ storageClassName: 'a-class' }) }),
    says: /storageClassName of the volume model.*"No Class"/,
  },
  'cache-mount-unused': {
    fires: chart => plainModel(chart, 'model', { pod: { volumes: [PodVolume.claim('cache', 'cache')], mounts: [{ volume: 'cache', path: '/root/.cache' }] } }),
    holds: chart => plainModel(chart, 'model', { pod: { volumes: [PodVolume.claim('cache', 'cache')], mounts: [{ volume: 'cache', path: '/tmp/home/.cache' }] } }),
    says: /"cache" is mounted at \/root\/\.cache, and plain keeps that at \/tmp\/home\/\.cache \(HOME\)/,
  },
  'cache-not-shared': {
    fires: chart => plainModel(chart, 'model', withRollout(Rollout.surge(), ModelCache.existingClaim('weights'))),
    holds: chart => plainModel(chart, 'model', withRollout(Rollout.recreate(), ModelCache.existingClaim('weights'))),
    says: /ReadWriteOnce.*maxSurge 1/,
  },
  'cache-too-small': {
    fires: chart => plainModel(chart, 'model', { source: new PlainSource({ size: Size.gibibytes(8) }), cache: ModelCache.emptyDir({ size: Size.mebibytes(8191) }) }),
    holds: chart => plainModel(chart, 'model', { source: new PlainSource({ size: Size.gibibytes(8) }), cache: ModelCache.emptyDir({ size: Size.gibibytes(8) }) }),
    says: /the cache holds .* GiB, the weights take 8 GiB/,
  },
  'cache-unused': {
    fires: chart => plainModel(chart, 'model', { source: ModelSource.pvc('weights'), cache: ModelCache.emptyDir() }),
    holds: chart => plainModel(chart, 'model', { source: ModelSource.pvc('weights') }),
    says: /pvc:\/\/weights/,
  },
  'claim-other-namespace': {
    fires: chart => plainModel(chart, 'model', { source: ModelSource.fromPersistentVolumeClaim(claimIn(new Chart(App.of(chart), 'other', { namespace: 'other' }))) }),
    holds: chart => plainModel(chart, 'model', { source: ModelSource.fromPersistentVolumeClaim(claimIn(chart)) }),
    says: /other\/.*is used in namespace "ml"/,
  },
  'compute-missing': {
    fires: chart => plainModel(chart, 'model', { profileProps: { compute: undefined } }),
    holds: chart => plainModel(chart),
    says: /compute/,
  },
  'crds-installed-twice': {
    fires: chart => [new MatrixInferCrds(chart, 'one'), new MatrixInferCrds(chart, 'two')],
    holds: chart => new MatrixInferCrds(chart, 'one'),
    says: /chart\/one/,
  },
  'devices-mismatch': {
    fires: chart => vllmModel(chart, { compute: gpuCompute(4), env: { CUDA_VISIBLE_DEVICES: '0,1' } }),
    holds: chart => vllmModel(chart, { compute: gpuCompute(4), env: { CUDA_VISIBLE_DEVICES: '0,1,2,3' }, args: ['--data-parallel-size', '4'] }),
    says: /CUDA_VISIBLE_DEVICES=0,1.*2, the replica has 4/,
  },
  'device-group-missing': {
    fires: chart => plainModel(chart, 'model', { profileProps: { compute: amdCompute() } }),
    holds: chart => plainModel(chart, 'model', { profileProps: { compute: amdCompute(), security: { supplementalGroups: [44, 109] } } }),
    says: /user 1000 without security.supplementalGroups.*amd.com\/gpu.*render/,
  },
  'disruption-budget-blocks': {
    fires: chart => [plainModel(chart), budgetBeside(chart, 'model', { minAvailable: 1 })],
    holds: chart => [plainModel(chart), budgetBeside(chart, 'model')],
    says: /says minAvailable 1 of 1, and lets no Pod/,
  },
  'disruption-budgets-overlap': {
    fires: chart => [plainModel(chart, 'model', { replicas: 2 }), budgetBeside(chart, 'model')],
    holds: chart => [plainModel(chart, 'model', { replicas: 2 }), budgetBeside(chart, 'other')],
    says: /PodDisruptionBudget chart\/\S+, the one that the library makes/,
  },
  'engine-refuses': {
    fires: chart => plainModel(chart, 'model', { servedAliases: ['other'] }),
    holds: chart => plainModel(chart, 'model', { servedName: 'other' }),
    says: /plain.*other/,
  },
  'engine-says-container': {
    fires: chart => plainModel(chart, 'model', { command: ['serve'], ports: [{ number: 8080 }] }),
    holds: chart => plainModel(chart, 'model', { command: ['serve'], ports: [{ number: 8080 }], registerOnly: true }),
    says: /the model has command and ports, and a runtime/,
  },
  'engine-unmaintained': {
    fires: chart => plainModel(chart, 'model', { profileProps: { engine: new PlainEngine({ maintenance: { notice: 'archived in 2026', successor: 'VllmEngine', source: 'https://example.com' } }) } }),
    holds: chart => plainModel(chart),
    says: /plain: archived in 2026 \(https:\/\/example.com\)/,
  },
  'engine-version-differs': {
    fires: chart => plainModel(chart, 'model', { profileProps: { engine: new PlainEngine({ version: '1.1.0', image: 'example.com/plain:v1.2.0-cuda' }) } }),
    holds: chart => plainModel(chart, 'model', { profileProps: { engine: new PlainEngine({ version: '1.1.0', image: 'example.com/plain:cuda-12.8.1-v1.1' }) } }),
    says: /version of plain is 1.1.0, and the tag of its image "example.com\/plain:v1.2.0-cuda" says 1.2.0/,
  },
  'engine-version-unverified': {
    fires: chart => plainModel(chart, 'model', { profileProps: { engine: plainFlags('2.1.0') } }),
    holds: chart => plainModel(chart, 'model', { profileProps: { engine: plainFlags('2.0.0') } }),
    says: /flags of plain 2.1.0 are not known, and are checked as those of 2.0.0/,
  },
  'env-contradicts-derived': {
    fires: chart => plainModel(chart, 'model', { env: { KEPT: 'mine' }, profileProps: { engine: KEEPER, compute: smallCompute() } }),
    holds: chart => plainModel(chart, 'model', { env: { KEPT: 'by-engine', HOMES: '/root', constructor: 'any name of JavaScript' }, profileProps: { engine: KEEPER, compute: smallCompute() } }),
    says: /KEPT, derived is "by-engine"/,
  },
  'env-given-twice': {
    fires: chart => plainModel(chart, 'model', { env: { MODE: 'fast' }, secretEnv: { MODE: SecretKey.of('s', 'k') } }),
    holds: chart => plainModel(chart, 'model', { env: { MODE: 'fast' }, secretEnv: { MOOD: SecretKey.of('s', 'k') } }),
    says: /MODE/,
  },
  'flag-unknown': {
    fires: chart => plainModel(chart, 'model', { args: ['--levle=1'], profileProps: { engine: plainFlags('2.0.0') } }),
    holds: chart => plainModel(chart, 'model', { args: ['--level=1'], profileProps: { engine: plainFlags('2.0.0') } }),
    says: /--levle is no flag of plain 2.0.0/,
  },
  'flag-unverified': {
    fires: chart => plainModel(chart, 'model', { args: ['--fork-only=1'], profileProps: { engine: plainFlags('2.0.0', 'registry.example.com/fork:1') } }),
    holds: chart => plainModel(chart, 'model', { args: ['--level=1'], profileProps: { engine: plainFlags('2.0.0', 'registry.example.com/fork:1') } }),
    says: /--fork-only is no flag of plain 2.0.0/,
  },
  'flag-value-missing': {
    fires: chart => plainModel(chart, 'model', { args: ['--level'], profileProps: { engine: plainFlags('2.0.0') } }),
    holds: chart => plainModel(chart, 'model', { args: ['--token'], profileProps: { engine: plainFlags('2.0.0') } }),
    says: /--level stands in args without a value/,
  },
  'flag-value-refused': {
    fires: chart => plainModel(chart, 'model', { args: ['--backend', 'slow'], profileProps: { engine: plainFlags('2.0.0') } }),
    holds: chart => plainModel(chart, 'model', { args: ['--backend', 'exact'], profileProps: { engine: plainFlags('2.0.0') } }),
    says: /--backend is "slow", allowed is fast, exact/,
  },
  'flag-value-unverified': {
    fires: chart => plainModel(chart, 'model', { args: ['--level', 'high'], profileProps: { engine: plainFlags('2.0.0', 'registry.example.com/fork:1') } }),
    holds: chart => plainModel(chart, 'model', { args: ['--level', '1'], profileProps: { engine: plainFlags('2.0.0', 'registry.example.com/fork:1') } }),
    says: /--level is "high", allowed is a whole number, as far as plain 2.0.0 is concerned/,
  },
  'flag-value-unwanted': {
    fires: chart => plainModel(chart, 'model', { args: ['--enable-cache', 'true'], profileProps: { engine: plainFlags('2.0.0') } }),
    holds: chart => plainModel(chart, 'model', { args: ['--enable-cache'], profileProps: { engine: plainFlags('2.0.0') } }),
    says: /--enable-cache takes no value, args has "true" for it/,
  },
  'framework-engine-mismatch': {
    fires: chart => plainModel(chart, 'model', { framework: Framework.ONNX, profileProps: { engine: new PlainEngine({ frameworks: [Framework.PYTORCH] }) } }),
    holds: chart => plainModel(chart, 'model', { framework: Framework.PYTORCH, profileProps: { engine: new PlainEngine({ frameworks: [Framework.PYTORCH] }) } }),
    says: /"onnx".*plain serves pytorch/,
  },
  'framework-unknown': {
    fires: chart => plainModel(chart, 'model', { framework: Framework.of('pytroch') }),
    holds: chart => plainModel(chart, 'model', { framework: Framework.of('pytorch') }),
    says: /"pytroch"/,
  },
  'gated-repository-without-token': {
    fires: chart => plainModel(chart, 'model', { source: ModelSource.huggingFace('meta-llama/Llama-2-7b-hf', { revision: COMMIT }) }),
    holds: chart => plainModel(chart, 'model', { source: ModelSource.huggingFace('meta-llama/Llama-2-7b-hf', { revision: COMMIT, token: SecretKey.of('hf', 'token') }) }),
    says: /meta-llama\/Llama-2-7b-hf is known to let in only those/,
  },
  'grace-too-short': {
    fires: chart => plainModel(chart, 'model', { timing: { preStopDelay: Duration.seconds(10), drain: Duration.seconds(20), terminationGracePeriod: Duration.seconds(39) } }),
    holds: chart => plainModel(chart, 'model', { timing: { preStopDelay: Duration.seconds(10), drain: Duration.seconds(20), terminationGracePeriod: Duration.seconds(40) } }),
    says: /39 s.*10 s.*20 s/,
  },
  'hub-unreachable': {
    fires: chart => vllmModel(chart, { args: ['--tokenizer', 'acme/tokenizer'] }),
    holds: chart => vllmModel(chart, { args: ['--tokenizer', 'acme/tokenizer'], env: { HF_HUB_OFFLINE: '0' } }),
    says: /--tokenizer acme\/tokenizer.*"acme\/tokenizer" on the hub/,
  },
  'image-not-pinned': {
    fires: chart => plainModel(chart, 'model', { profileProps: { engine: new PlainEngine({ image: 'localhost:5000/plain:main' }) } }),
    holds: chart => plainModel(chart, 'model', { profileProps: { engine: new PlainEngine({ image: 'localhost:5000/plain:1.2.3' }) } }),
    says: /localhost:5000\/plain:main/,
  },
  'image-unproven': {
    fires: chart => plainModel(chart, 'model', { profileProps: { engine: new VllmEngine({ image: 'registry.example.com/our-vllm:v0.32.0' }) } }),
    holds: chart => plainModel(chart, 'model', { profileProps: { engine: new VllmEngine({ image: 'registry.example.com/our-vllm:v0.32.0' }), security: { runAsUser: 1000 } } }),
    says: /"registry.example.com\/our-vllm:v0.32.0" of vllm is run as user 1000: nothing is known/,
  },
  'kubernetes-too-old': {
    fires: chart => plainModel(chart, 'model', { kubernetesVersion: KubernetesVersion.of('1.34'), pod: { volumes: [PodVolume.image('files', 'example.com/files:1')] } }),
    holds: chart => plainModel(chart, 'model', { kubernetesVersion: KubernetesVersion.V1_35, pod: { volumes: [PodVolume.image('files', 'example.com/files:1')] } }),
    says: /"files" needs Kubernetes 1\.35.*1\.34/,
  },
  'kubernetes-version-unsaid': {
    fires: chart => plainModel(chart, 'model', { pod: { patches: [JsonPatch.add('/spec/resources', { limits: { memory: '40Gi' } })] } }),
    holds: chart => plainModel(chart, 'model', { kubernetesVersion: KubernetesVersion.V1_33, pod: { patches: [JsonPatch.add('/spec/resources', { limits: { memory: '40Gi' } })] } }),
    says: /spec\.template\.spec\.resources, which Kubernetes has from 1\.32 on, and kubernetesVersion is not given/,
  },
  'memory-below-offload': {
    fires: chart => vllmModel(chart, { compute: gpuCompute(), args: ['--kv-offloading-size', '65'] }),
    holds: chart => vllmModel(chart, { compute: gpuCompute(), args: ['--kv-offloading-size', '48'] }),
    says: /--kv-offloading-size 65.*65 GiB.*64 GiB/,
  },
  'memory-below-shared-memory': {
    fires: chart => plainModel(chart, 'model', { profileProps: { engine: GPU_ENGINE, compute: Compute.cpu({ cpu: Cpu.units(1), memory: Size.mebibytes(4095) }) } }),
    holds: chart => plainModel(chart, 'model', { profileProps: { engine: GPU_ENGINE, compute: Compute.cpu({ cpu: Cpu.units(1), memory: Size.gibibytes(4) }) } }),
    says: /\/dev\/shm alone may take 2 GiB/,
  },
  'memory-below-weights': {
    fires: chart => plainModel(chart, 'model', { source: new PlainSource({ size: Size.gibibytes(33) }) }),
    holds: chart => plainModel(chart, 'model', { source: new PlainSource({ size: Size.gibibytes(32) }) }),
    says: /33 GiB.*32 GiB/,
  },
  'limit-range-refuses': {
    fires: chart => [plainModel(chart), beside(chart, 'v1', 'LimitRange', { limits: [{ type: 'Container', max: { memory: '1Gi' } }] })],
    holds: chart => [plainModel(chart), beside(chart, 'v1', 'LimitRange', { limits: [{ type: 'Container', max: { memory: '64Gi' } }] })],
    says: /refuses the container server: it has memory \S+ as limit, allowed is at most 1Gi/,
  },
  'mixed-accelerators': {
    fires: chart => [plainModel(chart, 'a', { compute: gpuCompute() }), plainModel(gpuApp(chart), 'b', { compute: Compute.gpu(Accelerator.NVIDIA_H100, { cpu: Cpu.units(1), memory: Size.gibibytes(64) }) })],
    holds: chart => [plainModel(chart, 'a', { compute: gpuCompute() }), plainModel(gpuApp(chart), 'b', { compute: Compute.gpu(Accelerator.AMD_MI300X, { cpu: Cpu.units(1), memory: Size.gibibytes(64) }) })],
    says: /NVIDIA L4, NVIDIA H100.*nvidia\.com\/gpu/,
  },
  'model-id-reused': {
    fires: chart => [plainModel(chart, 'a', { modelId: 'same' }), plainModel(gpuApp(chart), 'b', { modelId: 'same' })],
    holds: chart => [plainModel(chart, 'a', { modelId: 'same' }), plainModel(gpuApp(chart), 'b', { modelId: 'same', version: '1.0.1' })],
    says: /"same".*chart\/a/,
  },
  'model-schema': {
    fires: chart => plainModel(chart, 'model', { modelId: 'Not_An_Id' }),
    holds: chart => plainModel(chart, 'model', { modelId: 'an-id' }),
    says: /spec\.modelSpec\.modelId.*"Not_An_Id"/,
  },
  'name-collision': {
    fires: chart => [claimObject(chart, 'Deployment', 'model'), plainModel(chart)],
    holds: chart => [claimObject(chart, 'StatefulSet', 'model'), plainModel(chart)],
    says: /Deployment "model".*chart\/own-Deployment.*chart\/model\/Runtime\/Resource/,
  },
  'name-taken-by-engine': {
    fires: chart => plainModel(chart, 'vllm-small', { profileProps: { engine: new PlainEngine({ envPrefix: 'VLLM' }) } }),
    holds: chart => plainModel(chart, 'vllms', { profileProps: { engine: new PlainEngine({ envPrefix: 'VLLM' }) } }),
    says: /"vllm-small".*VLLM_/,
  },
  'namespace-refuses-pods': {
    fires: chart => [plainModel(chart, 'model', { security: { runAsUser: 0 } }), namespaceOf(chart, 'restricted')],
    holds: chart => [plainModel(chart), namespaceOf(chart, 'restricted')],
    says: /Namespace chart\/namespace enforces Pod Security restricted, and the Pods have .*root/,
  },
  'neighbour-other-namespace': {
    fires: chart => new HorizontalPodAutoscaler(gpuApp(chart), 'hpa', { target: plainModel(chart).runtime, maxReplicas: 4 }),
    holds: chart => new HorizontalPodAutoscaler(chart, 'hpa', { target: plainModel(chart).runtime, maxReplicas: 4 }),
    says: /HorizontalPodAutoscaler gpus\/hpa\S* in namespace "gpus" looks for a Deployment "model" there/,
  },
  'network-closed-to-route': {
    fires: chart => new Ingress(chart, 'ingress', { rules: [{ backend: IngressBackend.fromService(plainModel(chart, 'model', { network: {} }).service) }] }),
    holds: chart => new Ingress(chart, 'ingress', { rules: [{ backend: IngressBackend.fromService(plainModel(chart, 'model', { network: { from: [Pods.all(chart, 'all')] } }).service) }] }),
    says: /Ingress chart\/ingress\S* leads to the model, and its NetworkPolicy lets nobody in/,
  },
  'network-source-blocked': {
    fires: chart => plainModel(chart, 'model', { network: {}, source: new PlainSource({ binding: { egressPorts: [] } }) }),
    holds: chart => plainModel(chart, 'model', { network: {}, source: new PlainSource({ binding: { egressPorts: [443] } }) }),
    says: /plain:\/\/models\/one/,
  },
  'object-schema': {
    fires: chart => plainModel(chart, 'model', { pod: { imagePullSecrets: ['Registry_Key'] } }),
    holds: chart => plainModel(chart, 'model', { pod: { imagePullSecrets: ['registry-key'] } }),
    says: /"Registry_Key" at spec\.template\.spec\.imagePullSecrets\[0\]\.name/,
  },
  'object-large': {
    fires: chart => plainModel(chart, 'model', { env: Object.fromEntries(['A', 'B', 'C'].map(name => [name, 'a'.repeat(90 * 1024)])) }),
    holds: chart => plainModel(chart, 'model', { env: Object.fromEntries(['A', 'B'].map(name => [name, 'a'.repeat(90 * 1024)])) }),
    says: /the Deployment has 27\d{4} bytes.*262144/,
  },
  'object-too-large': {
    fires: chart => plainModel(chart, 'model', { env: Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`A${index}`, 'a'.repeat(100 * 1024)])) }),
    holds: chart => plainModel(chart, 'model', { env: Object.fromEntries(Array.from({ length: 14 }, (_, index) => [`A${index}`, 'a'.repeat(100 * 1024)])) }),
    says: /the Deployment has 164\d{4} bytes, etcd takes 1572864/,
  },
  'option-unused': {
    fires: chart => vllmModel(chart, { profileProps: { engine: new VllmEngine({ version: '0.32.0', gpuMemoryUtilization: 0.8 }), compute: smallCompute() } }),
    holds: chart => vllmModel(chart, { compute: gpuCompute(), profileProps: { engine: new VllmEngine({ version: '0.32.0', gpuMemoryUtilization: 0.8 }) } }),
    says: /gpuMemoryUtilization of the engine has no effect without accelerators/,
  },
  'patch-contradicts-derived': {
    fires: chart => plainModel(chart, 'model', { pod: { patches: [JsonPatch.replace('/spec/containers/0/ports/0/containerPort', 1234)] } }),
    holds: chart => plainModel(chart, 'model', { pod: { patches: [JsonPatch.add('/spec/hostNetwork', true)] } }),
    says: /containers\[server\]\.ports\[http\]\.containerPort of the Deployment from 8080 to 1234/,
  },
  'patch-failed': {
    fires: chart => plainModel(chart, 'model', { pod: { patches: [JsonPatch.remove('/spec/nothing/here')] } }),
    holds: chart => plainModel(chart, 'model', { pod: { patches: [JsonPatch.remove('/spec/enableServiceLinks')] } }),
    says: /remove "\/spec\/nothing\/here": \/spec has no "nothing", it has .*containers/,
  },
  'patch-without-effect': {
    fires: chart => plainModel(chart, 'model', { pod: { patches: [JsonPatch.replace('/spec/enableServiceLinks', false)] } }),
    holds: chart => plainModel(chart, 'model', { pod: { patches: [JsonPatch.replace('/spec/enableServiceLinks', true)] } }),
    says: /changes nothing: replace "\/spec\/enableServiceLinks"/,
  },
  'path-not-brought': {
    fires: chart => vllmModel(chart, { source: ModelSource.huggingFace('o/m', { revision: COMMIT }), args: ['--chat-template', '/mnt/models/chat.jinja'] }),
    holds: chart => vllmModel(chart, { source: ModelSource.pvc('weights'), args: ['--chat-template', '/mnt/models/chat.jinja'] }),
    says: /"\/mnt\/models\/chat.jinja", and \/mnt\/models is the cache of the hub's client/,
  },
  'path-not-mounted': {
    fires: chart => vllmModel(chart, { args: ['--tool-parser-plugin', '/plugins/own.py'] }),
    holds: chart => vllmModel(chart, {
      args: ['--tool-parser-plugin', '/plugins/own.py'], pod: { volumes: [PodVolume.configMap('plugins', 'plugins')], mounts: [{ volume: 'plugins', path: '/plugins' }] },
    }),
    says: /"\/plugins\/own.py" is where no volume is mounted/,
  },
  'pickle-not-verified': {
    fires: chart => plainModel(chart, 'model', { source: ModelSource.s3('s3://models/iris.joblib', { anonymous: true }) }),
    holds: chart => plainModel(chart, 'model', { source: ModelSource.s3('s3://models/iris.joblib', { anonymous: true, sha256: 'a'.repeat(64) }) }),
    says: /"iris\.joblib" of s3:\/\/models\/iris\.joblib runs code/,
  },
  'pod-fits-no-known-node': {
    fires: chart => plainModel(chart, 'model', { profileProps: { compute: gpuCompute(9) } }),
    holds: chart => plainModel(chart, 'model', { profileProps: { compute: gpuCompute(8) } }),
    says: /9 × NVIDIA L4.*at most 8/,
  },
  'pod-security-lowered': {
    fires: chart => plainModel(chart, 'model', { security: { runAsUser: 0 } }),
    holds: chart => plainModel(chart, 'model', { security: { runAsUser: 1, addCapabilities: ['NET_BIND_SERVICE'] } }),
    says: /runAsUser is 0/,
  },
  'port-taken': {
    fires: chart => vllmModel(chart, { args: ['--grpc-port', '8000'] }),
    holds: chart => vllmModel(chart, { args: ['--grpc-port', '8001'] }),
    says: /--grpc-port 8000.*the engine listens on/,
  },
  'progress-deadline-too-short': {
    fires: chart => plainModel(chart, 'model', { timing: { startup: Duration.minutes(20), progressDeadline: Duration.minutes(20) } }),
    holds: chart => plainModel(chart, 'model', { timing: { startup: Duration.minutes(20), progressDeadline: Duration.seconds(1201) } }),
    says: /1200 s.*1200 s/,
  },
  'quota-demands-resources': {
    fires: chart => [plainModel(chart), quotaBeside(chart, { 'limits.cpu': '100' })],
    holds: chart => [plainModel(chart), quotaBeside(chart, { 'requests.cpu': '100' })],
    says: /counts limits\.cpu, and containers of the model do not say it/,
  },
  'quota-too-small': {
    fires: chart => [plainModel(chart, 'model', { replicas: 2 }), quotaBeside(chart, { 'requests.cpu': '1' })],
    holds: chart => [plainModel(chart, 'model', { replicas: 2 }), quotaBeside(chart, { 'requests.cpu': '100' })],
    says: /has requests\.cpu 1, and the 2 Pods of the model take more/,
  },
  'register-only-ignores': {
    fires: chart => plainModel(chart, 'model', { registerOnly: true, replicas: 2 }),
    holds: chart => plainModel(chart, 'model', { registerOnly: true }),
    says: /replicas/,
  },
  'remote-code-not-pinned': {
    fires: chart => plainModel(chart, 'model', { source: ModelSource.huggingFace('o/m'), args: ['--trust-remote-code'] }),
    holds: chart => plainModel(chart, 'model', { source: ModelSource.huggingFace('o/m', { revision: COMMIT }), args: ['--trust-remote-code'] }),
    says: /--trust-remote-code lets the server run code.*the default branch of o\/m/,
  },
  'replicas-invalid': {
    fires: chart => plainModel(chart, 'model', { replicas: 1.5 }),
    holds: chart => plainModel(chart, 'model', { replicas: 0 }),
    says: /replicas is 1\.5/,
  },
  'repository-model-unnamed': {
    fires: chart => plainModel(chart, 'model', { source: ModelSource.pvc('weights', { layout: ModelLayout.REPOSITORY }), profileProps: { engine: new TritonEngine({ version: '26.07' }) } }),
    holds: chart => plainModel(chart, 'model', { source: ModelSource.pvc('weights', { layout: ModelLayout.REPOSITORY }), servedName: 'ranker', profileProps: { engine: new TritonEngine({ version: '26.07' }) } }),
    says: /wait for a model called "model", which is only the name of the Service, in the repository pvc:\/\/weights/,
  },
  'revision-not-pinned': {
    fires: chart => plainModel(chart, 'model', { source: ModelSource.huggingFace('o/m', { revision: 'main' }) }),
    holds: chart => plainModel(chart, 'model', { source: ModelSource.huggingFace('o/m', { revision: COMMIT }) }),
    says: /"main".*o\/m/,
  },
  'rollout-interrupts-serving': {
    fires: chart => plainModel(chart, 'model', { replicas: 1, rollout: Rollout.withoutSurge() }),
    holds: chart => plainModel(chart, 'model', { replicas: 2, rollout: Rollout.withoutSurge() }),
    says: /the only replica/,
  },
  'route-port-unknown': {
    fires: chart => [plainModel(chart), ingressBeside(chart, 80)],
    holds: chart => [plainModel(chart), ingressBeside(chart, 8080)],
    says: /leads to port 80 of the Service \"model\", which has http \(8080\)/,
  },
  'secret-literal': {
    fires: chart => plainModel(chart, 'model', { env: { HF_TOKEN: 'not-even-a-real-one' } }),
    holds: chart => plainModel(chart, 'model', { env: { MAX_TOTAL_TOKENS: '4096', HF_TOKEN: '$(TOKEN_OF_A_SECRET)' } }),
    says: /HF_TOKEN/,
  },
  'secret-other-namespace': {
    fires: chart => plainModel(chart, 'model', { secretEnv: { A: SecretKey.of('keys', 'a', { namespace: 'elsewhere' }) } }),
    holds: chart => plainModel(chart, 'model', { secretEnv: { A: SecretKey.of('keys', 'a', { namespace: 'ml' }) } }),
    says: /elsewhere\/keys.*"ml"/,
  },
  'secret-suspicious': {
    fires: chart => plainModel(chart, 'model', { env: { BILLING_PASSWORD: 'swordfish' } }),
    holds: chart => plainModel(chart, 'model', { env: { BILLING_PASSWORD: '/run/secrets/billing', USE_TOKEN: 'true' } }),
    says: /BILLING_PASSWORD/,
  },
  'service-account-other-namespace': {
    fires: chart => plainModel(chart, 'model', { pod: { serviceAccount: new ServiceAccount(new Chart(App.of(chart), 'other', { namespace: 'other' }), 'account') } }),
    holds: chart => plainModel(chart, 'model', { pod: { serviceAccount: new ServiceAccount(chart, 'account') } }),
    says: /other\/.*is used in/,
  },
  'service-account-missing': {
    fires: chart => plainModel(chart, 'model', { source: new PlainSource({ needsServiceAccount: true }) }),
    holds: chart => plainModel(chart, 'model', { source: new PlainSource({ needsServiceAccount: true }), pod: { serviceAccount: ServiceAccountRef.of('reader') } }),
    says: /plain:\/\/models\/one/,
  },
  'several-nodes': {
    fires: chart => vllmModel(chart, { args: ['--nnodes', '2'] }),
    holds: chart => vllmModel(chart, { args: ['--nnodes', '1'] }),
    says: /--nnodes 2.*one Pod is all that is rendered/,
  },
  'shutdown-loses-requests': {
    fires: chart => plainModel(chart, 'model', { timing: { drain: Duration.seconds(0) } }),
    holds: chart => plainModel(chart, 'model', { timing: { drain: Duration.seconds(1) } }),
    says: /drain is 0 s: requests in flight are cut off/,
  },
  'source-ending-unknown': {
    fires: chart => plainModel(chart, 'model', { source: ModelSource.pvc('weights', { path: 'x/churn.weights' }) }),
    holds: chart => ['x/churn.weights/', 'x/churn.txt', 'llama-3.1-8b', 'v1.0', 'churn'].map((path, index) => plainModel(chart, `model-${index}`, { source: ModelSource.pvc('weights', { path }) })),
    says: /"pvc:\/\/weights\/x\/churn.weights" ends with .weights/,
  },
  'source-refuses': {
    fires: chart => plainModel(chart, 'model', { source: ModelSource.fromUri('git://host/model') }),
    holds: chart => plainModel(chart, 'model', { source: ModelSource.fromUri('git://host/model'), registerOnly: true }),
    says: /git:\/\/host\/model/,
  },
  'startup-below-loading': {
    fires: chart => plainModel(chart, 'model', { source: new PlainSource({ size: Size.gibibytes(30) }), timing: { startup: Duration.seconds(60) } }),
    holds: chart => plainModel(chart, 'model', { source: new PlainSource(), timing: { startup: Duration.seconds(60) } }),
    says: /60 s/,
  },
  'status-reporters-overlap': {
    fires: chart => ['one', 'other'].map(name => new ModelStatusReporter(chart, name, { name, namespace: 'status', image: 'a:1', scriptPath: '/a.js' })),
    holds: chart => ['one', 'other'].map(name => new ModelStatusReporter(chart, name, { name, namespace: 'status', namespaces: [name], image: 'a:1', scriptPath: '/a.js' })),
    says: /every namespace is also looked after by .*one/,
  },
  'text-too-long': {
    fires: chart => plainModel(chart, 'model', { env: { A: 'a'.repeat(128 * 1024 - 2) } }),
    holds: chart => plainModel(chart, 'model', { env: { A: 'a'.repeat(128 * 1024 - 3) } }),
    says: /env A of the server has 131073 bytes, Linux takes 131072/,
  },
  'user-labels-overwrite': {
    fires: chart => plainModel(chart, 'model', { serviceMetadata: { labels: { [ModelLabels.MODEL]: 'mine' } } }),
    holds: chart => plainModel(chart, 'model', { serviceMetadata: { labels: { [ModelLabels.MODEL]: 'model', toString: 'x' as never } } }),
    says: /registry\.matrixinfer\.ai\/model/,
  },
  'variable-undefined': {
    fires: chart => plainModel(chart, 'model', { args: ['--level', '$(LEVEL)'] }),
    holds: chart => plainModel(chart, 'model', { args: ['--level', '$(LEVEL)', '--text=$$(LEVLE)'], env: { LEVEL: '1' } }),
    says: /an argument of the server refers to \$\(LEVEL\), which no variable of the container defines/,
  },
  'volume-undefined': {
    fires: chart => plainModel(chart, 'model', { pod: { mounts: [{ volume: 'nowhere', path: '/data' }] } }),
    holds: chart => plainModel(chart, 'model', { pod: { mounts: [{ volume: 'here', path: '/data' }], volumes: [PodVolume.configMap('here', 'settings')] } }),
    says: /"nowhere"/,
  },
  'weights-exceed-accelerators': {
    fires: chart => plainModel(chart, 'model', { compute: gpuCompute(), source: new PlainSource({ size: Size.gibibytes(23) }) }),
    holds: chart => plainModel(chart, 'model', { compute: gpuCompute(2), source: new PlainSource({ size: Size.mebibytes(2 * 22888) }) }),
    says: /23 GiB.*1 × NVIDIA L4 have 22\.4 GiB/,
  },
};

describe('the rules', () => {
  test('are the ones that this file has a case for', () => {
    expect(Object.keys(CASES).sort()).toEqual(Object.keys(RULES).sort());
  });

  test('say why in words that end in no period', () => {
    for (const { why } of Object.values(RULES)) expect(why).toMatch(/^[a-zA-Z].{20,}[^.]$/);
  });
});

describe.each(Object.entries(CASES) as [RuleId, RuleCase][])('%s', (rule, { fires, holds, says }) => {
  test('is found, with the value, the reason and a fix', () => {
    const chart = chartIn('ml');
    fires(chart);

    const found = findingsOf(chart, rule);

    expect(found.length).toBeGreaterThan(0);
    expect(found.map(finding => finding.what)).toContainEqual(expect.stringMatching(says));
    for (const { severity, why, fix, path } of found) {
      expect({ severity, why }).toEqual({ severity: RULES[rule].severity, why: RULES[rule].why });
      expect(fix).toMatch(/\w{3}/);
      expect(App.of(chart).node.findAll().map(construct => construct.node.path)).toContain(path);
    }
  });

  test('is not found where nothing is wrong', () => {
    const chart = chartIn('ml');
    holds(chart);
    expect(findingsOf(chart, rule)).toEqual([]);
  });

  test(RULES[rule].severity === 'error' ? 'stops synth' : 'is printed, and does not stop synth', () => {
    const chart = chartIn('ml');
    fires(chart);
    const stderr = stderrOf(() => {
      if (RULES[rule].severity === 'error') expect(errorOfSynth(chart)).toContain(`${rule}: `);
      else expect(App.of(chart).synthYaml()).toContain('kind: ');
    });
    expect(stderr.some(line => line.includes(`${rule}: `))).toBe(RULES[rule].severity === 'warning');
  });
});

test('a plain model, as the tests above use it, has no finding', () => {
  const chart = chartIn('ml');
  plainModel(chart, 'model', { profile: plainProfile(chart) });
  expect(Findings.of(chart)).toEqual([]);
});
