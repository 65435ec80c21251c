import { Chart, Duration, Lazy, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import * as library from '../../../src';
import { caught, chartIn, COMMIT, errorOfSynth, smallCompute } from '../../fixtures';

/*
 * What JavaScript, and TypeScript that nobody type-checks, can write: the library as they see it.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- nothing is typed there
const untyped = library as any;
const { Accelerator, ClusterDialect, Compute, ContainerEngine, Cpu, Findings, Framework, KubernetesVersion, ModelCache, ModelConstruct } = untyped;
const {
  ModelRuntime, ModelSource, ModelStatusReporter, PodVolume, Rollout, RuntimeProfile, Scaler, SecretKey,
  ServerProbe, ServiceType, ServingEngine, VllmEngine,
} = untyped;

type Props = { [name: string]: unknown };

const engine = (props: Props = {}) => new VllmEngine({ version: '0.32.0', ...props });
const hub = (options: Props) => ModelSource.huggingFace('a/b', options);
const cpu = (props: Props) => Compute.cpu({ cpu: Cpu.units(1), memory: Size.gibibytes(2), ...props });
const gpu = (accelerator: unknown) => Compute.gpu(accelerator, { count: 2, cpu: Cpu.units(1), memory: Size.gibibytes(2) });

function model(props: Props, chart = chartIn()): Chart {
  const profile = new RuntimeProfile(chart, 'profile', { engine: engine(), compute: smallCompute() });
  new ModelConstruct(chart, 'llama', { version: '1.0.0', framework: Framework.PYTORCH, source: hub({ revision: COMMIT, size: Size.gibibytes(1) }), profile, ...props });
  return chart;
}

const refused: [what: string, action: () => unknown, message: string | RegExp][] = [
  // Members that do not exist.
  ['a member with a letter missing', () => model({ replica: 3 }), '[chart/llama] unknown member replica of ModelConstruct; did you mean replicas?'],
  ['a member with a letter too many', () => model({ envs: { A: 'b' } }), '[chart/llama] unknown member envs of ModelConstruct; did you mean env?'],
  ['a member with two letters swapped', () => model({ versoin: '1' }), '[chart/llama] unknown member versoin of ModelConstruct; did you mean version?'],
  ['a member in the spelling of Python', () => engine({ max_model_len: 4096 }), 'unknown member max_model_len of VllmEngine; did you mean maxModelLen?'],
  ['a member in the spelling of a flag', () => engine({ 'max-model-len': 4096 }), 'did you mean maxModelLen?'],
  ['a member of Kubernetes', () => model({ pod: { readinessGates: [] } }), /\[chart\/llama\] unknown member pod.readinessGates of ModelConstruct; known are annotations, .*sidecars/],
  ['another member of Kubernetes', () => model({ scheduling: { affinity: {} } }), '[chart/llama] unknown member scheduling.affinity of ModelConstruct; known are nodeAffinity, nodeSelector'],
  ['a flag of the server', () => engine({ chatTemplate: 'x' }), 'unknown member chatTemplate of VllmEngine; known are apiKey'],
  ['a member of the runtime in a profile', () => new RuntimeProfile(chartIn(), 'p', { engine: engine(), replicas: 2 }), '[chart/p] unknown member replicas of RuntimeProfile'],
  ['a member of a list item', () => model({ pod: { sidecars: [{ name: 'a', image: 'b/c:1', stdin: true }] } }), 'unknown member pod.sidecars[0].stdin'],
  ['a member of a dialect', () => ClusterDialect.of({ name: 'x', acceleratorLabel: 'a/b', acceleratorValues: {}, taints: [] }), 'unknown member taints of ClusterDialect.of()'],
  ['a member of a probe', () => ServerProbe.http('/x', { periodSeconds: 3 }), 'unknown member periodSeconds of ServerProbe.http(); known are failures, period, timeout'],
  ['a member of the reporter', () => new ModelStatusReporter(chartIn('x'), 'r', { replicas: 2 }), '[chart/r] unknown member replicas of ModelStatusReporter'],
  ['options behind the last argument', () => new VllmEngine({ version: '0.32.0' }, { maxModelLen: 1 }), 'invalid arguments of VllmEngine: got an object with maxModelLen, allowed is only props'],
  ['options of a method without any', () => Rollout.recreate({ maxSurge: 1 }), 'invalid arguments of Rollout.recreate(): got an object with maxSurge, allowed is no arguments'],
  ['a number for a factory without any', () => Scaler.recordOnly(7), 'invalid arguments of Scaler.recordOnly(): got 7, allowed is no arguments; leave it out'],
  ['a text for one', () => Rollout.recreate('now'), /invalid arguments of Rollout.recreate\(\): got a text of 3 characters/],
  ['a text behind the last argument', () => Framework.of('onnx', 'pytorch'), 'invalid arguments of Framework.of(): got a text of 7 characters (not shown: it can be a credential), allowed is only name'],
  ['a value of the library behind it', () => KubernetesVersion.of('1.31', KubernetesVersion.V1_30), 'invalid arguments of KubernetesVersion.of(): got a KubernetesVersion'],
  ['a list behind it', () => SecretKey.of('a', 'b', {}, ['c']), 'invalid arguments of SecretKey.of(): got a list of 1'],
  ['true behind it', () => ModelSource.ollama('llama3', {}, true), 'invalid arguments of ModelSource.ollama(): got true'],
  ['a function behind it', () => Cpu.units(2, () => 3), 'invalid arguments of Cpu.units(): got a function'],

  // Values that do not exist.
  ['an accelerator that there is not', () => gpu(Accelerator.NVIDIA_RTX4090), 'Accelerator has no NVIDIA_RTX4090; did you mean NVIDIA_RTX_4090?'],
  ['the name of an accelerator as a text', () => gpu('NVIDIA_L4'), /^invalid accelerator of Compute.gpu\(\): got "NVIDIA_L4", allowed is an Accelerator; use Accelerator.NVIDIA_L4$/],
  ['a name that is nearly one', () => gpu('nvidia-h100'), /use Accelerator\.NVIDIA_H100$/],
  ['a name that is none', () => gpu('blackbird'), /use Accelerator.AMD_MI210, .* more, /],
  ['no accelerator', () => gpu(undefined), /^invalid accelerator of Compute.gpu\(\): got nothing, allowed is an Accelerator; use Accelerator.AMD_MI210, .*Accelerator.AMD_MI300X, .* \d+ more, Accelerator.of\(…\)$/],
  ['a framework that there is not', () => model({ framework: Framework.GGUF }), 'Framework has no GGUF; known are CUSTOM, HUGGINGFACE, ONNX, PYTORCH, TENSORFLOW, or use Framework.of(…)'],
  ['a version of Kubernetes that there is not', () => model({ kubernetesVersion: KubernetesVersion.V1_99 }), 'KubernetesVersion has no V1_99; known are V1_30, V1_31, '],
  ['a type of Service that there is not', () => model({ service: { type: ServiceType.LOADBALANCER } }), 'ServiceType has no LOADBALANCER; did you mean LOAD_BALANCER?'],
  ['no profile', () => model({ profile: undefined }), '[chart/llama] invalid profile of ModelConstruct: got nothing, allowed is a RuntimeProfile; use new RuntimeProfile(…)'],
  ['no source', () => model({ source: undefined }), '[chart/llama] invalid source of ModelConstruct: got nothing, allowed is a ModelSource; use ModelSource.azureBlob(…)'],
  ['no engine', () => new RuntimeProfile(chartIn(), 'p', {}), '[chart/p] the profile has no engine'],
  ['no props of an engine', () => new VllmEngine(), 'invalid props of VllmEngine: got nothing, allowed is an object (VllmEngineProps)'],
  ['no props of a model', () => new ModelConstruct(chartIn(), 'x'), '[chart/x] invalid props of ModelConstruct: got nothing, allowed is an object (ModelConstructProps) with source, profile, framework, version'],
  ['no props of a container', () => new ContainerEngine({}), /^3 values of ContainerEngine cannot be:\n  invalid image: got nothing.*\n  invalid port: .*\n  invalid readiness: got nothing, allowed is a ServerProbe; use ServerProbe.exec/],
  ['no key of a Secret', () => SecretKey.of('hf'), 'invalid key of SecretKey.of(): got nothing, allowed is a text; give one'],
  ['no reason', () => Findings.acknowledge(chartIn(), 'revision-not-pinned'), 'invalid reason of Findings.acknowledge(): got nothing'],
  ['no MIG profile', () => Accelerator.NVIDIA_H100.mig(), 'invalid profile of Accelerator.mig(): got nothing'],
  ['null in place of a member left out', () => hub({ revision: null }), 'invalid revision of ModelSource.huggingFace(): got null, allowed is a text; leave it out where it has no value'],
  ['null in a list', () => model({ args: ['--x', null] }), '[chart/llama] invalid args[1] of ModelConstruct: got null, allowed is a text'],
  ['null in a map', () => model({ pod: { labels: { 'a/b': null } } }), '[chart/llama] invalid pod.labels["a/b"] of ModelConstruct: got null'],
  ['a list with a hole', () => ServerProbe.exec(new Array(1)), 'invalid command[0] of ServerProbe.exec(): got nothing'],
  ['a number that is none', () => Cpu.units(Number('four')), 'invalid amount of Cpu.units(): got NaN, allowed is a finite number'],
  ['a number without an end', () => model({ replicas: 1 / 0 }), '[chart/llama] invalid replicas of ModelConstruct: got Infinity, allowed is a finite number'],

  // Values of other types.
  ['a quantity in place of a Size', () => cpu({ memory: '24Gi' }), 'invalid memory of Compute.cpu(): got "24Gi", allowed is a Size; use for example Size.gibibytes(24)'],
  ['a number in place of a Size', () => ModelCache.emptyDir({ size: 20 }), 'invalid size of ModelCache.emptyDir(): got 20, allowed is a Size'],
  ['a Duration in place of a Size', () => PodVolume.emptyDir('a', { sizeLimit: Duration.seconds(3) }), 'invalid sizeLimit of PodVolume.emptyDir(): got a Duration, allowed is a Size'],
  ['a Size in place of props', () => ModelCache.emptyDir(Size.gibibytes(3)), 'invalid options of ModelCache.emptyDir(): got a Size, allowed is an object (ModelCacheEmptyDirOptions)'],
  ['a number in place of a Cpu', () => cpu({ cpu: 4 }), 'invalid cpu of Compute.cpu(): got 4, allowed is a Cpu; use for example Cpu.units(4)'],
  ['seconds in place of a Duration', () => model({ timing: { drain: 30 } }), '[chart/llama] invalid timing.drain of ModelConstruct: got 30, allowed is a Duration; use for example Duration.minutes(10)'],
  ['a text in place of a list', () => model({ args: '--x' }), '[chart/llama] invalid args of ModelConstruct: got a text of 3 characters'],
  ['a list in place of a map', () => model({ env: ['A=b'] }), '[chart/llama] invalid env of ModelConstruct: got a list of 1, allowed is an object, for each name a text'],
  ['a Map in place of a map', () => model({ env: new Map([['A', 'b']]) }), '[chart/llama] invalid env of ModelConstruct: got a Map'],
  ['no number in place of a text', () => library.KubernetesVersion.of(NaN as never), 'invalid version of KubernetesVersion.of(): got NaN, allowed is a text; write it in quotes, and look at what it is computed from'],
  ['a number that lost a digit', () => library.KubernetesVersion.of(1.30 as never), 'invalid version of KubernetesVersion.of(): got 1.3, allowed is a text; write it in quotes, with every digit: "1.30" is not "1.3"'],
  ['a number in a map of texts', () => model({ env: { PORT: 8000 } }), '[chart/llama] invalid env.PORT of ModelConstruct: got 8000, allowed is a text; write it in quotes: "8000"'],
  ['the name of a cache', () => model({ cache: 'emptyDir' }), '[chart/llama] invalid cache of ModelConstruct: got "emptyDir", allowed is a ModelCache; use ModelCache.claim(…)'],
  ['the name of a rollout', () => model({ rollout: 'Recreate' }), '[chart/llama] invalid rollout of ModelConstruct: got "Recreate", allowed is a Rollout; use Rollout.recreate(…)'],
  ['the name of a framework', () => model({ framework: 'pytorch' }), 'got "pytorch", allowed is a Framework'],
  ['a URI in place of a source', () => model({ source: 'hf://a/b' }), '[chart/llama] invalid source of ModelConstruct: got "hf://a/b", allowed is a ModelSource'],
  ['a class in place of a value', () => model({ engine: VllmEngine }), '[chart/llama] invalid engine of ModelConstruct: got the class VllmEngine, not a value of it, allowed is a ServingEngine; use new VllmEngine(…)'],
  ['props in place of a value', () => new RuntimeProfile(chartIn(), 'p', { engine: { version: '1' } }), '[chart/p] invalid engine of RuntimeProfile: got an object with version, allowed is a ServingEngine'],
  ['a method in place of a value', () => model({ cache: ModelCache.emptyDir }), 'got a function, allowed is a ModelCache'],
  ['a Promise in place of a value', () => model({ source: Promise.resolve(1) }), 'got a Promise: wait for it, nothing here is async, allowed is a ModelSource'],
  ['a text in place of true', () => engine({ trustRemoteCode: 'false' }), 'invalid trustRemoteCode of VllmEngine: got "false", allowed is true or false; write it without quotes'],
  ['a text in place of a number', () => engine({ maxModelLen: '4096' }), 'invalid maxModelLen of VllmEngine: got "4096", allowed is a number; write it in digits, without quotes'],
  ['a word that an enum has not', () => model({ scheduling: { spread: 'banana' } }), '[chart/llama] invalid scheduling.spread of ModelConstruct: got "banana", allowed is Spread.NONE, Spread.NODES, Spread.ZONES; use one of them'],
  ['an access mode that there is not', () => ModelCache.claim({ size: Size.gibibytes(1), accessMode: 'RWX' }), 'got "RWX", allowed is PersistentVolumeAccessMode.READ_WRITE_ONCE'],
  ['another object of cdk8s-plus', () => model({ pod: { serviceAccount: new kplus.Secret(chartIn(), 's') } }), '[chart/llama] invalid pod.serviceAccount of ModelConstruct: got a Secret, allowed is a ServiceAccountRef, or a ServiceAccount of cdk8s-plus'],
  ['a name in place of an object', () => model({ pod: { serviceAccount: 'robot' } }), 'got "robot", allowed is a ServiceAccountRef, or a ServiceAccount of cdk8s-plus; use for example ServiceAccountRef.of("reader")'],
  ['a value with a name in place of a ServiceAccount', () => model({ pod: { serviceAccount: SecretKey.of('a', 'b') } }), 'got a SecretKey, allowed is a ServiceAccountRef, or a ServiceAccount'],
  ['a patch as plain data', () => model({ pod: { patches: [{ op: 'remove', path: '/spec' }] } }), '[chart/llama] invalid pod.patches[0] of ModelConstruct: got an object with op, path, allowed is a JsonPatch'],
  ['something that is no peer', () => model({ network: { from: ['10.0.0.0/8'] } }), '[chart/llama] invalid network.from[0] of ModelConstruct: got "10.0.0.0/8", allowed is a peer of cdk8s-plus'],
  ['a caller that is none', () => new ModelRuntime(chartIn(), 'r', { source: hub({}), profile: new RuntimeProfile(chartIn(), 'p', { engine: engine() }) }).allowFrom('app'), '[chart/r] invalid callers[0] of ModelRuntime.allowFrom(): got "app"'],
  ['two arguments swapped', () => Compute.gpu({ count: 1 }, Accelerator.NVIDIA_L4), /invalid accelerator: got an object with count, allowed is an Accelerator.*\n  invalid props: got an Accelerator/],

  // Where a construct stands.
  ['no scope', () => new ModelConstruct(undefined, 'x', {}), 'invalid scope of ModelConstruct: got nothing, allowed is a construct; give a Chart, or a construct in one'],
  ['a name as scope', () => new RuntimeProfile('models', 'x', {}), 'invalid scope of RuntimeProfile: got "models", allowed is a construct'],
  ['the app as scope of objects', () => new ModelConstruct(Testing.app(), 'x', {}), '[x] invalid scope of ModelConstruct: got an App that is in no chart, allowed is a Chart, or a construct in one'],
  ['the CRDs in no chart', () => new untyped.MatrixInferCrds(Testing.app(), 'x'), '[x] invalid scope of MatrixInferCrds'],
  ['a chart with a namespace that is known later', () => model({}, chartIn(Lazy.any({ produce: () => 'ml' }) as string)), '[chart] invalid namespace of the chart: got a Lazy, allowed is a text'],
  ['a chart with a number as namespace', () => new ModelStatusReporter(chartIn(7 as never), 'x'), '[chart] invalid namespace of the chart: got 7'],
  ['no id', () => new ModelConstruct(chartIn()), '[chart] invalid id of ModelConstruct: got nothing, allowed is a text that is not empty'],
  ['a number as id', () => new ModelStatusReporter(chartIn(), 1), '[chart] invalid id of ModelStatusReporter: got 1'],
  ['findings of nothing', () => Findings.of(), 'invalid scope of Findings.of(): got nothing, allowed is a construct; give the App, a Chart, or a construct in one'],
];

test.each(refused)('fails for %s', (_, action, message) => {
  expect(action).toThrow(message);
});

const TOKEN = 'hf_abcdefghijklmnopqrstuvwxyz012345';

test.each<[string, () => unknown]>([
  ['a token of a source', () => hub({ token: TOKEN })],
  ['keys of a source', () => ModelSource.s3('s3://a/b/', { accessKeyId: TOKEN, secretAccessKey: TOKEN })],
  ['an API key', () => engine({ apiKey: TOKEN })],
  ['a value of secretEnv', () => model({ secretEnv: { X: TOKEN } })],
  ['secretEnv as a text', () => model({ secretEnv: `X=${TOKEN}` })],
  ['secretEnv as a list', () => model({ secretEnv: [TOKEN] })],
  ['env as a text', () => model({ env: `X=${TOKEN}` })],
  ['env as a list', () => model({ env: [{ name: 'X', value: TOKEN }] })],
  ['args as a text', () => model({ args: `--api-key ${TOKEN}` })],
  ['a Secret', () => SecretKey.from(TOKEN, 'token')],
  ['options', () => SecretKey.of('hf', 'token', TOKEN)],
  ['props', () => new VllmEngine(TOKEN)],
])('shows nothing of a credential that is given as %s', (_, action) => {
  expect(action).toThrow(/not shown|got a list|got an object/);
  expect(action).not.toThrow(TOKEN.slice(3, 9));
});

describe('what an engine of a user answers', () => {
  const with_ = (members: object) => () => {
    const own = new (class OwnEngine extends library.VllmEngine {})({ version: '0.32.0' });
    for (const [name, value] of Object.entries(members)) Object.defineProperty(own, name, { value });
    return errorOfSynth(model({ engine: own }));
  };
  const said = (action: () => string): string => {
    try {
      return action();
    } catch (error) {
      return (error as Error).message;
    }
  };

  test.each<[string, object, string]>([
    ['nothing', { bind: () => undefined }, '[chart/llama/Runtime] engine-refuses: invalid bind() of the engine OwnEngine: got nothing, allowed is an object (EngineContainer)'],
    ['null', { bind: () => null }, 'invalid bind() of the engine OwnEngine: got null'],
    ['a Promise', { bind: async () => ({}) }, 'invalid bind() of the engine OwnEngine: got a Promise: wait for it, nothing here is async'],
    ['a member that there is not', { bind: () => ({ arguments: [] }) }, 'unknown member bind().arguments of the engine OwnEngine'],
    ['a text in place of a list', { bind: () => ({ args: '--x' }) }, 'invalid bind().args of the engine OwnEngine: got a text of 3 characters'],
    ['a number in a list', { bind: () => ({ args: ['--port', 8000] }) }, 'invalid bind().args[1] of the engine OwnEngine: got a number (not shown: it can be a credential), allowed is a text; write it in quotes'],
    ['no image', { imageFor: () => undefined }, 'invalid imageFor() of the engine OwnEngine: got nothing, allowed is a text'],
    ['a quantity for its memory', { sharedMemory: () => '2Gi' }, 'invalid sharedMemory() of the engine OwnEngine: got "2Gi", allowed is a Size'],
    ['a number as its ports', { ports: 8000 }, '[chart/llama] invalid ports of the engine OwnEngine: got 8000, allowed is an object (EnginePorts) with http'],
    ['no name', { name: undefined }, '[chart/llama] invalid name of the engine OwnEngine: got nothing, allowed is a text'],
    ['frameworks by name', { frameworks: ['pytorch'] }, '[chart/llama] invalid frameworks[0] of the engine OwnEngine: got "pytorch", allowed is a Framework'],
    ['a text in place of its method', { bind: 'x' }, '[chart/llama] invalid bind of the engine OwnEngine: got "x", allowed is a method; write bind() in your class'],
  ])('is said in words: %s', (_, members, message) => {
    expect(said(with_(members))).toContain(message);
  });

  test.each<[string, object, string]>([
    ['no probes', { probes: undefined }, 'invalid probes of ServingEngine: got nothing, allowed is an object (EngineProbes)'],
    ['a probe too few', { probes: {} }, 'invalid probes.liveness'],
    ['seconds', { drainTimeout: 30 }, 'invalid drainTimeout of ServingEngine: got 30, allowed is a Duration'],
    ['no source of what an image works with', { hardening: [{ readOnlyRootFilesystem: true }] }, 'invalid hardening[0].source of ServingEngine: got nothing'],
    ['a word with a typo', { drainTimeOut: Duration.seconds(1) }, 'unknown member drainTimeOut of ServingEngine; did you mean drainTimeout?'],
  ])('is said where it is made, when it is a fact: %s', (_, facts, message) => {
    const up = ServerProbe.http('/up');
    class Own extends ServingEngine {
      public constructor() {
        super({ name: 'own', ports: { http: 8080 }, probes: { startup: up, readiness: up, liveness: up }, ...facts });
      }
    }
    expect(() => new Own()).toThrow(message);
  });

  test('has to be there', () => {
    class Nothing extends ServingEngine {}
    const Unfinished = Nothing as new (facts?: object) => unknown;
    expect(() => new Unfinished()).toThrow('invalid facts of ServingEngine: got nothing, allowed is an object (EngineFacts) with name, ports, probes');
    const up = ServerProbe.http('/up');
    expect(() => model({ engine: new Unfinished({ name: 'own', ports: { http: 8080 }, probes: { startup: up, readiness: up, liveness: up } }) }))
      .toThrow(/^\[chart\/llama\] 2 values of the engine Nothing cannot be:[^]*invalid bind: got nothing, allowed is a method; write bind\(\) in your class/);
  });

  test('is refused in its own words, and what was thrown is kept', () => {
    expect(said(with_({ bind: () => { throw new Error('no GPU, no model'); } }))).toContain('[chart/llama/Runtime] engine-refuses: no GPU, no model');
    expect(said(with_({ bind: () => { throw 'no GPU'; } }))).toContain('engine-refuses: no GPU');
    expect(said(with_({ bind: () => { throw undefined; } }))).toContain('engine-refuses: nothing was thrown, and no Error');
  });

  test('keeps the stack of a mistake, with the path of the model', () => {
    const bug = new ReferenceError('props is not defined');
    const own = Object.assign(engine(), { sharedMemory: () => { throw bug; } });
    const thrown = caught(() => Testing.synth(model({ engine: own })));
    expect(thrown.message).toBe('[chart/llama/Runtime] the engine VllmEngine failed in sharedMemory(): ReferenceError: props is not defined');
    expect(thrown.cause).toBe(bug);
  });
});

describe('what a source of a user answers', () => {
  class OwnSource extends untyped.ModelSource {
    public uri = 'own://x';
  }
  const bind = () => ({ model: { path: '/mnt/models', hub: false }, needsModelVolume: true });
  const said = (members: object) => {
    const source = new OwnSource();
    for (const [name, value] of Object.entries({ bind, ...members })) Object.defineProperty(source, name, { value });
    try {
      return errorOfSynth(model({ source }));
    } catch (error) {
      return (error as Error).message;
    }
  };

  test.each<[string, object, string]>([
    ['nothing', { bind: () => undefined }, '[chart/llama/Runtime] source-refuses: invalid bind() of the source OwnSource: got nothing, allowed is an object (SourceBinding) with model, needsModelVolume'],
    ['a Promise', { bind: async () => ({}) }, 'got a Promise'],
    ['no model', { bind: () => ({ needsModelVolume: true }) }, 'invalid bind().model of the source OwnSource: got nothing, allowed is an object (ModelLocation) with hub, path'],
    ['a port as a text', { bind: () => ({ model: { path: '/x', hub: false }, needsModelVolume: true, egressPorts: ['443'] }) }, 'invalid bind().egressPorts[0] of the source OwnSource: got "443", allowed is a number'],
    ['no URI', { uri: undefined }, '[chart/llama] invalid uri of the source OwnSource: got nothing, allowed is a text'],
    ['a text as its secrets', { secrets: 'hf' }, 'allowed is a list, each item a SecretKey'],
  ])('is said in words: %s', (_, members, message) => {
    expect(said(members)).toContain(message);
  });
});

test('what takes a callback may be given a factory: the index and the list mean nothing', () => {
  expect(['onnx', 'gguf'].map(Framework.of)).toHaveLength(2);
  expect([1, 2].map(Scaler.recordOnly)).toHaveLength(2);
  expect(Array.from(['1.31', '1.32'], KubernetesVersion.of)).toHaveLength(2);
  expect(Array.from({ length: 2 }, Rollout.recreate)).toHaveLength(2);
  expect(() => Framework.of('onnx', undefined)).not.toThrow();
});
