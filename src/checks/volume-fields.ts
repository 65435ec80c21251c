import { fieldRef, FILE_FIELD, RESOURCE_FIELD } from '../ground/downward-fields';
import { absent, both, Field, filled, isObject, list, members, oneMember, oneOf, required, rule, text, whole } from '../ground/fields';
import { ANNOTATIONS, CSI_DRIVER, DNS_LABEL, DNS_SUBDOMAIN, FILE_MODE, KEY_PATH, LABELS, NOT_EMPTY, QUANTITY, SELECTOR } from '../ground/kubernetes-fields';
import { tryParseQuantity } from '../ground/quantity';

/*
 * The values that the API server accepts of volumes and claims.
 * https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go
 */

/** A member that cannot be left out or empty. */
export const GIVEN = required(NOT_EMPTY, 'a name, it is required');

const ACCESS_MODES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];

/** The object that a claim is filled from; without a group the only kind is another claim. */
const DATA_SOURCE_REF: Field = both(
  members({ apiGroup: value => (value === '' ? [] : DNS_SUBDOMAIN(value)), kind: GIVEN, name: GIVEN }),
  rule(({ apiGroup, kind }) => (apiGroup || !kind || kind === 'PersistentVolumeClaim' ? [] : [{
    path: '.apiGroup',
    got: 'nothing',
    allowed: `the group of the kind ${String(kind)}`,
  }])),
);

/** As `dataSourceRef`, for claims and snapshots; the API server drops every other kind before it looks at it. */
const DATA_SOURCE: Field = value => {
  const kind = isObject(value) ? `${String(value.apiGroup ?? '')}/${String(value.kind)}` : '';
  return kind === '/PersistentVolumeClaim' || kind === 'snapshot.storage.k8s.io/VolumeSnapshot' ? DATA_SOURCE_REF(value) : [];
};

/** The `spec` of a claim. */
export const CLAIM: Field = members({
  accessModes: both(
    filled(list(oneOf(...ACCESS_MODES))),
    modes => (Array.isArray(modes) && modes.includes('ReadWriteOncePod') && modes.length > 1
      ? [{ path: '', got: modes.join(', '), allowed: 'ReadWriteOncePod alone, or others' }] : []),
  ),
  storageClassName: both(value => (value === '' ? [] : DNS_SUBDOMAIN(value))),
  volumeAttributesClassName: value => (value === '' ? [] : DNS_SUBDOMAIN(value)),
  volumeMode: oneOf('Filesystem', 'Block'),
  selector: SELECTOR,
  resources: required(members({ requests: required(members({ storage: required(QUANTITY, 'an amount, it is required') }), 'storage') }), 'requests.storage'),
  dataSource: DATA_SOURCE,
  dataSourceRef: DATA_SOURCE_REF,
});

const KEY_TO_PATH = list(members({ key: GIVEN, path: required(KEY_PATH, 'a relative path'), mode: FILE_MODE }));

const DOWNWARD = list(both(
  members({
    path: required(KEY_PATH, 'a relative path'),
    fieldRef: fieldRef(FILE_FIELD),
    resourceFieldRef: members({ resource: required(RESOURCE_FIELD, 'a resource'), containerName: GIVEN }),
    mode: FILE_MODE,
  }),
  oneMember(['fieldRef', 'resourceFieldRef']),
));

const PROJECTIONS: { readonly [kind: string]: Field } = {
  secret: members({ name: GIVEN, items: KEY_TO_PATH }),
  configMap: members({ name: GIVEN, items: KEY_TO_PATH }),
  downwardAPI: members({ items: DOWNWARD }),
  serviceAccountToken: members({ path: required(KEY_PATH, 'a relative path'), expirationSeconds: whole(600, 2 ** 32) }),
  clusterTrustBundle: members({ path: required(KEY_PATH, 'a relative path') }),
  podCertificate: members({ signerName: GIVEN, keyType: GIVEN }),
};

const needs = (...names: string[]): Field => members(Object.fromEntries(names.map(name => [name, GIVEN])));

/** The members that each kind of volume needs. Most of the others are switched off in Kubernetes, or on their way out. */
const SOURCES: { readonly [kind: string]: Field } = {
  emptyDir: members({ sizeLimit: value => (value === undefined || (tryParseQuantity(String(value)) ?? -1n) >= 0n ? [] : QUANTITY(value)) }),
  hostPath: members({ path: required(text('a path without ".."', path => path !== '' && !path.split('/').includes('..')), 'a path') }),
  secret: members({ secretName: GIVEN, defaultMode: FILE_MODE, items: KEY_TO_PATH }),
  configMap: members({ name: GIVEN, defaultMode: FILE_MODE, items: KEY_TO_PATH }),
  persistentVolumeClaim: needs('claimName'),
  nfs: members({ server: GIVEN, path: required(text('an absolute path', path => path.startsWith('/')), 'an absolute path') }),
  csi: members({ driver: required(CSI_DRIVER, 'the name of a driver'), nodePublishSecretRef: needs('name') }),
  ephemeral: members({
    volumeClaimTemplate: required(members({
      metadata: members({ labels: LABELS, annotations: ANNOTATIONS, name: absent('nothing: Kubernetes makes its name') }),
      spec: required(CLAIM, 'the spec of a claim'),
    }), 'a template'),
  }),
  projected: members({ defaultMode: FILE_MODE, sources: list(both(oneMember(Object.keys(PROJECTIONS)), members(PROJECTIONS))) }),
  downwardAPI: members({ items: DOWNWARD, defaultMode: FILE_MODE }),
  image: members({}),
  gitRepo: needs('repository'),
  iscsi: needs('targetPortal', 'iqn'),
  rbd: members({ monitors: filled(list(NOT_EMPTY)), image: GIVEN }),
  cephfs: members({ monitors: filled(list(NOT_EMPTY)) }),
  glusterfs: needs('endpoints', 'path'),
  awsElasticBlockStore: needs('volumeID'),
  gcePersistentDisk: needs('pdName'),
  azureDisk: needs('diskName', 'diskURI'),
  azureFile: needs('secretName', 'shareName'),
  cinder: needs('volumeID'),
  fc: oneMember(['targetWWNs', 'wwids']),
  flexVolume: needs('driver'),
  flocker: oneMember(['datasetName', 'datasetUUID']),
  portworxVolume: needs('volumeID'),
  photonPersistentDisk: needs('pdID'),
  quobyte: needs('registry', 'volume'),
  scaleIO: needs('gateway', 'system', 'volumeName'),
  storageos: needs('volumeName'),
  vsphereVolume: needs('volumePath'),
};

/** A volume of a Pod; without any kind it is an empty folder. */
export const VOLUME: Field = both(members({ name: required(DNS_LABEL, 'a DNS-1123 label'), ...SOURCES }), oneMember(Object.keys(SOURCES), 0));

/** Volumes of a Pod. */
export const VOLUMES: Field = list(VOLUME, 'name');
