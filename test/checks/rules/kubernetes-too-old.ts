import { KubernetesVersion, PodVolume } from '../../../src';
import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { kubernetesVersion: KubernetesVersion.of('1.34'), pod: { volumes: [PodVolume.image('files', 'example.com/files:1')] } }),
  holds: chart => plainModel(chart, 'model', { kubernetesVersion: KubernetesVersion.V1_35, pod: { volumes: [PodVolume.image('files', 'example.com/files:1')] } }),
  says: /"files" needs Kubernetes 1\.35.*1\.34/,
  fixes: [{
    fix: /give kubernetesVersion when all clusters are that new, or remove it/,
    broken: model({ pod: { restartPodOn: [42] } }),
    mended: [model({ kubernetesVersion: KubernetesVersion.of('1.36'), pod: { restartPodOn: [42] } }), model()],
  }, {
    fix: /give kubernetesVersion when all clusters are that new, or use another kind of volume/,
    broken: model({ pod: { volumes: [PodVolume.image('a', 'example.com/a:1.0')] } }),
    mended: [model({ kubernetesVersion: KubernetesVersion.V1_35, pod: { volumes: [PodVolume.image('a', 'example.com/a:1.0')] } }), model({ pod: { volumes: [PodVolume.existingClaim('a', 'a')] } })],
  }],
};
