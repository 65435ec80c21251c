import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Accelerator, Compute } from '../../../src';
import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

const amdCompute = () => Compute.gpu(Accelerator.AMD_MI300X, { cpu: Cpu.units(4), memory: Size.gibibytes(64) });
const amd = () => Compute.gpu(Accelerator.AMD_MI300X, { cpu: Cpu.units(4), memory: Size.gibibytes(64) });

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { profileProps: { compute: amdCompute() } }),
  holds: chart => plainModel(chart, 'model', { profileProps: { compute: amdCompute(), security: { supplementalGroups: [44, 109] } } }),
  says: /user 1000 without security.supplementalGroups.*amd.com\/gpu.*render/,
  fixes: [{
    fix: /give security\.supplementalGroups the ids that those groups have on your nodes, or set security\.runAsUser to 0/,
    broken: model({ compute: amd(), replicas: 2 }),
    mended: [
      model({ compute: amd(), replicas: 2, security: { supplementalGroups: [44, 109] } }),
      model({ compute: amd(), replicas: 2, security: { runAsUser: 0 } }),
    ],
  }],
};
