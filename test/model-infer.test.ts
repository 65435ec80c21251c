import { App, Chart, Size, Testing } from 'cdk8s';
import { chartIn, findingsOf, rulesOf } from './fixtures';
import {
  Accelerator, AutoscalingPolicy, Compute, ContainerEngine, Cpu, Findings, Framework, InferAutoscaling, MetricTarget, ModelConstruct, ModelInfer,
  ModelInferProps, ModelRef, ModelSource, PodVolume, RuntimeProfile, Scaling, SeccompProfile, ServerProbe, VllmEngine,
} from '../src';
import { at, itemsAt, Json, JsonObject } from '../src/ground/objects';

const SOURCE = ModelSource.huggingFace('Qwen/Qwen2.5-7B-Instruct', { revision: 'a'.repeat(40), size: Size.gibibytes(13) });
const SMALL = Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) });

function profileIn(chart: Chart): RuntimeProfile {
  return new RuntimeProfile(chart, 'l4', { engine: new VllmEngine({ version: '0.32.0' }), compute: SMALL });
}

function registered(chart: Chart, more: object = {}): ModelConstruct {
  return new ModelConstruct(chart, 'llama-7b', { version: '1.0.0', framework: Framework.PYTORCH, source: SOURCE, profile: profileIn(chart), registerOnly: true, ...more });
}

/** Objects of a kind, as they are printed. */
function printed(chart: Chart, kind: string): JsonObject[] {
  return (Testing.synth(chart) as JsonObject[]).filter(object => object.kind === kind);
}

function specOf(props: Partial<ModelInferProps>): Json {
  const chart = chartIn('ml');
  new ModelInfer(chart, 'infer', { model: registered(chart), ...props });
  return printed(chart, 'ModelInfer')[0].spec;
}

describe('a ModelInfer', () => {
  test('is named after its Model, and so are the objects that it stands for', () => {
    const chart = chartIn('ml');
    const infer = new ModelInfer(chart, 'serving', { model: registered(chart), replicas: 2 });
    expect(infer.name).toBe('llama-7b-infer');
    expect(infer.endpoint.url).toBe('http://llama-7b-infer.ml.svc:8000');
    expect(printed(chart, 'ModelInfer')).toEqual([{
      apiVersion: 'workload.matrixinfer.ai/v1alpha1', kind: 'ModelInfer', metadata: { name: 'llama-7b-infer', namespace: 'ml' }, spec: { modelRef: { name: 'llama-7b' }, replicas: 2 },
    }]);
    const [deployment] = printed(chart, 'Deployment');
    expect(at(deployment, 'metadata', 'name')).toBe('llama-7b-infer');
    expect(at(deployment, 'spec', 'replicas')).toBe(2);
    expect(at(deployment, 'spec', 'selector', 'matchLabels')).toEqual({ 'registry.matrixinfer.ai/model': 'llama-7b-infer' });
    expect(at(deployment, 'spec', 'template', 'metadata', 'labels')).toMatchObject({ app: 'llama-7b-infer' });
    expect(Findings.of(chart)).toEqual([]);
  });

  test('serves the Model by its own served name, with its source, version and settings', () => {
    const chart = chartIn('ml');
    const model = registered(chart, { servedName: 'llama', servedAliases: ['llama-2'], env: { A: '1' }, args: ['--seed=8'] });
    const infer = new ModelInfer(chart, 'canary', { model, name: 'llama-canary', env: { B: '2' } });
    const [deployment] = printed(chart, 'Deployment');
    const server = itemsAt(at(deployment, 'spec', 'template', 'spec'), 'containers')[0];
    expect(infer.endpoint.modelName).toBe('llama');
    expect(itemsAt(server, 'args').join(' ')).toContain('--served-model-name llama llama-2');
    expect(itemsAt(server, 'args')).toContain('--seed=8');
    expect(itemsAt(server, 'env')).toEqual(expect.arrayContaining([{ name: 'A', value: '1' }, { name: 'B', value: '2' }]));
    expect(at(deployment, 'spec', 'template', 'metadata', 'annotations', 'registry.matrixinfer.ai/model-version')).toBe('1.0.0');
  });

  test('records what is said of it, and the Deployment has the same', () => {
    const chart = chartIn('ml');
    const props = {
      compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(8), cpuLimit: Cpu.units(8), memory: Size.gibibytes(48) }),
      scheduling: { nodeSelector: { pool: 'gpu' }, tolerations: [{ key: 'team', value: 'ml', effect: 'NoSchedule' }] },
      security: { runAsUser: 1001, readOnlyRootFilesystem: true, seccompProfile: SeccompProfile.RUNTIME_DEFAULT },
      pod: { annotations: { team: 'ml' }, volumes: [PodVolume.emptyDir('spill', { sizeLimit: Size.gibibytes(1) })], mounts: [{ volume: 'spill', path: '/spill' }] },
    };
    new ModelInfer(chart, 'infer', { model: registered(chart), ...props });
    const spec = printed(chart, 'ModelInfer')[0].spec as JsonObject;
    const template = at(printed(chart, 'Deployment')[0], 'spec', 'template');
    const pod = at(template, 'spec');
    const server = itemsAt(pod, 'containers')[0];
    expect(spec).toEqual({
      modelRef: { name: 'llama-7b' },
      resources: { requests: { 'cpu': '8', 'memory': '48Gi', 'nvidia.com/gpu': '1' }, limits: { 'cpu': '8', 'memory': '48Gi', 'nvidia.com/gpu': '1' } },
      nodeSelector: { pool: 'gpu' },
      tolerations: [{ key: 'team', operator: 'Equal', value: 'ml', effect: 'NoSchedule' }],
      securityContext: { runAsNonRoot: true, runAsUser: 1001, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{ name: 'server', securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true } }],
      annotations: { team: 'ml' },
      volumes: [{ name: 'spill', emptyDir: { sizeLimit: '1Gi' } }],
      volumeMounts: [{ name: 'spill', mountPath: '/spill' }],
    });
    expect(server).toMatchObject({ resources: spec.resources, securityContext: at(itemsAt(spec, 'containers')[0], 'securityContext'), volumeMounts: expect.arrayContaining(itemsAt(spec, 'volumeMounts') as Json[]) as Json });
    expect(pod).toMatchObject({ nodeSelector: spec.nodeSelector, securityContext: spec.securityContext, tolerations: expect.arrayContaining(itemsAt(spec, 'tolerations') as Json[]) as Json });
    expect(at(template, 'metadata', 'annotations')).toMatchObject(spec.annotations as JsonObject);
  });

  test('records the container as it is said, where nothing is run', () => {
    const spec = specOf({ registerOnly: true, security: { privileged: true, runAsUser: 0 }, containerName: 'inference', resources: { limits: { 'hugepages-2Mi': '8Gi' } } });
    expect(spec).toEqual({
      modelRef: { name: 'llama-7b' },
      resources: { limits: { 'hugepages-2Mi': '8Gi' } },
      securityContext: { runAsNonRoot: false, runAsUser: 0 },
      containers: [{ name: 'inference', securityContext: { privileged: true, capabilities: { drop: ['ALL'] } } }],
    });
  });

  test('leaves the replicas to an autoscaler, in both', () => {
    const chart = chartIn('ml');
    const infer = new ModelInfer(chart, 'infer', { model: registered(chart) });
    infer.runtime.markHasAutoscaler();
    expect(printed(chart, 'ModelInfer')[0].spec).not.toHaveProperty('replicas');
    expect(printed(chart, 'Deployment')[0].spec).not.toHaveProperty('replicas');
  });

  test('fails with replicas beside an autoscaler', () => {
    const chart = chartIn('ml');
    new ModelInfer(chart, 'infer', { model: registered(chart), replicas: 2 }).runtime.markHasAutoscaler();
    expect(rulesOf(chart)).toEqual(['autoscaler-owns-replicas']);
  });
});

describe('autoscaling of a ModelInfer', () => {
  const scaled = (chart: Chart, autoscaling: InferAutoscaling, more: Partial<ModelInferProps> = {}) =>
    new ModelInfer(chart, 'infer', { model: registered(chart), autoscaling, ...more });

  test('is recorded as it is said, and a HorizontalPodAutoscaler acts by it', () => {
    const chart = chartIn('ml');
    scaled(chart, { minReplicas: 2, maxReplicas: 5, scaling: [Scaling.byQueue(4)] }, { replicas: 3 });
    expect(printed(chart, 'ModelInfer')[0].spec).toEqual({
      modelRef: { name: 'llama-7b' },
      replicas: 3,
      autoscaling: {
        enabled: true,
        minReplicas: 2,
        maxReplicas: 5,
        metrics: [{ type: 'Pods', pods: { metric: { name: 'vllm_num_requests_waiting' }, target: { type: 'AverageValue', averageValue: '4' } } }],
      },
    });
    const [hpa] = printed(chart, 'HorizontalPodAutoscaler');
    expect(hpa).toMatchObject({ metadata: { name: 'llama-7b-infer' }, spec: { scaleTargetRef: { kind: 'Deployment', name: 'llama-7b-infer' }, minReplicas: 2, maxReplicas: 5 } });
    expect(itemsAt(hpa.spec, 'metrics')).toEqual(itemsAt(at(printed(chart, 'ModelInfer')[0], 'spec', 'autoscaling'), 'metrics'));
    expect(printed(chart, 'Deployment')[0].spec).not.toHaveProperty('replicas');
    expect(printed(chart, 'AutoscalingPolicy')).toEqual([]);
    expect(rulesOf(chart)).toEqual([]);
  });

  test('that is turned off is only recorded', () => {
    const chart = chartIn('ml');
    scaled(chart, { enabled: false, minReplicas: 2 }, { replicas: 3 });
    expect(printed(chart, 'ModelInfer')[0].spec).toMatchObject({ replicas: 3, autoscaling: { enabled: false, minReplicas: 2 } });
    expect(printed(chart, 'HorizontalPodAutoscaler')).toEqual([]);
    expect(printed(chart, 'Deployment')[0].spec).toMatchObject({ replicas: 3 });
  });

  test('by a resource that Kubernetes cannot measure fails, and says by what else; DCGM is recorded as that resource', () => {
    const refused = chartIn('ml');
    scaled(refused, { maxReplicas: 5, scaling: [Scaling.byResource('nvidia.com/gpu', MetricTarget.utilization(0.75))] });
    expect(Findings.of(refused).filter(({ severity }) => severity === 'error').map(({ fix }) => fix)).toEqual([expect.stringContaining('Scaling.byAcceleratorUse')]);
    const chart = chartIn('ml');
    scaled(chart, { maxReplicas: 5, scaling: [Scaling.byAcceleratorUse(0.75)] });
    expect(at(printed(chart, 'ModelInfer')[0], 'spec', 'autoscaling', 'metrics')).toEqual([{ type: 'Resource', resource: { name: 'nvidia.com/gpu', target: { type: 'Utilization', averageUtilization: 75 } } }]);
    expect(JSON.stringify(printed(chart, 'HorizontalPodAutoscaler'))).toMatch(/dcgm/i);
  });

  test('beside an AutoscalingPolicy is an error: it is said once', () => {
    const chart = chartIn('ml');
    const target = scaled(chart, { maxReplicas: 5, scaling: [Scaling.byQueue(4)] });
    new AutoscalingPolicy(chart, 'policy', { target, maxReplicas: 6, scaling: [Scaling.byQueue(4)] });
    expect(rulesOf(chart)).toContain('autoscalers-overlap');
  });

  test.each<[string, InferAutoscaling, RegExp]>([
    ['no maximum', { scaling: [Scaling.byQueue(4)] }, /autoscaling\.maxReplicas/],
    ['a minimum of 0', { minReplicas: 0, maxReplicas: 5, scaling: [Scaling.byQueue(4)] }, /autoscaling\.minReplicas.*AutoscalingPolicy/],
    ['a minimum above the maximum', { minReplicas: 6, maxReplicas: 5, scaling: [Scaling.byQueue(4)] }, /autoscaling\.minReplicas: got 6, allowed is at most maxReplicas, which is 5/],
    ['one measure twice', { maxReplicas: 5, targetCpuUtilization: 0.6, scaling: [Scaling.byCpu(0.7)] }, /autoscaling: got "the Utilization of cpu twice", allowed is each measure once/],
    ['nothing to scale by', { maxReplicas: 5 }, /autoscaling: got "?nothing to scale by"?/],
  ])('fails with %s', (_title, autoscaling, message) => {
    expect(() => scaled(chartIn('ml'), autoscaling)).toThrow(message);
  });

  test('is owned by a policy, which records the ModelInfer and scales its Deployment', () => {
    const chart = chartIn('ml');
    const infer = new ModelInfer(chart, 'infer', { model: registered(chart) });
    new AutoscalingPolicy(chart, 'policy', { target: infer, maxReplicas: 6, scaling: [Scaling.byQueue(4)] });
    expect(at(printed(chart, 'AutoscalingPolicy')[0], 'spec', 'targetRef')).toEqual({ apiVersion: 'workload.matrixinfer.ai/v1alpha1', kind: 'ModelInfer', name: 'llama-7b-infer' });
    expect(at(printed(chart, 'HorizontalPodAutoscaler')[0], 'spec', 'scaleTargetRef')).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'llama-7b-infer' });
    expect(printed(chart, 'ModelInfer')[0].spec).toEqual({ modelRef: { name: 'llama-7b' } });
  });
});

describe('what is only recorded', () => {
  test.each([
    ['resources', { resources: { limits: { memory: '1Gi' } } }, 'give compute'],
    ['containerName', { containerName: 'inference' }, 'leave it out'],
  ])('fails beside a runtime: %s', (what, props, fix) => {
    const chart = chartIn('ml');
    expect(() => new ModelInfer(chart, 'infer', { model: registered(chart), ...props })).toThrow(`[chart/infer] the ModelInfer has ${what}, which is only recorded with registerOnly, and a runtime; ${fix}`);
  });
});

describe('one Model', () => {
  test('is served by several: in other namespaces, with other engines, by one served name', () => {
    const app = new App();
    const model = registered(new Chart(app, 'registry', { namespace: 'registry' }));
    const zones = ['a', 'b'].map(zone => {
      const chart = new Chart(app, zone, { namespace: `team-${zone}` });
      return { chart, infer: new ModelInfer(chart, 'infer', { model, scheduling: { nodeSelector: { 'topology.kubernetes.io/zone': zone } } }) };
    });
    const canary = new ModelInfer(zones[0].chart, 'canary', { model, name: 'llama-7b-canary', engine: new VllmEngine({ version: '0.33.0' }) });
    expect(zones.map(({ infer }) => infer.endpoint.modelName)).toEqual(['llama-7b', 'llama-7b']);
    expect(canary.runtime.image).toBe('docker.io/vllm/vllm-openai:v0.33.0');
    expect(zones[0].infer.runtime.image).toBe('docker.io/vllm/vllm-openai:v0.32.0');
    expect(printed(zones[1].chart, 'ModelInfer')[0].spec).toMatchObject({ modelRef: { name: 'llama-7b', namespace: 'registry' } });
    expect(Findings.of(zones[0].chart).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('fails for a second one of the same name, and says which', () => {
    const chart = chartIn('ml');
    const model = registered(chart);
    new ModelInfer(chart, 'one', { model });
    new ModelInfer(chart, 'two', { model });
    expect(findingsOf(chart, 'name-collision')[0].what).toContain('chart/one');
  });

  test('may say how it is run although it is only registered: what serves it takes that up', () => {
    const chart = chartIn('ml');
    const model = registered(chart, { scheduling: { nodeSelector: { pool: 'gpu' } } });
    expect(rulesOf(chart)).toEqual(['register-only-ignores']);
    new ModelInfer(chart, 'infer', { model, replicas: 2 });
    expect(rulesOf(chart)).toEqual([]);
    expect(at(printed(chart, 'Deployment')[0], 'spec', 'template', 'spec', 'nodeSelector')).toEqual({ pool: 'gpu' });
    expect(printed(chart, 'ModelInfer')[0].spec).toEqual({ modelRef: { name: 'llama-7b' }, replicas: 2 });
  });

  test('fails where it records a container that its ModelInfer does not run', () => {
    const chart = chartIn('ml');
    const engine = new ContainerEngine({ name: 'ranker', image: `registry.example.com/ranker@sha256:${'a'.repeat(64)}`, port: 8080, readiness: ServerProbe.http('/ready') });
    const profile = new RuntimeProfile(chart, 'ranker', { engine, compute: Compute.cpu({ cpu: Cpu.units(1), memory: Size.gibibytes(64) }) });
    new ModelInfer(chart, 'infer', { model: registered(chart, { profile, command: ['python'] }) });
    expect(rulesOf(chart)).toContain('engine-says-container');
  });

  test('of another app is served when source and profile are said', () => {
    const chart = chartIn('ml');
    const model = ModelRef.named('llama-7b', { namespace: 'registry' });
    const infer = new ModelInfer(chart, 'infer', { model, source: SOURCE, profile: profileIn(chart) });
    expect(infer.endpoint.modelName).toBe('llama-7b');
    expect(printed(chart, 'ModelInfer')[0].spec).toEqual({ modelRef: { name: 'llama-7b', namespace: 'registry' } });
  });

  test.each([
    ['source and profile', {}],
    ['source', { profile: true }],
    ['profile', { source: SOURCE }],
  ])('of another app fails without %s, and says what is missing', (missing, { profile, ...props }: { profile?: boolean; source?: ModelSource }) => {
    const chart = chartIn('ml');
    const more = profile ? { profile: profileIn(chart) } : {};
    expect(() => new ModelInfer(chart, 'infer', { model: ModelRef.named('llama-7b'), ...props, ...more }))
      .toThrow(`[chart/infer] the ModelInfer has no ${missing}: the Model llama-7b is registered elsewhere; give ${missing}, or registerOnly`);
  });

  test('of another app is recorded with registerOnly, and says so', () => {
    const chart = chartIn('ml');
    const infer = new ModelInfer(chart, 'infer', { model: ModelRef.named('llama-7b'), registerOnly: true });
    expect(() => infer.runtime).toThrow('registerOnly is true');
    expect(Testing.synth(chart)).toEqual([{
      apiVersion: 'workload.matrixinfer.ai/v1alpha1',
      kind: 'ModelInfer',
      metadata: { name: 'llama-7b-infer', namespace: 'ml', annotations: { 'registry.matrixinfer.ai/registered-only': 'true' } },
      spec: { modelRef: { name: 'llama-7b' } },
    }]);
  });

  test('fails when it is no Model', () => {
    const chart = chartIn('ml');
    expect(() => new ModelInfer(chart, 'infer', { model: 'llama-7b' as never })).toThrow(/model.*a ModelConstruct, or a ModelRef/);
    expect(() => ModelRef.named('Llama 7B')).toThrow('name of a Model');
  });

  test('is told to give a name where that of the Model leaves no room for the rest', () => {
    const infer = (name?: string) => () => new ModelInfer(chartIn('ml'), 'infer', { model: ModelRef.named('a'.repeat(50)), registerOnly: name !== undefined, name });
    expect(infer()).toThrow(/invalid name: got "a{50}-infer", allowed is .*; give a name, for example "a+-[0-9a-f]{8}"$/);
    expect(infer('a'.repeat(60))).not.toThrow();
  });
});
