import { Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, DeviceClaim, DeviceClaimOptions, KubernetesVersion, PodVolume, ServiceTrafficDistribution } from '../../../src';
import { gpuCompute, ModelOverrides, plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

const claimed = (minor: string, options: DeviceClaimOptions = {}) => model({
  replicas: 2,
  kubernetesVersion: KubernetesVersion.of(minor),
  compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(64), claim: DeviceClaim.devices(options) }),
});
/** Settings that came later than the lowest version, with the version that has them and the one before. */
const YOUNG: readonly (readonly [minor: string, before: string, props: ModelOverrides])[] = [
  ['1.33', '1.32', { pod: { hostUsers: false } }],
  ['1.31', '1.30', { service: { trafficDistribution: ServiceTrafficDistribution.PREFER_CLOSE } }],
  ['1.34', '1.33', { service: { trafficDistribution: ServiceTrafficDistribution.PREFER_SAME_ZONE } }],
  ['1.34', '1.33', { service: { trafficDistribution: ServiceTrafficDistribution.PREFER_SAME_NODE } }],
  ['1.35', '1.34', { scheduling: { tolerations: [{ key: 'example.com/sla', operator: 'Lt', value: '5' }] } }],
];
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
  }, ...YOUNG.map(([minor, before, props]) => ({
    fix: /give kubernetesVersion when all clusters are that new, or remove it/,
    broken: model({ ...props, kubernetesVersion: KubernetesVersion.of(before) }),
    mended: [model({ ...props, kubernetesVersion: KubernetesVersion.of(minor) }), model()],
  }))],
};
