import { App, Chart, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { ENGINE_SAMPLES } from './engine-sample';
import { KubernetesObject } from './render';
import * as library from '../../src';
import {
  Accelerator, AutoscalingPolicy, Compute, Framework, GatewayRef, KServeBackend, KServeHuggingFaceEngine, MlServerEngine, ModelConstruct,
  ModelConstructProps, ModelInfer, ModelLayout, ModelRoute, ModelServer, ModelSource, OpenVinoModelServerEngine, RuntimeProfile, Scaling,
  SecretKey, ServingEngine, SglangEngine, TorchServeEngine, TritonEngine, VllmEngine,
} from '../../src';
import { SERVER_FETCHES } from '../../src/facts/server-fetches';
import { shapes } from '../../src/ground/input/shapes';

/** What a model can have besides an engine, a source, a cache and a compute. */
export type VariantKind = 'read-by-server' | 'projector' | 'adapters' | 'draft-model' | 'several-models' | 'record';

/** A model, or something that leads to it, put together as a user does. */
export interface Variant {
  readonly name: string;
  readonly kind: VariantKind;
  /** Name of the class of its engine. */
  readonly engineClass: string;
  /** Puts it into a chart. */
  declare(chart: Chart): void;
}

const COMMIT = '01c7f73d771dfac7d292323805ebc428287df4f9';
const keys = { accessKeyId: SecretKey.of('weights', 'id'), secretAccessKey: SecretKey.of('weights', 'secret') };
const SIZE = { size: Size.gibibytes(2) };
const FOLDER = ModelSource.s3('s3://models/resnet/', { ...keys, ...SIZE });
const ADAPTER = ModelSource.s3('s3://loras/sql/', { ...keys, ...SIZE });
const REPOSITORY = ModelSource.pvc('models', { layout: ModelLayout.REPOSITORY, ...SIZE });
const GGUF = ModelSource.s3('s3://models/tiny.gguf', { ...keys, ...SIZE });

/** Engines that are made in another way than their sample for a kind of variant. */
const MADE: { readonly [kind in VariantKind]?: { readonly [engine: string]: () => ServingEngine } } = {
  'adapters': { KServeHuggingFaceEngine: () => new KServeHuggingFaceEngine({ version: '0.20.0', backend: KServeBackend.VLLM }) },
  'draft-model': {
    VllmEngine: () => new VllmEngine({ version: '0.32.0', speculativeDecoding: { method: 'eagle3', tokens: 3 } }),
    SglangEngine: () => new SglangEngine({ version: '0.5.21', speculativeDecoding: { method: 'EAGLE3', tokens: 3 } }),
    LmdeployEngine: () => new library.LmdeployEngine({ version: '0.16.0', speculativeDecoding: { method: 'eagle3', tokens: 3 } }),
  },
  'several-models': {
    TritonEngine: () => new TritonEngine({ version: '26.07', models: ['ranker', 'embedder'] }),
    TorchServeEngine: () => new TorchServeEngine({ version: '0.12.0', models: ['ranker', 'embedder'] }),
    OpenVinoModelServerEngine: () => new OpenVinoModelServerEngine({ version: '2026.3', models: ['ranker', 'embedder'] }),
    MlServerEngine: () => new MlServerEngine({ version: '1.7.1', models: ['ranker', 'embedder'] }),
  },
};

/** What a model of a kind has. */
function partsOf(kind: VariantKind, engineClass: string): { readonly source: ModelSource } & Pick<ModelConstructProps, 'adapters' | 'draftModel'> {
  const { file = '' } = ENGINE_SAMPLES[engineClass]!;
  const isGguf = file.endsWith('.gguf');
  switch (kind) {
    case 'read-by-server': return { source: ModelSource.s3('s3://models/resnet/', { readByServer: true, layout: layoutOf(engineClass), ...keys, ...SIZE }) };
    case 'projector': return { source: ModelSource.huggingFace('acme/vision', { revision: COMMIT, file: 'tiny.gguf', projector: 'mmproj.gguf', ...SIZE }) };
    case 'adapters': return isGguf ? { source: GGUF, adapters: { sql: ModelSource.s3('s3://loras/sql.gguf', { ...keys, ...SIZE }) } } : { source: FOLDER, adapters: { sql: ADAPTER } };
    case 'draft-model': return { source: FOLDER, draftModel: ModelSource.pvc('drafts', { path: 'eagle', ...SIZE }) };
    case 'several-models': return { source: ['TorchServeEngine', 'MlServerEngine'].includes(engineClass) ? ModelSource.pvc('store', SIZE) : REPOSITORY };
    default: return { source: FOLDER };
  }
}

const layoutOf = (engineClass: string) => (engineClass === 'TritonEngine' ? ModelLayout.REPOSITORY : undefined);

/** Which engines a kind is for, as the engines themselves say. */
export const TAKES: { readonly [kind in Exclude<VariantKind, 'record'>]: (engine: ServingEngine) => boolean } = {
  'read-by-server': engine => SERVER_FETCHES.some(row => row.engine === engine.name && row.schemes.includes('s3')),
  'projector': engine => engine._facts.takesProjector && engine.name !== 'container' && engine.name !== 'matrixinfer-runtime',
  'adapters': engine => engine._options.some(({ property, bySources }) => property === 'loraAdapters' || bySources === 'loraAdapters'),
  'draft-model': engine => engine._options.some(({ property }) => property === 'speculativeDecoding'),
  'several-models': engine => shapes().struct.get(`${engine.constructor.name}Props`)!.some(({ name }) => name === 'models'),
};

/** Every kind with every engine that takes it, and the records that lead to a model. */
export function variants(): Variant[] {
  const kinds = Object.keys(TAKES) as (keyof typeof TAKES)[];
  const ofEngines = kinds.flatMap(kind => Object.entries(ENGINE_SAMPLES)
    .map(([engineClass, sample]) => ({ engineClass, name: sample.make().name, engine: madeFor(kind, engineClass) ?? sample.make() }))
    .filter(({ engine }) => TAKES[kind](engine))
    .map(({ engineClass, name }): Variant => ({ name: `${kind}-${name}`, kind, engineClass, declare: chart => { declareModel(chart, kind, engineClass); } })));
  return [...ofEngines, ...Object.entries(RECORDS).map(([name, declare]): Variant => ({ name, kind: 'record', engineClass: 'VllmEngine', declare }))];
}

/** The objects of a variant. */
export function objectsOf({ name, declare }: Variant): KubernetesObject[] {
  const chart = new Chart(new App(), name, { namespace: 'conformance' });
  declare(chart);
  return chart.toJson() as KubernetesObject[];
}

function madeFor(kind: VariantKind, engineClass: string): ServingEngine | undefined {
  return MADE[kind]?.[engineClass]?.();
}

function declareModel(chart: Chart, kind: VariantKind, engineClass: string, id = `${kind}-model`): ModelConstruct {
  const sample = ENGINE_SAMPLES[engineClass]!;
  const onCpu = sample.computes !== undefined && !sample.computes.includes('gpu');
  const basics = { cpu: Cpu.units(4), memory: Size.gibibytes(24) };
  return new ModelConstruct(chart, id, {
    name: `${kind}-${engineClass}`.toLowerCase().slice(0, 52),
    servedName: 'served',
    version: '1.0.0',
    framework: kind === 'record' ? Framework.HUGGINGFACE : sample.framework,
    ...partsOf(kind, engineClass),
    profile: new RuntimeProfile(chart, `${id}-profile`, {
      engine: madeFor(kind, engineClass) ?? sample.make(),
      compute: onCpu ? Compute.cpu(basics) : Compute.gpu(Accelerator.NVIDIA_L4, basics),
      pod: { serviceAccount: library.ServiceAccountRef.of('model-reader') },
    }),
    replicas: kind === 'record' ? undefined : 2,
  });
}

const GATEWAY = { parents: [GatewayRef.gateway('inference', { namespace: 'gateways' })], hostnames: ['llm.example.com'] };

/** Each record of the other kinds of the API, with the objects that do the work where Kubernetes itself has them. */
const RECORDS: { readonly [name: string]: (chart: Chart) => void } = {
  'autoscaling-policy': chart => {
    const target = declareModel(chart, 'record', 'VllmEngine');
    new AutoscalingPolicy(chart, 'policy', { target, minReplicas: 2, maxReplicas: 4, scaling: [Scaling.byCpu(0.7)], name: 'variant-policy' });
  },
  'model-infer': chart => {
    const model = new ModelConstruct(chart, 'model', {
      name: 'variant-recorded',
      version: '1.0.0',
      framework: Framework.HUGGINGFACE,
      source: FOLDER,
      profile: new RuntimeProfile(chart, 'profile', { engine: new VllmEngine({ version: '0.32.0' }), compute: Compute.cpu({ cpu: Cpu.units(4), memory: Size.gibibytes(24) }) }),
      registerOnly: true,
    });
    new ModelInfer(chart, 'infer', { model, name: 'variant-infer', replicas: 2 });
  },
  'model-server-and-route': chart => {
    const server = new ModelServer(chart, 'server', { target: declareModel(chart, 'record', 'VllmEngine', 'served-model'), gateway: GATEWAY, name: 'variant-server' });
    new ModelRoute(chart, 'route', { gateway: GATEWAY, routes: [{ to: server }], name: 'variant-route' });
  },
};
