import fc from 'fast-check';
import { ENGINES, EngineParts } from './engines';
import { settings } from './settings';
import { computes, sources } from './sources';
import { freeTexts, labelValues, made, maps, mostly, numbers, qualifiedNames, Recipe, structs, texts } from './values';

/** Namespaces that models are often in. */
const NAMESPACES = ['default', 'ml', '0', 'n'.repeat(63)] as const;

/** What one model is made from. */
export interface ModelRecipe {
  readonly shape: 'model' | 'runtime' | 'registerOnly' | 'autoscaled';
  readonly id: string;
  readonly namespace?: string;
  /** Props of the profile, by recipe. */
  readonly profile: Recipe;
  /** Props of the model besides its profile, by recipe. */
  readonly props: Recipe;
}

/** Models of all kinds; `kubernetesVersion` is what their clusters have at least. */
export function models(kubernetesVersion: string): fc.Arbitrary<ModelRecipe> {
  return fc.oneof(...ENGINES.map((parts) => modelsOf(parts, kubernetesVersion)));
}

function modelsOf({ engine, frameworks, lone, servedNames }: EngineParts, kubernetesVersion: string): fc.Arbitrary<ModelRecipe> {
  const few = fewOf(settings());
  const metadata = () => structs({ labels: maps(qualifiedNames(), labelValues()), annotations: maps(qualifiedNames(), freeTexts()) });
  const own = structs({
    version: texts('1.0.0', 'v2.3.4'),
    framework: made('framework', texts(...frameworks)),
    source: sources(lone),
    modelId: texts('resnet', 'a-b'),
    name: texts('resnet', 'a', 'n'.repeat(52)),
    replicas: mostly(fc.integer({ min: 0, max: 9 }), numbers(0, 9)),
    servedName: texts(...servedNames),
    deploymentMetadata: metadata(),
    serviceMetadata: metadata(),
    modelMetadata: metadata(),
  }, 'version', 'framework', 'source');
  const [major, minor] = kubernetesVersion.split('.');
  const profile = fc.record({ engine, compute: computes(), few, kubernetesVersion: fc.constantFrom('1.30', `${major}.${minor}`) });
  return fc.record({
    shape: fc.constantFrom<ModelRecipe['shape']>('model', 'model', 'model', 'runtime', 'registerOnly', 'autoscaled'),
    id: texts('model', 'Llama-3.1 8B', '模型', 'x'.repeat(100)),
    namespace: fc.option(texts(...NAMESPACES), { nil: undefined }),
    profile: profile.map(({ few: some, kubernetesVersion: version, ...rest }) => ({ ...rest, ...some, kubernetesVersion: { $kubernetes: version } })),
    props: fc.tuple(own, few).map(([must, some]) => ({ ...some, ...must as object })),
  });
}

/** Structs with a few of the members, so that most of them are good as a whole. */
function fewOf(members: Record<string, fc.Arbitrary<Recipe>>): fc.Arbitrary<Record<string, Recipe>> {
  const member = fc.oneof(...Object.entries(members).map(([name, value]) => value.map((made_): [string, Recipe] => [name, made_])));
  return fc.array(member, { maxLength: 4 }).map((all) => Object.fromEntries(all));
}
