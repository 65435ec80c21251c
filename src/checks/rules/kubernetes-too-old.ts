import { RuntimeSettings } from '../../profiles/runtime-settings';
import { ServiceTrafficDistribution } from '../../profiles/service-options';
import { givenContainers } from '../../render/containers';
import { longRunning } from '../../render/ports';
import { ProcMount } from '../../values/confinement-options';
import { Severity } from '../../values/finding';
import { KubernetesVersion } from '../../values/kubernetes-version';
import { RecursiveReadOnly } from '../../values/volume-mount';
import { RuntimeRule } from '../rule';
import { comparesTaints } from '../taint-operators';

/** Settings that only newer clusters know, and since when they are switched on there. */
const YOUNG: readonly { readonly setting: string; readonly since: string; isGiven(settings: RuntimeSettings): boolean }[] = [
  { setting: 'security.supplementalGroupsPolicy', since: '1.33', isGiven: ({ security }) => security?.supplementalGroupsPolicy !== undefined },
  {
    setting: 'a domain of pod.dns.searches with "_", or of a dot alone,',
    since: '1.33',
    isGiven: ({ pod }) => (pod?.dns?.searches ?? []).some(domain => domain === '.' || domain.includes('_')),
  },
  { setting: 'security.seLinuxChangePolicy', since: '1.33', isGiven: ({ security }) => security?.seLinuxChangePolicy !== undefined },
  {
    setting: 'procMount Unmasked',
    since: '1.33',
    isGiven: settings => [settings.security?.server, ...givenContainers(settings).map(({ security }) => security)]
      .some(one => one?.procMount === ProcMount.UNMASKED),
  },
  {
    setting: 'matchLabelKeys or mismatchLabelKeys of a Pod affinity',
    since: '1.31',
    isGiven: ({ scheduling: { podAffinity = [], podAntiAffinity = [] } = {} }) => (
      [...podAffinity, ...podAntiAffinity].some(({ _comparedLabels }) => _comparedLabels.length > 0)
    ),
  },
  {
    setting: 'recursiveReadOnly of a mount',
    since: '1.31',
    isGiven: settings => [settings.pod, settings.downloads, ...givenContainers(settings)].flatMap(one => one?.mounts ?? [])
      .some(({ recursiveReadOnly: mode = RecursiveReadOnly.DISABLED }) => mode !== RecursiveReadOnly.DISABLED),
  },
  { setting: 'pod.hostUsers', since: '1.33', isGiven: ({ pod }) => pod?.hostUsers === false },
  {
    setting: 'service.trafficDistribution',
    since: '1.31',
    isGiven: ({ service }) => service?.trafficDistribution === ServiceTrafficDistribution.PREFER_CLOSE,
  },
  {
    setting: 'service.trafficDistribution of the same zone or node',
    since: '1.34',
    isGiven: ({ service }) => ![undefined, ServiceTrafficDistribution.PREFER_CLOSE].includes(service?.trafficDistribution),
  },
  { setting: 'the operator Lt or Gt of scheduling.tolerations', since: '1.35', isGiven: comparesTaints },
  {
    setting: 'restartPodOn',
    since: '1.36',
    isGiven: settings => [settings.pod ?? {}, ...longRunning({ settings })].some(({ restartPodOn = [] }) => restartPodOn.length > 0),
  },
];

/** Volumes, settings and claims of devices that the clusters do not know yet; mounts without a volume are found in the printed objects. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'an API server of that version does not know the field, and refuses or drops it',
  saidBy: ['object-checks', 'scaling-checks'],
  topic: 'volumes',
  check({ plan: { kubernetesVersion, settings, compute: { claim } }, volumes }) {
    const needs = ({ what, since, instead }: Needed) => (kubernetesVersion.isAtLeast(since) ? [] : [{
      what: `${what} needs Kubernetes ${since}, and ${kubernetesVersion._words}`,
      fix: `give kubernetesVersion when all clusters are that new, or ${instead}`,
    }]);
    return [
      ...volumes.map(({ name, _since }): Needed => ({ what: `the volume ${JSON.stringify(name)}`, since: _since, instead: 'use another kind of volume' })),
      ...YOUNG.filter(({ isGiven }) => isGiven(settings)).map(({ setting, since }): Needed => ({
        what: setting,
        since: KubernetesVersion.of(since),
        instead: 'remove it',
      })),
      ...(claim?._needs ?? []).map(([what, since]): Needed => ({ what, since, instead: 'leave claim out: the device plugin then hands the devices out' })),
    ].flatMap(needs);
  },
};

/** Something that the clusters have from a version on. */
interface Needed {
  readonly what: string;
  readonly since: KubernetesVersion;
  readonly instead: string;
}
