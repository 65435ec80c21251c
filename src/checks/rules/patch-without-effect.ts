import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule, Said } from '../rule';

/** Whether the user's patches of the Pod template change something. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'a value that is patched and stays as it was looks as if it had been changed',
  saidBy: ['patch-checks'],
  topic: 'patches',
  check({ podPatches }) {
    if (podPatches === undefined || podPatches.failure !== undefined) return NOT_APPLICABLE;
    return podPatches.idle.map(one => idlePatch('the Pod template', one));
  },
};

/** A patch that applies, and leaves everything as it was. */
export function idlePatch(of: string, which: string): Said {
  return { what: `a patch of ${of} changes nothing: ${which}`, fix: 'leave it out, or give it the value that is meant' };
}

/** What stands for each member of the metadata that cdk8s writes itself. */
const METHODS: { readonly [member: string]: string } = {
  labels: 'use metadata.addLabel',
  annotations: 'use metadata.addAnnotation',
  finalizers: 'use metadata.addFinalizers',
  ownerReferences: 'use metadata.addOwnerReference',
  namespace: 'put it into a chart of that namespace',
  name: 'give the name to the construct that makes it',
};

/** A member of the metadata that cdk8s writes itself, whatever was added. */
export function idleAddition(kind: string, member: string): Said {
  return { what: `metadata.add(${JSON.stringify(member)}, …) of the ${kind} changes nothing: cdk8s writes ${member} itself`, fix: METHODS[member] };
}
