import { show } from '../../ground/errors';
import { at, itemsAt, Json } from '../../ground/objects';
import { Severity } from '../../values/finding';
import { Companion, nameOf } from '../companions/companion';
import { Rule } from '../rule';

/**
 * Ports by a name that no container has, in an object of a model that somebody patched or named ports of: a Service leads nowhere, and a
 * NetworkPolicy lets nobody in.
 */
export const rule: Rule<PatchedObject> = {
  severity: Severity.WARNING,
  why: 'a name of a port means a port of a container: where none has it, a Service reaches nothing, and a NetworkPolicy lets nobody in',
  check({ object, template }) {
    const containers = itemsAt(template, 'spec', 'containers').concat(itemsAt(template, 'spec', 'initContainers'));
    const names = containers.flatMap(container => itemsAt(container, 'ports')).map(port => at(port, 'name')).filter(name => name !== undefined);
    return portsOf(object).filter(port => typeof port === 'string' && !names.includes(port)).map(port => ({
      what: `${nameOf(object)} names the port ${show(port)}, and the containers have ${names.join(', ')}`,
      fix: 'name one of them in the patch or in service, give the number of the port, or acknowledge the finding when a container that is injected has it',
    }));
  },
};

/** An object of a model, and the Pods that it is for. */
export interface PatchedObject {
  readonly object: Companion;
  readonly template: Json;
}

/** What a Service or a NetworkPolicy says of ports of the Pods. Ports of `egress` are those of others. */
function portsOf({ kind, manifest: { spec } }: Companion): Json[] {
  if (kind === 'Service') return itemsAt(spec, 'ports').map(port => at(port, 'targetPort'));
  return kind === 'NetworkPolicy' ? itemsAt(spec, 'ingress').flatMap(entry => itemsAt(entry, 'ports')).map(port => at(port, 'port')) : [];
}
