import { KubeObject } from '../../test/cluster/harness/api-client';
import { ControlPlane } from '../../test/cluster/harness/control-plane';

interface Claim extends KubeObject {
  readonly spec: {
    readonly accessModes: readonly string[];
    readonly storageClassName?: string;
    readonly volumeName?: string;
    readonly resources: { readonly requests: { readonly storage: string } };
  };
}

/** Makes a volume for every claim without one, as the storage of a real cluster does: nothing is ever stored on it. */
export async function provideVolumes(plane: ControlPlane): Promise<void> {
  const claims = (await plane.api.must('GET', '/api/v1/persistentvolumeclaims')).body.items as Claim[];
  for (const claim of claims.filter(({ spec }) => !spec.volumeName)) {
    await plane.api.send('POST', '/api/v1/persistentvolumes', volumeFor(claim)); // the second time it is there already
  }
}

function volumeFor({ metadata, spec }: Claim): KubeObject {
  const { name, namespace, uid } = metadata as { name: string; namespace: string; uid: string };
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `simulated-${uid}` },
    spec: {
      accessModes: spec.accessModes,
      capacity: { storage: spec.resources.requests.storage },
      storageClassName: spec.storageClassName ?? '',
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, namespace, uid },
      hostPath: { path: '/simulated' },
      persistentVolumeReclaimPolicy: 'Retain',
    },
  };
}
