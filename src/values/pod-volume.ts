import { Size } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-27';
import { KubernetesVersion } from './kubernetes-version';
import { ConfigMapVolumeOptions, HugePagesOptions, KeyFilesOptions } from './pod-volume-files';
import { CsiVolumeOptions, EmptyDirProps, EphemeralClaimProps, HostPathVolumeOptions, PodVolumeOptions } from './pod-volume-options';
import { renderDataSource } from './private/data-source';
import { keyFiles } from './private/key-files';
import { projected } from './private/projected';
import { ClaimReference, VolumeFacts } from './private/volume-facts';
import { ProjectedSource, ProjectedVolumeOptions } from './projected-source';
import { checkedSize, quantityOf } from '../ground/bytes';
import { sizeOfClaim } from '../ground/claim-size';
import { invalid } from '../ground/errors';
import { mustBe } from '../ground/fields';
import { checkedImage } from '../ground/images';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { CSI_DRIVER, DNS_SUBDOMAIN } from '../ground/kubernetes-fields';
import { checkedLabel, checkedObjectName } from '../ground/names';
import { namespaceOf } from '../ground/namespaces';
import { compact, JsonObject } from '../ground/objects';

/**
 * A volume of a Pod.
 *
 * @example
 * const pod = {
 *   volumes: [PodVolume.existingClaim('adapters', 'lora-adapters', { readOnly: true })],
 *   mounts: [{ volume: 'adapters', path: '/adapters' }],
 * };
 */
export class PodVolume {
  static { brand(this, 'PodVolume'); }

  /**
   * An empty folder that lives as long as the Pod. It always has a size limit: without one it can fill the node.
   *
   * @param name name of the volume.
   * @param props its size.
   */
  public static emptyDir(name: string, props: EmptyDirProps): PodVolume {
    [name, props] = judged('PodVolume.emptyDir', [name, props], arguments);
    const sizeLimit = quantityOf(checkedSize(`sizeLimit of the volume ${name}`, props.sizeLimit));
    const emptyDir = compact({ medium: props.inMemory ? 'Memory' : undefined, sizeLimit });
    return new PodVolume(name, { emptyDir }, props.inMemory ? { memorySize: props.sizeLimit } : { diskSize: props.sizeLimit });
  }

  /**
   * An existing PersistentVolumeClaim.
   *
   * @param name name of the volume.
   * @param claimName `metadata.name` of the claim, in the Pod's namespace.
   * @param options whether it is read-only.
   */
  public static existingClaim(name: string, claimName: string, options: PodVolumeOptions = {}): PodVolume {
    [name, claimName, options] = judged('PodVolume.existingClaim', [name, claimName, options], arguments);
    return PodVolume.ofClaim(name, { name: claimName }, options);
  }

  /**
   * An existing PersistentVolumeClaim, as cdk8s-plus has it. One that is known to be in another namespace is an error (`claim-other-namespace`).
   *
   * @param name name of the volume.
   * @param claim a cdk8s-plus `PersistentVolumeClaim`, or the reference that `fromClaimName` gives.
   * @param options whether it is read-only.
   */
  public static fromPersistentVolumeClaim(name: string, claim: kplus.IPersistentVolumeClaim, options: PodVolumeOptions = {}): PodVolume {
    [name, claim, options] = judged('PodVolume.fromPersistentVolumeClaim', [name, claim, options], arguments);
    return PodVolume.ofClaim(name, { name: claim.name, namespace: namespaceOf(claim), storage: sizeOfClaim(claim) }, options);
  }

  /**
   * A claim that Kubernetes makes for each Pod and deletes with it (a generic ephemeral volume).
   *
   * @param name name of the volume.
   * @param props its size, storage class, access mode and initial content.
   */
  public static ephemeralClaim(name: string, props: EphemeralClaimProps): PodVolume {
    [name, props] = judged('PodVolume.ephemeralClaim', [name, props], arguments);
    // An empty name says that nothing is provisioned: a volume that exists, and has no class, is bound.
    if (props.storageClassName !== '') {
      mustBe(DNS_SUBDOMAIN, props.storageClassName, `storageClassName of the volume ${name}`, 'leave it out for the default class of the cluster');
    }
    const { accessMode = 'ReadWriteOnce', dataSource } = props;
    const spec: JsonObject = compact({
      accessModes: [accessMode],
      dataSourceRef: dataSource && renderDataSource(name, dataSource),
      resources: { requests: { storage: quantityOf(checkedSize(`size of the volume ${name}`, props.size)) } },
      storageClassName: props.storageClassName,
    });
    return new PodVolume(name, { ephemeral: { volumeClaimTemplate: { spec } } });
  }

  /**
   * Keys of a Secret as files, which only their owner and group can read by default.
   *
   * @param name name of the volume.
   * @param secretName `metadata.name` of the Secret, in the Pod's namespace.
   * @param items file names by key, never a path out of the volume; left out, all keys are there, each under its own name.
   * @param options permissions, and whether the Secret may be missing.
   */
  public static secret(name: string, secretName: string, items?: { [key: string]: string }, options: KeyFilesOptions = {}): PodVolume {
    [name, secretName, items, options] = judged('PodVolume.secret', [name, secretName, items, options], arguments);
    const files = keyFiles(name, items, options);
    return new PodVolume(name, { secret: { secretName: checkedObjectName('Secret name', secretName), ...files, defaultMode: files.defaultMode ?? 0o440 } });
  }

  /**
   * Keys of a ConfigMap as files.
   *
   * @param name name of the volume.
   * @param configMapName `metadata.name` of the ConfigMap, in the Pod's namespace.
   * @param options the keys, permissions, and whether the ConfigMap may be missing.
   */
  public static configMap(name: string, configMapName: string, options: ConfigMapVolumeOptions = {}): PodVolume {
    [name, configMapName, options] = judged('PodVolume.configMap', [name, configMapName, options], arguments);
    return new PodVolume(name, { configMap: { name: checkedObjectName('ConfigMap name', configMapName), ...keyFiles(name, options.items, options) } });
  }

  /**
   * Files from several places in one folder.
   *
   * @param name name of the volume.
   * @param sources the places; at least one.
   * @param options permissions of the files.
   */
  public static projected(name: string, sources: ProjectedSource[], options: ProjectedVolumeOptions = {}): PodVolume {
    [name, sources, options] = judged('PodVolume.projected', [name, sources, options], arguments);
    return new PodVolume(name, { projected: projected(name, sources, options) });
  }

  /**
   * A folder in huge pages. The server has to request pages of the same size: `otherResources: { 'hugepages-2Mi': '1Gi' }` of compute
   * (`huge-pages-missing`).
   *
   * @param name name of the volume.
   * @param options the size of a page.
   */
  public static hugePages(name: string, options: HugePagesOptions = {}): PodVolume {
    [name, options] = judged('PodVolume.hugePages', [name, options], arguments);
    const { pageSize } = options;
    const size = pageSize && quantityOf(checkedSize(`pageSize of the volume ${name}`, pageSize));
    return new PodVolume(name, { emptyDir: { medium: size === undefined ? 'HugePages' : `HugePages-${size}` } });
  }

  /**
   * A folder that an NFS server exports.
   *
   * @param name name of the volume.
   * @param server host name or address of the server.
   * @param path absolute path of the export.
   * @param options whether it is read-only.
   */
  public static nfs(name: string, server: string, path: string, options: PodVolumeOptions = {}): PodVolume {
    [name, server, path, options] = judged('PodVolume.nfs', [name, server, path, options], arguments);
    if (server.trim() === '' || !path.startsWith('/')) {
      const fix = 'use for example PodVolume.nfs("models", "nfs.example.com", "/exports/models")';
      throw invalid({ what: 'NFS export', got: `${server}:${path}`, allowed: 'a server, and an absolute path', fix });
    }
    return new PodVolume(name, { nfs: compact({ server, path, readOnly: options.readOnly ? true : undefined }) });
  }

  /**
   * A folder, file or device of the node that the Pod runs on. It gives up Pod Security `restricted` and `baseline` (`pod-security-lowered`).
   *
   * @param name name of the volume.
   * @param path absolute path on the node, without `..`.
   * @param options the kind of file that has to exist.
   */
  public static hostPath(name: string, path: string, options: HostPathVolumeOptions = {}): PodVolume {
    [name, path, options] = judged('PodVolume.hostPath', [name, path, options], arguments);
    if (!path.startsWith('/') || path.split('/').includes('..')) {
      const fix = 'use for example PodVolume.hostPath("models", "/mnt/models")';
      throw invalid({ what: 'path on the node', got: path, allowed: 'an absolute path without ".."', fix });
    }
    return new PodVolume(name, { hostPath: compact({ path, type: options.type }) });
  }

  /**
   * A volume that a CSI driver makes for the Pod (an ephemeral inline volume), for example from a secrets store or a bucket.
   *
   * @param name name of the volume.
   * @param driver name of the driver, for example `gcsfuse.csi.storage.gke.io`.
   * @param options the attributes that the driver takes, and whether it is read-only.
   */
  public static csi(name: string, driver: string, options: CsiVolumeOptions = {}): PodVolume {
    [name, driver, options] = judged('PodVolume.csi', [name, driver, options], arguments);
    mustBe(CSI_DRIVER, driver, 'CSI driver', 'use for example "gcsfuse.csi.storage.gke.io"');
    const { attributes, fsType, secretName } = options;
    const readOnly = options.readOnly ? true : undefined;
    const nodePublishSecretRef = secretName === undefined ? undefined : { name: checkedObjectName('Secret name', secretName) };
    return new PodVolume(name, { csi: compact({ driver, fsType, volumeAttributes: { ...attributes }, nodePublishSecretRef, readOnly }) });
  }

  /**
   * The files of an OCI image or artifact, read-only (KEP-4639). Needs Kubernetes 1.35 (`kubernetes-too-old`).
   *
   * @param name name of the volume.
   * @param reference the image, with a tag or digest.
   */
  public static image(name: string, reference: string): PodVolume {
    judged('PodVolume.image', [name, reference], arguments);
    return new PodVolume(name, { image: { reference: checkedImage(reference), pullPolicy: 'IfNotPresent' } }, { since: KubernetesVersion.V1_35 });
  }

  private static ofClaim(name: string, claim: ClaimReference, { readOnly }: PodVolumeOptions): PodVolume {
    const persistentVolumeClaim = compact({ claimName: checkedObjectName('claim name', claim.name), readOnly: readOnly ? true : undefined });
    return new PodVolume(name, { persistentVolumeClaim }, { claim });
  }

  /** Name of the volume. */
  public readonly name: string;

  /** The most that it can take of the node's disk; `undefined` for a volume that is not on that disk. */
  public readonly diskSize?: Size;

  /** The most that it can take of the memory of the containers that write to it; `undefined` for a volume that is not in memory. */
  public readonly memorySize?: Size;

  /**
   * The first Kubernetes version that knows it.
   * @internal
   */
  public readonly _since: KubernetesVersion;

  /**
   * The claim that it mounts, with its namespace where that is known.
   * @internal
   */
  public readonly _claim?: ClaimReference;

  private readonly source: JsonObject;

  private constructor(name: string, source: JsonObject, facts: VolumeFacts = {}) {
    this.name = checkedLabel('volume name', name);
    this.source = source;
    this.diskSize = facts.diskSize;
    this.memorySize = facts.memorySize;
    this._claim = facts.claim;
    this._since = facts.since ?? KubernetesVersion.V1_30;
  }

  /**
   * Its kind, as Kubernetes calls it: `emptyDir`, `nfs`.
   * @internal
   */
  public get _kind(): string {
    return Object.keys(this.source)[0];
  }

  /**
   * The medium of an emptyDir that is not on the disk of the node.
   * @internal
   */
  public get _medium(): string | undefined {
    const emptyDir = this.source.emptyDir as JsonObject | undefined;
    return emptyDir?.medium as string | undefined;
  }

  /**
   * Its source, in the form of Kubernetes.
   * @internal
   */
  public get _source(): JsonObject {
    return this.source[this._kind] as JsonObject;
  }

  /**
   * The path of the node that it mounts, if it is a hostPath.
   * @internal
   */
  public get _hostPath(): string | undefined {
    const hostPath = this.source.hostPath as JsonObject | undefined;
    return hostPath && String(hostPath.path);
  }

  /**
   * The image whose files it holds, if it is an image volume.
   * @internal
   */
  public get _image(): string | undefined {
    const image = this.source.image as JsonObject | undefined;
    return image && String(image.reference);
  }

  /**
   * The same volume under another name, and read-only where that is asked for and its kind supports it.
   * @internal
   */
  public _as(name: string, { readOnly }: PodVolumeOptions): PodVolume {
    const source = readOnly && (this._kind === 'csi' || this._kind === 'nfs') ? { [this._kind]: { ...this._source, readOnly } } : this.source;
    return new PodVolume(name, source, { diskSize: this.diskSize, memorySize: this.memorySize, claim: this._claim, since: this._since });
  }

  /** @internal */
  public _render(rewriteImage: (reference: string) => string): JsonObject {
    if (this._image === undefined) return { name: this.name, ...this.source };
    return { name: this.name, image: { ...this.source.image as JsonObject, reference: rewriteImage(this._image) } };
  }
}
