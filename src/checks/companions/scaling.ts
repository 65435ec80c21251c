import { Companion, nameOf, OwnObjects } from './companion';
import { show } from '../../ground/errors';
import { at, itemsAt, Json } from '../../ground/objects';
import { misspelledKindIn } from '../../render/autoscaler';
import { SERVER } from '../../render/pod-template';
import { Remark } from '../remark';

/** Kinds that are a HorizontalPodAutoscaler, or make one. */
const HORIZONTAL = ['HorizontalPodAutoscaler', 'ScaledObject', 'HTTPScaledObject'];

/** Where kinds of autoscalers say the fewest and the most replicas, and the number that they take when they do not. */
const RANGES: readonly { readonly fewest: string[]; readonly most: string[]; readonly least: number }[] = [
  { fewest: ['minReplicas'], most: ['maxReplicas'], least: 1 },
  { fewest: ['minReplicaCount'], most: ['maxReplicaCount'], least: 0 },
  { fewest: ['replicas', 'min'], most: ['replicas', 'max'], least: 0 },
];

/** The problems of the autoscalers of a Deployment: of each alone, and of several together. */
export function checkScaling(all: readonly Companion[], { template }: OwnObjects): Remark[] {
  const companions = all.filter(({ manifest }) => misspelledKindIn(manifest) === undefined);
  const horizontal = companions.filter(one => HORIZONTAL.includes(one.kind) && isActive(one));
  const vertical = companions.filter(one => one.kind === 'VerticalPodAutoscaler' && !['Off', 'Initial'].includes(String(at(one.manifest, 'spec', 'updatePolicy', 'updateMode'))));
  return [
    ...overlap(horizontal, 'keep one of them: one autoscaler takes several metrics'),
    ...overlap(vertical, 'keep one of them: one VerticalPodAutoscaler has a policy for each container'),
    ...horizontal.flatMap(one => vertical.flatMap(other => checkResources(one, other))),
    ...all.flatMap(checkKind),
    ...all.flatMap(checkRange),
    ...horizontal.flatMap(one => checkContainers(one, template)),
  ];
}

/** KEDA lets one be paused, take over the HorizontalPodAutoscaler beside it, or leave its ScaledObject to its user. */
function isActive({ manifest }: Companion): boolean {
  const notes = at(manifest, 'metadata', 'annotations') ?? {};
  return !Object.entries(notes).some(([name, value]) => (
    name === 'autoscaling.keda.sh/paused-replicas'
    || (/^autoscaling\.keda\.sh\/paused$|\/transfer-hpa-ownership$|\/skip-scaledobject-creation$/.test(name) && String(value) === 'true')
  ));
}

function overlap(all: readonly Companion[], fix: string): Remark[] {
  if (all.length < 2) return [];
  return [{ rule: 'autoscalers-overlap', what: `${all.map(nameOf).join(' and ')} scale the same Deployment`, fix }];
}

/** A VerticalPodAutoscaler changes the requests that a HorizontalPodAutoscaler takes its percentage of. */
function checkResources(horizontal: Companion, vertical: Companion): Remark[] {
  const shared = metricsOf(horizontal).filter(resource => controlledBy(vertical).includes(resource));
  if (shared.length === 0) return [];
  return [{
    rule: 'autoscaler-metric-unfit',
    what: `${nameOf(horizontal)} goes by ${shared.join(' and ')}, which ${nameOf(vertical)} changes`,
    fix: 'let the VerticalPodAutoscaler only recommend (updateMode: Off), leave that resource out of its controlledResources, or scale by another metric',
  }];
}

function metricsOf({ kind, manifest: { spec } }: Companion): string[] {
  if (kind !== 'HorizontalPodAutoscaler') return itemsAt(spec, 'triggers').map(trigger => String(at(trigger, 'type')));
  const metrics = itemsAt(spec, 'metrics');
  if (metrics.length === 0) return ['cpu'];
  return metrics.map(metric => String(at(metric, 'resource', 'name') ?? at(metric, 'containerResource', 'name')));
}

function controlledBy({ manifest }: Companion): readonly Json[] {
  const policies = itemsAt(manifest, 'spec', 'resourcePolicy', 'containerPolicies');
  const policy = [SERVER, '*'].map(name => policies.find(one => at(one, 'containerName') === name)).find(one => one !== undefined);
  if (at(policy, 'mode') === 'Off') return [];
  return at(policy, 'controlledResources') === undefined ? ['cpu', 'memory'] : itemsAt(policy, 'controlledResources');
}

/** Kubernetes finds a target by its kind as it is spelled, and nothing by another spelling. */
function checkKind(one: Companion): Remark[] {
  const kind = misspelledKindIn(one.manifest);
  return kind === undefined ? [] : [{ rule: 'autoscaler-target-misspelled', what: `${nameOf(one)} scales a ${show(kind)}, and there is no such kind`, fix: 'write Deployment in kind of its target' }];
}

/** An autoscaler that may keep no number of replicas at all. */
function checkRange(one: Companion): Remark[] {
  const { spec } = one.manifest;
  return RANGES.flatMap(({ fewest, most, least }): Remark[] => {
    const [min, max] = [at(spec, ...fewest) ?? least, at(spec, ...most)];
    const texts = [[fewest, min] as const, [most, max] as const].filter(([, value]) => typeof value === 'string');
    if (texts.length > 0) return texts.map(([path, value]) => ({ rule: 'autoscaler-range-empty', what: `${nameOf(one)} has ${path.join('.')} ${show(value)}, a text`, fix: 'give a number, without quotes' }));
    if (typeof min !== 'number' || typeof max !== 'number' || (min <= max && max >= 1)) return [];
    return [{ rule: 'autoscaler-range-empty', what: `${nameOf(one)} has ${fewest.join('.')} ${min} and ${most.join('.')} ${max}`, fix: 'give a maximum of at least 1 and of at least the minimum' }];
  });
}

/** A HorizontalPodAutoscaler that goes by a container which the Pods do not have. */
function checkContainers(one: Companion, template: Json): Remark[] {
  const names = itemsAt(template, 'spec', 'containers').map(container => at(container, 'name'));
  const wanted = itemsAt(one.manifest, 'spec', 'metrics').map(metric => at(metric, 'containerResource', 'container')).filter(name => name !== undefined);
  return wanted.filter(name => !names.includes(name)).map((name): Remark => ({
    rule: 'autoscaler-metric-unfit',
    what: `${nameOf(one)} goes by the container ${show(name)}, and the Pods have ${names.join(', ')}`,
    fix: `name one of them in containerResource.container: the server is ${SERVER}`,
  }));
}
