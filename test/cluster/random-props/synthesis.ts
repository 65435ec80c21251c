import { ApiObject, App, Chart, JsonPatch, YamlOutputType } from 'cdk8s';
import { Deployment, HorizontalPodAutoscaler, INetworkPolicyPeer } from 'cdk8s-plus-27';
import { build, knownTo } from './build';
import { Changes } from './changes';
import { ModelRecipe } from './models';
import { makePolicy } from './policies';
import { makeRoute } from './routes';
import { Recipe } from './values';
import { Findings, ModelConstruct, ModelConstructProps, ModelInfer, ModelRuntime, RuntimeProfile, RuntimeProfileProps, Severity } from '../../../src';

/** What became of a recipe. */
export interface Synthesis {
  /** The manifests as they are written into a file; none when it was refused. */
  readonly manifests: readonly string[];
  /** Ids of the rules that refused it, or what the error was about that was thrown where a value was built. */
  readonly refusedBy: readonly string[];
}

/** Makes a model in an app of its own, and synthesizes it. */
export function synthesize(recipe: ModelRecipe): Synthesis {
  try {
    const labels = recipe.changes.chartLabels as { [key: string]: string } | undefined;
    const chart = new Chart(new App({ yamlOutputType: YamlOutputType.FILE_PER_APP }), 'chart', { namespace: recipe.namespace, labels });
    makeModel(chart, recipe);
    const errors = Findings.of(chart).filter(({ severity }) => severity === Severity.ERROR);
    if (errors.length > 0) return { manifests: [], refusedBy: [...new Set(errors.map(({ rule }) => rule))] };
    return { manifests: App.of(chart).synthYaml().split(/^---\n/m).filter((text) => text.trim() !== ''), refusedBy: [] };
  } catch (error) {
    if (error instanceof Error && error.constructor === Error) return { manifests: [], refusedBy: [`thrown: ${subjectOf(error.message)}`] };
    throw error; // a TypeError and its like: nobody has thought of it
  }
}

function makeModel(chart: Chart, { shape, id, base, profile: own, props: propsRecipe, recorded, policy, route, changes }: ModelRecipe): void {
  const baseProfile = base === undefined ? undefined : new RuntimeProfile(chart, 'base', build(base, chart) as RuntimeProfileProps);
  const profile = new RuntimeProfile(chart, 'profile', { ...build(own, chart) as RuntimeProfileProps, base: baseProfile });
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
