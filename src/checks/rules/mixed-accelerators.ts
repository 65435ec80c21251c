import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** A Pod can land on another accelerator of its resource when it selects no node, or the same nodes as that one's. */
export const rule: Rule<Selected> = {
  severity: Severity.WARNING,
  why: 'accelerators of several kinds offer the same resource; a Pod may land on the wrong one',
  everyApp: true,
  pitfall: 13,
  check({ resource, selector, names }) {
    const where = selector === '' ? 'this model selects no node' : `they select the same nodes (${selector})`;
    return names.length < 2 ? [] : [{
      what: `the app uses ${names.join(', ')}, all of them ${resource}, and ${where}`,
      fix: 'give the profile a cluster dialect that tells them apart, for example cluster: ClusterDialect.GKE, or a scheduling.nodeSelector or nodeAffinity',
    }];
  },
};

/** The accelerator that a runtime wants, and the ones that it may get in its place. */
export interface Selected {
  readonly resource: string;
  /** Labels that the nodes have to have; empty for none. */
  readonly selector: string;
  /** Accelerators of the app that such nodes may have. */
  readonly names: readonly string[];
}
