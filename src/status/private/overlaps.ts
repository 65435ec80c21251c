import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { AppCheck } from '../../app/ledger';
import { sharedMap } from '../../app/shared-map';
import { judgeBy } from '../../checks/rules';

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
    const pair = { namespaces: reporter.tryNamespaces, other: { namespaces: other.tryNamespaces, path: other.node.path } };
    return judgeBy('status-reporters-overlap', pair).map(remark => ({ at: reporter, remark }));
  }));
};
