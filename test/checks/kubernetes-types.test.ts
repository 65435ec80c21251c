import { typeProblems } from '../../src/checks/kubernetes-types';
import { KUBERNETES_TYPES } from '../../src/checks/kubernetes-types.generated';
import { Json } from '../../src/ground/objects';
import { KubernetesVersion } from '../../src/values/kubernetes-version';

const wrong = (type: string, value: Json, lowest = KubernetesVersion.V1_37) => typeProblems(type, value, lowest).wrong;

describe('the types of Kubernetes', () => {
  test('lead to no type that is not among them', () => {
    const named = Object.values(KUBERNETES_TYPES).flatMap(members => members.split(' ').map(member => /:[*%=]*([A-Z]\w+)/.exec(member)?.[1]).filter(name => name !== undefined));
    expect(named.length).toBeGreaterThan(250);
    expect(named.filter(name => !Object.hasOwn(KUBERNETES_TYPES, name))).toEqual([]);
  });

  test.each<[string, string, Json]>([
    ['a number of 32 bits', 'ContainerPort', { containerPort: 1 }],
    ['a quantity as text or number', 'ResourceRequirements', { limits: { cpu: 1, memory: '1Gi' } }],
    ['a number or a name', 'HTTPGetAction', { port: 'http' }],
    ['an empty word', 'ContainerPort', { containerPort: 1, protocol: '' }],
    ['a map', 'LabelSelector', { matchLabels: { a: 'b' } }],
    ['a time', 'ObjectMeta', { creationTimestamp: '2026-01-31T12:00:00Z' }],
    ['members that are null', 'PodSpec', { hostNetwork: null, nonsense: null }],
    ['a schema of a CRD', 'JSONSchemaProps', { type: 'object', properties: { a: { type: 'string', enum: ['b'] } }, additionalProperties: false }],
    ['a type that is not known', 'Nonsense', { a: 1 }],
  ])('accept %s', (_what, type, value) => {
    expect(wrong(type, value)).toEqual([]);
  });

  test.each<[string, string, Json, string, string]>([
    ['a text', 'ContainerPort', { containerPort: '1' }, '.containerPort', 'a whole number of 32 bits, without quotes'],
    ['more than 32 bits', 'ContainerPort', { containerPort: 2 ** 31 }, '.containerPort', 'a whole number of 32 bits, without quotes'],
    ['no quantity', 'ResourceRequirements', { limits: { cpu: '1 core' } }, '.limits["cpu"]', 'a Kubernetes quantity, for example 500m or 8Gi'],
    ['another word', 'ContainerPort', { containerPort: 1, protocol: 'tcp' }, '.protocol', 'TCP, UDP, SCTP'],
    ['another word where none is one', 'HostPathVolumeSource', { path: '/a', type: 'Folder' }, '.type', 'DirectoryOrCreate, Directory, FileOrCreate, File, Socket, CharDevice, BlockDevice'],
    ['one in place of a list', 'Container', { args: '--x' }, '.args', 'a list'],
    ['a list in place of one', 'Container', { name: ['a'] }, '.name', 'a string'],
    ['a list in place of a map', 'LabelSelector', { matchLabels: ['a'] }, '.matchLabels', 'a map'],
    ['an item that is null', 'Container', { args: [null] }, '.args[0]', 'an item'],
    ['another spelling', 'PodSpec', { container: [] }, '', 'a member of PodSpec; is containers meant?'],
    ['what was never there', 'SleepAction', { minutes: 1 }, '', 'a member of SleepAction: seconds'],
  ])('refuse %s', (_what, type, value, path, allowed) => {
    expect(wrong(type, value)).toEqual([expect.objectContaining({ path, allowed })]);
  });

  test('know since when a member and a word are there', () => {
    const young = (type: string, value: Json, version: string) => typeProblems(type, value, KubernetesVersion.of(version)).young;
    expect(young('PodSpec', { resources: {} }, '1.31')).toEqual([{ path: '.resources', since: 32 }]);
    expect(young('PodSpec', { resources: {} }, '1.32')).toEqual([]);
    expect(young('PodSecurityContext', { supplementalGroupsPolicy: 'Strict' }, '1.30')).toEqual([{ path: '.supplementalGroupsPolicy', since: 31 }]);
    expect(young('PodSpec', { hostUsers: false }, '1.30')).toEqual([]);
  });
});

describe('a value of a type', () => {
  const problems = (type: string, value: Json) => wrong(type, value).map(({ path, got, allowed }) => `${path}: ${JSON.stringify(got)}, ${allowed}`);

  test.each<[string, string, Json]>([
    ['the largest number', 'ContainerPort', { containerPort: 2 ** 31 - 1 }],
    ['the smallest number', 'ContainerPort', { containerPort: 1 - 2 ** 31 }],
    ['a large number of 64 bits', 'PodSpec', { terminationGracePeriodSeconds: 2 ** 40 }],
    ['a time with parts of seconds', 'ObjectMeta', { creationTimestamp: '2026-01-31T12:00:00.25+02:00' }],
    ['a text without a type', 'JSONSchemaProps', { default: 'a', maximum: 1.5 }],
    ['nothing', 'PodSpec', null],
  ])('is fine with %s', (_what, type, value) => expect(problems(type, value)).toEqual([]));

  test.each<[string, string, Json, string]>([
    ['too small a number', 'ContainerPort', { containerPort: -(2 ** 31) }, '.containerPort: -2147483648, a whole number of 32 bits, without quotes'],
    ['half a number', 'PodSpec', { terminationGracePeriodSeconds: 0.5 }, '.terminationGracePeriodSeconds: 0.5, a whole number, without quotes'],
    ['true as a text', 'PodSpec', { hostNetwork: 'true' }, '.hostNetwork: "true", true or false, without quotes'],
    ['a number as a text', 'JSONSchemaProps', { maximum: '1' }, '.maximum: "1", a number, without quotes'],
    ['a time without seconds', 'ObjectMeta', { creationTimestamp: '2026-01-31T12:00Z' }, '.creationTimestamp: "2026-01-31T12:00Z", a time as in 2026-01-31T12:00:00Z'],
    ['a time with more behind it', 'ObjectMeta', { creationTimestamp: '2026-01-31T12:00:00Zx' }, '.creationTimestamp: "2026-01-31T12:00:00Zx", a time as in 2026-01-31T12:00:00Z'],
    ['a time with more before it', 'ObjectMeta', { creationTimestamp: '+2026-01-31T12:00:00Z' }, '.creationTimestamp: "+2026-01-31T12:00:00Z", a time as in 2026-01-31T12:00:00Z'],
    ['a time of another zone', 'ObjectMeta', { creationTimestamp: '2026-01-31T12:00:00+2:00' }, '.creationTimestamp: "2026-01-31T12:00:00+2:00", a time as in 2026-01-31T12:00:00Z'],
    ['true as a quantity', 'ResourceRequirements', { limits: { cpu: true } }, '.limits["cpu"]: true, a Kubernetes quantity, for example 500m or 8Gi'],
    ['half a port', 'HTTPGetAction', { port: 1.5 }, '.port: 1.5, a whole number or a string'],
    ['a map in place of a word', 'ContainerPort', { protocol: {} }, '.protocol: "an object", TCP, UDP, SCTP'],
    ['a list in place of a word', 'ContainerPort', { protocol: ['TCP'] }, '.protocol: "a list", TCP, UDP, SCTP'],
    ['a word in place of a struct', 'PodSpec', { affinity: 'a' }, '.affinity: "a", an object'],
    ['a list in place of a struct', 'PodSpec', { affinity: [] }, '.affinity: "a list", an object'],
    ['an item that is nothing', 'Container', { args: [undefined] }, '.args[0]: "nothing", an item'],
    ['a member that is none', 'SleepAction', { 'seconds ': 1 }, ': "seconds ", a member of SleepAction: seconds'],
  ])('is refused with %s', (_what, type, value, problem) => expect(problems(type, value)).toEqual([problem]));

  test('came with a version, in a list and a map too', () => {
    const young = (type: string, value: Json) => typeProblems(type, value, KubernetesVersion.V1_30).young;
    expect(young('PodSpec', { securityContext: { supplementalGroupsPolicy: 'Merge' } })).toEqual([{ path: '.securityContext.supplementalGroupsPolicy', since: 31 }]);
    expect(young('PodSpec', { tolerations: [{ key: 'a', operator: 'Lt' }] })).toEqual([{ path: '.tolerations[0].operator: Lt', since: 35 }]);
    expect(young('PodSpec', { containers: [{ name: 'a', restartPolicyRules: [] }] })).toEqual([{ path: '.containers[0].restartPolicyRules', since: 34 }]);
  });
});
