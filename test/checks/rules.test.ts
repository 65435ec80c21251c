import { ApiObject, App, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import { Cpu, HorizontalPodAutoscaler, ServiceAccount } from 'cdk8s-plus-27';
import {
  Accelerator, ClusterDialect, Compute, Findings, Framework, KubernetesVersion, MatrixInferCrds, ModelCache, ModelLabels, ModelSource, PodVolume,
  ModelStatusReporter, Rollout, SecretKey,
} from '../../src';
import { RuleId, RULES } from '../../src/checks/private/rules';
import { chartIn, COMMIT, errorOfSynth, findingsOf, gpuCompute, PLAIN_FLAGS, plainModel, plainProfile, PlainEngine, PlainSource, stderrOf } from '../fixtures';

/** One rule: what it is about, what is nearly the same and fine, and what the finding has to name. */
interface RuleCase {
  readonly says: RegExp;
  fires(chart: Chart): unknown;
  holds(chart: Chart): unknown;
}

const gpuApp = (chart: Chart) => new Chart(App.of(chart), 'gpus', { namespace: 'gpus' });
const claimObject = (chart: Chart, kind: string, name: string) => new ApiObject(chart, `own-${kind}`, { apiVersion: 'apps/v1', kind, metadata: { name } });
const withRollout = (rollout: Rollout, cache: ModelCache) => ({ rollout, cache });
const plainFlags = (version: string, image = 'mirror.example.com/acme/plain:1') => new PlainEngine({ version, image, flagsFile: PLAIN_FLAGS, officialImages: ['docker.example.com/acme/plain'] });
const GPU_ENGINE = new PlainEngine({ sharedMemory: Size.gibibytes(2) });

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
  'accelerator-unknown-to-dialect': {
    fires: chart => plainModel(chart, 'model', { profileProps: { compute: gpuCompute(), cluster: ClusterDialect.of({ name: 'metal', acceleratorLabel: 'gpu', acceleratorValues: { 'NVIDIA H100': 'h100' } }) } }),
    holds: chart => plainModel(chart, 'model', { profileProps: { compute: gpuCompute(), cluster: ClusterDialect.of({ name: 'metal', acceleratorLabel: 'gpu', acceleratorValues: { 'NVIDIA L4': 'l4' } }) } }),
    says: /metal.*NVIDIA L4/,
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
  'arg-with-space': {
    fires: chart => plainModel(chart, 'model', { args: ['--level 9'] }),
    holds: chart => plainModel(chart, 'model', { args: ['--level=9 10', '--other', 'a b'] }),
    says: /"--level 9"/,
  },
  'autoscaler-owns-replicas': {
    fires: chart => new HorizontalPodAutoscaler(chart, 'hpa', { target: plainModel(chart, 'model', { replicas: 3 }).runtime, maxReplicas: 4 }),
    holds: chart => new HorizontalPodAutoscaler(chart, 'hpa', { target: plainModel(chart).runtime, maxReplicas: 4 }),
    says: /replicas is 3/,
  },
  'cache-invalid': {
    fires: chart => plainModel(chart, 'model', { cache: ModelCache.perPod({ storageClassName: 'No Class' }) }),
    holds: chart => plainModel(chart, 'model', { cache: ModelCache.perPod({ storageClassName: 'a-class' }) }),
    says: /storageClassName of the volume model.*"No Class"/,
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
  'engine-refuses': {
    fires: chart => plainModel(chart, 'model', { servedAliases: ['other'] }),
    holds: chart => plainModel(chart, 'model', { servedName: 'other' }),
    says: /plain.*other/,
  },
  'engine-unmaintained': {
    fires: chart => plainModel(chart, 'model', { profileProps: { engine: new PlainEngine({ maintenance: { notice: 'archived in 2026', successor: 'VllmEngine', source: 'https://example.com' } }) } }),
    holds: chart => plainModel(chart),
    says: /plain: archived in 2026 \(https:\/\/example.com\)/,
  },
  'engine-version-unverified': {
    fires: chart => plainModel(chart, 'model', { profileProps: { engine: plainFlags('2.1.0') } }),
    holds: chart => plainModel(chart, 'model', { profileProps: { engine: plainFlags('2.0.0') } }),
    says: /flags of plain 2.1.0 are not known, and are checked as those of 2.0.0/,
  },
  'env-contradicts-derived': {
    fires: chart => plainModel(chart, 'model', { env: { HOME: '/root' } }),
    holds: chart => plainModel(chart, 'model', { env: { HOMES: '/root', constructor: 'any name of JavaScript' } }),
    says: /HOME, derived is "\/tmp\/home"/,
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
  'grace-too-short': {
    fires: chart => plainModel(chart, 'model', { timing: { preStopDelay: Duration.seconds(10), drain: Duration.seconds(20), terminationGracePeriod: Duration.seconds(39) } }),
    holds: chart => plainModel(chart, 'model', { timing: { preStopDelay: Duration.seconds(10), drain: Duration.seconds(20), terminationGracePeriod: Duration.seconds(40) } }),
    says: /39 s.*10 s.*20 s/,
  },
  'image-not-pinned': {
    fires: chart => plainModel(chart, 'model', { profileProps: { engine: new PlainEngine({ image: 'localhost:5000/plain' }) } }),
    holds: chart => plainModel(chart, 'model', { profileProps: { engine: new PlainEngine({ image: 'localhost:5000/plain:1' }) } }),
    says: /localhost:5000\/plain/,
  },
  'kubernetes-too-old': {
    fires: chart => plainModel(chart, 'model', { kubernetesVersion: KubernetesVersion.of('1.34'), pod: { volumes: [PodVolume.image('files', 'example.com/files:1')] } }),
    holds: chart => plainModel(chart, 'model', { kubernetesVersion: KubernetesVersion.V1_35, pod: { volumes: [PodVolume.image('files', 'example.com/files:1')] } }),
    says: /"files" needs Kubernetes 1\.35.*1\.34/,
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
  'patch-contradicts-derived': {
    fires: chart => plainModel(chart, 'model', { pod: { patches: [JsonPatch.replace('/spec/containers/0/ports/0/containerPort', 1234)] } }),
    holds: chart => plainModel(chart, 'model', { pod: { patches: [JsonPatch.add('/spec/hostNetwork', true)] } }),
    says: /ports of the server.*8080.*1234/,
  },
  'patch-failed': {
    fires: chart => plainModel(chart, 'model', { pod: { patches: [JsonPatch.remove('/spec/nothing/here')] } }),
    holds: chart => plainModel(chart, 'model', { pod: { patches: [JsonPatch.remove('/spec/enableServiceLinks')] } }),
    says: /patch/,
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
  'progress-deadline-too-short': {
    fires: chart => plainModel(chart, 'model', { timing: { startup: Duration.minutes(20), progressDeadline: Duration.minutes(20) } }),
    holds: chart => plainModel(chart, 'model', { timing: { startup: Duration.minutes(20), progressDeadline: Duration.seconds(1201) } }),
    says: /1200 s.*1200 s/,
  },
  'register-only-ignores': {
    fires: chart => plainModel(chart, 'model', { registerOnly: true, replicas: 2 }),
    holds: chart => plainModel(chart, 'model', { registerOnly: true }),
    says: /replicas/,
  },
  'replicas-invalid': {
    fires: chart => plainModel(chart, 'model', { replicas: 1.5 }),
    holds: chart => plainModel(chart, 'model', { replicas: 0 }),
    says: /replicas is 1\.5/,
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
    holds: chart => plainModel(chart, 'model', { source: new PlainSource({ needsServiceAccount: true }), pod: { serviceAccountName: 'reader' } }),
    says: /plain:\/\/models\/one/,
  },
  'shutdown-loses-requests': {
    fires: chart => plainModel(chart, 'model', { timing: { drain: Duration.seconds(0) } }),
    holds: chart => plainModel(chart, 'model', { timing: { drain: Duration.seconds(1) } }),
    says: /drain is 0 s: requests in flight are cut off/,
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
  'user-labels-overwrite': {
    fires: chart => plainModel(chart, 'model', { serviceMetadata: { labels: { [ModelLabels.MODEL]: 'mine' } } }),
    holds: chart => plainModel(chart, 'model', { serviceMetadata: { labels: { [ModelLabels.MODEL]: 'model', toString: 'x' as never } } }),
    says: /registry\.matrixinfer\.ai\/model/,
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
