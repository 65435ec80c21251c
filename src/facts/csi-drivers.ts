/** The driver of Cloud Storage FUSE, as GKE has it. */
export const GCS_FUSE = 'gcsfuse.csi.storage.gke.io';

/**
 * Annotations without which a Pod does not get volumes of a driver, by its name: GKE puts the sidecar that serves the bucket only into Pods that have this one.
 * https://cloud.google.com/kubernetes-engine/docs/how-to/cloud-storage-fuse-csi-driver-ephemeral
 */
export const ANNOTATIONS_OF_DRIVER: { readonly [driver: string]: { readonly [key: string]: string } } = { [GCS_FUSE]: { 'gke-gcsfuse/volumes': 'true' } };

/** GKE's metadata server, with and without Dataplane V2. https://cloud.google.com/kubernetes-engine/docs/how-to/network-policy */
export const GKE_AGENTS = [{ address: '169.254.169.254', port: 80 }, { address: '169.254.169.252', port: 988 }];

/** Drivers whose sidecar is in the Pod, and reads the bucket from there, by what it has to reach; other drivers are Pods of their own, or the node. */
export const REACHED_BY_DRIVER: { readonly [driver: string]: { readonly ports: readonly number[]; readonly agents: typeof GKE_AGENTS } } = {
  [GCS_FUSE]: { ports: [443], agents: GKE_AGENTS },
};
