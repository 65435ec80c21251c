import { RuntimeSettings } from '../../profiles/runtime-settings';
import { longRunning } from '../../render/containers';
import { Severity } from '../../values/finding';
import { KubernetesVersion } from '../../values/kubernetes-version';
import { RuntimeRule } from '../rule';

/** Settings that only newer clusters know, and since when they are switched on there. */
const YOUNG: readonly { readonly setting: string; readonly since: string; isGiven(settings: RuntimeSettings): boolean }[] = [
  { setting: 'security.supplementalGroupsPolicy', since: '1.33', isGiven: ({ security }) => security?.supplementalGroupsPolicy !== undefined },
  {
    setting: 'a domain of pod.dns.searches with "_", or of a dot alone,',
    since: '1.33',
    isGiven: ({ pod }) => (pod?.dns?.searches ?? []).some(domain => domain === '.' || domain.includes('_')),
  },
  {
    setting: 'restartPodOn',
    since: '1.36',
    isGiven: settings => [settings.pod ?? {}, ...longRunning({ settings })].some(({ restartPodOn = [] }) => restartPodOn.length > 0),
  },
];

/** Volumes and settings that the clusters do not know yet; mounts without a volume are found in the printed objects. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'an API server of that version does not know the field, and refuses or drops it',
  saidBy: ['object-checks'],
  topic: 'volumes',
  check({ plan: { kubernetesVersion, settings }, volumes }) {
    const tooNew = YOUNG.filter(({ since, isGiven }) => isGiven(settings) && !kubernetesVersion.isAtLeast(KubernetesVersion.of(since)));
    const young = tooNew.map(({ setting, since }) => ({
      what: `${setting} needs Kubernetes ${since}, and kubernetesVersion is ${kubernetesVersion}`,
      fix: 'give kubernetesVersion when all clusters are that new, or remove it',
    }));
    const tooYoung = volumes.filter(volume => !kubernetesVersion.isAtLeast(volume._since)).map(volume => ({
      what: `the volume ${JSON.stringify(volume.name)} needs Kubernetes ${volume._since}, and kubernetesVersion is ${kubernetesVersion}`,
      fix: 'give kubernetesVersion when all clusters are that new, or use another kind of volume',
    }));
    return [...tooYoung, ...young];
  },
};
