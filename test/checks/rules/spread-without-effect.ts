import { JsonPatch } from 'cdk8s';
import { KubernetesVersion, LabelRequirement, PodAffinity, PodAffinityProps, TopologySpread } from '../../../src';
import { model, RuleExamples } from '../rule-examples';

const topologyKey = 'topology.kubernetes.io/zone';
const over = (spread: Partial<TopologySpread>, labels?: { [key: string]: string }) => model({
  scheduling: { topologySpread: [{ topologyKey, ...spread }] }, ...(labels && { pod: { labels } }),
});
const near = (props: Partial<PodAffinityProps>, labels?: { [key: string]: string }) => model({
  kubernetesVersion: KubernetesVersion.V1_31,
  scheduling: { podAffinity: [PodAffinity.preferred(1, { topologyKey, ...props })] },
  ...(labels && { pod: { labels } }),
});
const team = { 'example.com/team': 'search' };

export const examples: RuleExamples = {
  fires: over({ labels: team }),
  holds: over({ labels: team, matchLabelKeys: ['pod-template-hash'] }, team),
  spared: model(),
  more: {
    fires: [
      over({ labels: { ...team, 'example.com/tier': 'free' } }, { ...team, 'example.com/tier': 'paid' }), model({ scheduling: { podAntiAffinity: [PodAffinity.required({ topologyKey, matchLabelKeys: ['example.com/team'] })] }, kubernetesVersion: KubernetesVersion.V1_31 }),
      over({ requirements: [LabelRequirement.isIn('example.com/team', ['search'])] }), over({ requirements: [LabelRequirement.exists('example.com/team')] }),
    ],
    holds: [over({ requirements: [LabelRequirement.isIn('example.com/team', ['search', 'other'])] }, team), near({ labels: team })],
  },
  says: /the spreading over topology\.kubernetes\.io\/zone is among Pods with the label "example\.com\/team=search", which the Pods of the model do not have/,
  fixes: [{
    fix: /leave labels out to spread the Pods of the model, or give them the label \(pod\.labels\)/,
    broken: over({ matchLabelKeys: ['example.com/team'] }),
    mended: [over({}), model({ scheduling: { topologySpread: [{ topologyKey, matchLabelKeys: ['example.com/team'] }] }, pod: { patches: [JsonPatch.add('/metadata/labels/example.com~1team', 'search')] } }), over({ matchLabelKeys: ['example.com/team'] }, team)],
  }, {
    fix: /give the Pods the label \(pod\.labels\), or leave the key out of matchLabelKeys and mismatchLabelKeys/,
    broken: near({ mismatchLabelKeys: ['example.com/team', 'example.com/team'] }),
    mended: [near({ mismatchLabelKeys: ['example.com/team'] }, team), near({}), near({ matchLabelKeys: ['pod-template-hash'] })],
  }],
};
