import { Size } from 'cdk8s';
import { Compute, Cpu } from '../../../src';
import { PlainEngine, plainModel } from '../../fixtures';
import { on, RuleExamples } from '../rule-examples';

const GPU_ENGINE = new PlainEngine({ sharedMemory: Size.gibibytes(2) });

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { profileProps: { engine: GPU_ENGINE, compute: Compute.cpu({ cpu: Cpu.units(1), memory: Size.mebibytes(4095) }) } }),
  holds: chart => plainModel(chart, 'model', { profileProps: { engine: GPU_ENGINE, compute: Compute.cpu({ cpu: Cpu.units(1), memory: Size.gibibytes(4) }) } }),
  says: /\/dev\/shm alone may take 2 GiB/,
  fixes: [{
    fix: /raise memory to at least twice that, 64 GiB/,
    broken: on({ sharedMemory: Size.gibibytes(32) }),
    mended: [on({ sharedMemory: Size.gibibytes(32) }, { compute: Compute.cpu({ cpu: Cpu.units(1), memory: Size.gibibytes(64) }) })],
  }],
};
