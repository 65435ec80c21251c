import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** An object of the app, and another one of the same kind, namespace and name. */
export const rule: Rule<Named> = {
  severity: Severity.ERROR,
  why: 'the second object overwrites the first when it is applied',
  pitfall: 14,
  check({ kind, name, namespace, path, other }) {
    const where = namespace === undefined ? '' : ` in namespace ${JSON.stringify(namespace)}`;
    return [{
      what: `two objects are ${kind} ${JSON.stringify(name)}${where}: ${other} and ${path}`,
      fix: 'give one of them another name, or put them into charts with different namespaces; one App is for one cluster',
    }];
  },
};

/** An object whose name is taken. */
export interface Named {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly path: string;
  /** Path of the first object of that name. */
  readonly other: string;
}
