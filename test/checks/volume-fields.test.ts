import { problemsOf } from './field-problems';
import { CLAIM, VOLUME } from '../../src/checks/volume-fields';
import { fieldRef, RESOURCE_REF, VARIABLE_FIELD } from '../../src/ground/downward-fields';
import { Field } from '../../src/ground/fields';
import { Json, JsonObject } from '../../src/ground/objects';

const FIELD_REF = fieldRef(VARIABLE_FIELD);
const volume = (kind: string, value: Json): JsonObject => ({ name: 'v', [kind]: value });
const claim = (more: JsonObject): JsonObject => ({ accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...more });
const file = (fieldPath: string) => volume('downwardAPI', { items: [{ path: 'a', fieldRef: { fieldPath } }] });
const snapshot = { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot' };

const GIVEN = 'a name, it is required';
const AMOUNT = 'a Kubernetes quantity above 0 and below 2^53, for example 500m, 2 or 8Gi';
const VARIABLE = 'a field of the Pod: metadata.name, metadata.namespace, metadata.uid, spec.nodeName, status.podIP and the like';
const IN_FILE = 'a field of the Pod: metadata.name, metadata.namespace, metadata.uid, metadata.labels, metadata.annotations and the like';
const RESOURCE = 'limits or requests of cpu, memory, ephemeral-storage or hugepages-…';

const ACCEPTED: readonly [string, Field, Json][] = [
  ['an empty folder of any size', VOLUME, volume('emptyDir', {})],
  ['one of a size', VOLUME, volume('emptyDir', { sizeLimit: '1Gi' })],
  ['one of no size', VOLUME, volume('emptyDir', { sizeLimit: 0 })],
  ['a path of the node', VOLUME, volume('hostPath', { path: '/dev/..a' })],
  ['an export', VOLUME, volume('nfs', { server: 'a', path: '/a' })],
  ['no kind at all', VOLUME, { name: 'v' }],
  ['a class that is empty, which is no class', CLAIM, claim({ storageClassName: '', volumeAttributesClassName: '' })],
  ['one way to write, alone', CLAIM, claim({ accessModes: ['ReadWriteOncePod'] })],
  ['several ways', CLAIM, claim({ accessModes: ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany'] })],
  ['contents of a snapshot', CLAIM, claim({ dataSource: { ...snapshot, name: 'a' }, dataSourceRef: { ...snapshot, name: 'a' } })],
  ['contents of a claim', CLAIM, claim({ dataSource: { kind: 'PersistentVolumeClaim', name: 'a' }, dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'a' } })],
  ['contents that are dropped', CLAIM, claim({ dataSource: { apiGroup: 'example.com', kind: 'Backup' } })],
  ['a snapshot of another group, which is dropped', CLAIM, claim({ dataSource: { apiGroup: 'example.com', kind: 'VolumeSnapshot' } })],
  ...['metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName', 'status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs', 'metadata.labels[\'a\']', 'metadata.annotations[\'a.b/c\']']
    .map((fieldPath): [string, Field, Json] => [`${fieldPath} in a variable`, FIELD_REF, { fieldPath }]),
  ...['metadata.name', 'metadata.namespace', 'metadata.uid', 'metadata.labels', 'metadata.annotations', 'metadata.labels[\'a\']'].map((fieldPath): [string, Field, Json] => [`${fieldPath} in a file`, VOLUME, file(fieldPath)]),
  ...['limits.cpu', 'requests.memory', 'limits.ephemeral-storage', 'requests.hugepages-2Mi'].map((resource): [string, Field, Json] => [resource, RESOURCE_REF, { resource }]),
];

const REFUSED: readonly [string, Field, Json, ...string[]][] = [
  ['a folder of less than nothing', VOLUME, volume('emptyDir', { sizeLimit: '-1' }), `.emptyDir.sizeLimit: -1, ${AMOUNT}`],
  ['a folder of much', VOLUME, volume('emptyDir', { sizeLimit: 'much' }), `.emptyDir.sizeLimit: much, ${AMOUNT}`],
  ['a path of the node that leads up', VOLUME, volume('hostPath', { path: '/dev/../etc' }), '.hostPath.path: /dev/../etc, a path without ".."'],
  ['no path of the node', VOLUME, volume('hostPath', { path: '' }), '.hostPath.path: , a path without ".."'],
  ['a relative export', VOLUME, volume('nfs', { server: 'a', path: 'a/' }), '.nfs.path: a/, an absolute path'],
  ['a name in capitals', VOLUME, { name: 'A' }, '.name: A, a DNS-1123 label of at most 63 characters'],
  ...[['persistentVolumeClaim', 'claimName'], ['iscsi', 'targetPortal', 'iqn'], ['glusterfs', 'endpoints', 'path'], ['azureDisk', 'diskName', 'diskURI'], ['scaleIO', 'gateway', 'system', 'volumeName']]
    .map(([kind, ...names]): [string, Field, Json, ...string[]] => [`${kind} without its members`, VOLUME, volume(kind, {}), ...names.map(name => `.${kind}.${name}: nothing, ${GIVEN}`)]),
  ['one way to write among others', CLAIM, claim({ accessModes: ['ReadWriteOncePod', 'ReadWriteOnce'] }), '.accessModes: ReadWriteOncePod, ReadWriteOnce, ReadWriteOncePod alone, or others'],
  ['no way', CLAIM, claim({ accessModes: [] }), '.accessModes: nothing, a list with something in it'],
  ['a class with a space', CLAIM, claim({ storageClassName: 'a b', volumeAttributesClassName: 'A' }),
    '.storageClassName: a b, a DNS-1123 subdomain of at most 253 characters', '.volumeAttributesClassName: A, a DNS-1123 subdomain of at most 253 characters'],
  ['contents of a snapshot without a name', CLAIM, claim({ dataSource: snapshot }), `.dataSource.name: nothing, ${GIVEN}`],
  ['contents without a kind', CLAIM, claim({ dataSourceRef: { name: 'a' } }), `.dataSourceRef.kind: nothing, ${GIVEN}`],
  ['contents of a kind without its group', CLAIM, claim({ dataSourceRef: { kind: 'Backup', name: 'a' } }), '.dataSourceRef.apiGroup: nothing, the group of the kind Backup'],
  ...['metadata.labels', 'metadata.annotations', 'spec.containers', 'metadata.name2', 'xmetadata.name', 'status.podIPx', 'metadata.labels[\'\']', 'metadata.labels[\'a\'', 'status.hostIPss', 'metadata.owner[\'a\']']
    .map((fieldPath): [string, Field, Json, ...string[]] => [`${fieldPath} in a variable`, FIELD_REF, { fieldPath }, `.fieldPath: ${fieldPath}, ${VARIABLE}`]),
  ...['spec.nodeName', 'status.podIP', 'metadata.labelsx'].map((fieldPath): [string, Field, Json, ...string[]] => (
    [`${fieldPath} in a file`, VOLUME, file(fieldPath), `.downwardAPI.items[0].fieldRef.fieldPath: ${fieldPath}, ${IN_FILE}`]
  )),
  ...['cpu', 'limits.gpu', 'limits.cpus', 'xlimits.cpu', 'limits.hugepages-'].map((resource): [string, Field, Json, ...string[]] => [resource, RESOURCE_REF, { resource }, `.resource: ${resource}, ${RESOURCE}`]),
];

const cases = REFUSED.map(([what, field, value, ...problems]): [string, Field, Json, string[]] => [what, field, value, problems]);

describe('the API server', () => {
  test.each(ACCEPTED)('accepts %s', (_what, field, value) => expect(problemsOf(field, value)).toEqual([]));

  test.each(cases)('refuses %s', (_what, field, value, problems) => expect(problemsOf(field, value)).toEqual(problems));

  test('refuses two kinds of one volume', () => {
    expect(problemsOf(VOLUME, { name: 'v', emptyDir: {}, image: {} })).toEqual([expect.stringMatching(/^: emptyDir, image, one of emptyDir, hostPath, secret, /)]);
  });
});
