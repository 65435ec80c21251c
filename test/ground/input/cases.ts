import { App, Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Called, ENTRANCES, Place, placesIn, sampleOf } from './entrances';
import {
  Accelerator, ClusterDialect, Compute, ContainerEngine, Cpu, EngineChoice, Framework, KubernetesVersion, ModelCache, ModelConstructProps,
  ModelSource, PodVolume, Rollout,
  RuntimeProfile, SecretKey, ServerProbe, ServingEngine,
} from '../../../src';
import { brandOf } from '../../../src/ground/input/brands';
import { shapes } from '../../../src/ground/input/shapes';
import { gpuCompute, PlainEngine, plainModel, plainProfile, PlainSource, smallCompute } from '../../fixtures';

/*
 * The generated fuzz: every place of every entrance × every value that might be given there, each in a model that is synthesized.
 */

/** One value in one place. */
export interface Case {
  readonly title: string;
  /** Whether no value of that type can be right there: it has to be refused. */
  readonly wrong: boolean;
  /** Gives the value, uses what comes of it in a model, and returns what is printed. */
  run(): string;
}

const HUGE = 'x'.repeat(100_000);

const TEXTS: readonly string[] = [
  '', ' ', 'a b', 'My_Bucket', '-x', '--flag', '../..', '/abs', 'a/b', 'a:b', 'a=b', 'x\ny', '\n\tset -e\n', '\u0000', '\u2028', 'ünïcode', '\ud800', 'null', 'true', '~', '1e3', '1e_1', '0x1F', '0o14', '<<',
  '$(X)', '$$', '{{ x }}', '%2e%2e', '%', 'https://x', 's3://b/a b', "a'b", 'a"b', '__proto__', 'constructor', '{"a":1}', '- x', ': ', '|', '@x', '`', '#', '*', 'x'.repeat(64), 'x'.repeat(254), HUGE,
];

const NUMBERS: readonly number[] = [0, -0, -1, 0.5, 1e-7, 80, 65_536, 2 ** 31, 2 ** 53, 1e21];

const SIZES = (): Size[] => [
  Size.kibibytes(0), Size.kibibytes(1), Size.gibibytes(0.3), Size.gibibytes(61.03), Size.gibibytes(1e9), Size.gibibytes(NaN),
  Size.gibibytes(Infinity),
];

const DURATIONS = (): Duration[] => [
  Duration.seconds(0), Duration.millis(1), Duration.millis(1500), Duration.millis(0.4),
  Duration.seconds(1), Duration.days(100_000), Duration.seconds(1e18),
];

/** Values that are of no type that is wanted anywhere, or of one that only some places want. */
const STRANGERS: readonly (readonly [what: string, value: () => unknown])[] = [
  ['null', () => null], ['a text', () => 'text'], ['a number', () => 7], ['NaN', () => NaN], ['true', () => true], ['a list', () => []], ['an object', () => ({})], ['a date', () => new Date(0)],
  ['a class', () => ContainerEngine], ['a function', () => () => 1], ['a Promise', () => Promise.resolve({})], ['a huge text', () => HUGE], ['a Map', () => new Map()],
];

/** Values of a type that a place might be given, right and wrong ones. */
function valuesOf(type: string): (readonly [what: string, value: () => unknown])[] {
  if (type === 'string') return TEXTS.map(text => [JSON.stringify(text.slice(0, 20)), () => text] as const);
  if (type === 'number') return NUMBERS.map(number => [String(number), () => number] as const);
  if (type === 'boolean') return [['true', () => true], ['false', () => false]];
  if (type === 'Size') return SIZES().map((size, index) => [`size ${index}`, () => size] as const);
  if (type === 'Duration') return DURATIONS().map((duration, index) => [`duration ${index}`, () => duration] as const);
  if (type.endsWith('[]')) return listsOf(type.slice(0, -2));
  if (type.endsWith('{}')) return TEXTS.map(key => [`key ${JSON.stringify(key.slice(0, 20))}`, () => Object.fromEntries([[key, sampleOf(type.slice(0, -2))]])] as const);
  const members = shapes().enum.get(type);
  if (members) return members.map(([member, value]) => [member, () => value] as const);
  return [['a sample', () => sampleOf(type)]];
}

function listsOf(type: string): (readonly [what: string, value: () => unknown])[] {
  return [
    ['an empty list', () => []],
    ['one twice', () => [sampleOf(type), sampleOf(type)]],
    ['a list with a hole', () => Object.assign([], { 1: sampleOf(type) })],
  ];
}

function isWrong(type: string, value: unknown): boolean {
  if (type === 'string') return typeof value !== 'string';
  if (type === 'number') return typeof value !== 'number' || !Number.isFinite(value);
  if (type === 'boolean') return typeof value !== 'boolean';
  if (type.endsWith('[]')) return !Array.isArray(value) || value.includes(undefined);
  return Object.getPrototypeOf(Object(value)) !== Object.prototype || !(type.endsWith('{}') || shapes().struct.has(type));
}

/** What is given where a sample of the type has nothing that the entrance takes. */
const BASES: { readonly [entrance: string]: (() => readonly unknown[]) | undefined } = {
  'Accelerator#mig': () => ['1g.10gb'],
  'Accelerator.of': () => [{ name: 'mine', resource: 'example.com/npu' }],
  'ClusterDialect.of': () => [{ name: 'mine', acceleratorLabel: 'example.com/gpu', acceleratorValues: { 'NVIDIA L4': 'l4' } }],
  'Compute.cpu': () => [{ cpu: Cpu.units(2), memory: Size.gibibytes(32) }],
  'Compute.gpu': () => [Accelerator.NVIDIA_L4, { cpu: Cpu.units(2), memory: Size.gibibytes(32) }],
  'EngineChoice.of': () => [Framework.PYTORCH, ModelSource.huggingFace('a/b', { size: Size.gibibytes(1) })],
  'Findings.acknowledge': () => [new Chart(new App(), 'chart'), 'revision-not-pinned', 'a reason'],
  'KubernetesVersion.of': () => ['1.35'],
  'ModelCache.existingClaim': () => ['claim', {}],
  'ModelSource.azureBlob': () => ['https://account.blob.core.windows.net/models/one/', { size: Size.gibibytes(1) }],
  'ModelSource.fromUri': () => ['own://models/one', {}],
  'ModelSource.gcs': () => ['gs://models/one/', { size: Size.gibibytes(1) }],
  'ModelSource.https': () => ['https://example.com/model.onnx', { size: Size.gibibytes(1) }],
  'ModelSource.huggingFace': () => ['a/b', { size: Size.gibibytes(1) }],
  'ModelSource.ociImage': () => ['example.com/models/one:1', { size: Size.gibibytes(1) }],
  'ModelSource.pvc': () => ['claim', { size: Size.gibibytes(1) }],
  'ModelSource.s3': () => ['s3://models/one/', { size: Size.gibibytes(1) }],
  'PodVolume.csi': () => ['volume', 'gcsfuse.csi.storage.gke.io', { attributes: { bucketName: 'models' }, readOnly: true }],
  'PodVolume.image': () => ['volume', 'example.com/files:1'],
  'PodVolume.nfs': () => ['volume', 'nfs.example.com', '/models', { readOnly: true }],
  'PodVolume.secret': () => ['volume', 'secret', { key: 'file' }],
  'ServerProbe.exec': () => [['true'], {}],
  'ServerProbe.http': () => ['/up', {}],
  'new_ContainerEngine': () => [{ image: 'example.com/server:1', port: 8080, readiness: ServerProbe.http('/up') }],
  'new_KServeHuggingFaceEngine': () => [{ version: '0.20.0' }],
  'new_LlamaCppEngine': () => [{ version: 'b11434', modelFile: 'model.gguf' }],
  'new_LmdeployEngine': () => [{ version: '0.16.0' }],
  'new_MatrixInferRuntimeEngine': () => [{ image: 'example.com/runtime:1' }],
  'new_MlServerEngine': () => [{ version: '1.7.1' }],
  'new_NimEngine': () => [{ version: '2.0.13' }],
  'new_OllamaEngine': () => [{ version: '0.32.15', modelFile: 'model.gguf' }],
  'new_OpenVinoModelServerEngine': () => [{ version: '2026.3' }],
  'new_SglangEngine': () => [{ version: '0.5.21' }],
  'new_TensorFlowServingEngine': () => [{ version: '2.19.1' }],
  'new_TensorRtLlmEngine': () => [{ version: '1.2.1' }],
  'new_TextEmbeddingsInferenceEngine': () => [{ version: '1.9.3' }],
  'new_TextGenerationInferenceEngine': () => [{ version: '3.3.6' }],
  'new_TorchServeEngine': () => [{ version: '0.12.0', archive: 'net.mar' }],
  'new_TritonEngine': () => [{ version: '26.07' }],
  'new_VllmEngine': () => [{ version: '0.33.0' }],
};

/** Props of the constructs, which need a chart. */
function constructArgs(name: string, chart: Chart): readonly unknown[] | undefined {
  const source = ModelSource.pvc('claim', { size: Size.gibibytes(1) });
  switch (name) {
    case 'new_MatrixInferCrds': return [chart, 'crds'];
    case 'new_ModelStatusReporter': return [chart, 'status', {}];
    case 'new_RuntimeProfile': return [chart, 'profile', { engine: engine(), compute: smallCompute() }];
    case 'new_ModelRuntime': return [chart, 'model', { source, profile: plainProfile(chart, { engine: engine() }) }];
    case 'new_ModelConstruct': return [chart, 'model', { version: '1.0.0', framework: Framework.CUSTOM, source, profile: plainProfile(chart, { engine: engine() }) }];
    case 'ModelRuntime#allowFrom': return [kplus.Namespaces.all(chart, 'all')];
    default: return undefined;
  }
}

const engine = () => new ContainerEngine({ image: 'example.com/server:1', port: 8080, readiness: ServerProbe.http('/up') });

/** Uses a value in a model. */
function use(value: unknown, chart: Chart): void {
  const model = (props: Partial<ModelConstructProps>) => plainModel(chart, 'model', { profileProps: { engine: engine(), compute: smallCompute() }, ...props });
  if (value instanceof EngineChoice) return void model({ engine: value.engine, framework: Framework.PYTORCH });
  switch (brandOf(Object(value) as object)) {
    case 'Accelerator': return void model({ compute: Compute.gpu(value as Accelerator, { cpu: Cpu.units(2), memory: Size.gibibytes(32) }) });
    case 'ClusterDialect': return void model({ compute: gpuCompute(), cluster: value as ClusterDialect });
    case 'Compute': return void model({ compute: value as Compute });
    case 'Cpu': return void model({ compute: Compute.cpu({ cpu: value as Cpu, memory: Size.gibibytes(32) }) });
    case 'Framework': return void model({ framework: value as Framework });
    case 'KubernetesVersion': return void model({ kubernetesVersion: value as KubernetesVersion });
    case 'ModelCache': return void model({ cache: value as ModelCache, source: ModelSource.s3('s3://models/one/', { size: Size.gibibytes(1) }), rollout: Rollout.recreate() });
    case 'ModelSource': return void model({ source: value as ModelSource });
    case 'PodVolume': return void model({ pod: { volumes: [value as PodVolume], mounts: [{ volume: (value as PodVolume).name, path: '/more' }] }, kubernetesVersion: KubernetesVersion.V1_35 });
    case 'Rollout': return void model({ rollout: value as Rollout });
    case 'RuntimeProfile': return void model({ profile: value as RuntimeProfile });
    case 'SecretKey': return void model({ secretEnv: { SECRET: value as SecretKey } });
    case 'ServerProbe': return void model({ engine: new ContainerEngine({ image: 'example.com/server:1', port: 8080, readiness: value as ServerProbe }) });
    case 'ServingEngine': return void model(forEngine(value as ServingEngine));
    default: return undefined;
  }
}

/** A model that the engine can serve. */
function forEngine(value: ServingEngine): Partial<ModelConstructProps> {
  const isGguf = value.name === 'llama.cpp' || value.name === 'ollama';
  const source = ModelSource.pvc('claim', { path: isGguf ? 'model.gguf' : undefined, size: Size.gibibytes(1) });
  return { engine: value, framework: value.frameworks[0] ?? Framework.CUSTOM, source, compute: ['tensorrt-llm', 'nim', 'lmdeploy'].includes(value.name) ? gpuCompute() : smallCompute() };
}

/** The arguments of an entrance, of which one has another value in one place. */
function argumentsOf({ name, parameters }: Called, chart: Chart, index: number, steps: Place['steps'], value: unknown): unknown[] {
  const base = constructArgs(name, chart) ?? BASES[name]?.() ?? parameters.map(({ type }) => sampleOf(type));
  return parameters.map((parameter, at) => (at === index ? put(base[at], parameter.type, steps, value) : base[at]));
}

/** A value in one place of another; what is on the way is made where it is not there. */
function put(base: unknown, type: string, steps: Place['steps'], value: unknown): unknown {
  if (steps.length === 0) return value;
  const [step, ...rest] = steps;
  if (type.endsWith('[]')) return [put(sampleOf(type.slice(0, -2)), type.slice(0, -2), rest, value)];
  if (type.endsWith('{}')) return { [step]: put(sampleOf(type.slice(0, -2)), type.slice(0, -2), rest, value) };
  const member = shapes().struct.get(type)!.find(({ name }) => name === step)!;
  const inner = (base as { readonly [name: string]: unknown } | undefined)?.[step];
  return { ...base as object, [step]: put(inner ?? (rest.length === 0 ? undefined : sampleOf(member.type)), member.type, rest, value) };
}

/** All cases, always in the same order. */
export function allCases(): Case[] {
  return ENTRANCES.filter(({ name }) => name !== 'new_ModelSource').flatMap(entrance => entrance.parameters.flatMap((parameter, index) => (
    placesIn(parameter.type, [], parameter.optional).flatMap(place => casesAt(entrance, index, place))
  )));
}

/** What users' subclasses might answer: every place of every answer × every value. */
export function answerCases(): Case[] {
  return [...shapes().answers].flatMap(([type, answers]) => answers.flatMap(answer => placesIn(answer.type, [], answer.optional).flatMap(place => {
    const one = (isStranger: boolean) => ([what, value]: readonly [string, () => unknown]): Case => ({
      title: `${type} ${[answer.name, ...place.steps].join('.')}: ${what}`,
      wrong: isStranger && isWrong(place.type, value()),
      run: () => runAnswer(type === 'ServingEngine' ? new PlainEngine() : new PlainSource(), answer.name, put(sampleOf(answer.type), answer.type, place.steps, value())),
    });
    return [...valuesOf(place.type).map(one(false)), ...STRANGERS.map(one(true))];
  })));
}

function runAnswer(own: PlainEngine | PlainSource, name: string, answer: unknown): string {
  const app = new App();
  Object.defineProperty(own, name.replace('()', ''), { value: name.endsWith('()') ? () => answer : answer });
  plainModel(new Chart(app, 'chart', { namespace: 'ml' }), 'model', own instanceof PlainEngine ? { profileProps: { engine: own, compute: smallCompute() } } : { source: own });
  return app.synthYaml();
}

function casesAt(entrance: Called, index: number, place: Place): Case[] {
  const one = (isStranger: boolean) => ([what, value]: readonly [string, () => unknown]): Case => ({
    title: `${entrance.name} ${[entrance.parameters[index].name, ...place.steps].join('.')}: ${what}`,
    wrong: isStranger && isWrong(place.type, value()),
    run: () => runCase(entrance, index, place, value()),
  });
  return [...valuesOf(place.type).map(one(false)), ...STRANGERS.map(one(true))];
}

function runCase(entrance: Called, index: number, { steps }: Place, value: unknown): string {
  const app = new App();
  const chart = new Chart(app, 'chart', { namespace: 'ml' });
  const args = argumentsOf(entrance, chart, index, steps, value);
  use(entrance.call(args), chart);
  return app.synthYaml();
}
