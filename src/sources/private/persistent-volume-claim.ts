import { SourceDeclaration } from './declaration';
import { checkedFolder } from './folders';
import { checkHubCache, mountedFolder } from './mounted-folder';
import { onlyFile, unknownEnding } from './only-file';
import { checkedObjectName } from '../../ground/names';
import { PodVolume } from '../../values/pod-volume';
import { PvcSourceOptions } from '../model-source-options';
import { SourceBinding } from '../source-binding';

const VOLUME = 'model-source';

/** Files on a claim: mounted read-only where the server looks for them; nothing is copied. */
export function persistentVolumeClaim(
  claimName: string, options: PvcSourceOptions, volume: (name: string) => PodVolume = name => PodVolume.claim(name, claimName, true),
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
      // The kubelet follows the links of a single file by itself.
      ...(file === undefined ? mountedFolder(VOLUME, path, context) : mountedFile(path, `${context.targetPath}/${file}`)),
      needsModelVolume: false,
      volumes: [volume(VOLUME)],
      volumeAccessMode: options.accessMode,
    }),
  };
}

function mountedFile(subPath: string | undefined, path: string): Pick<SourceBinding, 'model' | 'mounts'> {
  return { model: { path, hub: false }, mounts: [{ volume: VOLUME, path, subPath, readOnly: true }] };
}
