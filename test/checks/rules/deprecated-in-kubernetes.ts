import { KubernetesVersion, ServiceOptions, ServiceTrafficDistribution, ServiceType } from '../../../src';
import { acknowledged, model, RuleExamples } from '../rule-examples';

const { PREFER_CLOSE, PREFER_SAME_ZONE } = ServiceTrafficDistribution;
const served = (service: ServiceOptions, kubernetesVersion = KubernetesVersion.V1_37) => model({ service, kubernetesVersion });
const byAddress = served({ externalIps: ['203.0.113.7'] });

export const examples: RuleExamples = {
  fires: served({ trafficDistribution: PREFER_CLOSE }),
  holds: served({ trafficDistribution: PREFER_CLOSE }, KubernetesVersion.V1_36),
  says: /Kubernetes 1\.37 deprecates service\.trafficDistribution PREFER_CLOSE/,
  fixes: [
    {
      fix: /use ServiceTrafficDistribution\.PREFER_SAME_ZONE, which means the same, from Kubernetes 1\.34 on/,
      broken: served({ trafficDistribution: PREFER_CLOSE }),
      mended: [served({ trafficDistribution: PREFER_SAME_ZONE })],
    },
    {
      fix: /use ServiceType\.LOAD_BALANCER.*, or a Gateway; acknowledge the finding where the clusters still do it/,
      broken: byAddress,
      mended: [served({ type: ServiceType.LOAD_BALANCER }), served({}), acknowledged('deprecated-in-kubernetes', byAddress)],
    },
  ],
};
