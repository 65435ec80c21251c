// Written by scripts/barrel.ts from the files beside it. Do not edit: npm run generate

/** The advice for a URI that was only to be recorded, by its scheme: the factory that serves it. */
export const SERVED_SCHEMES: ReadonlyMap<string, string> = new Map([
  ['az', 'ModelSource.azureBlob()'],
  ['csi', 'ModelSource.volume()'],
  ['file', 'ModelSource.volume() with PodVolume.hostPath for a folder of the node, or ModelSource.inImage() for one of the image,'],
  ['gs', 'ModelSource.gcs(), or ModelSource.gcsFuse() to mount the bucket,'],
  ['hf', 'ModelSource.huggingFace()'],
  ['https', 'ModelSource.https(), or ModelSource.azureBlob() for a storage account,'],
  ['huggingface', 'ModelSource.huggingFace()'],
  ['image', 'ModelSource.inImage()'],
  ['modelscope', 'ModelSource.modelScope()'],
  ['nfs', 'ModelSource.volume() with PodVolume.nfs'],
  ['ngc', 'ModelSource.ngc()'],
  ['oci', 'ModelSource.ociImage()'],
  ['ollama', 'ModelSource.ollama()'],
  ['pvc', 'ModelSource.pvc()'],
  ['s3', 'ModelSource.s3()'],
]);

/** The factories of models of which a server is told the name, and not the URI, by scheme. */
export const FACTORIES_BY_NAME: ReadonlyMap<string, string> = new Map([
  ['ollama', 'ollama'],
  ['ngc', 'ngc'],
  ['modelscope', 'modelScope'],
]);
