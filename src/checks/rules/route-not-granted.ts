import { show } from '../../ground/errors';
import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** A route of somebody else's to a Service or a pool of another namespace. */
export const rule: Rule<ForeignRoute> = {
  severity: Severity.WARNING,
  why: 'a Gateway answers 500 for what is in another namespace, unless a ReferenceGrant there lets routes of this one in',
  check({ route: { kind, path, namespace }, to, isGranted }) {
    return isGranted ? [] : [{
      what: `${kind} ${path} in namespace ${show(namespace)} leads to the ${to.kind} ${show(to.name)} in namespace ${show(to.namespace)}, and the `
        + 'app has no ReferenceGrant there that lets it',
      fix: `make a ReferenceGrant in namespace ${show(to.namespace)} from ${kind} of ${show(namespace)}, or use a ModelRoute, which brings it; `
        + 'acknowledge the finding when another app brings it',
    }];
  },
};

/** A route, and what it leads to in another namespace. */
export interface ForeignRoute {
  readonly route: { readonly kind: string; readonly path: string; readonly namespace: string };
  readonly to: { readonly kind: string; readonly name: string; readonly namespace: string };
  readonly isGranted: boolean;
}
