/** The driver of Cloud Storage FUSE, as GKE has it. */
export const GCS_FUSE = 'gcsfuse.csi.storage.gke.io';

/**
 * Annotations without which a Pod does not get volumes of a driver, by its name: GKE puts the sidecar that serves the bucket only into Pods that have this one.
 * https://cloud.google.com/kubernetes-engine/docs/how-to/cloud-storage-fuse-csi-driver-ephemeral
 */
export const ANNOTATIONS_OF_DRIVER: { readonly [driver: string]: { readonly [key: string]: string } } = { [GCS_FUSE]: { 'gke-gcsfuse/volumes': 'true' } };
