import { JsonPatch } from 'cdk8s';
import { KubernetesVersion } from '../../../src';
import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

const limited = () => ({ patches: [JsonPatch.add('/spec/resources', { limits: { memory: '40Gi' } })] });

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { pod: { patches: [JsonPatch.add('/spec/resources', { limits: { memory: '40Gi' } })] } }),
  holds: chart => plainModel(chart, 'model', { kubernetesVersion: KubernetesVersion.V1_33, pod: { patches: [JsonPatch.add('/spec/resources', { limits: { memory: '40Gi' } })] } }),
  says: /spec\.template\.spec\.resources, which Kubernetes has from 1\.32 on, and kubernetesVersion is not given/,
  fixes: [{
    fix: /give kubernetesVersion 1\.32 or newer when all clusters are that new, or remove it from the patch/,
    broken: model({ pod: limited() }),
    mended: [
      model({ kubernetesVersion: KubernetesVersion.of('1.32'), pod: limited() }),
      model({ kubernetesVersion: KubernetesVersion.V1_35, pod: limited() }),
      model(),
    ],
  }],
};
