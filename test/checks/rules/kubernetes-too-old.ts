import { Size } from 'cdk8s';
import {
  Accelerator, Compute, Cpu, DeviceClaim, DeviceClaimOptions, KubernetesVersion, PodAffinity, PodVolume, ProcMount,
  RecursiveReadOnly, SeLinuxChangePolicy, ServiceTrafficDistribution, SupplementalGroupsPolicy,
} from '../../../src';
import { gpuCompute, ModelOverrides, plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

const claimed = (minor: string, options: DeviceClaimOptions = {}) => model({
  replicas: 2,
  kubernetesVersion: KubernetesVersion.of(minor),
  compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(64), claim: DeviceClaim.devices(options) }),
});
const extra = PodVolume.existingClaim('extra', 'extra');
const mounts = [{ volume: 'extra', path: '/extra', readOnly: true, recursiveReadOnly: RecursiveReadOnly.ENABLED }];
const near = { topologyKey: 'zone', labels: { app: 'a' } };
const log = { name: 'log', image: 'log:1.0' };

/** Settings that came later than the lowest version, with the version that has them and the one before. */
const YOUNG: readonly (readonly [minor: string, before: string, props: ModelOverrides])[] = [
  ['1.33', '1.32', { pod: { hostUsers: false } }],
  ['1.31', '1.30', { service: { trafficDistribution: ServiceTrafficDistribution.PREFER_CLOSE } }],
  ['1.34', '1.33', { service: { trafficDistribution: ServiceTrafficDistribution.PREFER_SAME_ZONE } }],
  ['1.34', '1.33', { service: { trafficDistribution: ServiceTrafficDistribution.PREFER_SAME_NODE } }],
  ['1.33', '1.32', { security: { supplementalGroups: [44], supplementalGroupsPolicy: SupplementalGroupsPolicy.STRICT } }],
  ['1.33', '1.32', { security: { seLinuxChangePolicy: SeLinuxChangePolicy.RECURSIVE } }],
  ['1.33', '1.32', { security: { server: { procMount: ProcMount.UNMASKED } }, pod: { hostUsers: false } }],
  ['1.33', '1.32', { pod: { hostUsers: false, sidecars: [log, { ...log, name: 'open', security: { procMount: ProcMount.UNMASKED } }] } }],
  ['1.33', '1.32', { pod: { dns: { searches: ['example.com', '_http.example.com'] } } }],
  ['1.33', '1.32', { pod: { dns: { searches: ['.'] } } }],
  ['1.31', '1.30', { scheduling: { podAffinity: [PodAffinity.required(near), PodAffinity.required({ ...near, matchLabelKeys: ['pod-template-hash'] })] } }],
  ['1.31', '1.30', { scheduling: { podAntiAffinity: [PodAffinity.required({ ...near, mismatchLabelKeys: ['pod-template-hash'] })] } }],
  ['1.31', '1.30', { pod: { volumes: [extra], mounts } }],
  ['1.31', '1.30', { pod: { volumes: [extra], sidecars: [{ ...log, mounts }] } }],
  ['1.36', '1.35', { pod: { sidecars: [log, { ...log, name: 'again', restartPodOn: [42] }] } }],
  ['1.35', '1.34', { scheduling: { tolerations: [{ key: 'example.com/sla', operator: 'Lt', value: '5' }] } }],
];
const share = { capacity: { memory: '10Gi' } };

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { kubernetesVersion: KubernetesVersion.of('1.34'), pod: { volumes: [PodVolume.image('files', 'example.com/files:1')] } }),
  holds: chart => plainModel(chart, 'model', { kubernetesVersion: KubernetesVersion.V1_35, pod: { volumes: [PodVolume.image('files', 'example.com/files:1')] } }),
  more: {
    holds: [model({
      kubernetesVersion: KubernetesVersion.of('1.30'),
      pod: { dns: { searches: ['example.com'] }, volumes: [extra], mounts: [{ ...mounts[0], recursiveReadOnly: RecursiveReadOnly.DISABLED }], sidecars: [{ ...log, security: { procMount: ProcMount.DEFAULT } }] },
      scheduling: { podAffinity: [PodAffinity.required(near)], podAntiAffinity: [PodAffinity.required(near)] },
    })],
  },
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
