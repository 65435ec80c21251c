import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import {
  Accelerator, ClusterDialect, Compute, Cpu, Framework, ModelCache, ModelConstructProps, ModelSource, Rollout, RuntimeProfile, RuntimeProfileProps,
  SecretKey, ServerProbe, VllmEngine,
} from '../src';
import { chartIn, COMMIT, findingsOf, gpuCompute, Manifest, manifestsOf, objectOf, PlainEngine, plainModel, rulesOf } from './fixtures';
import { RULES } from '../src/checks/rules';

/*
 * Fifteen ways a model-serving manifest goes wrong, in the order of docs/pitfalls.md. Each group proves that the mistake cannot be
 * written, or that it is found. They are shown on vLLM with a GPU, where most of them were made.
 */

const pinned = (options: Parameters<typeof ModelSource.huggingFace>[1] = {}) => ModelSource.huggingFace('meta-llama/Llama-2-7b-hf', {
  revision: COMMIT, size: Size.gibibytes(13), token: SecretKey.of('hf', 'token'), ...options,
});

/** A model served by vLLM on an L4, as the quickstart has it. */
function llama(overrides: Partial<ModelConstructProps> = {}, profile: RuntimeProfileProps = {}, id: string = 'llama-7b'): { chart: Chart; pod: Manifest; server: Manifest; deployment: Manifest } {
  const chart = chartIn('ml');
  plainModel(chart, id, {
    framework: Framework.PYTORCH,
    source: pinned(),
    replicas: 2,
    profile: new RuntimeProfile(chart, 'l4', { engine: new VllmEngine({ version: '0.32.0' }), compute: gpuCompute(), ...profile }),
    ...overrides,
  });
  if (rulesOf(chart).some(rule => (RULES as { [id: string]: { severity: string } })[rule].severity === 'error')) return { chart, pod: {}, server: {}, deployment: {} };
  const deployment = objectOf(chart, 'Deployment').spec;
  return { chart, deployment, pod: deployment.template.spec, server: deployment.template.spec.containers[0] };
}

const rulesFor = (overrides: Partial<ModelConstructProps>, profile: RuntimeProfileProps = {}) => rulesOf(llama(overrides, profile).chart);
const argOf = (server: Manifest, flag: string): string | undefined => {
  const index: number = server.args.indexOf(flag);
  return index < 0 ? undefined : server.args[index + 1];
};
const envOf = (container: Manifest, name: string): Manifest => (container.env ?? []).find((one: { name: string }) => one.name === name);
const volumeAt = (pod: Manifest, path: string): Manifest => {
  const mount = pod.containers[0].volumeMounts.find((one: { mountPath: string }) => one.mountPath === path);
  return pod.volumes.find((one: { name: string }) => one.name === mount?.name);
};
const budgetOf = (probe: Manifest): number => probe.periodSeconds * probe.failureThreshold;
const gibibytes = (quantity: string): number => Number(/^(\d+)Gi$/.exec(quantity)?.[1]);

test('a model as the quickstart has it makes none of these mistakes', () => {
  expect(rulesOf(llama().chart)).toEqual([]);
});

describe('P1: a start-up budget that is shorter than the start', () => {
  test('cannot be derived: it covers download, reading and warm-up of a large model', () => {
    const compute = Compute.gpu(Accelerator.NVIDIA_H200, { count: 8, cpu: Cpu.units(16), memory: Size.gibibytes(500) });
    const large = llama({ source: pinned({ size: Size.gibibytes(400) }), compute });
    const bytes = 400 * 1024 ** 3;
    expect(budgetOf(large.server.startupProbe)).toBeGreaterThanOrEqual(bytes / 125e6 + bytes / 250e6 + 300);
    expect(budgetOf(llama().server.startupProbe)).toBeGreaterThanOrEqual(600);
  });

  test('is found when it is given', () => {
    expect(rulesFor({ timing: { startup: Duration.minutes(2) } })).toEqual(['startup-below-loading']);
  });

  test('cannot be cut short by the liveness probe: there is always a startup probe', () => {
    const { startupProbe, livenessProbe } = llama().server;
    expect(startupProbe).toBeDefined();
    expect(livenessProbe).not.toHaveProperty('initialDelaySeconds');
  });
});

describe('P2: probes that do not ask for the model, or take busy servers out of service', () => {
  test('cannot come from a default: no probe waits one second only, or gives up at once', () => {
    const { readinessProbe, livenessProbe } = llama().server;
    expect(readinessProbe.timeoutSeconds).toBeGreaterThanOrEqual(5);
    expect(livenessProbe.timeoutSeconds).toBeGreaterThanOrEqual(5);
    expect(livenessProbe.failureThreshold).toBeGreaterThanOrEqual(3);
    expect(readinessProbe.failureThreshold).toBeGreaterThanOrEqual(3);
  });

  test('cannot be written with no time at all', () => {
    expect(() => ServerProbe.http('/health', { timeout: Duration.seconds(0) })).toThrow('invalid probe timeout');
    expect(() => ServerProbe.http('/health', { failures: 0 })).toThrow('invalid probe failures');
    expect(() => ServerProbe.http('health')).toThrow('invalid probe path');
  });
});

describe('P3: a progress deadline that is shorter than the start', () => {
  test('cannot be derived: it has room for scheduling, the image and the start', () => {
    for (const startup of [undefined, Duration.hours(2)]) {
      const { deployment, server } = llama({ timing: { startup } });
      expect(deployment.progressDeadlineSeconds).toBeGreaterThanOrEqual(budgetOf(server.startupProbe) + 900);
    }
  });

  test('is found when it is given', () => {
    expect(rulesFor({ timing: { progressDeadline: Duration.minutes(10) } })).toEqual(['progress-deadline-too-short']);
  });
});

describe('P4: a drain that is cut off', () => {
  test('cannot be derived: waiting and draining fit into the grace period, and the server knows its part', () => {
    for (const drain of [undefined, Duration.minutes(5)]) {
      const { pod, server } = llama({ timing: { drain } });
      const seconds = Number(argOf(server, '--shutdown-timeout'));
      expect(seconds).toBe(drain?.toSeconds() ?? 30);
      expect(pod.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(server.lifecycle.preStop.sleep.seconds + seconds + 10);
    }
  });

  test('is found when the grace period is given and too short', () => {
    expect(rulesFor({ timing: { drain: Duration.minutes(5), terminationGracePeriod: Duration.minutes(5) } })).toEqual(['grace-too-short']);
  });

  test('cannot be caused by a flag that the version of the server does not have', () => {
    expect(argOf(llama({}, { engine: new VllmEngine({ version: '0.17.1' }) }).server, '--shutdown-timeout')).toBeUndefined();
  });
});

describe('P5: a rollout that waits for accelerators which the old Pods hold', () => {
  test('cannot come from a default: nothing surges where there are accelerators', () => {
    expect(llama().deployment.strategy.rollingUpdate).toEqual({ maxSurge: 0, maxUnavailable: 1 });
  });

  test('is asked for by name when there is spare capacity', () => {
    expect(llama({ rollout: Rollout.surge() }).deployment.strategy.rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 });
  });

  test('that is avoided by going away is said, and neither of the two cannot be written', () => {
    expect(rulesFor({ replicas: 1 })).toEqual(['rollout-interrupts-serving']);
    expect(() => Rollout.withoutSurge(0)).toThrow('invalid maxUnavailable');
  });
});

describe('P6: accelerators asked for in one place and used in another', () => {
  test('cannot be written: request, limit and parallelism come from one count', () => {
    const { server } = llama({ compute: gpuCompute(4) });
    expect(server.resources.requests['nvidia.com/gpu']).toBe('4');
    expect(server.resources.limits['nvidia.com/gpu']).toBe('4');
    expect(argOf(server, '--tensor-parallel-size')).toBe('4');
  });

  test.each([['--tensor-parallel-size', '2'], ['--tensor-parallel-size=2'], ['--tensor_parallel_size', '2'], ['-tp', '2'], ['-tp=2']])('are an error in args, in every spelling: %s %s', (...args) => {
    expect(rulesFor({ args })).toEqual(['arg-contradicts-derived']);
  });

  test('cannot be a part, several slices, or a resource that no device plugin offers', () => {
    expect(() => gpuCompute(0.5)).toThrow('invalid count of NVIDIA L4');
    expect(() => Compute.gpu(Accelerator.NVIDIA_H100.mig('1g.10gb'), { count: 2, cpu: Cpu.units(1), memory: Size.gibibytes(8) })).toThrow('one server cannot span MIG slices');
    expect(() => Accelerator.of({ name: 'GPU', resource: 'gpu' })).toThrow('a bare "gpu" is silently useless');
  });

  test('that cannot hold the weights are an error', () => {
    expect(rulesFor({ source: pinned({ size: Size.gibibytes(40) }) })).toContain('weights-exceed-accelerators');
  });
});

describe('P7: host memory that is too small', () => {
  test('cannot come from a default: compute has to be said, and an init container has memory of its own', () => {
    expect(rulesFor({}, { compute: undefined })).toEqual(['compute-missing']);
    const { pod } = llama({ framework: Framework.CUSTOM }, { engine: new PlainEngine() });
    expect(pod.initContainers[0].resources.limits.memory).toBeDefined();
    expect(pod.containers[0].resources.limits.memory).toBe('64Gi');
  });

  test('is an error without an accelerator when the weights do not fit', () => {
    const compute = Compute.cpu({ cpu: Cpu.units(8), memory: Size.gibibytes(8) });
    expect(rulesFor({ compute })).toContain('memory-below-weights');
  });
});

describe('P8: no shared memory, or more than the container may use', () => {
  test('cannot be written: every server that needs it has it, sized', () => {
    for (const count of [1, 4]) {
      const { emptyDir } = volumeAt(llama({ compute: gpuCompute(count) }).pod, '/dev/shm');
      expect(emptyDir).toEqual({ medium: 'Memory', sizeLimit: `${2 * count}Gi` });
    }
  });

  test('is found when the memory limit has no room for it', () => {
    const compute = Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(3) });
    expect(rulesFor({ compute })).toContain('memory-below-shared-memory');
  });
});

describe('P9: credentials in the manifest', () => {
  const open = { source: ModelSource.huggingFace('acme/llama', { revision: COMMIT, size: Size.gibibytes(13) }) };

  test('cannot be given to a source: it takes a reference, and every container that downloads has it', () => {
    const source = pinned({ token: SecretKey.of('hf', 'token') });
    const reference = { name: 'HF_TOKEN', valueFrom: { secretKeyRef: { name: 'hf', key: 'token' } } };
    expect(envOf(llama({ source }).server, 'HF_TOKEN')).toEqual(reference);
    const downloaded = llama({ source, framework: Framework.CUSTOM }, { engine: new PlainEngine() });
    expect(downloaded.pod.initContainers.map((container: Manifest) => envOf(container, 'HF_TOKEN'))).toContainEqual(reference);
    expect(envOf(downloaded.server, 'HF_TOKEN')).toBeUndefined();
  });

  test('are absent for public models', () => {
    expect(JSON.stringify(llama(open).pod)).not.toMatch(/HF_TOKEN|secretKeyRef/);
  });

  test('are errors in env, args, and URIs, and suspected elsewhere', () => {
    expect(rulesFor({ ...open, env: { HF_TOKEN: 'x' } })).toEqual(['secret-literal']);
    expect(rulesFor({ args: ['--hf-token', 'x'] })).toContain('secret-literal');
    expect(rulesFor({ env: { DB_PASSWORD: 'x' } })).toEqual(['secret-suspicious']);
    expect(rulesFor({ env: { MAX_TOTAL_TOKENS: '4096' } })).toEqual([]);
  });

  test('of another namespace are errors: no Pod could read them', () => {
    expect(rulesFor({ source: pinned({ token: SecretKey.of('hf', 'token', { namespace: 'platform' }) }) })).toEqual(['secret-other-namespace']);
  });
});

describe('P10: caches that cannot be written', () => {
  test('cannot happen: all that the server writes by default is on a sized volume', () => {
    const { server, pod } = llama();
    const paths: string[] = server.volumeMounts.map((mount: { mountPath: string }) => mount.mountPath);
    for (const name of ['HOME', 'HF_HOME', 'XDG_CACHE_HOME', 'TRITON_CACHE_DIR', 'VLLM_CACHE_ROOT', 'TORCHINDUCTOR_CACHE_DIR']) {
      expect(paths.some(path => envOf(server, name).value.startsWith(`${path}/`) || envOf(server, name).value === path)).toBe(true);
    }
    for (const { emptyDir } of pod.volumes) expect(emptyDir.sizeLimit).toMatch(/^\d+[MG]i$/);
    expect(volumeAt(pod, '/tmp')).toBeDefined();
  });

  test('cannot come from the user that runs: it is a number, and volumes belong to its group without a slow walk', () => {
    expect(llama().pod.securityContext).toEqual({ runAsNonRoot: true, runAsUser: 1000, runAsGroup: 3000, fsGroup: 2000, fsGroupChangePolicy: 'OnRootMismatch', seccompProfile: { type: 'RuntimeDefault' } });
    expect(llama().server.securityContext).toMatchObject({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
  });

  test('are no reason to run as root in silence', () => {
    expect(rulesFor({ security: { runAsUser: 0 } })).toEqual(['pod-security-lowered']);
  });
});

describe('P11: an image, a model or a flag that is another one tomorrow', () => {
  test('is found for images and revisions', () => {
    expect(rulesFor({}, { engine: new VllmEngine({ version: '0.32.0', image: 'vllm/vllm-openai:latest' }) })).toEqual(['image-not-pinned']);
    expect(rulesFor({ source: pinned({ revision: 'main' }) })).toEqual(['revision-not-pinned']);
    expect(rulesFor({ source: pinned({ revision: undefined }) })).toEqual(['revision-not-pinned']);
  });

  test('cannot be half of it: one revision is for model, tokenizer and code, and stands in the Model', () => {
    const { server, chart } = llama({}, { engine: new VllmEngine({ version: '0.32.0', trustRemoteCode: true }) });
    for (const flag of ['--revision', '--tokenizer-revision', '--code-revision']) expect(argOf(server, flag)).toBe(COMMIT);
    expect(objectOf(chart, 'Model').spec.modelSpec.source.uri).toBe(`huggingface://meta-llama/Llama-2-7b-hf@${COMMIT}`);
  });

  test('is pulled once to a node, and remote code is never trusted by default', () => {
    expect(llama().server.imagePullPolicy).toBe('IfNotPresent');
    expect(llama().server.args).not.toContain('--trust-remote-code');
  });
});

describe('P12: a cache that is too small, or that one node alone can mount', () => {
  test('cannot be derived too small, and the disk that it takes is requested', () => {
    const { pod, server } = llama();
    const size = gibibytes(volumeAt(pod, '/mnt/models').emptyDir.sizeLimit);
    expect(size).toBeGreaterThanOrEqual(13 * 1.2);
    expect(gibibytes(server.resources.requests['ephemeral-storage'])).toBeGreaterThanOrEqual(size);
  });

  test('is an error when its size is given', () => {
    expect(rulesFor({ cache: ModelCache.emptyDir({ size: Size.gibibytes(10) }) })).toEqual(['cache-too-small']);
    expect(rulesFor({ cache: ModelCache.claim({ size: Size.gibibytes(10) }), replicas: 1 })).toContain('cache-too-small');
    expect(() => ModelCache.perPod({ size: Size.kibibytes(0) })).toThrow('invalid size of the cache');
    expect(rulesFor({ cache: ModelCache.perPod({ storageClassName: 'No Class' }) })).toEqual(['cache-invalid']);
  });

  test('is found with several replicas, a surge or an autoscaler', () => {
    const cache = ModelCache.existingClaim('weights');
    expect(rulesFor({ cache })).toEqual(['cache-not-shared']);
    expect(rulesFor({ cache, replicas: 1, rollout: Rollout.surge() })).toEqual(['cache-not-shared']);
    expect(rulesFor({ cache, replicas: 1 })).toEqual(['rollout-interrupts-serving']);
  });

  test('cannot be written to by the server when the files are there already', () => {
    const { server } = llama({ source: ModelSource.pvc('weights') });
    expect(server.volumeMounts.find((mount: { mountPath: string }) => mount.mountPath === '/mnt/models')).toMatchObject({ readOnly: true });
  });
});

describe('P13: a Pod that no GPU node takes, or a wrong one', () => {
  test('cannot come from the taint: it is tolerated whatever its value', () => {
    expect(llama().pod.tolerations).toEqual([{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }]);
  });

  test('cannot come from a runtime class that nobody asked for', () => {
    expect(llama().pod).not.toHaveProperty('runtimeClassName');
    expect(llama({ scheduling: { runtimeClassName: 'nvidia' } }).pod.runtimeClassName).toBe('nvidia');
  });

  test('is led to its nodes by the dialect of the cluster', () => {
    expect(llama({ cluster: ClusterDialect.GKE }).pod.nodeSelector).toEqual({ 'cloud.google.com/gke-accelerator': 'nvidia-l4' });
  });

  test('is found where the app has several kinds, and where the dialect knows none', () => {
    const { chart } = llama();
    plainModel(chart, 'other', { compute: Compute.gpu(Accelerator.NVIDIA_H100, { cpu: Cpu.units(1), memory: Size.gibibytes(32) }), replicas: 2 });
    expect(findingsOf(chart, 'mixed-accelerators')).toHaveLength(2);
    expect(rulesFor({ compute: Compute.gpu(Accelerator.NVIDIA_A10G, { cpu: Cpu.units(1), memory: Size.gibibytes(32) }), cluster: ClusterDialect.GKE })).toEqual(['accelerator-unknown-to-dialect']);
  });
});

describe('P14: names, labels and ports that disagree', () => {
  test('cannot be written: one name and one port are read everywhere', () => {
    const { chart, server } = llama({}, { engine: new VllmEngine({ version: '0.32.0', port: 9000 }) });
    const service = objectOf(chart, 'Service').spec;
    expect(argOf(server, '--port')).toBe('9000');
    expect(server.ports).toEqual([{ name: 'http', containerPort: 9000, protocol: 'TCP' }]);
    expect(service.ports).toEqual([{ name: 'http', port: 9000, targetPort: 'http', protocol: 'TCP', appProtocol: 'http' }]);
    for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) expect(server[probe].httpGet.port).toBe('http');
    expect(argOf(server, '--served-model-name')).toBe('llama-7b');
    expect(new Set(manifestsOf(chart).map(object => object.metadata.name))).toEqual(new Set(['llama-7b']));
  });

  test('are errors in args, env, labels and patches', () => {
    expect(rulesFor({ args: ['--port', '9000'] })).toEqual(['arg-contradicts-derived']);
    expect(rulesFor({ args: ['--served-model-name', 'x'] })).toEqual(['arg-contradicts-derived']);
    expect(rulesFor({ env: { VLLM_ENGINE_READY_TIMEOUT_S: '1' } })).toEqual(['env-contradicts-derived']);
    expect(rulesFor({ env: { HF_HOME: '/root' } })).toEqual(['path-not-mounted']);
    expect(rulesFor({ pod: { labels: { 'registry.matrixinfer.ai/model': 'x' } } })).toEqual(['user-labels-overwrite']);
    expect(rulesFor({ pod: { patches: [JsonPatch.replace('/spec/terminationGracePeriodSeconds', 20)] } })).toEqual(['patch-contradicts-derived']);
  });

  test('cannot be too long, or no names at all', () => {
    const { chart } = llama({}, {}, 'meta-llama/Llama-3.1-405B-Instruct-FP8-dynamic-with-a-long-suffix');
    for (const { metadata } of manifestsOf(chart)) expect(metadata.name).toMatch(/^[a-z]([-a-z0-9]{0,50}[a-z0-9])$/);
  });

  test('are errors where two models have one', () => {
    const { chart } = llama();
    plainModel(new Chart(App.of(chart), 'second', { namespace: 'ml' }), 'Llama-7B', { modelId: 'other' });
    expect(rulesOf(chart)).toEqual(['name-collision']);
  });
});

describe('P15: variables that Kubernetes makes of Services, read by the server', () => {
  test('cannot reach the server: they are never injected', () => {
    expect(llama().pod.enableServiceLinks).toBe(false);
  });

  test('are found where the Service would inject them into others', () => {
    expect(rulesOf(llama({}, {}, 'vllm').chart)).toEqual(['name-taken-by-engine']);
    expect(rulesOf(llama({}, {}, 'vllm-llama').chart)).toEqual(['name-taken-by-engine']);
    expect(rulesOf(llama({}, {}, 'llama-vllm').chart)).toEqual([]);
  });
});

describe('docs/pitfalls.md', () => {
  const page = readFileSync(join(__dirname, '..', 'docs', 'pitfalls.md'), 'utf8');
  const rows = page.split('\n').filter(line => /^\| P\d+ /.test(line)).map(line => line.split('|').map(cell => cell.trim()));
  const rulesIn = (text: string) => [...text.matchAll(/`([a-z]+(?:-[a-z0-9]+)+)`/g)].map(match => match[1]).filter(word => word in RULES);

  test('has the fifteen pitfalls, each once and in order', () => {
    expect(rows.map(row => row[1])).toEqual(Array.from({ length: 15 }, (_, index) => `P${index + 1}`));
  });

  test('names for each pitfall the rules that guard against it, and no others', () => {
    const rules = Object.entries<{ pitfall?: number }>(RULES);
    const expected = (pitfall: number) => rules.filter(([, rule]) => rule.pitfall === pitfall).map(([id]) => id).sort();
    expect(rows.map(row => rulesIn(row[4]).sort())).toEqual(rows.map((_, index) => expected(index + 1)));
  });

  test('names for each pitfall the group of tests that proves it', () => {
    const groups = [...readFileSync(__filename, 'utf8').matchAll(/^describe\('(P\d+): (.*)', /gm)].map(match => [match[1], match[2]]);
    expect(rows.map(row => [row[1], row[2].replace(/^./, letter => letter.toLowerCase())])).toEqual(groups);
  });
});
