import { ClusterDialect } from '../../../src';
import { gpuCompute, plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { profileProps: { compute: gpuCompute(), cluster: ClusterDialect.of({ name: 'metal', acceleratorLabel: 'gpu', acceleratorValues: { 'NVIDIA H100': 'h100' } }) } }),
  holds: chart => plainModel(chart, 'model', { profileProps: { compute: gpuCompute(), cluster: ClusterDialect.of({ name: 'metal', acceleratorLabel: 'gpu', acceleratorValues: { 'NVIDIA L4': 'l4' } }) } }),
  says: /metal.*NVIDIA L4/,
  fixes: [{
    fix: /scheduling\.nodeSelector, ClusterDialect\.of\(\), or the label/,
    broken: model({ compute: gpuCompute(), replicas: 2, cluster: ClusterDialect.of({ name: 'm', acceleratorLabel: 'gpu', acceleratorValues: {} }) }),
    mended: [model({ compute: gpuCompute(), replicas: 2, cluster: ClusterDialect.of({ name: 'm', acceleratorLabel: 'gpu', acceleratorValues: { 'NVIDIA L4': 'l4' } }) })],
  }],
};
