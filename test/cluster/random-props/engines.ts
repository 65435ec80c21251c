import fc from 'fast-check';
import { MEMBERS } from './engine-members';
import { few, made, Recipe, texts } from './values';
import { ModelPlacement } from '../../../src';
import { COMPILING_ENGINES } from '../../../src/facts/compile-caches';
import { shapes } from '../../../src/ground/input/shapes';
import { ENGINE_SAMPLES, EngineSample } from '../../conformance/engine-sample';

/** A model server, what it can be asked to serve, and whether as a lone file. */
export interface EngineParts {
  readonly engine: fc.Arbitrary<Recipe>;
  readonly frameworks: readonly string[];
  readonly lone: boolean;
  /** Names that it can serve a model under, besides that of the objects. */
  readonly servedNames: readonly string[];
  /** Whether it knows more than one name for a model. */
  readonly aliases: boolean;
  /** Whether it speaks TLS itself. */
  readonly servesTls: boolean;
  /** Whether it compiles kernels that can be kept. */
  readonly compiles: boolean;
  /** The kinds of compute that it has an image for. */
  readonly computes: EngineSample['computes'];
}

const FOLDER_NAMES = ['resnet', 'A.b_c-1', '0'];
const ANY_NAMES = ['acme/resnet', 'é', '😀', 'a:b', '$(A)', '{{a}}'];

/** Servers that take any name for a model. */
const NAMED_FREELY = ['VllmEngine', 'ContainerEngine', 'MatrixInferRuntimeEngine'];

/** What an engine that serves any framework is asked for. */
const ANY_FRAMEWORKS = ['custom', 'jax', 'onnx', 'a.b_c-d'];

/** Versions beside that of the sample: older ones, in which a flag was another. */
const OTHER_VERSIONS: { readonly [engine: string]: readonly string[] } = {
  VllmEngine: ['0.19.0', '0.18.1.post1', '0.33'],
  SglangEngine: ['0.5.2', '0.4.6'],
  LmdeployEngine: ['0.18.0', '0.13.0'],
  TensorRtLlmEngine: ['1.0.0'],
  NimEngine: ['1.12.0'],
  TextGenerationInferenceEngine: ['3.0.0'],
  TextEmbeddingsInferenceEngine: ['1.7.0'],
  KServeHuggingFaceEngine: ['0.19.0', '0.16.0'],
  LlamaCppEngine: ['b8000'],
  OllamaEngine: ['0.6.0'],
  MlServerEngine: ['1.5.0'],
  TorchServeEngine: ['0.9.0'],
  OpenVinoModelServerEngine: ['2025.1'],
  TritonEngine: ['24.12'],
  TensorFlowServingEngine: ['2.18'],
};

/** Options that are always given: without them few of the others may be. */
const ALWAYS: { readonly [engine: string]: readonly string[] } = {
  KServeHuggingFaceEngine: ['backend'],
  LlamaCppEngine: ['modelFile'],
  OllamaEngine: ['modelFile'],
};

/** Options that are an enum under a name that is a text elsewhere. */
const OWN: { readonly [engine: string]: { readonly [member: string]: () => fc.Arbitrary<Recipe> } } = {
  LmdeployEngine: { backend: () => fc.constantFrom('turbomind', 'pytorch') },
};

/** All engines of the library, as the catalogue has them: one more there is one more here. */
export const ENGINES: readonly EngineParts[] = Object.entries(ENGINE_SAMPLES).map(([name, sample]): EngineParts => {
  const engine = sample.make();
  const { placement, knowsAliases, servesTls } = engine._facts;
  const frameworks = engine.frameworks.map((framework) => framework.name);
  const isAnyName = NAMED_FREELY.includes(name);
  return {
    engine: engineOf(name, engine.version),
    frameworks: frameworks.length === 0 ? ANY_FRAMEWORKS : frameworks.filter((framework) => framework !== 'gguf'),
    lone: placement !== ModelPlacement.FOLDER && sample.file !== undefined,
    servedNames: isAnyName ? ANY_NAMES : FOLDER_NAMES,
    aliases: knowsAliases,
    servesTls,
    compiles: COMPILING_ENGINES.includes(engine.name),
    computes: sample.computes,
  };
});

/** An engine by the name of its class, with few of its options, so that most of them are good as a whole. */
function engineOf(name: string, version: string | undefined): fc.Arbitrary<Recipe> {
  const members = shapes().struct.get(`${name}Props`)!;
  const drawn = Object.fromEntries(members.filter((member) => member.name !== 'version').map((member) => [member.name, arbitraryOf(name, member.name)]));
  const needed = ['image', ...members.filter(({ optional }) => !optional).map((member) => member.name), ...ALWAYS[name] ?? []];
  const must: { [member: string]: fc.Arbitrary<Recipe> } = Object.fromEntries(needed.map((member) => [member, drawn[member]!]));
  const versions = version === undefined ? {} : { version: texts(version, ...OTHER_VERSIONS[name] ?? []) };
  const optional = Object.fromEntries(Object.entries(drawn).filter(([member]) => !needed.includes(member)));
  const props = fc.tuple(few(optional), fc.record({ ...versions, ...must })).map(([some, all]): Recipe => ({ ...some, ...all as object }));
  return made('engine', fc.tuple(fc.constant(name), props));
}

function arbitraryOf(engine: string, member: string): fc.Arbitrary<Recipe> {
  const of = OWN[engine]?.[member] ?? MEMBERS[member];
  if (of === undefined) throw new Error(`${engine} has an option that nothing is drawn for: ${member}; give it a line in engine-members.ts`);
  return of();
}
