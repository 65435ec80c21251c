import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu } from '../../../src';
import { gpuCompute } from '../../fixtures';
import { acknowledged, model, RuleExamples } from '../rule-examples';

const quarter = Accelerator.NVIDIA_L4.shared({ replicas: 4 });
const shares = (count: number) => Compute.gpu(quarter, { count, cpu: Cpu.units(4), memory: Size.gibibytes(64) });
const two = model({ compute: shares(2), replicas: 2 });

export const examples: RuleExamples = {
  fires: two,
  holds: model({ compute: shares(1), replicas: 2 }),
  spared: model({ compute: gpuCompute(2), replicas: 2 }),
  says: /2 × nvidia\.com\/gpu\.shared, time-sliced shares/,
  fixes: [{
    fix: /ask for one share, or for whole devices; acknowledge/,
    broken: two,
    mended: [model({ compute: shares(1), replicas: 2 }), model({ compute: gpuCompute(2), replicas: 2 }), acknowledged('shares-counted-as-devices', two)],
  }],
};
