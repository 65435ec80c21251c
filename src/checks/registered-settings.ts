import { ServingEngine } from '../engines/serving-engine';
import { Member, shapes } from '../ground/input/shapes';
import { given } from '../ground/objects';
import { ModelRouteProps } from '../profiles/model-route-props';
import { ModelRuntimeProps } from '../profiles/model-runtime-props';
import { ModelServerProps } from '../profiles/model-server-props';

/** The kinds that say how a model is run, and can do so without running it. */
type Runnable = 'Model' | 'ModelInfer';

const [NONE, MODEL, INFER, BOTH]: readonly (readonly Runnable[])[] = [[], ['Model'], ['ModelInfer'], ['Model', 'ModelInfer']];

/** Which kinds record a setting, or record others by it, when nothing is made but the custom resource. Every setting has to be here. */
const RECORDED: { readonly [setting in keyof Required<ModelRuntimeProps>]: readonly Runnable[] } = {
  source: MODEL,
  profile: BOTH,
  engine: MODEL,
  framework: MODEL,
  version: MODEL,
  name: BOTH,
  replicas: INFER,
  compute: BOTH,
  args: MODEL,
  env: MODEL,
  secretEnv: MODEL,
  envValues: MODEL,
  scheduling: INFER,
  security: INFER,
  pod: BOTH,
  imageRegistry: BOTH,
  imageRegistries: BOTH,
  lock: MODEL,
  kubernetesVersion: BOTH,
  acceleratorPool: NONE,
  adapters: NONE,
  draftModel: NONE,
  architecture: NONE,
  footprint: NONE,
  servedName: NONE,
  servedAliases: NONE,
  deploymentMetadata: NONE,
  cache: NONE,
  compileCache: NONE,
  sharedMemory: NONE,
  scratch: NONE,
  envFrom: NONE,
  rollout: NONE,
  timing: NONE,
  service: NONE,
  tls: NONE,
  serviceMetadata: NONE,
  containerPorts: NONE,
  network: NONE,
  disruptionBudget: NONE,
  monitoring: NONE,
  cluster: NONE,
  downloads: NONE,
  proxy: NONE,
  trustedCa: NONE,
};

/** Of settings with members, those that are not recorded although others are. */
const PARTS: { readonly [kind in Runnable]: { readonly [setting: string]: (member: string) => boolean } } = {
  Model: { pod: member => !['volumes', 'mounts'].includes(member) },
  ModelInfer: {
    pod: member => !['annotations', 'volumes', 'mounts'].includes(member),
    scheduling: member => ['schedulerName', 'priorityClassName', 'runtimeClassName'].includes(member),
  },
};

/** Settings of a model that is only registered which nothing reads. */
export function unusedOfModel(kind: Runnable, options: Partial<ModelRuntimeProps>): string[] {
  return given(RECORDED).flatMap(([setting, kinds]) => {
    if (options[setting as keyof ModelRuntimeProps] === undefined) return [];
    if (!kinds.includes(kind)) return [setting];
    const isUnused = PARTS[kind][setting] as typeof PARTS[Runnable][string] | undefined;
    return isUnused ? membersOf(options, setting).filter(isUnused).map(member => `${setting}.${member}`) : [];
  });
}

/** The options of an engine that make its image, which is recorded. */
const OF_IMAGE = ['image', 'version'];

/** Options of a model's own engine that nothing reads when the model is only registered; those that an engine cannot do without are no choice. */
export function unusedOfEngine(engine: ServingEngine): string[] {
  const said = engine._props as { readonly [option: string]: unknown };
  return optionsOf(engine).filter(({ name, optional }) => optional && said[name] !== undefined && !OF_IMAGE.includes(name))
    .map(({ name }) => `${name} of its engine`);
}

/** The props of the class of this library that an engine is of; none for one that a user wrote. */
function optionsOf(engine: ServingEngine): readonly Member[] {
  for (let type = engine.constructor; ![ServingEngine.name, ''].includes(type.name); type = Object.getPrototypeOf(type) as typeof type) {
    const [props] = shapes().entrance.get(`new_${type.name}`) ?? [];
    if (props !== undefined) return shapes().struct.get(props.type)!;
  }
  return [];
}

/** Settings of a server that is only registered which nothing reads. */
export function unusedOfServer({ gateway, routing, through, tls }: ModelServerProps): string[] {
  return named({ gateway, through, 'routing.rewrite': routing?.rewrite, 'tls.certificateAuthority': tls?.certificateAuthority });
}

/** Settings of a route that is only registered which nothing reads; of its Gateways the header of the model is recorded. */
export function unusedOfRoute({ gateway, routes }: Pick<ModelRouteProps, 'gateway'> & { readonly routes: readonly { readonly rewrite?: string }[] }): string[] {
  return named({
    gateway: gateway?.modelHeader === undefined ? gateway : undefined,
    ...Object.fromEntries(routes.map(({ rewrite }, index) => [`routes[${index}].rewrite`, rewrite])),
  });
}

function named(settings: { readonly [name: string]: unknown }): string[] {
  return given(settings).map(([name]) => name);
}

function membersOf(options: object, setting: string): string[] {
  return named((options as { readonly [name: string]: object })[setting] as { readonly [name: string]: unknown });
}
