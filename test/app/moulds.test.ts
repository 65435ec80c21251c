import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, JsonPatch, Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, Findings, Framework, ModelConstruct, ModelConstructProps, ModelSource, RuntimeProfile, SecretKey, VllmEngine } from '../../src';
import { Ledger, Subject } from '../../src/app/ledger';
import { Mould, Sample } from '../../src/app/mould';
import { SWITCH } from '../../src/app/printing/undocumented';
import { RecordedModel } from '../../src/app/recorded-model';
import { EngineContainer, EngineContext } from '../../src/engines/serving-engine';
import { EXAMPLES } from '../checks/examples-in-folder';
import { chartIn, COMMIT } from '../fixtures';

/*
 * Models that differ in nothing but their names are judged and printed by one mould. Whatever is said of a model, and whatever is printed of it, has to be the
 * same with it as without.
 */

/** The result of something, with moulds and without. */
function both<T>(make: () => T): [T, T] {
  const withMoulds = make();
  process.env[SWITCH] = 'yes';
  try {
    return [withMoulds, make()];
  } finally {
    delete process.env[SWITCH];
  }
}

const source = ModelSource.huggingFace('meta-llama/Llama-3.1-8B', { revision: COMMIT, token: SecretKey.of('hf', 'token'), size: Size.gibibytes(15) });

/** An engine of a user's, who may make something of a name. */
class OwnEngine extends VllmEngine {
  public override bind(context: EngineContext): EngineContainer {
    return { args: ['--max-num-seqs', context.servedName === 'plain-7' ? '7' : '8'] };
  }
}

function profileIn(chart: Chart, engine = new VllmEngine({ version: '0.32.0' })): RuntimeProfile {
  return new RuntimeProfile(chart, 'profile', { engine, compute: Compute.gpu(Accelerator.NVIDIA_L4, { count: 1, cpu: Cpu.units(4), memory: Size.gibibytes(24) }) });
}

const propsOf = (profile: RuntimeProfile): ModelConstructProps => ({ version: '1.0.0', framework: Framework.PYTORCH, source, profile, replicas: 2 });

type Then = (models: ReadonlyMap<string, ModelConstruct>, chart: Chart) => void;

/** What is said and printed of models of these names, and whatever somebody does with them then. */
function fleet(names: readonly string[], then: Then = () => {}, engine?: VllmEngine): { said: string[]; printed: string } {
  const outdir = mkdtempSync(join(tmpdir(), 'moulds-'));
  const chart = new Chart(new App({ outdir }), 'chart', { namespace: 'models', labels: { team: 'a' } });
  const profile = profileIn(chart, engine);
  const models = new Map(names.map(name => [name, new ModelConstruct(chart, name, propsOf(profile))]));
  then(models, chart);
  const said = Findings.of(chart).map(finding => JSON.stringify(finding));
  try {
    App.of(chart).synth();
    return { said, printed: readFileSync(join(outdir, 'chart.k8s.yaml'), 'utf8') };
  } catch (error) {
    return { said, printed: String(error) };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function outer(chart: Chart, apiVersion: string, kind: string, spec: object): void {
  new ApiObject(new Chart(App.of(chart), 'own', { namespace: 'models' }), 'finding', { apiVersion, kind, metadata: { name: 'own' }, spec });
}

function budget(chart: Chart, selector: object): void {
  const far = new Chart(App.of(chart), 'budgets', { namespace: 'models' });
  new ApiObject(far, 'budget', { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'own' }, spec: { minAvailable: 2, selector } });
}

const PLAIN = Array.from({ length: 8 }, (_, index) => `plain-${index}`);

describe('models that differ in their names alone', () => {
  beforeEach(() => { jest.spyOn(process.stderr, 'write').mockReturnValue(true); });
  afterEach(() => { jest.restoreAllMocks(); });

  test('are rendered a few times, however many there are', () => {
    const bind = jest.spyOn(VllmEngine.prototype, 'bind');
    fleet(Array.from({ length: 100 }, (_, index) => `model-${index}`));
    expect(bind.mock.calls.length).toBeLessThan(10);
  });

  test('are so in a namespace that the app makes and bounds', () => {
    const bind = jest.spyOn(VllmEngine.prototype, 'bind');
    fleet(Array.from({ length: 100 }, (_, index) => `model-${index}`), (_, chart) => {
      new ApiObject(chart, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'models' } });
      new ApiObject(chart, 'quota', { apiVersion: 'v1', kind: 'ResourceQuota', spec: { hard: { pods: '1000' } } });
    });
    expect(bind.mock.calls.length).toBeLessThan(10);
  });

  test('are rendered one by one by an engine that a user has extended', () => {
    const { printed } = fleet(PLAIN, () => {}, new OwnEngine({ version: '0.32.0' }));
    expect(printed.match(/- "7"/g)).toHaveLength(1);
  });

  test.each([
    'vllm', 'true', 'off', 'null', 'e10', 'a', 'zqx', 'meta-llama', 'models', 'team', 'server', 'latest', `m${'a'.repeat(51)}`, 'a0kw-vj9yhg', '0x1f', 'nvidia', 'hf',
  ])('are judged and printed as without moulds, one of them with the name %s', odd => {
    const [one, other] = both(() => fleet([...PLAIN, odd, 'plain-last']));
    expect(one).toEqual(other);
  });

  test.each<[string, (model: ModelConstruct, chart: Chart) => void]>([
    ['is patched', ({ runtime }) => { runtime.deployment.addJsonPatch(JsonPatch.add('/spec/template/spec/hostNetwork', true)); }],
    ['has a patch of nothing', ({ model }) => { model.addJsonPatch(); }],
    ['has a label of the library', ({ model }) => { model.metadata.addLabel('modelserving.volcano.sh/name', 'mine'); }],
    ['has an annotation', ({ runtime }) => { runtime.serviceObject.metadata.addAnnotation('a.example.com/b', 'c'); }],
    ['is scaled', ({ runtime, name }, chart) => {
      new ApiObject(chart, `${name}-hpa`, {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'x' },
        spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: runtime.name }, minReplicas: 0, maxReplicas: 1 },
      });
    }],
    ['has a toJson of its own', ({ runtime }) => { runtime.deployment.toJson = () => ({ kind: 'Deployment', mine: 1 }); }],
    ['has callers', ({ runtime }) => { runtime.allowFrom(runtime); }],
    ['is in a namespace with a quota', (_, chart) => {
      new ApiObject(chart, 'quota', { apiVersion: 'v1', kind: 'ResourceQuota', spec: { hard: { 'requests.nvidia.com/gpu': '1' } } });
    }],
    ['is selected by a disruption budget', (_, chart) => { budget(chart, { matchLabels: { 'app.kubernetes.io/instance': 'plain-5' } }); }],
    ['is selected by its label of the registry', (_, chart) => { budget(chart, { matchLabels: { 'registry.matrixinfer.ai/model': 'plain-5' } }); }],
    ['is found by a Service by its instance', (_, chart) => { outer(chart, 'v1', 'Service', { selector: { 'app.kubernetes.io/instance': 'plain-5' }, ports: [{ port: 81 }] }); }],
    ['is not found by a monitor of all', (_, chart) => {
      const selector = { matchExpressions: [{ key: 'registry.matrixinfer.ai/model', operator: 'NotIn', values: ['plain-5'] }] };
      outer(chart, 'monitoring.coreos.com/v1', 'PodMonitor', { selector, podMetricsEndpoints: [{ port: 'metrics' }] });
    }],
    ['is found with all others', (_, chart) => { outer(chart, 'v1', 'Service', { selector: { 'app.kubernetes.io/name': 'vllm' }, ports: [{ port: 81 }] }); }],
    ['is not selected by a disruption budget', (_, chart) => {
      budget(chart, { matchExpressions: [{ key: 'app.kubernetes.io/instance', operator: 'NotIn', values: PLAIN.filter(name => name !== 'plain-5') }] });
    }],
  ])('are judged and printed as without moulds, one of which %s', (_, change) => {
    const [one, other] = both(() => fleet(PLAIN, (models, chart) => { change(models.get('plain-5')!, chart); }));
    expect(one).toEqual(other);
  });

  test('are looked at anew after a change', () => {
    const changed = (models: ReadonlyMap<string, ModelConstruct>) => {
      Findings.of(models.get('plain-1')!);
      models.get('plain-6')!.model.metadata.addLabel('a.example.com/b', 'c');
    };
    const [one, other] = both(() => fleet(PLAIN, changed));
    expect(one).toEqual(other);
    expect(one.printed.match(/a\.example\.com\/b: c/g)).toHaveLength(1);
  });
});

/** More models like those that were made: of the same props, but for their names. */
function addLikes(chart: Chart): void {
  const { subjects } = Ledger.of(chart) as unknown as { readonly subjects: readonly Subject[] };
  const recorded = subjects.filter((subject): subject is RecordedModel => subject instanceof RecordedModel);
  recorded.forEach((subject, index) => {
    const { props } = subject as unknown as { readonly props: ModelConstructProps };
    for (let like = 0; like < 4; like++) new ModelConstruct(subject.construct.node.scope!, `like-${index}-${like}`, { ...props, name: undefined, modelId: undefined });
  });
}

describe.each([...EXAMPLES])('%s', (_, { fires }) => {
  test('is found in every model of a fleet, as it is without moulds', () => {
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const [one, other] = both(() => {
      const chart = chartIn('ml');
      fires(chart);
      addLikes(chart);
      // Some examples write files, each time to a folder of another name.
      return Findings.of(chart).map(finding => JSON.stringify(finding).replace(/-lock-\w{6}/g, ''));
    });
    jest.restoreAllMocks();
    expect(one).toEqual(other);
  });
});

describe('a mould', () => {
  const sample = (text: string, what = 'said'): Sample => ({ remarks: [{ rule: 'revision-not-pinned', what, fix: 'fix' }], objects: [{ metadata: text, text }] });

  test.each<[string, (name: string) => Sample | undefined]>([
    ['something is said of the name', name => sample(name, name)],
    ['the length of the name makes a difference', name => sample(name.slice(0, 10))],
    ['the name is sorted among others', name => sample([name, 'model', 'server'].sort().join())],
    ['cdk8s has to print it', () => undefined],
  ])('is not made where %s', (_, sampleOf) => {
    expect(Mould.tryOf(['my-model'], sampleOf('my-model') ?? sample('my-model'), ([name]) => sampleOf(name))).toBeUndefined();
  });

  test('is not made where the model that is judged as any other is another', () => {
    expect(Mould.tryOf(['my-model'], sample('your-model'), ([name]) => sample(name))).toBeUndefined();
    expect(Mould.tryOf(['my-model'], sample('my-model', 'more'), ([name]) => sample(name))).toBeUndefined();
  });

  test('takes names of its form that it does not say elsewhere, of objects with the same metadata', () => {
    const mould = Mould.tryOf(['my-model'], sample('name: my-model of server'), ([name]) => sample(`name: ${name} of server`))!;
    const fits = (name: string, metadata = `name: ${name} of server`) => mould.fits([name], [metadata]);
    expect(['other', 'a-1'].map(name => fits(name))).toEqual([true, true]);
    expect(['server', 'serve', 'Upper', 'ab', 'true', 'a'.repeat(41), 'sk-proj-abcdefghijklmnopqrst1234'].filter(name => fits(name))).toEqual([]);
    expect(fits('other', 'name: another')).toBe(false);
    expect(mould.textOf(0, ['other'])).toBe('name: other of server');
  });
});
