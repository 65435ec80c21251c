import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { AppCheck } from '../../app/ledger';
import { sharedMap } from '../../app/shared-map';

/** A reporter, as far as it has to be compared with the others. */
interface Reporter extends IConstruct { readonly deployment: ApiObject; readonly tryNamespaces?: string[] }

const REPORTERS = sharedMap<IConstruct, true>('reporters');

/** Tells the check of a reporter. */
export function rememberReporter(reporter: Reporter): void {
  REPORTERS.set(reporter, true);
}

/** Two reporters that look after the same namespace ask and write everything twice. */
export const findOverlaps: AppCheck = root => {
  const reporters = root.node.findAll().filter((construct): construct is Reporter => REPORTERS.has(construct));
  return reporters.flatMap((reporter, index) => reporters.slice(0, index).flatMap(other => {
    const shared = sharedBy(reporter.tryNamespaces, other.tryNamespaces);
    return shared === undefined ? [] : [{
      at: reporter,
      remark: {
        rule: 'status-reporters-overlap' as const,
        what: `${shared} is also looked after by ${other.node.path}`,
        fix: 'keep one ModelStatusReporter for the cluster, or give each its own namespaces; one App is for one cluster',
      },
    }];
  }));
};

function sharedBy(one: readonly string[] | undefined, other: readonly string[] | undefined): string | undefined {
  if (one === undefined && other === undefined) return 'every namespace';
  const both = (one ?? other)!.filter(namespace => (one === undefined || other === undefined || other.includes(namespace)));
  return both.length === 0 ? undefined : `the namespace ${both.join(', ')}`;
}
