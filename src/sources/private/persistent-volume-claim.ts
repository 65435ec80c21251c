import { SourceDeclaration } from './declaration';
import { checkedFolder } from './folders';
import { onlyFile, unknownEnding } from './only-file';
import { checkedObjectName } from '../../private/names';
import { PodVolume } from '../../values/pod-volume';
import { PvcSourceOptions } from '../model-source-options';

const VOLUME = 'model-source';

/** Files on a claim: mounted read-only where the server looks for them; nothing is copied. */
export function persistentVolumeClaim(claimName: string, options: PvcSourceOptions): SourceDeclaration {
  checkedObjectName('claim name', claimName);
  const path = options.path === undefined ? undefined : checkedFolder('path on the claim', options.path);
  const file = path === undefined || options.path?.endsWith('/') ? undefined : onlyFile(path, options);
  return {
    uri: path === undefined ? `pvc://${claimName}` : `pvc://${claimName}/${path}`,
    onlyFile: file,
    unknownEnding: options.path === undefined ? undefined : unknownEnding(options.path, options),
    bind: context => {
      const target = file === undefined ? context.targetPath : `${context.targetPath}/${file}`;
      return {
        model: { path: target, hub: false },
        needsModelVolume: false,
        volumes: [PodVolume.claim(VOLUME, claimName, true)],
        volumeAccessMode: options.accessMode,
        mounts: [{ volume: VOLUME, path: target, subPath: path, readOnly: true }],
      };
    },
  };
}
