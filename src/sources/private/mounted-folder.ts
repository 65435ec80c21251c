import { invalid } from '../../ground/errors';
import { PodVolume } from '../../values/pod-volume';
import { SourceBinding, SourceContext } from '../source-binding';

/**
 * A repository in the cache that the hub's own client fills. The entries that look like its files are links to `blobs/` beside `snapshots/`, and from
 * there to `blobs/` beside the repositories. https://huggingface.co/docs/huggingface_hub/guides/manage-cache
 */
const REPOSITORY = /^(?:(.*)\/)?(models--[^/]+)(?:\/(.*))?$/;

/** A snapshot of such a repository, or a folder in it. */
const SNAPSHOT = /^snapshots\/[^/]+(\/.*)?$/;

/** Throws for a path into the hub's cache that names no snapshot: there are only links and blobs. */
export function checkHubCache(what: string, path: string | undefined): void {
  const [, , repository, inner] = REPOSITORY.exec(path ?? '') ?? [];
  if (repository === undefined || SNAPSHOT.test(inner ?? '')) return;
  throw invalid({
    what,
    got: path,
    allowed: 'a snapshot, where it leads into the cache of the hub',
    fix: `use for example "${repository}/snapshots/<commit>": the files of the model are there`,
  });
}

/** A folder of a volume where the server looks for the model; of a snapshot in the hub's cache, all that its links need. */
export function mountedFolder(volume: string, path: string | undefined, context: SourceContext): Pick<SourceBinding, 'model' | 'mounts'> {
  const [, hub, repository, snapshot] = REPOSITORY.exec(path ?? '') ?? [];
  const { targetPath } = context;
  if (repository === undefined) {
    return { model: { path: targetPath, hub: false }, mounts: [{ volume, path: targetPath, subPath: path, readOnly: true }] };
  }
  if (targetPath !== context.modelMount.path) {
    throw new Error(
      `the path ${JSON.stringify(path)} leads into the cache of the hub, whose files are links, and ${context.engineName} wants them in a folder of its own; ` +
      'store the files themselves, as "hf download <repository> --local-dir <folder>" does, and name that folder',
    );
  }
  return { model: { path: `${targetPath}/${repository}/${snapshot}`, hub: false }, mounts: [{ volume, path: targetPath, subPath: hub, readOnly: true }] };
}

/** A single file of a volume where the server looks for it, under the name that it looks for. The kubelet follows its links by itself. */
export function mountedFile(volume: PodVolume, path: string, file: string, context: SourceContext): Pick<SourceBinding, 'model' | 'mounts'> {
  const { targetPath } = context;
  if (!FOLDERS_ONLY.includes(volume._kind)) {
    return {
      model: { path: `${targetPath}/${file}`, hub: false },
      mounts: [{ volume: volume.name, path: `${targetPath}/${file}`, subPath: path, readOnly: true }],
    };
  }
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : undefined;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { model: { path: `${targetPath}/${name}`, hub: false }, mounts: [{ volume: volume.name, path: targetPath, subPath: folder, readOnly: true }] };
}

/** Kinds of volumes of which only folders can be mounted; the file keeps its name then. */
const FOLDERS_ONLY = ['image'];
