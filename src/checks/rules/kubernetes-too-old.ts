import { Severity } from '../../values/finding';
import { RuntimeRule } from '../rule';

/** Volumes that the clusters do not know yet; mounts without a volume are found in the printed objects. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'an API server of that version does not know the field, and refuses or drops it',
  saidBy: ['object-checks'],
  topic: 'volumes',
  check({ plan: { kubernetesVersion }, volumes }) {
    return volumes.filter(volume => !kubernetesVersion.isAtLeast(volume._since)).map(volume => ({
      what: `the volume ${JSON.stringify(volume.name)} needs Kubernetes ${volume._since}, and kubernetesVersion is ${kubernetesVersion}`,
      fix: 'give kubernetesVersion when all clusters are that new, or use another kind of volume',
    }));
  },
};
