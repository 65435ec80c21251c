import { Size } from 'cdk8s';
import {
  AppArmorProfile, Findings, FsGroupChangePolicy, KubernetesVersion, LabelRequirement, MountPropagation, NodeAffinity, NodeInclusion,
  PodAffinity, PodVolume, ProcMount,
  RecursiveReadOnly, RuntimeSettings, SeccompProfile, SecurityOptions, SeLinuxChangePolicy,
} from '../../src';
import { unrestricted } from '../../src/checks/pod-security-standard';
import { chartIn, plainModel, templateOf } from '../fixtures';

function made(settings: RuntimeSettings) {
  const chart = chartIn('ml');
  plainModel(chart, 'model', settings);
  return { chart, get template() { return templateOf(chart); }, get spec() { return templateOf(chart).spec; } };
}

const sidecar = (security: object) => ({ pod: { sidecars: [{ name: 'log', image: 'example.com/log:1', security }] } });

test('profiles of the node are those of the Pod, of the server, and of other containers', () => {
  const { spec } = made({
    security: {
      seccompProfile: SeccompProfile.localhost('a.json'),
      appArmorProfile: AppArmorProfile.localhost('k8s-a'),
      seLinux: { level: 's0:c1' },
      server: { appArmorProfile: AppArmorProfile.RUNTIME_DEFAULT },
      fsGroupChangePolicy: FsGroupChangePolicy.ALWAYS,
    },
    ...sidecar({ seccompProfile: SeccompProfile.RUNTIME_DEFAULT }),
  });
  expect(spec.securityContext).toMatchObject({
    seccompProfile: { type: 'Localhost', localhostProfile: 'a.json' }, appArmorProfile: { type: 'Localhost', localhostProfile: 'k8s-a' }, seLinuxOptions: { level: 's0:c1' }, fsGroupChangePolicy: 'Always',
  });
  expect(spec.containers[0].securityContext).toMatchObject({ appArmorProfile: { type: 'RuntimeDefault' } });
  expect(spec.initContainers?.find((one: { readonly name: string }) => one.name === 'log')?.securityContext).toMatchObject({ seccompProfile: { type: 'RuntimeDefault' } });
});

test.each<[string, RuntimeSettings]>([
  ['profiles of the node', { security: { seccompProfile: SeccompProfile.localhost('a.json'), appArmorProfile: AppArmorProfile.localhost('a') } }],
  ['no AppArmor', { security: { appArmorProfile: AppArmorProfile.UNCONFINED } }],
  ['no AppArmor for the server', { security: { server: { appArmorProfile: AppArmorProfile.UNCONFINED } } }],
  ['all system calls for the server', { security: { server: { seccompProfile: SeccompProfile.UNCONFINED } } }],
  ['a level of SELinux', { security: { seLinux: { level: 's0' } } }],
  ['a user of SELinux', { security: { seLinux: { user: 'system_u' } } }],
  ['a type of SELinux that is allowed', { security: { seLinux: { type: 'container_t' } } }],
  ['another type of SELinux for a sidecar', sidecar({ seLinux: { type: 'spc_t' } })],
  ['all system calls for a sidecar', sidecar({ seccompProfile: SeccompProfile.UNCONFINED })],
])('Pod Security restricted is told to be given up exactly where it is: %s', (_what, settings) => {
  const { chart, template } = made(settings);
  expect(Findings.of(chart).some(({ rule }) => rule === 'pod-security-lowered')).toBe(unrestricted(template).length > 0);
});

const volume = PodVolume.emptyDir('v', { sizeLimit: Size.gibibytes(1) });
const security = (options: SecurityOptions): RuntimeSettings => ({ security: options, pod: { hostUsers: options.server ? false : undefined } });

test.each<[string, string, RuntimeSettings]>([
  ['security.seLinuxChangePolicy', '1.33', security({ seLinuxChangePolicy: SeLinuxChangePolicy.RECURSIVE })],
  ['procMount Unmasked', '1.33', security({ server: { procMount: ProcMount.UNMASKED } })],
  ['matchLabelKeys or mismatchLabelKeys', '1.31', { scheduling: { podAntiAffinity: [PodAffinity.required({ topologyKey: 'a', matchLabelKeys: ['b'] })] } }],
  ['recursiveReadOnly', '1.31', { pod: { volumes: [volume], mounts: [{ volume: 'v', path: '/v', readOnly: true, recursiveReadOnly: RecursiveReadOnly.ENABLED }] } }],
])('%s needs Kubernetes %s', (what, since, settings) => {
  const found = (version: string) => Findings.of(made({ ...settings, kubernetesVersion: KubernetesVersion.of(version) }).chart)
    .filter(finding => finding.rule === 'kubernetes-too-old' && finding.what.includes(what));
  expect(found('1.30').map(finding => finding.what).join()).toContain(`needs Kubernetes ${since}`);
  expect(found(since)).toEqual([]);
});

test('terms of several node affinities hold together, by labels and by names', () => {
  const label = LabelRequirement.exists('gpu');
  const { spec } = made({
    scheduling: {
      nodeAffinity: [
        NodeAffinity.required([label]), NodeAffinity.requiredAny([{ node: 'a' }, { exceptNodes: ['b', 'c'] }]), NodeAffinity.preferredAny(5, [{ node: 'd' }, { labels: [label] }]),
      ],
      topologySpread: [{ topologyKey: 'zone', requirements: [LabelRequirement.exists('app')], nodeAffinityPolicy: NodeInclusion.IGNORE }],
    },
    pod: { volumes: [volume], mounts: [{ volume: 'v', path: '/v', subPathExpr: 'a/$(NOBODY)', propagation: MountPropagation.HOST_TO_CONTAINER }] },
  });
  const gpu = [{ key: 'gpu', operator: 'Exists' }];
  const named = (operator: string, name: string) => ({ key: 'metadata.name', operator, values: [name] });
  expect(spec.affinity.nodeAffinity).toEqual({
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [
        { matchExpressions: gpu, matchFields: [named('In', 'a')] }, { matchExpressions: gpu, matchFields: [named('NotIn', 'b'), named('NotIn', 'c')] },
      ],
    },
    preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 5, preference: { matchFields: [named('In', 'd')] } }, { weight: 5, preference: { matchExpressions: gpu } }],
  });
  expect(spec.topologySpreadConstraints[0]).toMatchObject({ labelSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] }, nodeAffinityPolicy: 'Ignore' });
  expect(spec.containers[0].volumeMounts).toContainEqual({ name: 'v', mountPath: '/v', subPathExpr: 'a/$(NOBODY)', mountPropagation: 'HostToContainer' });
});

test('a folder by a variable that the server does not have is told', () => {
  const { chart } = made({ pod: { volumes: [volume], mounts: [{ volume: 'v', path: '/v', subPathExpr: '$(NOBODY)' }] } });
  expect(Findings.of(chart).filter(({ rule }) => rule === 'variable-undefined').map(({ what }) => what)).toEqual([expect.stringMatching(/^subPathExpr of a mount of the server refers to \$\(NOBODY\)/)]);
});
