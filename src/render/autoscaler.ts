import { at, itemsAt, Json, JsonObject } from '../ground/objects';

/** Something in the app that sets the replicas of a Deployment. */
export interface Autoscaler {
  readonly kind: string;
  /** Path of its construct. */
  readonly path: string;
  /** The least number of replicas that it leaves. */
  readonly minimum: number;
  /** Resources of Pods that it goes by, such as `cpu`; `undefined` when it goes by something else too. */
  readonly resources?: string[];
  /** Whether requests are held while there is no Pod, and bring one back. */
  readonly holdsRequests?: boolean;
  /** Names and queries of the metrics that it goes by; `undefined` when it goes by something else too, or by nothing. */
  readonly metrics?: string[];
}

/** Kinds that say `targetRef` in place of `scaleTargetRef`; a VerticalPodAutoscaler does so too, and sets no replicas. */
const TARGET_REF = /^(?!Vertical).*Autoscal/;

/** The Deployment that an object scales, in number or in size, or would scale if it spelled the kind as Kubernetes does. */
export function targetIn({ kind, spec }: JsonObject): string | undefined {
  const reference = at(spec, 'scaleTargetRef') ?? (kind === 'VerticalPodAutoscaler' || TARGET_REF.test(String(kind)) ? at(spec, 'targetRef') : undefined);
  const target = at(reference, 'name') ?? at(reference, 'deployment');
  return typeof target === 'string' && /^deployments?$/i.test(String(at(reference, 'kind') ?? 'Deployment')) ? target : undefined;
}

/** The kind of its target where that is misspelled: nothing is found by it. */
export function misspelledKindIn({ spec }: JsonObject): string | undefined {
  const kind = at(spec, 'scaleTargetRef', 'kind') ?? at(spec, 'targetRef', 'kind') ?? 'Deployment';
  return kind === 'Deployment' || !/^deployments?$/i.test(String(kind)) ? undefined : String(kind);
}

/** Reads an object that scales a Deployment: an HPA, a ScaledObject of KEDA, and whatever else has a `scaleTargetRef`. */
export function autoscalerIn(kind: string, manifest: JsonObject): Omit<Autoscaler, 'path'> & { readonly target: string } | undefined {
  const { spec } = manifest;
  const target = kind === 'VerticalPodAutoscaler' || misspelledKindIn(manifest) !== undefined ? undefined : targetIn(manifest);
  if (target === undefined) return undefined;
  return { kind, target, minimum: minimumOf(kind, spec), resources: resourcesOf(kind, spec), ...measuresOf(kind, spec) };
}

/**
 * An HPA keeps one replica unless told otherwise; KEDA keeps none, or fewer while nothing is to do. An autoscaler that is not understood is taken
 * to keep two, and no finding is about it.
 */
function minimumOf(kind: string, spec: Json): number {
  const said = at(spec, 'idleReplicaCount') ?? at(spec, 'minReplicas') ?? at(spec, 'minReplicaCount');
  if (typeof said === 'number') return said;
  return LEAST[kind] ?? 2;
}

/** The fewest replicas of kinds that say nothing. */
const LEAST: { readonly [kind: string]: number } = { HorizontalPodAutoscaler: 1, ScaledObject: 0 };

/** Whether it is known where a kind says the fewest replicas. */
export function hasKnownMinimum(kind: string): boolean {
  return Object.hasOwn(LEAST, kind);
}

function resourcesOf(kind: string, spec: Json): string[] | undefined {
  if (kind === 'ScaledObject') return known(itemsAt(spec, 'triggers').map(trigger => resourceOfTrigger(at(trigger, 'type'))));
  if (kind !== 'HorizontalPodAutoscaler') return undefined;
  const metrics = itemsAt(spec, 'metrics');
  // Without a metric Kubernetes takes the CPU.
  return metrics.length === 0 ? ['cpu'] : known(metrics.map(metric => at(metric, 'resource', 'name') ?? at(metric, 'containerResource', 'name')));
}

/** What it measures: metrics of Prometheus, or requests that an interceptor holds. https://github.com/kedacore/http-add-on */
function measuresOf(kind: string, spec: Json): Pick<Autoscaler, 'holdsRequests' | 'metrics'> {
  if (kind === 'HorizontalPodAutoscaler') {
    return { metrics: known(itemsAt(spec, 'metrics').map(metric => at(metric, 'external', 'metric', 'name') ?? at(metric, 'pods', 'metric', 'name'))) };
  }
  const triggers = itemsAt(spec, 'triggers');
  if (triggers.some(trigger => at(trigger, 'type') === 'external-push' && at(trigger, 'metadata', 'interceptorRoute') !== undefined)) {
    return { holdsRequests: true };
  }
  return { metrics: known(triggers.map(trigger => (at(trigger, 'type') === 'prometheus' ? at(trigger, 'metadata', 'query') : undefined))) };
}

function resourceOfTrigger(type: Json): Json {
  return type === 'cpu' || type === 'memory' ? type : undefined;
}

function known(resources: Json[]): string[] | undefined {
  const names = resources.filter(name => typeof name === 'string');
  return names.length === 0 || names.length < resources.length ? undefined : names;
}
