import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** The dialect of the cluster against the accelerator that it has to select nodes of. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'no node label is selected, so the Pod may land on nodes with another accelerator',
  pitfall: 13,
  topic: 'effect',
  after: 'cache-unused',
  check({ plan: { compute: { accelerator }, settings: { cluster, scheduling } } }) {
    if (!accelerator || !cluster) return NOT_APPLICABLE;
    const selector = cluster.nodeSelector(accelerator);
    if (Object.keys(selector).length === 0) {
      return [{
        what: `the dialect ${cluster.name} has no node label for ${accelerator.name}`,
        fix: 'give scheduling.nodeSelector, ClusterDialect.of(), or the label to Accelerator.of(); or acknowledge the finding',
      }];
    }
    if (!(TPU in selector) || TOPOLOGY in { ...selector, ...scheduling?.nodeSelector }) return [];
    return [{
      what: `${accelerator.name} has no topology, and the dialect ${cluster.name} selects no ${TOPOLOGY}: GKE places Pods with TPUs by both labels`,
      fix: 'give the topology of the chips, for example Accelerator.GOOGLE_TPU_V6E.topology("2x4"), or give the label in scheduling.nodeSelector',
    }];
  },
};

/** The labels by which GKE tells TPUs apart. https://cloud.google.com/kubernetes-engine/docs/how-to/tpus */
const TPU = 'cloud.google.com/gke-tpu-accelerator';
const TOPOLOGY = 'cloud.google.com/gke-tpu-topology';
