import { Size } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-27';
import { KubernetesVersion } from './kubernetes-version';
import { CsiVolumeOptions, EmptyDirProps, EphemeralClaimProps, HostPathVolumeOptions, PodVolumeOptions } from './pod-volume-options';
import { checkedSize, quantityOf } from '../ground/bytes';
import { invalid } from '../ground/errors';
import { both, list, members, mustBe } from '../ground/fields';
import { checkedImage } from '../ground/images';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { CSI_DRIVER, DATA_KEY, DNS_SUBDOMAIN, KEY_PATH } from '../ground/kubernetes-fields';
import { checkedLabel, checkedObjectName } from '../ground/names';
import { namespaceOf } from '../ground/namespaces';
import { compact, Json, JsonObject } from '../ground/objects';

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
   * As `existingClaim`, with a claim made with cdk8s-plus; one that is known to live in another namespace is an error (`claim-other-namespace`).
   *
   * @param name name of the volume.
   * @param claim a cdk8s-plus `PersistentVolumeClaim`, or the reference that `fromClaimName` gives.
   * @param options whether it is read-only.
   */
  public static fromPersistentVolumeClaim(name: string, claim: kplus.IPersistentVolumeClaim, options: PodVolumeOptions = {}): PodVolume {
    [name, claim, options] = judged('PodVolume.fromPersistentVolumeClaim', [name, claim, options], arguments);
    return PodVolume.ofClaim(name, { name: claim.name, namespace: namespaceOf(claim) }, options);
  }

  /**
   * A claim made for each Pod by Kubernetes (a generic ephemeral volume), and deleted with it.
   *
   * @param name name of the volume.
   * @param props size, class, and what it is filled from.
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
      dataSource: dataSource && compact({ ...dataSource }),
      resources: { requests: { storage: quantityOf(checkedSize(`size of the volume ${name}`, props.size)) } },
      storageClassName: props.storageClassName,
    });
    return new PodVolume(name, { ephemeral: { volumeClaimTemplate: { spec } } });
  }

  /**
   * Keys of a Secret as files, readable by their owner and group only.
   *
   * @param name name of the volume.
   * @param secretName `metadata.name` of the Secret, in the Pod's namespace.
   * @param items file name by key; at least one, and never a path out of the volume.
   */
  public static secret(name: string, secretName: string, items: { [key: string]: string }): PodVolume {
    [name, secretName, items] = judged('PodVolume.secret', [name, secretName, items], arguments);
    mustBe(ITEMS, Object.entries(items).map(([key, path]): Json => ({ key, path })), `items of the volume ${name}`, 'give a file name for each key of the Secret that the container needs');
    return new PodVolume(name, {
      secret: {
        secretName: checkedObjectName('Secret name', secretName),
        defaultMode: 0o440,
        items: Object.keys(items).sort().map((key): Json => ({ key, path: items[key] })),
      },
    });
  }

  /**
   * A ConfigMap as files.
   *
   * @param name name of the volume.
   * @param configMapName `metadata.name` of the ConfigMap, in the Pod's namespace.
   */
  public static configMap(name: string, configMapName: string): PodVolume {
    judged('PodVolume.configMap', [name, configMapName], arguments);
    return new PodVolume(name, { configMap: { name: checkedObjectName('ConfigMap name', configMapName) } });
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
      throw invalid({ what: 'NFS export', got: `${server}:${path}`, allowed: 'a server, and an absolute path', fix: 'use for example PodVolume.nfs("models", "nfs.example.com", "/exports/models")' });
    }
    return new PodVolume(name, { nfs: compact({ server, path, readOnly: options.readOnly ? true : undefined }) });
  }

  /**
   * A folder, file or device of the node that the Pod runs on. Pod Security `baseline` forbids it.
   *
   * @param name name of the volume.
   * @param path absolute path on the node, without `..`.
   * @param options what has to be there.
   */
  public static hostPath(name: string, path: string, options: HostPathVolumeOptions = {}): PodVolume {
    [name, path, options] = judged('PodVolume.hostPath', [name, path, options], arguments);
    if (!path.startsWith('/') || path.split('/').includes('..')) {
      throw invalid({ what: 'path on the node', got: path, allowed: 'an absolute path without ".."', fix: 'use for example PodVolume.hostPath("models", "/mnt/models")' });
    }
    return new PodVolume(name, { hostPath: compact({ path, type: options.type }) });
  }

  /**
   * A volume that a CSI driver makes for the Pod (an ephemeral inline volume), for example of a secrets store or a bucket.
   *
   * @param name name of the volume.
   * @param driver name of the driver, for example `gcsfuse.csi.storage.gke.io`.
   * @param options the attributes that the driver takes, and whether it is read-only.
   */
  public static csi(name: string, driver: string, options: CsiVolumeOptions = {}): PodVolume {
    [name, driver, options] = judged('PodVolume.csi', [name, driver, options], arguments);
    mustBe(CSI_DRIVER, driver, 'CSI driver', 'use for example "gcsfuse.csi.storage.gke.io"');
    const { attributes, secretName } = options;
    const readOnly = options.readOnly ? true : undefined;
    const nodePublishSecretRef = secretName === undefined ? undefined : { name: checkedObjectName('Secret name', secretName) };
    return new PodVolume(name, { csi: compact({ driver, volumeAttributes: { ...attributes }, nodePublishSecretRef, readOnly }) });
  }

  /**
   * The files of an OCI image or artifact, read-only (KEP-4639, on by default from Kubernetes 1.35; an error below, `kubernetes-too-old`).
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

  /** The most it takes of the node's disk; `undefined` when it is not there. */
  public readonly diskSize?: Size;

  /** The most it takes of the memory of the containers that write to it; `undefined` when it does not live in memory. */
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
   * What it is made of, as Kubernetes says it.
   * @internal
   */
  public get _source(): JsonObject {
    return this.source[this._kind] as JsonObject;
  }

  /**
   * The image that it holds the files of, if it does.
   * @internal
   */
  public get _image(): string | undefined {
    const image = this.source.image as JsonObject | undefined;
    return image && String(image.reference);
  }

  /** @internal */
  public _render(rewriteImage: (reference: string) => string): JsonObject {
    if (this._image === undefined) return { name: this.name, ...this.source };
    return { name: this.name, image: { ...this.source.image as JsonObject, reference: rewriteImage(this._image) } };
  }
}

/** A claim, and where it is when that is known. */
interface ClaimReference {
  readonly name: string;
  readonly namespace?: string;
}

/** The facts that others have to know of a volume. */
interface VolumeFacts {
  readonly diskSize?: Size;
  readonly memorySize?: Size;
  readonly claim?: ClaimReference;
  readonly since?: KubernetesVersion;
}

/** Files of a Secret; an empty list would mean all its keys. */
const ITEMS = both(
  list(members({ key: DATA_KEY, path: KEY_PATH })),
  items => (Array.isArray(items) && items.length === 0 ? [{ path: '', got: 'none', allowed: 'at least one' }] : []),
  items => {
    const paths = (items as { path: string }[]).map(({ path }) => path);
    const inside = paths.find((path, index) => paths.some((other, at) => at !== index && `${path}/`.startsWith(`${other}/`)));
    return inside === undefined ? [] : [{ path: '', got: inside, allowed: 'paths that do not lie in each other' }];
  },
);
