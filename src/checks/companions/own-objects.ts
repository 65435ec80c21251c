import { Companion, nameOf } from './companion';
import { checkRoom } from './disruption-budgets';
import { show } from '../../ground/errors';
import { at, itemsAt, Json } from '../../ground/objects';
import { Remark } from '../remark';

/** Objects of a model that somebody patched or named ports of, against its Pods: each of them is accepted alone. */
export function checkOwnObjects(patched: readonly Companion[], template: Json, replicas: number | undefined): Remark[] {
  return patched.flatMap(one => [...(one.kind === 'PodDisruptionBudget' ? checkRoom(one, replicas) : []), ...checkPortNames(one, template)]);
}

/** Ports by a name that no container has: a Service leads nowhere, and a NetworkPolicy lets nobody in. */
function checkPortNames(one: Companion, template: Json): Remark[] {
  const containers = itemsAt(template, 'spec', 'containers').concat(itemsAt(template, 'spec', 'initContainers'));
  const names = containers.flatMap(container => itemsAt(container, 'ports')).map(port => at(port, 'name')).filter(name => name !== undefined);
  return portsOf(one).filter(port => typeof port === 'string' && !names.includes(port)).map((port): Remark => ({
    rule: 'port-name-unknown',
    what: `${nameOf(one)} names the port ${show(port)}, and the containers have ${names.join(', ')}`,
    fix: 'name one of them in the patch or in service, give the number of the port, or acknowledge the finding when a container that is injected has it',
  }));
}

/** What a Service or a NetworkPolicy says of ports of the Pods. Ports of `egress` are those of others. */
function portsOf({ kind, manifest: { spec } }: Companion): Json[] {
  if (kind === 'Service') return itemsAt(spec, 'ports').map(port => at(port, 'targetPort'));
  return kind === 'NetworkPolicy' ? itemsAt(spec, 'ingress').flatMap(rule => itemsAt(rule, 'ports')).map(port => at(port, 'port')) : [];
}
