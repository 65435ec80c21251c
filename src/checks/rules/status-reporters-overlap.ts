import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** Two reporters that look after the same namespace ask and write everything twice. */
export const rule: Rule<Pair> = {
  severity: Severity.ERROR,
  why: 'both would ask the API server for everything, and write every status',
  check({ namespaces, other }) {
    const shared = sharedBy(namespaces, other.namespaces);
    return shared === undefined ? [] : [{
      what: `${shared} is also looked after by ${other.path}`,
      fix: 'keep one ModelStatusReporter for the cluster, or give each its own namespaces; one App is for one cluster',
    }];
  },
};

/** A reporter, and an earlier one. */
export interface Pair {
  /** Those that a reporter looks after; all where it names none. */
  readonly namespaces?: readonly string[];
  readonly other: { readonly namespaces?: readonly string[]; readonly path: string };
}

function sharedBy(one: readonly string[] | undefined, other: readonly string[] | undefined): string | undefined {
  if (one === undefined && other === undefined) return 'every namespace';
  const both = (one ?? other)!.filter(namespace => (other ?? one)!.includes(namespace));
  return both.length === 0 ? undefined : `the namespace ${both.join(', ')}`;
}
