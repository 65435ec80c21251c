import { PodVolume } from '../../../src';
import { gpuCompute } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

const pod = { volumes: [PodVolume.hostPath('tpu', '/dev/accel0')], mounts: [{ volume: 'tpu', path: '/dev/accel0' }] };

export const examples: RuleExamples = {
  fires: model({ pod }),
  holds: model({ pod, security: { privileged: true } }),
  spared: model({ pod: { volumes: [PodVolume.hostPath('files', '/var/lib/models')], mounts: [{ volume: 'files', path: '/files' }] } }),
  says: /the server mounts \/dev\/accel0 of the node/,
  fixes: [{
    fix: /ask for the device by the resource of its plugin/,
    broken: model({ pod }),
    mended: [model({ pod, compute: gpuCompute() }), model({ pod, security: { privileged: true } })],
  }],
};
