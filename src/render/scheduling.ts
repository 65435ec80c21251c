import { RuntimePlan } from './runtime-plan';
import { seconds } from '../ground/durations';
import { compact, JsonObject } from '../ground/objects';
import { NodeAffinity, PodAffinity } from '../profiles/affinity';
import { ClusterDialect } from '../profiles/cluster-dialect';
import { SchedulingOptions, Spread, Toleration, TopologySpread } from '../profiles/scheduling-options';
import { Accelerator } from '../values/accelerator';
import { LabelRequirement } from '../values/label-requirement';
import { ModelLabels } from '../values/model-labels';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';

/** Where the Pods may run: the accelerator's taint and labels, and the terms that the user adds. */
export function schedulingFields(plan: RuntimePlan): JsonObject {
  const options = plan.settings.scheduling ?? {};
  const { accelerator, architecture } = plan.compute;
  const dialect = accelerator && plan.settings.cluster;
  const tolerations: Toleration[] = [
    ...(accelerator ? [{ key: accelerator.taint, operator: 'Exists', effect: 'NoSchedule' }] : []),
    ...dialect?.tolerations ?? [],
    ...options.tolerations ?? [],
  ];
  return compact({
    nodeSelector: {
      ...(accelerator && dialect?.nodeSelector(accelerator)),
      ...(architecture && { 'kubernetes.io/arch': architecture }),
      ...options.nodeSelector,
    },
    tolerations: tolerations.map(renderToleration),
    affinity: affinityOf(plan.name, options),
    topologySpreadConstraints: spreadConstraints(plan.name, options),
    schedulerName: options.schedulerName,
    priorityClassName: options.priorityClassName,
    runtimeClassName: options.runtimeClassName,
  });
}

/** Labels that the nodes of an accelerator have to have, by whichever setting. */
export function selectedNodes(accelerator: Accelerator, cluster?: ClusterDialect, scheduling: SchedulingOptions = {}): { [key: string]: string } {
  const all = [cluster?.nodeSelector(accelerator), scheduling.nodeSelector, ...(scheduling.nodeAffinity ?? []).map(one => one._selected)];
  return Object.fromEntries(all.flatMap(labels => Object.entries(labels ?? {})));
}

/** A toleration with the operator that Kubernetes would take. */
export function renderToleration(toleration: Toleration): JsonObject {
  return compact({
    key: toleration.key,
    operator: toleration.operator ?? (toleration.value === undefined ? 'Exists' : 'Equal'),
    value: toleration.value,
    effect: toleration.effect,
    tolerationSeconds: toleration.evictAfter && seconds(toleration.evictAfter),
  });
}

/** The Pods of the model, as selectors find them. */
const ownPods = (name: string) => ({ [ModelLabels.MODEL]: name });

/** How the replicas are spread over the parts of a cluster. */
export function spreadConstraints(name: string, { spread = Spread.NONE, topologySpread = [] }: SchedulingOptions): JsonObject[] {
  const keys = { [Spread.NONE]: [], [Spread.NODES]: [HOST], [Spread.ZONES]: [ZONE, HOST] }[spread];
  const said = new Set(topologySpread.map(({ topologyKey }) => topologyKey));
  const soft = keys.filter(key => !said.has(key)).map((topologyKey): TopologySpread => ({ topologyKey }));
  return [...soft, ...topologySpread].map(one => constraint(name, one));
}

function constraint(name: string, { topologyKey, maxSkew = 1, required, minDomains, honorTaints, ...of }: TopologySpread): JsonObject {
  const { matchLabelKeys = [], requirements = [], labels = requirements.length === 0 ? ownPods(name) : undefined, nodeAffinityPolicy } = of;
  return {
    maxSkew,
    topologyKey,
    whenUnsatisfiable: required ? 'DoNotSchedule' : 'ScheduleAnyway',
    labelSelector: LabelRequirement._selector('requirements of topologySpread', labels, requirements), // an empty one, of all Pods, is not left out
    ...compact({ minDomains, matchLabelKeys: [...matchLabelKeys], nodeAffinityPolicy, nodeTaintsPolicy: honorTaints ? 'Honor' : undefined }),
  };
}

/** Nodes and other Pods that the Pods are placed by. */
export function affinityOf(name: string, { nodeAffinity = [], podAffinity = [], podAntiAffinity = [] }: SchedulingOptions): JsonObject {
  return compact({
    nodeAffinity: nodeTerms(nodeAffinity),
    podAffinity: podTerms(name, podAffinity),
    podAntiAffinity: podTerms(name, podAntiAffinity),
  });
}

/** Kubernetes takes any of the required terms. So that all affinities hold, each term has one of every affinity. */
function nodeTerms(affinities: readonly NodeAffinity[]): JsonObject {
  const isRequired = ({ _weight }: NodeAffinity) => _weight === undefined;
  const required = affinities.filter(isRequired);
  const joined = ([first, second]: readonly NodeAffinity['_terms'][number][]) => ({
    matchExpressions: [...first.matchExpressions, ...second.matchExpressions], matchFields: [...first.matchFields, ...second.matchFields],
  });
  const [first = [], ...others] = required.map(({ _terms }) => [..._terms]);
  const terms = others.reduce((before, next) => before.flatMap(term => next.map(more => joined([term, more]))), first);
  return compact({
    [REQUIRED]: required.length === 0 ? undefined : { nodeSelectorTerms: terms.map(term => compact({ ...term })) },
    [PREFERRED]: affinities.filter(one => !isRequired(one)).flatMap(({ _weight, _terms }) => (
      _terms.map(term => ({ weight: _weight, preference: compact({ ...term }) }))
    )),
  });
}

function podTerms(name: string, affinities: readonly PodAffinity[]): JsonObject {
  const isRequired = ({ _weight }: PodAffinity) => _weight === undefined;
  const term = (one: PodAffinity) => one._render(ownPods(name));
  return compact({
    [REQUIRED]: affinities.filter(isRequired).map(term),
    [PREFERRED]: affinities.filter(one => !isRequired(one)).map(one => ({ weight: one._weight, podAffinityTerm: term(one) })),
  });
}
