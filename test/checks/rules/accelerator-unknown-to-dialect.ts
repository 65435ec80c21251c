import { Size } from 'cdk8s';
import { Accelerator, ClusterDialect, Compute, Cpu } from '../../../src';
import { gpuCompute, plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

const tpu = (accelerator: Accelerator) => Compute.gpu(accelerator, { count: 4, cpu: Cpu.units(4), memory: Size.gibibytes(64) });

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { profileProps: { compute: gpuCompute(), cluster: ClusterDialect.of({ name: 'metal', acceleratorLabel: 'gpu', acceleratorValues: { 'NVIDIA H100': 'h100' } }) } }),
  holds: chart => plainModel(chart, 'model', { profileProps: { compute: gpuCompute(), cluster: ClusterDialect.of({ name: 'metal', acceleratorLabel: 'gpu', acceleratorValues: { 'NVIDIA L4': 'l4' } }) } }),
  says: /metal.*NVIDIA L4/,
  fixes: [{
    fix: /scheduling\.nodeSelector, ClusterDialect\.of\(\), or the label/,
    broken: model({ compute: gpuCompute(), replicas: 2, cluster: ClusterDialect.of({ name: 'm', acceleratorLabel: 'gpu', acceleratorValues: {} }) }),
    mended: [model({ compute: gpuCompute(), replicas: 2, cluster: ClusterDialect.of({ name: 'm', acceleratorLabel: 'gpu', acceleratorValues: { 'NVIDIA L4': 'l4' } }) })],
  }, {
    fix: /give the topology of the chips/,
    broken: model({ compute: tpu(Accelerator.GOOGLE_TPU_V6E), replicas: 2, cluster: ClusterDialect.GKE }),
    mended: [
      model({ compute: tpu(Accelerator.GOOGLE_TPU_V6E.topology('2x2')), replicas: 2, cluster: ClusterDialect.GKE }),
      model({
        compute: tpu(Accelerator.GOOGLE_TPU_V6E), replicas: 2, cluster: ClusterDialect.GKE, scheduling: { nodeSelector: { 'cloud.google.com/gke-tpu-topology': '2x2' } },
      }),
    ],
  }],
};
