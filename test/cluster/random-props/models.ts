import fc from 'fast-check';
import { Changes, changes } from './changes';
import { ENGINES, EngineParts } from './engines';
import { LockRecipe, locks } from './locks';
import { policies, PolicyRecipe } from './policies';
import { RouteRecipe, routes } from './routes';
import { certificates, compileCaches, settings } from './settings';
import { besides, computes, sources } from './sources';
import { few, freeTexts, labelValues, lists, made, maps, mostly, numbers, qualifiedNames, Recipe, structs, texts } from './values';

/** Namespaces that models are often in. */
const NAMESPACES = ['default', 'ml', '0', 'n'.repeat(63)] as const;

/** What one model is made from. */
export interface ModelRecipe {
  readonly shape: 'model' | 'runtime' | 'infer' | 'registerOnly' | 'autoscaled' | 'scaledByOther' | 'policy' | 'routed';
  readonly id: string;
  readonly namespace?: string;
  /** Props of a profile that the profile is based on, by recipe. */
  readonly base?: Recipe;
  /** Props of the profile besides its base, by recipe. */
  readonly profile: Recipe;
  /** Props of the model besides its profile, by recipe. */
  readonly props: Recipe;
  /** What only a Model without a runtime can say of its container, by recipe. */
  readonly recorded: Recipe;
  /** The policy that scales it, where its shape is that. */
  readonly policy: PolicyRecipe;
  /** The routes that lead to it, where its shape is that. */
  readonly route: RouteRecipe;
  readonly changes: Changes;
  /** What its lock knows, where it has one. */
  readonly lock?: LockRecipe;
}

/** Models of all kinds; `kubernetesVersion` is what their clusters have at least. */
export function models(kubernetesVersion: string): fc.Arbitrary<ModelRecipe> {
  return fc.oneof(...ENGINES.map((parts) => modelsOf(parts, kubernetesVersion)));
}

function modelsOf(parts: EngineParts, kubernetesVersion: string): fc.Arbitrary<ModelRecipe> {
  const { engine, frameworks, lone, servedNames, aliases } = parts;
  const some = few({ ...settings(), ...parts.servesTls ? { tls: certificates() } : {}, ...parts.compiles ? { compileCache: compileCaches() } : {} });
  const metadata = () => structs({ labels: maps(qualifiedNames(), labelValues()), annotations: maps(qualifiedNames(), freeTexts()) });
  const ownProps = structs({
    version: texts('1.0.0', 'v2.3.4'),
    framework: made('framework', texts(...frameworks)),
    source: sources(lone, kubernetesVersion),
    ...lone ? {} : { adapters: besides() },
    // What does not fit is refused, which little of what is drawn does.
    architecture: fc.oneof(
      { weight: 4, arbitrary: fc.constant<Recipe>(undefined) },
      { weight: 1, arbitrary: made('architecture', fc.constantFrom('Qwen/Qwen3-8B', 'deepseek-ai/DeepSeek-V3', 'Qwen/Qwen2.5-7B-Instruct', 'google-bert/bert-base-uncased')) },
    ),
    footprint: structs({
      concurrency: numbers(1, 64),
      deriveArguments: fc.boolean(),
      annotation: fc.boolean(),
      // An error for all servers that draft with no model.
      draft: fc.oneof({ weight: 19, arbitrary: fc.constant<Recipe>(undefined) }, { weight: 1, arbitrary: made('architecture', fc.constant('Qwen/Qwen3-0.6B')) }),
    }),
    modelId: texts('resnet', 'a-b'),
    name: texts('resnet', 'a', 'n'.repeat(52)),
    replicas: mostly(fc.integer({ min: 0, max: 9 }), numbers(0, 9)),
    servedName: texts(...servedNames),
    ...aliases ? { servedAliases: lists(texts(...servedNames)) } : {},
    deploymentMetadata: metadata(),
    serviceMetadata: metadata(),
    modelMetadata: metadata(),
  }, 'version', 'framework', 'source');
  const [major, minor] = kubernetesVersion.split('.');
  const settled = fc.record({ engine, compute: computes(parts.computes), kubernetesVersion: fc.constantFrom('1.30', `${major}.${minor}`).map(($kubernetes) => ({ $kubernetes })) });
  const base = fc.tuple(settled, some).map(([must, own]): Recipe => ({ ...must, ...own }));
  const profiles = fc.oneof(
    { weight: 3, arbitrary: base.map((profile) => ({ base: undefined, profile })) },
    { weight: 1, arbitrary: fc.tuple(base, some).map(([under, own]) => ({ base: under, profile: own as Recipe })) },
    { weight: 1, arbitrary: fc.tuple(base, some, engine).map(([under, own, other]) => ({ base: under, profile: { ...own, engine: other } })) },
  );
  const recipe = fc.record({
    shape: fc.constantFrom<ModelRecipe['shape']>('model', 'model', 'model', 'runtime', 'infer', 'registerOnly', 'autoscaled', 'scaledByOther', 'policy', 'routed'),
    id: texts('model', 'Llama-3.1 8B', '模型', 'x'.repeat(100)),
    namespace: fc.option(texts(...NAMESPACES), { nil: undefined }),
    props: fc.tuple(ownProps, some).map(([must, own]) => ({ ...own, ...must as object })),
    recorded: structs({
      command: lists(freeTexts()),
      ports: fc.uniqueArray(structs({ number: numbers(1, 65_535), name: texts('http', 'a-1'), protocol: texts('TCP', 'UDP', 'SCTP') }, 'number'), { maxLength: 2 }),
    }),
    policy: policies(),
    route: routes(),
    changes: changes(),
    lock: locks(),
  });
  return fc.tuple(recipe, profiles).map(([rest, both]) => ({ ...rest, ...both }));
}
