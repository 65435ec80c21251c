import { RuntimeSettings } from '../../profiles/runtime-settings';
import { ServiceTrafficDistribution } from '../../profiles/service-options';
import { Severity } from '../../values/finding';
import { KubernetesVersion } from '../../values/kubernetes-version';
import { RuntimeRule } from '../rule';

/** A setting that still works, and that the API server warns of. */
interface Deprecated {
  readonly setting: string;
  /** The first version that warns. */
  readonly since: KubernetesVersion;
  readonly instead: string;
  isGiven(settings: RuntimeSettings): boolean;
}

/** As the API server says it: https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/api/service/warnings.go */
const DEPRECATED: readonly Deprecated[] = [
  {
    setting: 'service.externalIps',
    since: KubernetesVersion.V1_37,
    instead: 'use ServiceType.LOAD_BALANCER, where MetalLB or the like hands out addresses of your own, or a Gateway; acknowledge the finding where '
      + 'the clusters still do it',
    isGiven: ({ service }) => (service?.externalIps ?? []).length > 0,
  },
  {
    setting: 'service.trafficDistribution PREFER_CLOSE',
    since: KubernetesVersion.V1_37,
    instead: 'use ServiceTrafficDistribution.PREFER_SAME_ZONE, which means the same, from Kubernetes 1.34 on',
    isGiven: ({ service }) => service?.trafficDistribution === ServiceTrafficDistribution.PREFER_CLOSE,
  },
];

/** Settings that the API server of the version deprecates. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'it works today, the API server warns of it at each apply, and a later version may drop it',
  topic: 'network',
  check({ plan: { settings, kubernetesVersion } }) {
    const found = DEPRECATED.filter(({ since, isGiven }) => kubernetesVersion.isAtLeast(since) && isGiven(settings));
    return found.map(({ setting, since, instead }) => ({ what: `Kubernetes ${since} deprecates ${setting}`, fix: instead }));
  },
};
