import { Chart, Size } from 'cdk8s';
import {
  Cpu, EndpointPicker, GatewayRef, InferencePool, LlmDPickerOptions, ModelConstruct, ModelLock, ModelRoute, ModelSource,
  PickerFailureMode, ServedModel, SglangEngine, TritonEngine, VllmEngine,
} from '../../src';
import { caught, chartIn, Manifest, manifestsOf, objectOf, plainModel, smallCompute } from '../fixtures';
import { lockFile } from '../values/locks';

const vllm = (chart: Chart, adapters?: { [name: string]: ModelSource }): ModelConstruct => plainModel(chart, 'llama', {
  adapters, profileProps: { engine: new VllmEngine({ version: '0.32.0' }), compute: smallCompute() },
});

/** A pool of vLLM, with a picker. */
function printed(options: LlmDPickerOptions = {}, target = (chart: Chart) => vllm(chart)): Manifest[] {
  const chart = chartIn('models');
  new InferencePool(chart, 'pool', { target: target(chart), picker: EndpointPicker.llmD(options) });
  return manifestsOf(chart);
}

const partOf = (manifests: Manifest[], kind: string): Manifest => manifests.find(one => one.kind === kind && one.metadata.name === 'llama-epp')!;

describe('an InferencePool', () => {
  test('selects the Pods of the model, at the port of the server', () => {
    expect(printed().find(({ kind }) => kind === 'InferencePool')).toMatchObject({
      apiVersion: 'inference.networking.k8s.io/v1',
      metadata: { name: 'llama', namespace: 'models' },
      spec: {
        selector: { matchLabels: { 'registry.matrixinfer.ai/model': 'llama' } },
        targetPorts: [{ number: 8000 }],
        endpointPickerRef: { name: 'llama-epp', port: { number: 9002 }, failureMode: 'FailOpen' },
      },
    });
  });

  test('brings a picker that reads its pool, with rights, configuration and Service of one name', () => {
    const manifests = printed({ cpu: Cpu.units(1), memory: Size.gibibytes(1) });
    const [container] = partOf(manifests, 'Deployment').spec.template.spec.containers;
    expect(container.args).toEqual(expect.arrayContaining(['--pool-name', 'llama', '--pool-namespace', 'models', '--config-file', '/config/plugins.yaml']));
    expect(container.resources).toEqual({ requests: { cpu: '1', memory: '1Gi' }, limits: { memory: '2Gi' } });
    expect(partOf(manifests, 'Service').spec.selector).toEqual({ 'networking.matrixinfer.ai/endpoint-picker': 'llama-epp' });
    expect(partOf(manifests, 'RoleBinding').subjects).toEqual([{ kind: 'ServiceAccount', name: 'llama-epp', namespace: 'models' }]);
    expect(partOf(manifests, 'Role').rules.flatMap(({ resources }: Manifest) => resources)).toEqual(['pods', 'inferencepools', 'inferenceobjectives', 'inferencemodelrewrites']);
    expect(partOf(manifests, 'ConfigMap').data['plugins.yaml']).toContain('- pluginRef: prefix-cache-scorer\n    weight: 3\n'.replace('- ', '  - '));
  });

  test('shows metrics of the picker, and neither its profiles nor its traces', () => {
    const [container] = partOf(printed(), 'Deployment').spec.template.spec.containers;
    expect(container.args).toEqual(expect.arrayContaining(['--metrics-endpoint-auth=false', '--enable-pprof=false', '--tracing=false']));
  });

  test('pulls its picker as the model is pulled: from the mirror, with its Secrets, and the digest of its lock', () => {
    const digest = `sha256:${'4'.repeat(64)}`;
    const published = 'ghcr.io/llm-d/llm-d-router-endpoint-picker:v0.10.0';
    const mirrored = (imageRegistries: { [host: string]: string }, options: LlmDPickerOptions = {}) => partOf(printed(options, chart => plainModel(chart, 'llama', {
      imageRegistries,
      lock: ModelLock.fromFile(lockFile({ images: { [published]: digest, 'docker.io/vllm/vllm-openai-cpu:v0.32.0': digest } })),
      source: ModelSource.pvc('weights', { size: Size.gibibytes(1) }),
      profileProps: { engine: new VllmEngine({ version: '0.32.0' }), compute: smallCompute(), pod: { imagePullSecrets: ['mirror'] } },
    })), 'Deployment').spec.template.spec;
    const { imagePullSecrets, containers } = mirrored({ 'ghcr.io': 'mirror.example.com/github' });
    expect(imagePullSecrets).toEqual([{ name: 'mirror' }]);
    expect(containers[0].image).toBe(`mirror.example.com/github/llm-d/llm-d-router-endpoint-picker:v0.10.0@${digest}`);
    expect(mirrored({ 'docker.io': 'mirror.example.com/hub' }).containers[0].image).toBe(`${published}@${digest}`);
    expect(mirrored({}, { imagePullSecrets: ['own', 'own'] }).imagePullSecrets).toEqual([{ name: 'own' }]);
    expect(mirrored({}, { imagePullSecrets: [] })).not.toHaveProperty('imagePullSecrets.0');
    expect(mirrored({}, { image: 'mine/picker:1.0.0' }).containers[0].image).toBe('mine/picker:1.0.0');
  });

  test('lets several pickers take turns', () => {
    const manifests = printed({ replicas: 2 });
    const [container] = partOf(manifests, 'Deployment').spec.template.spec.containers;
    expect([container.args.at(-1), container.readinessProbe.grpc.service]).toEqual(['--ha-enable-leader-election', 'readiness']);
    expect(partOf(manifests, 'Role').rules).toHaveLength(5);
  });

  test('configures the picker by weights, engine and adapters', () => {
    const config = (options: LlmDPickerOptions, target?: (chart: Chart) => ModelConstruct) => partOf(printed(options, target), 'ConfigMap').data['plugins.yaml'] as string;
    expect(config({ weights: { cache: 0, prefix: 5 } })).not.toContain('kv-cache-utilization-scorer');
    expect(config({}, chart => vllm(chart, { sql: ModelSource.pvc('sql') }))).toContain('lora-affinity-scorer');
    expect(config({}, chart => plainModel(chart, 'llama', { profileProps: { engine: new SglangEngine({ version: '0.5.21' }), compute: smallCompute() } }))).toContain('defaultEngine: sglang');
    expect(config({ config: 'kind: EndpointPickerConfig\n' })).toBe('kind: EndpointPickerConfig\n');
  });

  test('takes a picker that is there, and leads routes to itself', () => {
    const chart = chartIn('models');
    const picker = EndpointPicker.service('there', { port: 9102, failureMode: PickerFailureMode.CLOSE });
    const pool = new InferencePool(chart, 'pool', { target: ServedModel.of('llama-infer'), targetPort: 8000, picker });
    new ModelRoute(chart, 'route', { gateway: { parents: [GatewayRef.gateway('inference')] }, routes: [{ to: pool }] });
    expect(objectOf(chart, 'InferencePool').spec.endpointPickerRef).toEqual({ name: 'there', port: { number: 9102 }, failureMode: 'FailClose' });
    expect(objectOf(chart, 'HTTPRoute').spec.rules[0].backendRefs).toEqual([{ group: 'inference.networking.k8s.io', kind: 'InferencePool', name: 'llama-infer' }]);
    expect(objectOf(chart, 'ModelRoute').spec.routes).toEqual([{ destination: { modelServerRef: { name: 'llama-server' } } }]);
    expect(manifestsOf(chart).map(({ kind }) => kind)).not.toContain('Deployment');
  });

  test('is refused for a server that does not say how many requests wait', () => {
    const triton = (chart: Chart) => plainModel(chart, 'llama', { profileProps: { engine: new TritonEngine({ version: '25.06' }), compute: smallCompute() } });
    expect(caught(() => printed({}, triton)).message).toMatch(/target of an InferencePool.*Triton.*port 8002.*EndpointPicker\.llmD\(\{ config \}\)/);
  });
});
