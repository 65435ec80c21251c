import { Size } from 'cdk8s';
import { Compute, Cpu } from '../../../src';
import { gpuCompute, plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

const cpuWith = (resource: string) => Compute.cpu({ cpu: Cpu.units(4), memory: Size.gibibytes(32), otherResources: { [resource]: '1' } });

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { profileProps: { compute: cpuWith('nvidia.com/gpu') } }),
  holds: chart => plainModel(chart, 'model', { profileProps: { compute: cpuWith('rdma/ib') } }),
  says: /otherResources of compute has nvidia\.com\/gpu, and the replica is planned for a CPU/,
  fixes: [{
    fix: /give Compute\.gpu the Accelerator with this resource/,
    broken: model({ replicas: 2, compute: cpuWith('nvidia.com/gpu') }),
    mended: [model({ replicas: 2, compute: gpuCompute() })],
  }],
};
