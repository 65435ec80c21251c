import type * as kplus from 'cdk8s-plus-27';
import { SourceDeclaration } from './declaration';
import { checkedFolder } from './folders';
import { checkHubCache, mountedFile, mountedFolder } from './mounted-folder';
import { onlyFile, unknownEnding } from './only-file';
import { checkedObjectName } from '../../ground/names';
import { PersistentVolumeAccessMode } from '../../values/persistent-volume-access-mode';
import { PodVolume } from '../../values/pod-volume';
import { ModelSourceOptions } from '../model-source-options';

/** Options of the files on a PersistentVolumeClaim. */
export interface PvcSourceOptions extends ModelSourceOptions {
  /**
   * Folder on the volume that holds the files, or a single model file (`resnet50.onnx`, which the server then sees as `model.onnx`). Of a cache
   * that the hub's own client filled, a snapshot: `hub/models--<organization>--<name>/snapshots/<commit>`.
   *
   * @default - the root of the volume
   */
  readonly path?: string;

  /**
   * Access mode of the claim. With several replicas or a surge, a claim that only one node can mount is a warning (`cache-not-shared`), and one that
   * only one Pod can mount is an error.
   *
   * @default - that of a cdk8s-plus claim where the claim names it, else unknown
   */
  readonly accessMode?: PersistentVolumeAccessMode;
}

/**
 * Files on a claim: mounted read-only where the server looks for them; nothing is copied.
 *
 * @factory pvc(claim)
 * @factory fromPersistentVolumeClaim(claim)
 * @recorded `pvc://<claim>/<path>`
 * @files a read-only mount, nothing is copied
 * @scheme pvc
 */
export function persistentVolumeClaim(
  claimName: string, options: PvcSourceOptions,
  volume: (name: string) => PodVolume = name => PodVolume.existingClaim(name, claimName, { readOnly: true }),
): SourceDeclaration {
  checkedObjectName('claim name', claimName);
  const path = options.path === undefined ? undefined : checkedFolder('path on the claim', options.path);
  const file = path === undefined || options.path?.endsWith('/') ? undefined : onlyFile(path, options);
  checkHubCache('path on the claim', path);
  return {
    uri: path === undefined ? `pvc://${claimName}` : `pvc://${claimName}/${path}`,
    onlyFile: file,
    unknownEnding: options.path === undefined ? undefined : unknownEnding(options.path, options),
    bind: context => ({
      ...(file === undefined ? mountedFolder(context.volumeName, path, context) : mountedFile(volume(context.volumeName), path!, file, context)),
      needsModelVolume: false,
      volumes: [volume(context.volumeName)],
      volumeAccessMode: options.accessMode,
    }),
  };
}

/** As `persistentVolumeClaim`, for a claim that was made with cdk8s-plus: who can mount it, the claim itself may say. */
export function claimOfPlus(claim: kplus.IPersistentVolumeClaim, options: PvcSourceOptions): SourceDeclaration {
  const modes = (claim as Partial<kplus.PersistentVolumeClaim>).accessModes ?? [];
  const accessMode = options.accessMode ?? modes.find(mode => mode.endsWith('Many')) ?? modes[0];
  return persistentVolumeClaim(claim.name, { ...options, accessMode }, name => PodVolume.fromPersistentVolumeClaim(name, claim, { readOnly: true }));
}
