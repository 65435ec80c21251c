import { Chart, Duration, Size, Testing } from 'cdk8s';
import { Parsed, pathsIn } from './typed-values';
import { nameOf, walk } from '../../scripts/crd/crd-file';
import {
  AppArmorProfile, FsGroupChangePolicy, HostPathType, LabelRequirement, MetricSource, MetricTarget, ModelInfer, ModelInferProps,
  ModelRef, MountPropagation, NodeAffinity,
  NodeInclusion, PodAffinity, PodVolume, ProcMount, ProjectedSource, RecursiveReadOnly, Scaling, ScalingStep,
  SeccompProfile, SeLinuxChangePolicy, StepSelection,
  SupplementalGroupsPolicy,
} from '../../src';
import { CRDS, schemaOf } from '../cluster/same-verdict/documents';

/*
 * The fields of a ModelInfer that typed code can say. Its own documents are made exactly in test/conformance/documented-infers.test.ts; those fields of Pods
 * that are left are named here, so that each new one is asked for.
 */

const CRD = CRDS.find(crd => nameOf(crd) === 'modelinfers.workload.matrixinfer.ai')!;

/**
 * Fields that no property has, by the beginning of their paths. Every image that an engine has is one of Linux, where the API server refuses options of
 * Windows beside users, groups and profiles of the kernel, or nothing reads them. The user of the server is that of its Pod, to whom the files belong that
 * others download for it: `security` says it once, for all of them.
 */
const LEFT_OUT = [
  'spec.securityContext.windowsOptions',
  ...['windowsOptions', 'runAsNonRoot', 'runAsUser', 'runAsGroup'].map(field => `spec.containers[].securityContext.${field}`),
];

/**
 * Kinds of volumes that others have replaced: `PodVolume.csi`, claims and `PodVolume.projected` say the same.
 * https://kubernetes.io/docs/concepts/storage/volumes/#types-of-volumes
 */
const REPLACED = [
  'downwardAPI', 'iscsi', 'fc', 'flexVolume', 'azureFile', 'azureDisk', 'awsElasticBlockStore', 'gcePersistentDisk', 'vsphereVolume', 'cinder', 'portworxVolume', 'cephfs',
  'rbd',
].map(kind => `spec.volumes[].${kind}`);

const MINUTE = Duration.minutes(1);
const LABELS = [LabelRequirement.isIn('a', ['b'])];
const metric = (source: MetricSource, target: MetricTarget) => Scaling.byMetric({
  source, name: 'any', target, selector: { a: 'b' }, requirements: LABELS, describedObject: source === MetricSource.OBJECT ? { apiVersion: 'v1', kind: 'Service', name: 'a' } : undefined,
});
const rules = { stabilizationWindow: MINUTE, selectPolicy: StepSelection.MAX, tolerance: 0.1, steps: [ScalingStep.pods(1, MINUTE)] };
const near = {
  topologyKey: 'zone', labels: { a: 'b' }, requirements: LABELS, namespaces: ['a'], namespaceLabels: { a: 'b' }, namespaceRequirements: LABELS, matchLabelKeys: ['c'], mismatchLabelKeys: ['d'],
};
const term = { labels: LABELS, node: 'a', exceptNodes: ['b'] };
const confined = {
  seccompProfile: SeccompProfile.localhost('a.json'), appArmorProfile: AppArmorProfile.localhost('a'), seLinux: { user: 'a', role: 'b', type: 'c', level: 's0' },
};

const EVERYTHING: Omit<ModelInferProps, 'model'> = {
  replicas: 2,
  autoscaling: {
    minReplicas: 1,
    maxReplicas: 3,
    targetCpuUtilization: 0.6,
    scaling: [
      Scaling.byMemory(0.6), Scaling.byResource('a', MetricTarget.averageValue('1')), metric(MetricSource.PODS, MetricTarget.averageValue('1')),
      ...[MetricSource.OBJECT, MetricSource.EXTERNAL].flatMap(source => [metric(source, MetricTarget.averageValue('1')), metric(source, MetricTarget.value('1'))]),
    ],
    behavior: { scaleUp: rules, scaleDown: rules },
  },
  resources: { requests: { memory: '1Gi' }, limits: { memory: '1Gi' } },
  scheduling: {
    nodeSelector: { a: 'b' },
    tolerations: [{ key: 'a', operator: 'Equal', value: 'b', effect: 'NoExecute', evictAfter: MINUTE }],
    nodeAffinity: [NodeAffinity.requiredAny([term]), NodeAffinity.preferredAny(1, [term])],
    podAffinity: [PodAffinity.required(near), PodAffinity.preferred(1, near)],
    podAntiAffinity: [PodAffinity.required(near), PodAffinity.preferred(1, near)],
    topologySpread: [{ topologyKey: 'zone', required: true, minDomains: 2, matchLabelKeys: ['a'], labels: { a: 'b' }, requirements: LABELS, honorTaints: true, nodeAffinityPolicy: NodeInclusion.IGNORE }],
  },
  security: {
    runAsUser: 1,
    runAsGroup: 1,
    fsGroup: 1,
    readOnlyRootFilesystem: true,
    supplementalGroups: [1],
    supplementalGroupsPolicy: SupplementalGroupsPolicy.STRICT,
    addCapabilities: ['IPC_LOCK'],
    privileged: false,
    ...confined,
    fsGroupChangePolicy: FsGroupChangePolicy.ALWAYS,
    seLinuxChangePolicy: SeLinuxChangePolicy.RECURSIVE,
    server: { ...confined, procMount: ProcMount.UNMASKED },
    sysctls: { 'net.core.somaxconn': '1' },
  },
  pod: {
    annotations: { a: 'b' },
    volumes: [
      PodVolume.emptyDir('empty', { sizeLimit: Size.gibibytes(1), inMemory: true }),
      PodVolume.existingClaim('claim', 'a', { readOnly: true }),
      PodVolume.ephemeralClaim('own', { size: Size.gibibytes(1) }),
      PodVolume.configMap('files', 'a', { items: { a: 'b' }, optional: true, mode: 0o440, modes: { a: 0o400 } }),
      PodVolume.secret('keys', 'a', { a: 'b' }, { optional: true, mode: 0o440, modes: { a: 0o400 } }),
      PodVolume.projected('both', [ProjectedSource.configMap('a')]),
      PodVolume.nfs('nfs', 'server', '/a', { readOnly: true }),
      PodVolume.hostPath('host', '/a', { type: HostPathType.DIRECTORY }),
      PodVolume.csi('csi', 'driver', { readOnly: true, attributes: { a: 'b' }, fsType: 'ext4', secretName: 'a' }),
      PodVolume.image('image', 'a:1'),
    ],
    mounts: [
      { volume: 'empty', path: '/a', readOnly: true, subPath: 'a', recursiveReadOnly: RecursiveReadOnly.IF_POSSIBLE },
      { volume: 'empty', path: '/b', subPathExpr: '$(POD)', propagation: MountPropagation.HOST_TO_CONTAINER },
    ],
  },
};

test('every field that the CRD has can be said, but for those that are named', () => {
  // GIVEN
  const maps = new Set<string>();
  const leaves = new Set<string>();
  walk(schemaOf(CRD), (path, { properties, items, additionalProperties }) => {
    if (additionalProperties) maps.add(path);
    if (path.startsWith('spec.') && !properties && !items && !additionalProperties) leaves.add(path);
  });

  // WHEN
  const said = [EVERYTHING, { security: { ...EVERYTHING.security, privileged: true } }].flatMap(props => {
    const chart = new Chart(Testing.app(), 'chart', { namespace: 'ml' });
    const model = ModelRef.named('llama', { namespace: 'registry' });
    const { spec } = new ModelInfer(chart, 'infer', { model, registerOnly: true, ...props }).inferObject.toJson() as Parsed;
    return pathsIn(spec, 'spec', path => maps.has(path));
  });

  // THEN
  const isNamed = (path: string) => [...LEFT_OUT, ...REPLACED].some(start => path.startsWith(start));
  const isSaid = (path: string) => said.some(one => one === path || one.startsWith(`${path}.`) || one.startsWith(`${path}[`));
  expect([...leaves].filter(path => !isSaid(path) && !isNamed(path))).toEqual([]);
  expect(LEFT_OUT.filter(start => said.some(path => path.startsWith(start)))).toEqual([]);
  expect(leaves.size).toBeGreaterThan(150);
});
