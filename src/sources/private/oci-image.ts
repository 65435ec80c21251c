import { SourceDeclaration } from './declaration';
import { checkedFolder } from './folders';
import { checkHubCache, mountedFolder } from './mounted-folder';
import { isPinned } from '../../facts/image-tags';
import { checkedImage } from '../../ground/images';
import { KubernetesVersion } from '../../values/kubernetes-version';
import { PodVolume } from '../../values/pod-volume';
import { ModelSourceOptions } from '../model-source-options';
import { SourceBinding, SourceContext } from '../source-binding';

/** Options of the files in an OCI image. */
export interface OciImageSourceOptions extends ModelSourceOptions {
  /**
   * Folder in the image that holds the files.
   *
   * @default - the root of the image
   */
  readonly path?: string;
}

/**
 * The files of an OCI image or artifact, mounted as a volume; the node pulls them as it pulls every image.
 *
 * @factory ociImage(reference)
 * @recorded `oci://<reference>`
 * @files an image volume, read-only; the node pulls it (Kubernetes 1.35)
 * @credentials `pod.imagePullSecrets`
 * @pinned the digest, or the tag of a full version
 * @scheme oci
 */
export function ociImage(reference: string, options: OciImageSourceOptions): SourceDeclaration {
  checkedImage(reference);
  const path = options.path === undefined ? undefined : checkedFolder('path in the image', options.path);
  checkHubCache('path in the image', path);
  return {
    uri: `oci://${reference}`,
    unpinnedReason: isPinned(reference) ? undefined : `the image ${JSON.stringify(reference)} has neither a tag of a full version nor a digest and may move`,
    pinnedTo: reference.includes('@') ? undefined : ({ digest }) => digest === undefined ? undefined : ociImage(`${reference}@${digest}`, options),
    bind: context => mounted(reference, path, context),
  };
}

/** https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/4639-oci-volume-source */
function mounted(reference: string, path: string | undefined, context: SourceContext): SourceBinding {
  if (!context.kubernetesVersion.isAtLeast(KubernetesVersion.V1_35)) {
    throw new Error(
      `an image can be a volume from Kubernetes ${KubernetesVersion.V1_35} on, and ${context.kubernetesVersion._words}; ` +
      'set kubernetesVersion: KubernetesVersion.V1_35 when every cluster is that new, or keep the files in a claim (ModelSource.pvc) or an object '
        + 'store (ModelSource.s3)',
    );
  }
  return {
    ...mountedFolder(context.volumeName, path, context),
    needsModelVolume: false,
    volumes: [PodVolume.image(context.volumeName, reference)],
  };
}
