import { Companion, nameOf } from './companion';
import { CompanionSubject } from './companion-subject';
import { show } from '../../ground/errors';
import { at, itemsAt, Json } from '../../ground/objects';
import { SERVER } from '../../render/pod-template';
import { Remark } from '../remark';

/** The metrics of autoscalers against what others change, and against the Pods. */
export function checkScaling({ horizontal, vertical, own: { template } }: CompanionSubject): Remark[] {
  return [
    ...horizontal.flatMap(one => vertical.flatMap(other => checkResources(one, other))),
    ...horizontal.flatMap(one => checkContainers(one, template)),
  ];
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
