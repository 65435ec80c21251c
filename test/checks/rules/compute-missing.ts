import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu } from '../../../src';
import { PlainEngine, plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { profileProps: { compute: undefined } }),
  holds: chart => plainModel(chart),
  says: /compute/,
  fixes: [{
    fix: /give compute to the profile/,
    broken: model({ profileProps: { engine: new PlainEngine(), compute: undefined } }),
    mended: [model({
      replicas: 2,
      profileProps: { engine: new PlainEngine(), compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) }) },
    })],
  }],
};
