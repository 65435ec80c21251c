import { ApiObject, App, Chart, Size, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { Accelerator, Compute, Cpu, Finding, Findings, Framework, Rollout, RuntimeProfile, Severity } from '../src';
import { chartIn, errorOfSynth, findingsOf, PlainEngine, plainModel, plainProfile, plainRuntime, PlainSource, rulesOf, smallCompute, stderrOf } from './fixtures';
import { Ledger } from '../src/app/ledger';

const jax = { framework: Framework.of('jax') };

describe('a finding', () => {
  test('says rule, severity, path, what, why and fix', () => {
    const model = plainModel(chartIn('ml'), 'model', { replicas: -1 });
    expect(Findings.of(model)).toEqual<Finding[]>([{
      rule: 'replicas-invalid',
      severity: Severity.ERROR,
      path: 'chart/model/Runtime',
      what: 'replicas is -1',
      why: 'the API server would refuse the Deployment',
      fix: 'give a whole number from 0 on',
    }]);
  });

  test('is found from any construct of the app', () => {
    const chart = chartIn('ml');
    const model = plainModel(chart, 'model', jax);
    for (const scope of [App.of(chart), chart, model, model.runtime.deployment]) expect(rulesOf(scope)).toEqual(['framework-unknown']);
  });

  test('is gone when its cause is: each change is checked anew', () => {
    const chart = chartIn('ml');
    plainModel(chart, 'a', { modelId: 'same' });
    expect(Findings.of(chart)).toEqual([]);
    const other = plainModel(chart, 'b', { modelId: 'same' });
    expect(rulesOf(chart)).toEqual(['model-id-reused']);
    Findings.acknowledge(other, 'framework-unknown', 'not needed');
    expect(rulesOf(chart)).toEqual(['acknowledgement-unused', 'model-id-reused']);
  });
});

describe('a look at the findings', () => {
  test('hides nothing that is added after it, whoever adds it', () => {
    const chart = chartIn();
    plainModel(chart);
    expect(Findings.of(chart)).toEqual([]);
    new ApiObject(chart, 'other', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'model' } });
    expect(errorOfSynth(chart)).toContain('name-collision');
    expect(rulesOf(chart)).toEqual(['name-collision']);
  });
});

describe('errors', () => {
  test('are reported together, all of them, each with its path, rule, value, reason and fix', () => {
    // GIVEN
    const chart = chartIn('ml');
    plainModel(chart, 'one', { replicas: -1, modelId: 'Not An Id', args: ['--port', '1'] });
    plainModel(new Chart(App.of(chart), 'other', { namespace: 'Other_Namespace' }), 'two', { env: { KEPT: '/' }, profileProps: { engine: new PlainEngine({ container: { env: { KEPT: 'x' } } }), compute: smallCompute() } });

    // WHEN
    const message = errorOfSynth(chart);

    // THEN
    expect(message).toContain([
      '[chart/one/Runtime] replicas-invalid: replicas is -1',
      '      why: the API server would refuse the Deployment',
      '      fix: give a whole number from 0 on',
    ].join('\n'));
    expect(message).toContain('[chart/one] model-schema: spec.modelSpec.modelId');
    expect(message).toContain('[chart/one/Runtime] arg-contradicts-derived: args has "--port 1", derived is "--port 8080"');
    expect(message).toContain('[other/two/Runtime] env-contradicts-derived: env has KEPT');
    expect(message).toContain('[other/two/Runtime] object-schema: the Deployment has "Other_Namespace" at metadata.namespace, allowed is a DNS-1123 label of at most 63 characters');
  });

  test('stop every way to synthesize', () => {
    const app = Testing.app();
    const chart = new Chart(app, 'chart');
    plainModel(chart, 'model', { replicas: -1 });
    for (const synth of [() => app.synth(), () => app.synthYaml(), () => Testing.synth(chart)]) expect(synth).toThrow('replicas-invalid');
  });

  test('stop synth once each, however many charts there are', () => {
    const chart = chartIn();
    for (const id of ['b', 'c', 'd']) new Chart(App.of(chart), id);
    plainModel(chart, 'model', { replicas: -1 });
    expect(errorOfSynth(chart).match(/replicas-invalid: /g)).toHaveLength(1);
  });

  test('are found in a tree without an app too', () => {
    const root = new Construct(undefined as unknown as Construct, 'root');
    plainModel(new Chart(root, 'chart'), 'model', { replicas: -1 });
    expect(rulesOf(root)).toEqual(['replicas-invalid']);
  });
});

describe('warnings', () => {
  test('are printed once on stderr, with path, rule, value, reason and fix, and synth goes on', () => {
    const app = Testing.app();
    plainModel(new Chart(app, 'chart'), 'model', jax);
    new Chart(app, 'another');
    const lines = stderrOf(() => {
      app.synth();
      app.synthYaml();
    });
    expect(lines).toEqual([[
      '[warning] [chart/model] framework-unknown: the framework is "jax"',
      '      why: the name is in no documentation of the API and may be a typing error',
      '      fix: use a static member of Framework, or acknowledge the finding\n',
    ].join('\n')]);
  });

  test('are printed besides errors', () => {
    const chart = chartIn();
    plainModel(chart, 'model', { ...jax, replicas: -1 });
    expect(stderrOf(() => errorOfSynth(chart))).toHaveLength(1);
  });

  test('that are new after a change are printed, and the old ones are not again', () => {
    const app = Testing.app();
    const chart = new Chart(app, 'chart');
    plainModel(chart, 'a', jax);
    stderrOf(() => app.synth());
    plainModel(chart, 'b', jax);
    expect(stderrOf(() => app.synth())).toEqual([expect.stringContaining('[chart/b] framework-unknown')]);
  });
});

describe('an acknowledgement', () => {
  test('takes a warning away, on the construct and everything below it', () => {
    const chart = chartIn();
    plainModel(chart, 'model', jax);
    Findings.acknowledge(chart, 'framework-unknown', 'we do use JAX');
    expect(Findings.of(chart)).toEqual([]);
    expect(stderrOf(() => App.of(chart).synthYaml())).toEqual([]);
  });

  test('takes away no other warning, and none of another construct', () => {
    const chart = chartIn();
    const [one] = ['one', 'two'].map(id => plainModel(chart, id, { ...jax, security: { runAsUser: 0 } }));
    Findings.acknowledge(one, 'framework-unknown', 'we do use JAX');
    expect(Findings.of(chart).map(({ rule, path }) => `${rule} ${path}`).sort()).toEqual([
      'framework-unknown chart/two', 'pod-security-lowered chart/one/Runtime', 'pod-security-lowered chart/two/Runtime',
    ]);
  });

  test('on a profile holds for every runtime that uses it, in any chart, and for no other', () => {
    const chart = chartIn('platform');
    const [root, other] = ['root', 'other'].map(id => plainProfile(chart, { security: { runAsUser: 0 } }, id));
    Findings.acknowledge(root, 'pod-security-lowered', 'these nodes have no other users');
    const teams = ['red', 'blue', 'green'].map(id => new Chart(App.of(chart), id, { namespace: id }));
    teams.forEach((team, i) => plainModel(team, `model-${i}`, { profile: i < 2 ? root : other }));
    expect(Findings.of(chart).map(({ rule, path }) => `${rule} ${path}`)).toEqual(['pod-security-lowered green/model-2/Runtime']);
  });

  test('on a base holds for the profiles that are made of it, and not the other way round', () => {
    const chart = chartIn();
    const base = plainProfile(chart, { security: { runAsUser: 0 } }, 'base');
    const middle = new RuntimeProfile(chart, 'middle', { base });
    const last = new RuntimeProfile(chart, 'last', { base: middle });
    [base, middle, last].forEach((profile, i) => plainModel(chart, `model-${i}`, { profile }));
    Findings.acknowledge(middle, 'pod-security-lowered', 'these nodes have no other users');
    expect(Findings.of(chart).map(({ rule, path }) => `${rule} ${path}`)).toEqual(['pod-security-lowered chart/model-0/Runtime']);
    Findings.acknowledge(base, 'pod-security-lowered', 'nor have the others');
    expect(Findings.of(chart)).toEqual([]);
  });

  test('on a profile that nobody uses fits nothing', () => {
    const chart = chartIn();
    Findings.acknowledge(plainProfile(chart), 'pod-security-lowered', 'these nodes have no other users');
    expect(rulesOf(chart)).toEqual(['acknowledgement-unused']);
  });

  test('may come before the model', () => {
    const chart = chartIn();
    Findings.acknowledge(chart, 'framework-unknown', 'we will use JAX');
    plainModel(chart, 'model', jax);
    expect(Findings.of(chart)).toEqual([]);
  });

  test('that fits nothing is a warning where it was made', () => {
    const chart = chartIn();
    const model = plainModel(chart);
    Findings.acknowledge(model, 'framework-unknown', 'we used JAX once');
    expect(findingsOf(chart, 'acknowledgement-unused')).toMatchObject([{ path: 'chart/model', what: expect.stringContaining('framework-unknown') as string, severity: Severity.WARNING }]);
  });

  test('that fitted once, and fits nothing since a change, is a warning', () => {
    const chart = chartIn();
    const { runtime } = plainModel(chart, 'model', { rollout: Rollout.recreate() });
    Findings.acknowledge(runtime, 'rollout-interrupts-serving', 'nobody waits for it');
    expect(rulesOf(chart)).toEqual([]);
    runtime.markHasAutoscaler();
    expect(rulesOf(chart)).toEqual(['acknowledgement-unused']);
  });

  test('that fits nothing can be acknowledged itself', () => {
    const chart = chartIn();
    Findings.acknowledge(plainModel(chart), 'framework-unknown', 'some models of this chart use JAX');
    Findings.acknowledge(chart, 'acknowledgement-unused', 'not all of them do');
    expect(Findings.of(chart)).toEqual([]);
  });

  test('made twice is used twice', () => {
    const chart = chartIn();
    const model = plainModel(chart, 'model', jax);
    for (const scope of [chart, model]) Findings.acknowledge(scope, 'framework-unknown', 'we do use JAX');
    expect(Findings.of(chart)).toEqual([]);
  });

  test('fails to take an error away: both are errors, and synth stops even where the construct has no check of its own', () => {
    const chart = chartIn();
    plainModel(chart, 'model', { replicas: -1 });
    Findings.acknowledge(chart, 'replicas-invalid', 'we like it');
    expect(rulesOf(chart)).toEqual(['acknowledgement-of-error', 'replicas-invalid']);
    expect(errorOfSynth(chart)).toContain('[chart] acknowledgement-of-error: the rule replicas-invalid is an error and was acknowledged (we like it)');
  });

  test('at the app itself is judged like every other', () => {
    const chart = chartIn();
    plainModel(chart, 'model', { replicas: -1 });
    Findings.acknowledge(App.of(chart), 'replicas-invalid', 'we like it');
    expect(errorOfSynth(chart)).toContain('[] acknowledgement-of-error');
  });

  test.each(['no-such-rule', '', 'toString', '__proto__', 'constructor'])('fails for the rule %j', rule => {
    expect(() => Findings.acknowledge(chartIn(), rule, 'reason')).toThrow(`invalid rule to acknowledge: got ${JSON.stringify(rule)}, allowed is the id of a rule in docs/rules.md`);
  });

  test.each(['', ' ', '\n'])('fails for the reason %j', reason => {
    expect(() => Findings.acknowledge(chartIn(), 'framework-unknown', reason)).toThrow('invalid reason to acknowledge framework-unknown');
  });
});

describe('the ledger', () => {
  test('checks each model once, however many charts are synthesized and however often', () => {
    // GIVEN
    const app = Testing.app();
    let binds = 0;
    const engine = new PlainEngine({
      bind: () => {
        binds++;
        return {};
      },
    });
    const profile = new RuntimeProfile(new Chart(app, 'profiles'), 'profile', { engine, compute: smallCompute() });
    for (let i = 0; i < 50; i++) plainModel(new Chart(app, `chart-${i}`), `model-${i}`, { profile });

    // WHEN
    app.synth();
    app.synth();

    // THEN
    expect(binds).toBe(50);
  });

  test('looks for collisions once for all charts, and again after a change', () => {
    const app = Testing.app();
    const charts = Array.from({ length: 20 }, (_, i) => new Chart(app, `chart-${i}`));
    charts.forEach((chart, i) => plainModel(chart, `model-${i}`));
    let looked = 0;
    Ledger.of(app).addAppCheck('counts', () => {
      looked++;
      return [];
    });
    app.synth();
    expect(looked).toBe(1);
    plainModel(charts[0], 'one-more');
    app.synth();
    expect(looked).toBe(2);
  });

  test('is one for each tree', () => {
    const [a, b] = [chartIn(), chartIn()];
    expect(Ledger.of(plainModel(a))).toBe(Ledger.of(App.of(a)));
    expect(Ledger.of(a)).not.toBe(Ledger.of(b));
  });

  test('fails with the error of a check that is broken, and not with a finding', () => {
    const chart = chartIn();
    plainModel(chart, 'model', { compute: Object.defineProperty(smallCompute(), 'requests', { get: () => { throw new TypeError('broken compute'); } }) });
    expect(() => Findings.of(chart)).toThrow('broken compute');
  });
});

describe('what belongs to the whole app', () => {
  test('two ids that become one name are an error that names both paths', () => {
    const chart = chartIn('ml');
    plainModel(chart, 'Llama 3');
    plainModel(chart, 'llama-3', { modelId: 'another' });
    const collisions = findingsOf(chart, 'name-collision').map(finding => finding.what);
    expect(collisions).toContain('two objects are Model "llama-3" in namespace "ml": chart/Llama 3/Resource and chart/llama-3/Resource');
    expect(collisions).toContain('two objects are Deployment "llama-3" in namespace "ml": chart/Llama 3/Runtime/Resource and chart/llama-3/Runtime/Resource');
    expect(findingsOf(chart, 'name-collision').every(finding => finding.path.startsWith('chart/llama-3'))).toBe(true);
  });

  test('the same name in two namespaces is none, and in two charts of one namespace is one', () => {
    const app = Testing.app();
    const charts = [['a', 'x'], ['b', 'y'], ['c', 'x']].map(([id, namespace]) => new Chart(app, id, { namespace }));
    charts.slice(0, 2).forEach((chart, i) => plainModel(chart, 'model', { modelId: `model-${i}` }));
    expect(rulesOf(app)).toEqual([]);
    plainModel(charts[2], 'model', { modelId: 'model-2' });
    expect(rulesOf(app)).toEqual(['name-collision']);
  });

  test('a name that another model\'s second Service has is an error', () => {
    const chart = chartIn();
    plainModel(chart, 'a', { profileProps: { engine: new PlainEngine({ ports: { http: 8080, grpc: 8081 } }) } });
    plainModel(chart, 'a-grpc');
    expect(findingsOf(chart, 'name-collision').map(finding => finding.what)).toEqual(['two objects are Service "a-grpc": chart/a/Runtime/GrpcService and chart/a-grpc/Runtime/Service']);
  });

  test('two objects of other people may collide: that is not this library\'s affair', () => {
    const chart = chartIn();
    plainModel(chart);
    for (const id of ['one', 'two']) new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'same' } });
    expect(Findings.of(chart)).toEqual([]);
  });

  test('an object of somebody else with a model\'s kind and name is found, made before or after it', () => {
    const chart = chartIn();
    plainRuntime(chart, 'late');
    new ApiObject(chart, 'other', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'late' } });
    expect(findingsOf(chart, 'name-collision')).toMatchObject([{ path: 'chart/late' }]);
  });

  test('several kinds of GPU behind one resource are a warning for those who select no node', () => {
    const chart = chartIn();
    plainModel(chart, 'a', gpu('A'));
    plainModel(chart, 'b', { ...gpu('B'), scheduling: { nodeSelector: { gpu: 'b' } } });
    plainModel(chart, 'c', gpu('A'));
    expect(findingsOf(chart, 'mixed-accelerators').map(finding => finding.path)).toEqual(['chart/a/Runtime', 'chart/c/Runtime']);
  });

  test('a profile is only a place to say things: nothing is found of it alone', () => {
    const chart = chartIn();
    plainProfile(chart);
    plainProfile(chart, { compute: undefined }, 'unused');
    expect(Findings.of(chart)).toEqual([]);
  });

  test('a source that is refused is said once, at the runtime, and the rest of the Model is judged in the same run', () => {
    const chart = chartIn();
    plainModel(chart, 'model', { source: new PlainSource({ bind: () => { throw new Error('no'); } }), modelId: 'Not An Id' });
    expect(Findings.of(chart).map(({ rule, path }) => `${rule} ${path}`)).toEqual(['source-refuses chart/model/Runtime', 'model-schema chart/model']);
  });
});

function gpu(name: string) {
  return { compute: Compute.gpu(Accelerator.of({ name, resource: 'example.com/gpu' }), { cpu: Cpu.units(1), memory: Size.gibibytes(8) }), replicas: 2 };
}
