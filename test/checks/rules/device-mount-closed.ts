import { PodVolume } from '../../../src';
import { gpuCompute } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

const pod = { volumes: [PodVolume.hostPath('tpu', '/dev/accel0')], mounts: [{ volume: 'tpu', path: '/dev/accel0' }] };

/** A container beside the server that mounts the device. */
const sidecar = (otherResources?: { [name: string]: string }) => model({
  pod: { volumes: pod.volumes, sidecars: [{ name: 'log', image: 'log:1.0', mounts: pod.mounts, otherResources }, { name: 'idle', image: 'idle:1.0' }] },
});

export const examples: RuleExamples = {
  fires: model({ pod }),
  holds: model({ pod, security: { privileged: true } }),
  spared: model({ pod: { volumes: [PodVolume.hostPath('files', '/var/lib/models')], mounts: [{ volume: 'files', path: '/files' }] } }),
  more: {
    fires: [sidecar(), sidecar({ 'hugepages-2Mi': '2Mi' })],
    holds: [sidecar({ 'example.com/accel': '1', 'hugepages-2Mi': '2Mi' })],
  },
  says: /the server mounts \/dev\/accel0 of the node/,
  fixes: [{
    fix: /ask for the device by the resource of its plugin/,
    broken: model({ pod }),
    mended: [model({ pod, compute: gpuCompute() }), model({ pod, security: { privileged: true } })],
  }],
};
