import { Size } from 'cdk8s';
import { Compute, Cpu, CpuComputeProps } from '../../../src';
import { model, RuleExamples, sized } from '../rule-examples';

const scratch = Size.gibibytes(20);
const disk = (props: Partial<CpuComputeProps>) => Compute.cpu({ cpu: Cpu.units(2), memory: Size.gibibytes(32), ...props });
const cached = { source: sized(1), compute: disk({ ephemeralStorageLimit: Size.gibibytes(30) }), scratch: Size.gibibytes(30) };

export const examples: RuleExamples = {
  fires: model(cached),
  holds: model({ scratch, compute: disk({ ephemeralStorageLimit: Size.gibibytes(100) }) }),
  spared: model({ scratch, compute: disk({ limitEphemeralStorage: true }) }),
  more: {
    holds: [model({ ...cached, compute: disk({ ephemeralStorageLimit: Size.gibibytes(32) }) })],
  },
  says: /ephemeralStorageLimit is 30 GiB, the volumes/,
  fixes: [
    {
      fix: /raise ephemeralStorageLimit/,
      broken: model(cached),
      mended: [
        model({ scratch, compute: disk({ ephemeralStorageLimit: Size.gibibytes(100) }) }),
        model({ scratch, compute: disk({ limitEphemeralStorage: true }) }),
        model({ ...cached, scratch: Size.gibibytes(20) }),
      ],
    },
  ],
};
