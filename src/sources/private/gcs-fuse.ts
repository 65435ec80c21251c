import { Size } from 'cdk8s';
import { SourceDeclaration } from './declaration';
import { BUCKET_OF_GCS } from './gcs';
import { onlyFile, unknownEnding } from './only-file';
import { parseObjectUri } from './uris';
import { GCS_FUSE } from '../../facts/csi-drivers';
import { checkedSize, quantityOf } from '../../ground/bytes';
import { invalid } from '../../ground/errors';
import { compact } from '../../ground/objects';
import { Cpu } from '../../values/cpu';
import { PodVolume } from '../../values/pod-volume';
import { ModelSourceOptions } from '../model-source-options';

/** Options of a Cloud Storage bucket that GKE mounts into the Pod. */
export interface GcsFuseSourceOptions extends ModelSourceOptions {
  /**
   * Whether folders without an object of their own are visible too (`implicit-dirs`). Most tools create no such objects.
   *
   * @default true
   */
  readonly implicitDirs?: boolean;

  /**
   * More options of Cloud Storage FUSE, for example `file-cache:max-size-mb:-1`. https://cloud.google.com/storage/docs/cloud-storage-fuse/cli-options
   *
   * @default - none
   */
  readonly mountOptions?: string[];

  /**
   * More attributes of the driver, for example `{ gcsfuseMetadataPrefetchOnMount: 'true' }`.
   *
   * @default - none
   */
  readonly attributes?: { [key: string]: string };

  /**
   * CPU of the sidecar that reads the bucket (`gke-gcsfuse/cpu-limit`).
   *
   * @default - that of GKE
   */
  readonly sidecarCpu?: Cpu;

  /**
   * Memory of the sidecar (`gke-gcsfuse/memory-limit`).
   *
   * @default - that of GKE
   */
  readonly sidecarMemory?: Size;

  /**
   * Disk of the sidecar, where its file cache is (`gke-gcsfuse/ephemeral-storage-limit`).
   *
   * @default - that of GKE
   */
  readonly sidecarEphemeralStorage?: Size;

  /**
   * Whether the sidecar has no limits (`"0"`), for caches as large as the node allows. Only on Standard clusters, and not together with the three
   * sizes.
   *
   * @default false
   */
  readonly sidecarUnlimited?: boolean;

  /**
   * Whether the bucket is public and read without credentials.
   *
   * @default false
   */
  readonly anonymous?: boolean;
}

/** Options that the URI and the other members say. */
const STATED = /^(only-dir|implicit-dirs|anonymous-access)(=|:|$)/;

/**
 * A bucket, or a folder of it, mounted read-only by GKE. https://cloud.google.com/kubernetes-engine/docs/how-to/cloud-storage-fuse-csi-driver-ephemeral
 *
 * @factory gcsFuse(uri)
 * @recorded as given: `gs://…`
 * @files GKE's Cloud Storage FUSE, a read-only mount
 * @credentials identity, or `anonymous`
 * @scheme gs to mount the bucket
 */
export function gcsFuse(uri: string, options: GcsFuseSourceOptions): SourceDeclaration {
  const { place, path } = parseObjectUri('Cloud Storage URI', uri, {
    scheme: 'gs',
    ...BUCKET_OF_GCS,
    example: 'gs://<bucket>/<prefix or object>',
    fix: 'bind the ServiceAccount of the Pods to a Google service account',
  });
  const isFile = onlyFile(path, options) !== undefined;
  const last = path.slice(path.lastIndexOf('/') + 1);
  const folder = (isFile ? path.slice(0, -last.length) : path).replace(/\/$/, '');
  const attributes = attributesOf(place, folder, options);
  const podAnnotations = annotationsOf(options);
  return {
    uri,
    // The bucket is mounted by folders, so that a file keeps its name.
    onlyFile: isFile ? last : undefined,
    unknownEnding: unknownEnding(path, options),
    needsServiceAccount: !options.anonymous,
    bind: ({ targetPath, volumeName }) => ({
      model: { path: isFile ? `${targetPath}/${last}` : targetPath, hub: false },
      needsModelVolume: false,
      volumes: [PodVolume.csi(volumeName, GCS_FUSE, { attributes, readOnly: true })],
      mounts: [{ volume: volumeName, path: targetPath, readOnly: true }],
      podAnnotations,
    }),
  };
}

function attributesOf(bucketName: string, folder: string, options: GcsFuseSourceOptions): { [key: string]: string } {
  const { implicitDirs = true, mountOptions = [], anonymous, attributes = {} } = options;
  if (folder.includes(',')) {
    throw invalid({
      what: 'Cloud Storage URI',
      got: folder,
      allowed: 'a folder without commas, which part the options of a mount',
      fix: 'rename the folder, or mount the bucket with ModelSource.volume',
    });
  }
  const stated = mountOptions.find(option => STATED.test(option));
  if (stated !== undefined) {
    throw invalid({
      what: 'mountOptions',
      got: stated,
      allowed: 'options that nothing else says',
      fix: 'the folder stands in the URI; use implicitDirs and anonymous',
    });
  }
  const odd = mountOptions.find(option => !/^[^\s,]+$/.test(option));
  if (odd !== undefined) {
    throw invalid({
      what: 'mountOptions',
      got: odd,
      allowed: 'one option each, without spaces and commas',
      fix: 'use for example "file-cache:max-size-mb:-1"',
    });
  }
  const taken = Object.keys(attributes).find(key => key === 'bucketName' || key === 'mountOptions');
  if (taken !== undefined) {
    throw invalid({ what: 'attributes', got: taken, allowed: 'attributes that nothing else says', fix: 'the bucket stands in the URI; use mountOptions' });
  }
  const all = [
    ...(implicitDirs ? ['implicit-dirs'] : []), ...(folder === '' ? [] : [`only-dir=${folder}`]), ...(anonymous ? ['anonymous-access'] : []),
    ...mountOptions,
  ];
  return { bucketName, ...(all.length > 0 && { mountOptions: all.join(',') }), ...(anonymous && { skipCSIBucketAccessCheck: 'true' }), ...attributes };
}

/** https://cloud.google.com/kubernetes-engine/docs/how-to/cloud-storage-fuse-csi-driver-sidecar */
function annotationsOf({ sidecarCpu, sidecarMemory, sidecarEphemeralStorage, sidecarUnlimited }: GcsFuseSourceOptions): { [key: string]: string } {
  if (sidecarUnlimited && (sidecarCpu ?? sidecarMemory ?? sidecarEphemeralStorage) !== undefined) {
    throw invalid({
      what: 'sidecarUnlimited',
      got: 'true beside a size of the sidecar',
      allowed: 'either of them',
      fix: 'leave out sidecarCpu, sidecarMemory and sidecarEphemeralStorage, or sidecarUnlimited',
    });
  }
  const none = sidecarUnlimited ? '0' : undefined;
  const quantity = (what: string, size: Size | undefined) => size && quantityOf(checkedSize(what, size));
  return compact({
    'gke-gcsfuse/cpu-limit': none ?? sidecarCpu?.amount,
    'gke-gcsfuse/memory-limit': none ?? quantity('sidecarMemory', sidecarMemory),
    'gke-gcsfuse/ephemeral-storage-limit': none ?? quantity('sidecarEphemeralStorage', sidecarEphemeralStorage),
  }) as { [key: string]: string };
}
