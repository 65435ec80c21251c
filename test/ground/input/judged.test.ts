import { Size, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import {
  Accelerator, Compute, ContainerEngine, Cpu, Findings, Framework, ModelConstruct, ModelConstructProps, ModelRuntime, ModelRuntimeProps,
  ModelSource, RuntimeProfile, SecretKey,
  ServerProbe, SourceBinding, SourceContext, VllmEngine,
} from '../../../src';
import { brandOf, isBranded } from '../../../src/ground/input/brands';
import { judgeOf } from '../../../src/ground/input/judge';
import { Walk } from '../../../src/ground/input/walk';
import { nearest } from '../../../src/ground/spelling';
import { caught, chartIn, manifestsOf, PlainEngine, plainModel, plainProfile, PlainSource, serverOf, smallCompute, templateOf } from '../../fixtures';
import { timeOver } from '../../yardstick';

/** Judges a value, and returns what is kept of it. */
function judge(type: string, value: unknown): unknown {
  const walk = new Walk();
  walk.enter('value');
  const kept = judgeOf(type)(value, walk);
  walk.end(() => 'test');
  return kept;
}

/** A source of a user's, which hands on what it is given. */
class OwnSource extends ModelSource {
  public readonly uri: string = 'own://model';

  public constructor(options: object) {
    super(options);
  }

  public bind(context: SourceContext): SourceBinding {
    return { model: { path: context.targetPath, hub: false }, needsModelVolume: true };
  }
}

describe('what is given', () => {
  test('is copied, however deep', () => {
    const given = { sidecars: [{ name: 'a', image: 'b/c:1', env: { A: '1' } }], labels: { x: 'y' } };
    const kept = judge('PodOptions', given) as typeof given;
    expect(kept).toEqual(given);
    const [one, other] = [kept, given].map(({ sidecars, labels }) => [sidecars, sidecars[0], sidecars[0].env, labels]);
    expect(kept).not.toBe(given);
    for (const [copy, original] of one.map((part, index) => [part, other[index]])) {
      expect(copy).not.toBe(original);
    }
  });

  test('is judged once: what was kept is kept as it is', () => {
    const kept = judge('PodOptions', { labels: { x: 'y' }, imagePullSecrets: ['a'] }) as { labels: object; imagePullSecrets: string[] };
    expect(judge('PodOptions', kept)).toBe(kept);
    expect(judge('string{}', kept.labels)).toBe(kept.labels);
    expect(judge('string[]', kept.imagePullSecrets)).toBe(kept.imagePullSecrets);
  });

  test('is judged again where another type is wanted', () => {
    const kept = judge('string[]', ['a']);
    expect(() => judge('number[]', kept)).toThrow('invalid value[0] of test: got "a", allowed is a number');
  });

  test('can leave members of structs out with undefined, known or not', () => {
    expect(judge('Toleration', { key: undefined, value: 'x', other: undefined })).toEqual({ value: 'x' });
  });

  test.each(['string', 'number', 'boolean', 'SecretKey', 'ModelSource', 'string[]', 'Toleration'])('cannot have a key without a value in a map of %s', type => {
    expect(() => judge(`${type}{}`, { A: undefined })).toThrow(/^invalid value\.A of test: got nothing, allowed is .*; leave it out where it has no value$/);
  });

  test('keeps the order of maps, and keys that objects have a meaning for', () => {
    const given = JSON.parse('{"b":"1","a":"2","__proto__":"3","toString":"4"}') as object;
    expect(Object.entries(judge('string{}', given) as object)).toEqual([['b', '1'], ['a', '2'], ['__proto__', '3'], ['toString', '4']]);
  });

  test('can be a value of a class that has the members', () => {
    class Mine {
      public readonly key = 'gpu';
      public get operator() { return 'Exists'; }
    }
    expect(judge('Toleration', new Mine())).toEqual({ key: 'gpu', operator: 'Exists' });
  });

  test('can be from another realm', () => {
    const { runInNewContext } = jest.requireActual<typeof import('vm')>('vm');
    expect(judge('PodOptions', runInNewContext('({ labels: { a: "b" }, imagePullSecrets: ["x"] })'))).toEqual({ labels: { a: 'b' }, imagePullSecrets: ['x'] });
    expect(judge('string{}', Object.assign(Object.create(null), { a: 'b' }))).toEqual({ a: 'b' });
  });

  test.each([new Date(), /x/, new Map(), new Set(), [], 'x', 1, true, null, Symbol('x'), 1n, () => 1, Promise.resolve()])('is no struct and no map when it is %p', value => {
    expect(() => judge('Toleration', value)).toThrow('invalid value of test: got ');
    expect(() => judge('string{}', value)).toThrow('invalid value of test: got ');
  });

  test('is reported up to twenty mistakes at once, and the others are counted', () => {
    const { message } = caught(() => judge('string[]', Array.from({ length: 30 }, (_, index) => index)));
    expect(message.split('\n')).toHaveLength(22);
    expect(message).toMatch(/^30 values of test cannot be:\n {2}invalid value\[0\]: got 0, [^]*\n {2}and 10 more$/);
  });

  test.each(['siz', 'szie', 'sise', 'Size', 'layot', 'laoyut', 'LAYOUT'])('to a base class by a class of a user is known by its names: %s is a mistake', name => {
    expect(() => new OwnSource({ [name]: 1 })).toThrow(/^unknown member \w+ of ModelSource; did you mean (size|layout)\?$/);
  });

  test.each(['bucket', 'sizes', 'sizeLimit', 'layouts', 'region', 'z'.repeat(100_000)])('may have members of its own beside them: %#', name => {
    expect(() => new OwnSource({ [name]: 1, size: Size.gibibytes(1) })).not.toThrow();
  });

  test('to a class of the library by a class of a user is known by its names too', () => {
    class OwnVllm extends VllmEngine {}
    expect(() => new OwnVllm({ version: '0.32.0', maxModelLe: 1 } as never)).toThrow(/^unknown member maxModelLe of VllmEngine; did you mean maxModelLen\?$/);
    expect(() => new OwnVllm({ version: '0.32.0', team: 'search' } as never)).not.toThrow();
  });

  test('takes no longer than its text is long', () => {
    const long = 'x'.repeat(1_000_000);
    expect(timeOver(3000, () => { // going back over such a text would take minutes
      expect(() => judge('string{}', long)).toThrow('a text of 1000000 characters');
      expect(() => judge('string{}', { [long]: 1 })).toThrow(/^.{0,400}$/);
      expect(() => judge('Toleration', { [long]: 1 })).toThrow(/^.{0,400}$/);
      expect(() => judge('Size', long)).toThrow(/^.{0,400}$/);
    })).toBeUndefined();
  });
});

describe('a callback', () => {
  test('may be one of the factories: numbers and lists that it is given besides mean nothing', () => {
    expect(['jax', 'onnx'].map(Framework.of).map(({ name }) => name)).toEqual(['jax', 'onnx']);
    expect([1, 2].map(Cpu.units).map(({ amount }) => amount)).toEqual(['1', '2']);
  });
});

describe('a subclass', () => {
  test('may hand on props that are wider than those of its base', () => {
    class TeamEngine extends VllmEngine {
      public constructor(props: { readonly version: string; readonly team: string }) { super(props); }
    }
    class TeamModel extends ModelConstruct {
      public constructor(scope: Construct, id: string, props: ModelConstructProps & { readonly team: string }) { super(scope, id, props); }
    }
    class TeamSource extends PlainSource {}
    const chart = chartIn();
    const profile = new RuntimeProfile(chart, 'p', { engine: new TeamEngine({ version: '0.32.0', team: 'search' }), compute: smallCompute() });
    const props = { version: '1.0.0', framework: Framework.PYTORCH, source: new TeamSource(), profile, team: 'search' };
    expect(new TeamModel(chart, 'm', props).name).toBe('m');
    expect(() => new ModelConstruct(chart, 'n', props)).toThrow('[chart/n] unknown member team of ModelConstruct');
  });

  test('is judged by the members that its base knows', () => {
    class TeamEngine extends VllmEngine {}
    expect(() => new TeamEngine({ version: '0.32.0', port: '80' as never })).toThrow('invalid port of VllmEngine: got "80"');
  });
});

describe('what is changed later', () => {
  test('in an object that several models share has no effect', () => {
    const chart = chartIn();
    const env: { [name: string]: string } = {};
    const args: string[] = [];
    const profile = plainProfile(chart);
    for (const name of ['a', 'b', 'c']) {
      env.NAME = name;
      args.splice(0, 1, `--name-${name}`);
      plainModel(chart, name, { profile, env, args });
    }
    const servers = manifestsOf(chart).filter(({ kind }) => kind === 'Deployment').map(({ spec }) => spec.template.spec.containers[0]);
    expect(servers.map(server => server.env.find((one: { name: string }) => one.name === 'NAME').value)).toEqual(['a', 'b', 'c']);
    expect(servers.map(server => server.args.at(-1))).toEqual(['--name-a', '--name-b', '--name-c']);
  });

  test('after the first synth has no effect, so that nothing is written unchecked', () => {
    const chart = chartIn();
    const env: { [name: string]: string } = { A: '1' };
    const labels: { [name: string]: string } = {};
    plainModel(chart, 'model', { env, pod: { labels }, deploymentMetadata: { labels } });
    const before = JSON.stringify(manifestsOf(chart));
    env.HF_TOKEN = 'hf_abcdefghijklmnopqrstuvwxyz';
    labels['not a label'] = 'x';
    expect(JSON.stringify(Testing.synth(chart))).toBe(before);
  });

  test('in a profile that models share has no effect', () => {
    const chart = chartIn();
    const settings = { env: { A: '1' } as { [name: string]: string }, pod: { annotations: { a: 'b' } as { [name: string]: string } } };
    const base = plainProfile(chart, settings, 'base');
    const profile = plainProfile(chart, { base, env: { B: '2' } });
    plainModel(chart, 'model', { profile });
    settings.env.C = '3';
    settings.pod.annotations.c = 'd';
    expect(serverOf(chart).env.map((one: { name: string }) => one.name)).toEqual(['HOME', 'A', 'B']);
    expect(templateOf(chart).metadata.annotations).not.toHaveProperty('c');
  });

  test('in the settings that a profile shows has no effect', () => {
    const chart = chartIn();
    const profile = plainProfile(chart, { env: { A: '1' }, pod: { mounts: [{ volume: 'scratch', path: '/x' }] } });
    Object.assign(profile.settings.env!, { B: '2' });
    Object.assign(profile.settings, { args: ['--x'] });
    profile.settings.pod!.mounts!.pop();
    expect(profile.settings).toMatchObject({ env: { A: '1' }, pod: { mounts: [{ volume: 'scratch', path: '/x' }] } });
    expect(profile.settings).not.toHaveProperty('args', ['--x']);
    plainModel(chart, 'model', { profile });
    expect(serverOf(chart).env.map((one: { name: string }) => one.name)).toEqual(['HOME', 'A']);
  });

  test('in the props of an engine, a source or a value has no effect', () => {
    const engineProps = { image: 'a/b:1', port: 8080, readiness: ServerProbe.http('/up'), args: ['--x'], secretEnv: { A: SecretKey.of('a', 'b') } };
    const engine = new ContainerEngine(engineProps);
    const otherResources: { [name: string]: string } = { 'hugepages-2Mi': '2Mi' };
    const compute = Compute.cpu({ cpu: Cpu.units(1), memory: Size.gibibytes(1), otherResources });
    const command = ['true'];
    const probe = ServerProbe.exec(command);
    engineProps.args.push('--y');
    engineProps.image = 'c/d:2';
    otherResources['hugepages-1Gi'] = '1Gi';
    command.push('x');
    expect(engine.imageFor(compute)).toBe('a/b:1');
    expect(compute.limits).not.toHaveProperty('hugepages-1Gi');
    expect(probe._render()).toMatchObject({ exec: { command: ['true'] } });
  });
});

describe('two copies of the library, and of cdk8s', () => {
  type Library = typeof import('../../../src');
  const copies = () => {
    let library: Library | undefined;
    let other: typeof import('cdk8s') | undefined;
    jest.isolateModules(() => {
      library = require('../../../src') as Library; // eslint-disable-line @typescript-eslint/no-require-imports
      other = require('cdk8s') as typeof import('cdk8s'); // eslint-disable-line @typescript-eslint/no-require-imports
    });
    return { library: library!, cdk8s: other! };
  };

  test('take each other\'s values', () => {
    const { library, cdk8s } = copies();
    expect(library.VllmEngine).not.toBe(VllmEngine);
    expect(cdk8s.Size).not.toBe(Size);
    const chart = chartIn('ml');
    const profile = new library.RuntimeProfile(chart, 'p', {
      engine: new library.VllmEngine({ version: '0.32.0' }),
      compute: Compute.gpu(library.Accelerator.NVIDIA_L4, { cpu: library.Cpu.units(2), memory: cdk8s.Size.gibibytes(24) }),
      cluster: library.ClusterDialect.GKE,
    });
    new ModelConstruct(chart, 'llama', {
      version: '1.0.0',
      framework: library.Framework.PYTORCH,
      source: library.ModelSource.huggingFace('a/b', { token: SecretKey.of('hf', 'token'), size: cdk8s.Size.gibibytes(1) }),
      profile,
      rollout: library.Rollout.surge(),
      pod: { volumes: [library.PodVolume.emptyDir('x', { sizeLimit: cdk8s.Size.gibibytes(1) })], patches: [cdk8s.JsonPatch.add('/spec/hostNetwork', true)] },
      timing: { drain: cdk8s.Duration.seconds(20) },
      kubernetesVersion: library.KubernetesVersion.V1_35,
    });
    expect(manifestsOf(chart).map(({ kind }) => kind)).toEqual(['Model', 'Deployment', 'Service']);
    expect(templateOf(chart).spec.hostNetwork).toBe(true);
  });

  test('find each other\'s models, acknowledge each other\'s warnings, and put each other\'s CRDs first', () => {
    const { library } = copies();
    const chart = chartIn('ml');
    const made = (type: new (scope: typeof chart, id: string, props: ModelConstructProps) => ModelConstruct, id: string) => (
      new type(chart, id, { version: '1.0.0', framework: Framework.CUSTOM, modelId: 'same', source: new PlainSource({ unpinned: 'moves' }), profile: plainProfile(chart, {}, `${id}-p`) })
    );
    made(ModelConstruct, 'one');
    made(library.ModelConstruct as never, 'two');
    Findings.acknowledge(chart, 'revision-not-pinned', 'test');
    new library.MatrixInferCrds(chart, 'crds');
    expect(Findings.of(chart)).toEqual(library.Findings.of(chart));
    expect(Findings.of(chart).map(({ rule }) => rule)).toEqual(['model-id-reused']);
  });

  test('take each other\'s runtimes as peers, and know their own kinds', () => {
    const { library } = copies();
    const chart = chartIn('ml');
    const runtime = (type: new (scope: typeof chart, id: string, props: ModelRuntimeProps) => ModelRuntime, id: string) => (
      new type(chart, id, { source: new PlainSource(), profile: plainProfile(chart, {}, `${id}-profile`) })
    );
    runtime(ModelRuntime, 'one').allowFrom(runtime(library.ModelRuntime as never, 'two'));
    expect(manifestsOf(chart).filter(({ kind }) => kind === 'NetworkPolicy')).toHaveLength(1);
    expect(() => new library.VllmEngine({ version: '0.32.0', apiKey: Accelerator.NVIDIA_L4 as never })).toThrow('invalid apiKey of VllmEngine: got an Accelerator');
  });
});

describe('a brand', () => {
  test('is inherited by what users derive', () => {
    expect(isBranded(new PlainEngine(), 'ServingEngine')).toBe(true);
    expect(isBranded(ModelSource.pvc('a'), 'ModelSource')).toBe(true);
    expect([brandOf(SecretKey.of('a', 'b')), brandOf({})]).toEqual(['SecretKey', undefined]);
  });

  test('is nothing that is seen', () => {
    expect(JSON.parse(JSON.stringify(SecretKey.of('a', 'b')))).toEqual({ name: 'a', key: 'b' });
  });
});

describe('the nearest name', () => {
  test.each([
    ['replica', 'replicas'], ['Replicas', 'replicas'], ['kubernetes_version', 'kubernetesVersion'], ['priortyClassName', 'priorityClassName'], ['nmae', 'name'],
    ['volume', 'volumes'], ['chatTemplate', undefined], ['initContainers', undefined], ['', undefined], ['x'.repeat(1000), undefined],
  ])('of %s is %s', (name, expected) => {
    expect(nearest(name, ['replicas', 'kubernetesVersion', 'priorityClassName', 'name', 'volumes', 'sidecars'])).toBe(expected);
  });
});

describe('a number that can be a credential', () => {
  const profile = (settings: object) => new RuntimeProfile(chartIn(), 'profile', settings as never);

  test.each<[string, () => unknown]>([
    ['a variable', () => profile({ env: { PGPASSWORD: 12345678 } })],
    ['a Secret', () => profile({ secretEnv: { X: 12345678 } })],
    ['an argument', () => profile({ args: ['--api-key', 12345678] })],
    ['a token', () => ModelSource.huggingFace('o/m', { token: 12345678 as never })],
  ])('is not shown: %s', (_where, make) => {
    expect(make).toThrow('got a number (not shown: it can be a credential)');
    expect(make).not.toThrow('12345678');
  });

  test('is not shown as the name of a member either, when it is a token', () => {
    const token = `ghp_${'a1B2'.repeat(9)}`;
    expect(() => profile({ [token]: 1 })).toThrow('unknown member (hidden)');
  });
});
