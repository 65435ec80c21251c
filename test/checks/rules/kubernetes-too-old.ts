import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, DeviceClaim, DeviceClaimOptions, KubernetesVersion, PodVolume } from '../../../src';
import { gpuCompute, plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

const claimed = (minor: string, options: DeviceClaimOptions = {}) => model({
  replicas: 2,
  kubernetesVersion: KubernetesVersion.of(minor),
  compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(64), claim: DeviceClaim.devices(options) }),
});
const share = { capacity: { memory: '10Gi' } };

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { kubernetesVersion: KubernetesVersion.of('1.34'), pod: { volumes: [PodVolume.image('files', 'example.com/files:1')] } }),
  holds: chart => plainModel(chart, 'model', { kubernetesVersion: KubernetesVersion.V1_35, pod: { volumes: [PodVolume.image('files', 'example.com/files:1')] } }),
  says: /"files" needs Kubernetes 1\.35.*1\.34/,
  fixes: [{
    fix: /give kubernetesVersion when all clusters are that new, or remove it/,
    broken: model({ pod: { restartPodOn: [42] } }),
    mended: [model({ kubernetesVersion: KubernetesVersion.of('1.36'), pod: { restartPodOn: [42] } }), model()],
  }, {
    fix: /give kubernetesVersion when all clusters are that new, or use another kind of volume/,
    broken: model({ pod: { volumes: [PodVolume.image('a', 'example.com/a:1.0')] } }),
    mended: [model({ kubernetesVersion: KubernetesVersion.V1_35, pod: { volumes: [PodVolume.image('a', 'example.com/a:1.0')] } }), model({ pod: { volumes: [PodVolume.existingClaim('a', 'a')] } })],
  }, {
    fix: /give kubernetesVersion when all clusters are that new, or leave claim out/,
    broken: claimed('1.33'),
    mended: [claimed('1.34'), model({ replicas: 2, compute: gpuCompute() })],
  }, {
    fix: /give kubernetesVersion/,
    broken: claimed('1.35', share),
    mended: [claimed('1.36', share)],
  }],
};
