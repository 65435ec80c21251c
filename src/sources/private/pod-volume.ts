import { SourceDeclaration } from './declaration';
import { checkedFolder } from './folders';
import { checkHubCache, mountedFile, mountedFolder } from './mounted-folder';
import { onlyFile, unknownEnding } from './only-file';
import { recordable } from './recorded-uri';
import { isPinned } from '../../facts/image-tags';
import { invalid } from '../../ground/errors';
import { PersistentVolumeAccessMode } from '../../values/persistent-volume-access-mode';
import { PodVolume } from '../../values/pod-volume';
import { ModelSourceOptions } from '../model-source-options';
import { SourceBinding } from '../source-binding';

/** Options of a source on a volume of the Pod. */
export interface VolumeSourceOptions extends ModelSourceOptions {
  /**
   * Folder on the volume that holds the files, or a single model file. In a cache that the hub's own client filled, it is a snapshot:
   * `hub/models--<organization>--<name>/snapshots/<commit>`.
   *
   * @default - the root of the volume
   */
  readonly path?: string;

  /**
   * The URI that the Model records, for a volume from which it cannot be derived.
   *
   * @default - by the volume: `nfs://<server>/<path>`, `file:///<path>` on the node, `pvc://<claim>/<path>`, `oci://<image>`, `csi://<driver>/<path>`;
   * a volume of another kind needs it
   */
  readonly uri?: string;

  /**
   * Access mode of the volume. With several replicas or a surge, a volume that only one node can mount is a warning (`cache-not-shared`).
   *
   * @default - unknown, or every Pod has its own volume
   */
  readonly accessMode?: PersistentVolumeAccessMode;
}

/**
 * Files on any volume of the Pod. The volume is mounted read-only where the server looks for the files; nothing is copied.
 *
 * @factory volume(volume)
 * @recorded `nfs://<server>/<path>`, `file:///<path>`, `pvc://…`, `oci://…`, `csi://<driver>/<path>`, or as `uri` says
 * @files a read-only mount of any volume of a Pod
 * @scheme csi
 * @scheme file with PodVolume.hostPath for a folder of the node
 * @scheme nfs with PodVolume.nfs
 */
export function podVolume(volume: PodVolume, options: VolumeSourceOptions): SourceDeclaration {
  const what = `path on the volume ${volume.name}`;
  const path = options.path === undefined ? undefined : checkedFolder(what, options.path);
  checkHubCache(what, path);
  const file = path === undefined || options.path?.endsWith('/') ? undefined : onlyFile(path, options);
  return {
    uri: options.uri === undefined ? addressOf(volume, path) : recordable(options.uri),
    onlyFile: file,
    unknownEnding: options.path === undefined ? undefined : unknownEnding(options.path, options),
    unpinnedReason: volume._image === undefined || isPinned(volume._image)
      ? undefined
      : `the image ${JSON.stringify(volume._image)} has neither a tag of a full version nor a digest and may move`,
    bind: (context): SourceBinding => ({
      ...(file === undefined ? mountedFolder(volume.name, path, context) : mountedFile(volume, path!, file, context)),
      needsModelVolume: false,
      volumes: [volume],
      volumeAccessMode: options.accessMode,
    }),
  };
}

/** Where the files of a volume are, as a URI. */
function addressOf(volume: PodVolume, path: string | undefined): string {
  const { _source: source } = volume;
  const below = (root: string) => encodeURI([root.replace(/(?<!\/)\/+$/, ''), ...(path === undefined ? [] : [path])].join('/'));
  switch (volume._kind) {
    case 'nfs': return below(`nfs://${String(source.server)}${String(source.path)}`);
    case 'hostPath': return below(`file://${String(source.path)}`);
    case 'persistentVolumeClaim': return below(`pvc://${String(source.claimName)}`);
    case 'image': return `oci://${String(source.reference)}`;
    case 'csi': return below(`csi://${String(source.driver)}`);
    default: throw invalid({
      what: `volume of the source, ${volume.name}`,
      got: volume._kind,
      allowed: 'such a volume together with uri, because it does not tell where its files are from',
      fix: 'give uri, which the Model records, for example "s3://bucket/model/"',
    });
  }
}
