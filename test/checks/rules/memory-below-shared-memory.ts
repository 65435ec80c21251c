import { Size } from 'cdk8s';
import { Compute, Cpu, PodVolume } from '../../../src';
import { PlainEngine, plainModel } from '../../fixtures';
import { on, RuleExamples } from '../rule-examples';

const GPU_ENGINE = new PlainEngine({ sharedMemory: Size.gibibytes(2) });

const mounts = [{ volume: 'files', path: '/files' }];
const files = (sizeLimit: Size) => PodVolume.emptyDir('files', { sizeLimit, inMemory: true });
const inMemory = (size: Size, readOnly = false) => on({}, { pod: { volumes: [files(size)], mounts: [{ ...mounts[0], readOnly }] } });

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { profileProps: { engine: GPU_ENGINE, compute: Compute.cpu({ cpu: Cpu.units(1), memory: Size.mebibytes(4095) }) } }),
  holds: chart => plainModel(chart, 'model', { profileProps: { engine: GPU_ENGINE, compute: Compute.cpu({ cpu: Cpu.units(1), memory: Size.gibibytes(4) }) } }),
  more: {
    fires: [inMemory(Size.gibibytes(32)), on({ sharedMemory: Size.gibibytes(2) }, { pod: { volumes: [files(Size.gibibytes(31))], mounts } })],
    holds: [inMemory(Size.gibibytes(31)), inMemory(Size.gibibytes(32), true), on({ sharedMemory: Size.gibibytes(16) })],
  },
  says: /\/dev\/shm alone may take 2 GiB/,
  fixes: [{
    fix: /raise memory to at least twice that, 64 GiB/,
    broken: on({ sharedMemory: Size.gibibytes(32) }),
    mended: [on({ sharedMemory: Size.gibibytes(32) }, { compute: Compute.cpu({ cpu: Cpu.units(1), memory: Size.gibibytes(64) }) })],
  }],
};
