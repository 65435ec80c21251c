import { ApiObject, App, Chart, JsonPatch, Size, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import {
  Accelerator, Compute, Cpu, Findings, Framework, ModelConstruct, ModelConstructProps, ModelLabels, ModelSource, PodVolume, RuntimeProfileProps,
  SecretKey, TensorRtLlmEngine, VllmEngine,
} from '../src';
import { chartIn, errorOfSynth, findingsOf, gpuCompute, manifestsOf, objectOf, PlainEngine, plainModel, plainProfile, PlainSource, rulesOf, stderrOf } from './fixtures';

const kindsOf = (chart: Chart) => manifestsOf(chart).map(object => `${object.kind} ${object.metadata.name}`);

describe('a model', () => {
  test('is a Model, a Deployment and a Service of one name', () => {
    const chart = chartIn('ml');
    plainModel(chart, 'llama');
    expect(kindsOf(chart)).toEqual(['Model llama', 'Deployment llama', 'Service llama']);
    for (const { metadata } of manifestsOf(chart)) expect(metadata.namespace).toBe('ml');
  });

  test('records what it is and what its runtime really uses, and nothing more', () => {
    const chart = chartIn();
    plainModel(chart, 'llama', { compute: gpuCompute(2), replicas: 2, imageRegistry: 'mirror.example.com', source: new PlainSource({ uri: 's3://bucket/m', size: Size.gibibytes(10) }) });
    expect(objectOf(chart, 'Model')).toEqual({
      apiVersion: 'registry.matrixinfer.ai/v1alpha1',
      kind: 'Model',
      metadata: { name: 'llama' },
      spec: {
        modelSpec: { modelId: 'llama', framework: 'custom', version: '1.0.0', source: { uri: 's3://bucket/m' } },
        runtime: {
          image: 'mirror.example.com/plain:1.0.0',
          resources: {
            requests: { 'cpu': '4', 'memory': '64Gi', 'nvidia.com/gpu': '2', 'ephemeral-storage': '16Gi' },
            limits: { 'memory': '64Gi', 'nvidia.com/gpu': '2' },
          },
        },
      },
    });
    const [server] = objectOf(chart, 'Deployment').spec.template.spec.containers;
    expect(objectOf(chart, 'Model').spec.runtime).toEqual({ image: server.image, resources: server.resources });
  });

  test('has a modelId of its own where one is given', () => {
    const chart = chartIn();
    expect(plainModel(chart, 'llama', { modelId: 'meta-llama' }).modelId).toBe('meta-llama');
    expect(objectOf(chart, 'Model')).toMatchObject({ metadata: { name: 'llama' }, spec: { modelSpec: { modelId: 'meta-llama' } } });
  });

  test('can have an engine of its own', () => {
    const chart = chartIn();
    plainModel(chart, 'llama', { engine: new PlainEngine({ image: 'example.com/other:2.0.0' }) });
    expect(objectOf(chart, 'Model').spec.runtime.image).toBe('example.com/other:2.0.0');
  });

  test('has the user\'s labels and annotations, each where they are for', () => {
    const chart = chartIn();
    const of = (name: string) => ({ labels: { team: name }, annotations: { note: name } });
    plainModel(chart, 'llama', { modelMetadata: of('m'), deploymentMetadata: of('d'), serviceMetadata: of('s'), pod: of('p') });
    expect(objectOf(chart, 'Model').metadata).toEqual({ name: 'llama', ...of('m') });
    expect(objectOf(chart, 'Deployment').metadata).toMatchObject(of('d'));
    expect(objectOf(chart, 'Service').metadata).toMatchObject(of('s'));
    expect(objectOf(chart, 'Deployment').spec.template.metadata).toMatchObject(of('p'));
  });

  test.each(['a b', '-', 'a/b/c', ''])('fails for the label key %j on the Model', key => {
    const chart = chartIn();
    plainModel(chart, 'llama', { modelMetadata: { labels: { [key]: 'x' } } });
    expect(findingsOf(chart, 'model-schema').map(finding => finding.what)).toEqual([expect.stringContaining('metadata.labels')]);
  });

  test('fails for half of a character in an annotation, also where it is the id', () => {
    const chart = chartIn();
    plainModel(chart, 'llama', { modelMetadata: { annotations: { a: 'x\ud800y' } } });
    plainModel(chart, 'bad\udc00id');
    expect(findingsOf(chart, 'model-schema').map(finding => finding.what)).toEqual([
      expect.stringContaining('the annotation "a" of the Model has half of a character'), expect.stringContaining('original-name" of the Model has half of a character'),
    ]);
  });

  test('can be patched', () => {
    const chart = chartIn();
    const { model, runtime } = plainModel(chart, 'llama');
    model.addJsonPatch(JsonPatch.add('/metadata/finalizers', ['example.com/keep']));
    runtime.deployment.addJsonPatch(JsonPatch.add('/spec/revisionHistoryLimit', 2));
    runtime.serviceObject.addJsonPatch(JsonPatch.replace('/spec/type', 'LoadBalancer'));
    expect(objectOf(chart, 'Model').metadata.finalizers).toEqual(['example.com/keep']);
    expect(objectOf(chart, 'Deployment').spec.revisionHistoryLimit).toBe(2);
    expect(objectOf(chart, 'Service').spec.type).toBe('LoadBalancer');
  });

  test('is found by cdk8s as its Model', () => {
    const model = plainModel(chartIn());
    expect(ApiObject.of(model)).toBe(model.model);
  });

  test('of a version that is none is refused by the schema, together with the rest', () => {
    const chart = chartIn();
    plainModel(chart, 'llama', { version: 'latest', framework: Framework.of('jax') });
    expect(rulesOf(chart)).toEqual(['framework-unknown', 'model-schema']);
    expect(findingsOf(chart, 'model-schema')[0].what).toContain('spec.modelSpec.version');
  });
});

describe('a name', () => {
  test('is made DNS-safe from the id, and the Model says what the id was', () => {
    const chart = chartIn();
    const model = plainModel(chart, 'Llama-3.1-8B_Instruct');
    expect(model.name).toBe('llama-3-1-8b-instruct');
    expect(objectOf(chart, 'Model').metadata).toEqual({ name: 'llama-3-1-8b-instruct', annotations: { [ModelLabels.ORIGINAL_NAME]: 'Llama-3.1-8B_Instruct' } });
    expect(objectOf(chart, 'Deployment').metadata).not.toHaveProperty('annotations');
  });

  test('is the one that is sent as model, in whatever form clients want it', () => {
    expect(plainModel(chartIn(), 'llama').endpoint.modelName).toBe('llama');
    expect(plainModel(chartIn(), 'llama', { servedName: 'meta-llama/Llama-3.1-8B' }).endpoint.modelName).toBe('meta-llama/Llama-3.1-8B');
  });

  test('that is given is kept, and nothing is said of the id', () => {
    const chart = chartIn();
    plainModel(chart, 'Llama 3', { name: 'llama' });
    expect(objectOf(chart, 'Model').metadata).toEqual({ name: 'llama' });
  });

  test('that is given changes no byte when the construct moves', () => {
    // GIVEN
    const inChart = chartIn('ml');
    const deeper = chartIn('ml');
    const options = { name: 'llama', replicas: 2, servedName: 'Llama', network: {}, profileProps: { engine: new PlainEngine({ ports: { http: 8080, grpc: 8081 } }) } };

    // WHEN
    plainModel(inChart, 'here', options);
    plainModel(new Construct(new Construct(deeper, 'Team'), 'Models'), 'There', options);

    // THEN
    expect(App.of(deeper).synthYaml()).toBe(App.of(inChart).synthYaml());
  });

  test('from an id changes no byte either: it never has a hash of the path', () => {
    const [here, there] = [chartIn(), chartIn()];
    const id = `A model ${'with a very long name '.repeat(4)}`;
    plainModel(here, id);
    plainModel(new Construct(there, 'Team'), id);
    expect(App.of(there).synthYaml()).toBe(App.of(here).synthYaml());
  });

  test('of one id too many is an error that names both paths', () => {
    const chart = chartIn();
    plainModel(chart, 'Llama-3.1-8B_Instruct');
    plainModel(chart, 'llama-3-1-8b-instruct', { modelId: 'other' });
    const message = errorOfSynth(chart);
    expect(message).toContain('two objects are Deployment "llama-3-1-8b-instruct": chart/Llama-3.1-8B_Instruct/Runtime/Resource and chart/llama-3-1-8b-instruct/Runtime/Resource');
  });

  test.each(['日本', '...', '中国'])('from the id %j, of which nothing is left, is still one', id => {
    const chart = chartIn();
    plainModel(chart, id);
    expect(kindsOf(chart)).toEqual(['Model model', 'Deployment model', 'Service model']);
  });

  test.each(['7b', '-a', 'Llama', 'a.b', '', 'a'.repeat(53)])('fails for %j where it is given', name => {
    expect(() => plainModel(chartIn(), 'llama', { name })).toThrow(`invalid name: got ${JSON.stringify(name)}`);
  });

  test('that clients send fails where it could not be an argument', () => {
    for (const bad of ['', 'a b', '--port']) {
      expect(() => plainModel(chartIn(), 'llama', { servedName: bad })).toThrow(`invalid servedName: got ${JSON.stringify(bad)}`);
      expect(() => plainModel(chartIn(), 'llama', { servedAliases: ['fine', bad] })).toThrow(`invalid servedAliases: got ${JSON.stringify(bad)}`);
    }
  });
});

describe('a model that is only registered', () => {
  const registered = (chart: Chart, overrides: Partial<ModelConstructProps> = {}) => plainModel(chart, 'llama', { registerOnly: true, source: ModelSource.fromUri('git://host/m'), ...overrides });

  test('is a Model and nothing else', () => {
    const chart = chartIn();
    expect(registered(chart).tryRuntime).toBeUndefined();
    expect(kindsOf(chart)).toEqual(['Model llama']);
  });

  test('says so in an annotation, beside those that are given; one with a runtime does not', () => {
    const annotationsOf = (overrides: Partial<ModelConstructProps>) => {
      const chart = chartIn();
      plainModel(chart, 'llama', overrides);
      return objectOf(chart, 'Model').metadata.annotations as unknown;
    };
    expect(annotationsOf({ registerOnly: true })).toEqual({ [ModelLabels.REGISTERED_ONLY]: 'true' });
    expect(annotationsOf({ registerOnly: true, modelMetadata: { annotations: { team: 'nlp', [ModelLabels.REGISTERED_ONLY]: 'false' } } })).toEqual({ team: 'nlp', [ModelLabels.REGISTERED_ONLY]: 'true' });
    for (const registerOnly of [false, undefined]) expect(annotationsOf({ registerOnly })).toBeUndefined();
  });

  test('records image and resources as its profile would have them, without disk for volumes that it has not', () => {
    const chart = chartIn();
    registered(chart, { compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(2), cpuLimit: Cpu.units(4), memory: Size.gibibytes(8) }), imageRegistry: 'mirror.example.com' });
    expect(objectOf(chart, 'Model').spec.runtime).toEqual({
      image: 'mirror.example.com/plain:1.0.0',
      resources: { requests: { 'cpu': '2', 'memory': '8Gi', 'nvidia.com/gpu': '1' }, limits: { 'cpu': '4', 'memory': '8Gi', 'nvidia.com/gpu': '1' } },
    });
  });

  test('fails to give a runtime, a Service or an endpoint, and says why', () => {
    const model = registered(chartIn());
    for (const read of [() => model.runtime, () => model.service, () => model.endpoint]) expect(read).toThrow('[chart/llama] the model has no runtime: registerOnly is true');
  });

  test('is checked as far as it goes: compute, image, framework, schema, credentials', () => {
    const found = (overrides: Partial<ModelConstructProps>, profile = {}) => {
      const chart = chartIn();
      registered(chart, { profile: plainProfile(chart, profile), ...overrides });
      return rulesOf(chart);
    };
    expect(found({})).toEqual([]);
    expect(found({}, { compute: undefined })).toEqual([]);
    expect(found({}, { engine: new PlainEngine({ image: 'plain' }) })).toEqual(['image-not-pinned']);
    expect(found({ framework: Framework.of('jax') })).toEqual(['framework-unknown']);
    expect(found({ modelId: 'A' })).toEqual(['model-schema']);
    expect(found({ source: new PlainSource({ uri: 'https://u:p@host/m' }) })).toEqual(['secret-literal']);
  });

  test('says everything in one run, also without compute', () => {
    const chart = chartIn();
    registered(chart, { profile: plainProfile(chart, { engine: new VllmEngine({ version: '0.32.0' }), compute: undefined }), modelId: 'A', framework: Framework.of('jax') });
    expect(rulesOf(chart)).toEqual(['compute-missing', 'framework-unknown', 'model-schema']);
  });
});

describe('the container of a model that is only registered', () => {
  const runtimeOf = (overrides: Partial<ModelConstructProps>, profile: RuntimeProfileProps = {}) => {
    const chart = chartIn('ml');
    plainModel(chart, 'llama', { registerOnly: true, source: ModelSource.fromUri('git://host/m'), profile: plainProfile(chart, profile), ...overrides });
    return { runtime: objectOf(chart, 'Model').spec.runtime, rules: rulesOf(chart) };
  };

  test('has no resources without compute', () => {
    expect(runtimeOf({}, { compute: undefined })).toEqual({ runtime: { image: 'example.com/plain:1.0.0' }, rules: [] });
  });

  test.each([
    ['an image of its own', { image: 'a.example.com/vllm:v0.32.0', version: '0.32.0' }, [], 'a.example.com/vllm:v0.32.0'],
    ['images by accelerator', { version: '0.32.0' }, ['compute-missing'], undefined],
  ])('has, of an engine with %s, an image without compute when there is but one', (_what, props, rules, image) => {
    const chart = chartIn('ml');
    plainModel(chart, 'llama', { registerOnly: true, framework: Framework.PYTORCH, profileProps: { engine: new VllmEngine(props), compute: undefined } });
    expect(rulesOf(chart)).toEqual(rules);
    if (image !== undefined) expect(objectOf(chart, 'Model').spec.runtime).toEqual({ image });
    else expect(findingsOf(chart, 'compute-missing')[0].what).toMatch(/the image of vllm depends on it: .*vllm-openai-cpu:v0\.32\.0 or .*vllm-openai:v0\.32\.0/);
  });

  test('of an engine that runs on accelerators alone has the image for these', () => {
    const chart = chartIn('ml');
    plainModel(chart, 'llama', { registerOnly: true, framework: Framework.PYTORCH, profileProps: { engine: new TensorRtLlmEngine({ version: '1.2.0' }), compute: undefined } });
    expect(objectOf(chart, 'Model').spec.runtime.image).toContain('tensorrt-llm');
  });

  test('is recorded as it was said: command, arguments, variables, ports, volumes, mounts', () => {
    const { runtime, rules } = runtimeOf({
      command: ['/bin/sh', '-c'],
      args: ['exec serve'],
      env: { LOG_LEVEL: 'info' },
      secretEnv: { TOKEN: SecretKey.of('hub', 'token') },
      ports: [{ number: 8080, name: 'http' }, { number: 9090, protocol: 'TCP' }],
      pod: {
        volumes: [PodVolume.existingClaim('weights', 'weights', { readOnly: true }), PodVolume.image('files', 'docker.io/acme/files:1')],
        mounts: [{ volume: 'weights', path: '/models', subPath: 'llama', readOnly: true }, { volume: 'files', path: '/files' }],
      },
      imageRegistry: 'mirror',
    });
    expect(runtime).toMatchObject({
      image: 'docker.io/mirror/plain:1.0.0',
      command: ['/bin/sh', '-c'],
      args: ['exec serve'],
      env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'hub', key: 'token' } } }, { name: 'LOG_LEVEL', value: 'info' }],
      ports: [{ containerPort: 8080, name: 'http' }, { containerPort: 9090, protocol: 'TCP' }],
      volumes: [{ name: 'weights', persistentVolumeClaim: { claimName: 'weights', readOnly: true } }, { name: 'files', image: { reference: 'docker.io/mirror/acme/files:1', pullPolicy: 'IfNotPresent' } }],
      volumeMounts: [{ name: 'weights', mountPath: '/models', subPath: 'llama', readOnly: true }, { name: 'files', mountPath: '/files' }],
    });
    expect(rules).toEqual([]);
  });

  test('has what its profile says, and its own above that', () => {
    const { runtime } = runtimeOf({ args: ['--b=2'], env: { B: '2' } }, { args: ['--a=1', '--b=1'], env: { A: '1', B: '1' } });
    expect(runtime).toMatchObject({ args: ['--a=1', '--b=2'], env: [{ name: 'A', value: '1' }, { name: 'B', value: '2' }] });
  });

  test.each<[string, string, Partial<ModelConstructProps>]>([
    ['a port that cannot be', 'spec.runtime.ports[0].containerPort', { ports: [{ number: 70000 }] }],
    ['a port of an unknown protocol', 'spec.runtime.ports[0].protocol', { ports: [{ number: 80, protocol: 'http' }] }],
    ['a name of a port that is too long', 'spec.runtime.ports[0].name', { ports: [{ number: 80, name: 'a-very-long-name' }] }],
    ['a mount without its volume', 'spec.runtime', { pod: { mounts: [{ volume: 'nowhere', path: '/data' }] } }],
    ['a variable that cannot be', 'spec.runtime.env', { env: { '1A=': 'x' } }],
  ])('fails for %s', (_what, path, overrides) => {
    const chart = chartIn('ml');
    plainModel(chart, 'llama', { registerOnly: true, ...overrides });
    expect(findingsOf(chart, 'model-schema').map(({ what }) => what)).toEqual(expect.arrayContaining([expect.stringContaining(path)]));
  });

  test.each<[string, Partial<ModelConstructProps>]>([
    ['a variable', { env: { HF_TOKEN: 'not-even-a-real-one' } }],
    ['an argument', { args: ['--api-key', 'not-even-a-real-one'] }],
    ['an argument in one word', { args: ['--api-key=not-even-a-real-one'] }],
  ])('fails for a credential in %s', (_what, overrides) => {
    expect(() => runtimeOf(overrides)).toThrow(/secret-literal: spec\.runtime\.(env\[0\]\.value|args\[\d\]) of the Model/);
  });

  test.each<[string, Partial<ModelConstructProps>]>([
    ['pod.sidecars, pod.labels', { pod: { sidecars: [], labels: {}, volumes: [] } }],
    ['scheduling', { scheduling: {} }],
  ])('says that it records no %s', (members, overrides) => {
    const chart = chartIn('ml');
    plainModel(chart, 'llama', { registerOnly: true, ...overrides });
    expect(findingsOf(chart, 'register-only-ignores').map(({ what }) => what)).toEqual([`registerOnly is true, and the model has ${members}`]);
  });
});

describe('an error of the code itself', () => {
  test('in an engine is not taken for a refusal', () => {
    const engine = Object.defineProperty(new PlainEngine(), 'apiPath', { get: () => { throw new TypeError('a bug'); } });
    expect(() => plainModel(chartIn(), 'llama', { profileProps: { engine } }))
      .toThrow('[chart/llama-profile] the engine PlainEngine failed in apiPath: TypeError: a bug');
  });

  test('in the resources of a registered model is thrown as it is', () => {
    const chart = chartIn();
    plainModel(chart, 'llama', { registerOnly: true, compute: Object.defineProperty(gpuCompute(), 'requests', { get: () => { throw new TypeError('a bug'); } }) });
    expect(() => Findings.of(chart)).toThrow(new TypeError('a bug'));
  });
});

test('a platform team can hide all of it behind a construct of its own', () => {
  class TeamModel extends Construct {
    public readonly model: ModelConstruct;
    public constructor(scope: Construct, id: string) {
      super(scope, id);
      this.model = plainModel(this, id);
    }
  }
  const app = Testing.app();
  const chart = new Chart(app, 'team');
  stderrOf(() => new TeamModel(chart, 'llama').model.runtime.markHasAutoscaler());
  expect(kindsOf(chart)).toEqual(['Model llama', 'Deployment llama', 'Service llama', 'PodDisruptionBudget llama']);
});
