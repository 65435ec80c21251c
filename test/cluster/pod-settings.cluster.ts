import { Size } from 'cdk8s';
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from './binaries/versions';
import { describeOnCluster } from './harness/suite';
import { renderModel } from './workloads/models';
import {
  AppArmorProfile, FsGroupChangePolicy, KubernetesVersion, LabelRequirement, MountPropagation, NodeAffinity, NodeInclusion, PodAffinity, PodVolume,
  ProcMount, RecursiveReadOnly, RuntimeSettings, SeccompProfile, SeLinuxChangePolicy,
} from '../../src';

/** Fields of Pods that few set, which every Kubernetes has, and those of newer ones. */
function settings(isNew: boolean): RuntimeSettings {
  const requirements = [LabelRequirement.exists('app')];
  const near = { topologyKey: 'zone', requirements, namespaceRequirements: requirements, ...(isNew && { matchLabelKeys: ['pod-template-hash'], mismatchLabelKeys: ['tenant'] }) };
  const confined = { seccompProfile: SeccompProfile.localhost('a/b.json'), appArmorProfile: AppArmorProfile.localhost('k8s-a'), seLinux: { user: 'u', role: 'r', type: 't', level: 's0:c1' } };
  return {
    kubernetesVersion: isNew ? KubernetesVersion.of('1.33') : undefined,
    scheduling: {
      nodeAffinity: [NodeAffinity.requiredAny([{ node: 'a' }, { labels: requirements, exceptNodes: ['b', 'c'] }]), NodeAffinity.preferredAny(1, [{ node: 'd' }])],
      podAffinity: [PodAffinity.preferred(1, near)],
      podAntiAffinity: [PodAffinity.required(near)],
      topologySpread: [{ topologyKey: 'zone', requirements, nodeAffinityPolicy: NodeInclusion.IGNORE }],
    },
    security: {
      ...confined,
      fsGroupChangePolicy: FsGroupChangePolicy.ALWAYS,
      ...(isNew && { seLinuxChangePolicy: SeLinuxChangePolicy.RECURSIVE }),
      server: { ...confined, procMount: isNew ? ProcMount.UNMASKED : ProcMount.DEFAULT },
    },
    pod: {
      hostUsers: isNew ? false : undefined,
      volumes: [PodVolume.emptyDir('v', { sizeLimit: Size.gibibytes(1) }), PodVolume.csi('csi', 'csi.example.com', { fsType: 'ext4' })],
      mounts: [
        { volume: 'v', path: '/v', subPathExpr: 'a/$(HOSTNAME)', propagation: MountPropagation.HOST_TO_CONTAINER },
        { volume: 'csi', path: '/csi', readOnly: true, ...(isNew && { recursiveReadOnly: RecursiveReadOnly.IF_POSSIBLE }) },
      ],
    },
  };
}

describe.each([[OLDEST_KUBERNETES, false], [NEWEST_KUBERNETES, true]])('%s', (version, isNew) => {
  describeOnCluster('fields of Pods that few set', { version }, (cluster) => {
    test('are taken as they are rendered', async () => {
      const { deployment } = renderModel({ name: 'model', ...settings(isNew) });
      const path = '/apis/apps/v1/namespaces/default/deployments?dryRun=All&fieldValidation=Strict';
      const { status, body } = await cluster().api.send('POST', path, deployment as never);
      expect({ status, message: body.message }).toEqual({ status: 201, message: undefined });
      const { spec } = (body as unknown as typeof deployment).spec.template;
      expect(spec).toMatchObject(deployment.spec.template.spec as never);
    });
  });
});
