import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** The dialect of the cluster against the accelerator that it has to select nodes of. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'no node label is selected, so the Pod may land on nodes with another accelerator',
  pitfall: 13,
  topic: 'effect',
  after: 'cache-unused',
  check({ plan: { compute: { accelerator }, settings: { cluster } } }) {
    if (!accelerator || !cluster) return NOT_APPLICABLE;
    return Object.keys(cluster.nodeSelector(accelerator)).length > 0 ? [] : [{
      what: `the dialect ${cluster.name} has no node label for ${accelerator.name}`,
      fix: 'give scheduling.nodeSelector, ClusterDialect.of(), or the label to Accelerator.of(); or acknowledge the finding',
    }];
  },
};
