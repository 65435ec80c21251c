import { ApiObject, App, Chart, JsonPatch, YamlOutputType } from 'cdk8s';
import { Deployment, HorizontalPodAutoscaler, INetworkPolicyPeer } from 'cdk8s-plus-27';
import { build, knownTo } from './build';
import { Changes } from './changes';
import { lockOf, LockRecipe, movingIn } from './locks';
import { ModelRecipe } from './models';
import { makePolicy } from './policies';
import { makeRoute } from './routes';
import { Recipe } from './values';
import { Findings, ModelConstruct, ModelConstructProps, ModelInfer, ModelLock, ModelRuntime, RuntimeProfile, RuntimeProfileProps, Severity } from '../../../src';

/** What became of a recipe. */
export interface Synthesis {
  /** The manifests as they are written into a file; none when it was refused. */
  readonly manifests: readonly string[];
  /** Ids of the rules that refused it, or what the error was about that was thrown where a value was built. */
  readonly refusedBy: readonly string[];
}

/** Makes a model in an app of its own, and synthesizes it. */
export function synthesize(recipe: ModelRecipe): Synthesis {
  return recipe.lock === undefined ? synthesizeWith(recipe) : synthesizeLocked(recipe, recipe.lock);
}

function synthesizeWith(recipe: ModelRecipe, lock?: ModelLock): Synthesis {
  try {
    const labels = recipe.changes.chartLabels as { [key: string]: string } | undefined;
    const chart = new Chart(new App({ yamlOutputType: YamlOutputType.FILE_PER_APP }), 'chart', { namespace: recipe.namespace, labels });
    makeModel(chart, recipe, lock);
    const errors = Findings.of(chart).filter(({ severity }) => severity === Severity.ERROR);
    if (errors.length > 0) return { manifests: [], refusedBy: [...new Set(errors.map(({ rule }) => rule))] };
    return { manifests: App.of(chart).synthYaml().split(/^---\n/m).filter((text) => text.trim() !== ''), refusedBy: [] };
  } catch (error) {
    if (error instanceof Error && error.constructor === Error) return { manifests: [], refusedBy: [`thrown: ${subjectOf(error.message)}`] };
    throw error; // a TypeError and its like: nobody has thought of it
  }
}

/** A lock refused what it should take, or took what it should refuse. */
class LockDisagreement extends Error {}

/** As somebody does who locks what stands in the manifests, before mirrors take the place of registries and patches that of names. */
function synthesizeLocked(recipe: ModelRecipe, lockRecipe: LockRecipe): Synthesis {
  const { recipe: plain, hadMirrors } = withoutMirrors(recipe);
  const unlocked = synthesizeWith(plain);
  if (unlocked.refusedBy.length > 0) return unlocked;
  const { lock, lacks } = lockOf(lockRecipe, movingIn(unlocked.manifests), recipe.shape === 'registerOnly');
  const locked = synthesizeWith(plain, lock);
  const expected = lacks === undefined ? [] : ['lock-outdated'];
  if (String(locked.refusedBy) !== String(expected)) {
    throw new LockDisagreement(`a lock without ${lacks ?? 'nothing'} is refused by ${String(locked.refusedBy) || 'nothing'}`);
  }
  const { sources, images } = movingIn(locked.manifests);
  const moving = [...sources.filter((uri) => /^(huggingface|oci):/.test(uri)), ...recipe.shape === 'registerOnly' ? [] : images];
  if (moving.length > 0) throw new LockDisagreement(`locked, and may move: ${moving.join(', ')}`);
  return hadMirrors && lacks === undefined ? synthesizeWith({ ...recipe, changes: plain.changes }, lock) : locked;
}

/** The same recipe with nothing that gives images another name than the one that they are published under. */
function withoutMirrors(recipe: ModelRecipe): { readonly recipe: ModelRecipe; readonly hadMirrors: boolean } {
  const isMirror = (name: string) => name === 'imageRegistry' || name === 'imageRegistries';
  const all = [recipe.base, recipe.profile, recipe.props];
  const without = (one: Recipe) => one && Object.fromEntries(Object.entries(one).filter(([name]) => !isMirror(name)));
  const [base, profile, props] = all.map(without) as [Recipe, Recipe, Recipe];
  const hadMirrors = all.some((one) => Object.keys(one ?? {}).some(isMirror));
  const changes = { ...recipe.changes, patches: undefined };
  return { recipe: { ...recipe, base, profile, props, changes }, hadMirrors };
}

function makeModel(chart: Chart, recipe: ModelRecipe, lock: ModelLock | undefined): void {
  const { shape, id, base, profile: own, props: propsRecipe, recorded, policy, route, changes } = recipe;
  const baseProfile = base === undefined ? undefined : new RuntimeProfile(chart, 'base', build(base, chart) as RuntimeProfileProps);
  const profile = new RuntimeProfile(chart, 'profile', { ...build(own, chart) as RuntimeProfileProps, base: baseProfile, lock });
  const props = { ...build(propsRecipe, chart) as ModelConstructProps, profile };
  if (shape === 'runtime') {
    changeRuntime(new ModelRuntime(chart, id, knownTo('ModelRuntimeProps', props)), changes, chart);
    return;
  }
  if (shape === 'infer') {
    // What the Model says is in the settings of what serves it: some of it is said by the one, and all of it by the other.
    const model = new ModelConstruct(chart, 'model', { ...knownTo('ModelConstructProps', { ...props, name: undefined }), registerOnly: true });
    changeRuntime(new ModelInfer(chart, id, { ...knownTo('ModelInferProps', props), model, name: props.name ?? 'infer' }).runtime, changes, chart);
    return;
  }
  const scaled = shape === 'autoscaled' || shape === 'scaledByOther' || shape === 'policy';
  const registration = shape === 'registerOnly' ? { registerOnly: true, ...build(recorded, chart) as object } : {};
  const model = new ModelConstruct(chart, id, { ...props, ...registration, replicas: scaled ? undefined : props.replicas });
  if (shape === 'autoscaled') autoscale(chart, model.runtime);
  if (shape === 'policy') makePolicy(chart, model.runtime, policy);
  if (shape === 'routed') makeRoute(chart, model, route);
  if (shape === 'scaledByOther') scaleFromOutside(chart, model.runtime);
  model.model.addJsonPatch(...patchesOf(changes.patches?.model, chart));
  if (model.tryRuntime) changeRuntime(model.tryRuntime, changes, chart);
}

function changeRuntime(runtime: ModelRuntime, { callers, patches, added }: Changes, chart: Chart): void {
  if (callers !== undefined) runtime.allowFrom(...build(callers, chart) as INetworkPolicyPeer[]);
  for (const { metadata } of added === undefined ? [] : [runtime.deployment, ...runtime.tryServiceObject ? [runtime.tryServiceObject] : []]) {
    for (const [key, value] of Object.entries(added!.labels as { [key: string]: string })) metadata.addLabel(key, value);
    for (const [key, value] of Object.entries(added!.annotations as { [key: string]: string })) metadata.addAnnotation(key, value);
  }
  runtime.deployment.addJsonPatch(...patchesOf(patches?.deployment, chart));
  runtime.tryServiceObject?.addJsonPatch(...patchesOf(patches?.service, chart));
}

function patchesOf(recipe: Recipe, chart: Chart): JsonPatch[] {
  return recipe === undefined ? [] : build(recipe, chart) as JsonPatch[];
}

function autoscale(chart: Chart, target: ModelRuntime): void {
  new HorizontalPodAutoscaler(chart, 'autoscaler', { target: target as unknown as Deployment, maxReplicas: 3 });
}

/** As somebody does who knows nothing of this library: a raw object with the name of the Deployment. */
function scaleFromOutside(chart: Chart, { name }: ModelRuntime): void {
  const spec = { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, minReplicas: 2, maxReplicas: 3 };
  new ApiObject(chart, 'raw-autoscaler', { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'somebody' }, spec });
}

/** What a message is about, without the value, so that messages can be counted. */
function subjectOf(message: string): string {
  return message.split(/: got|[:;]/)[0]!.replace(/"[^"]*"|'[^']*'|`[^`]*`|-?[\d.]+(e\+\d+)?/g, '…').slice(0, 70);
}
