/** The advice for a URI that was only to be recorded, by its scheme: the factory that serves it, or another way. */
const INSTEAD: { readonly [scheme: string]: string } = {
  az: 'ModelSource.azureBlob()',
  csi: 'ModelSource.volume()',
  file: 'ModelSource.volume() with PodVolume.hostPath for a folder of the node, or ModelSource.inImage() for one of the image,',
  gs: 'ModelSource.gcs(), or ModelSource.gcsFuse() to mount the bucket,',
  hf: 'ModelSource.huggingFace()',
  https: 'ModelSource.https(), or ModelSource.azureBlob() for a storage account,',
  huggingface: 'ModelSource.huggingFace()',
  image: 'ModelSource.inImage()',
  modelscope: 'ModelSource.modelScope()',
  nfs: 'ModelSource.volume() with PodVolume.nfs',
  ngc: 'ModelSource.ngc()',
  oci: 'ModelSource.ociImage()',
  ollama: 'ModelSource.ollama()',
  pvc: 'ModelSource.pvc()',
  s3: 'ModelSource.s3()',
};

/** Stores that nothing of the library reads. */
const UNREAD = new Map([
  ...['git', 'git+https', 'git+ssh', 'ssh', 'lfs'].map(scheme => [scheme, 'a clone on a claim (git clone and git lfs pull, in a Job of your own) and ModelSource.pvc()'] as const),
  ...['hdfs', 'webhdfs', 'ftp', 'sftp', 'smb', 'dbfs', 'mlflow', 'models', 'runs'].map(scheme => [scheme, 'a copy in an object store, or on a claim and ModelSource.pvc()'] as const),
  ['http', 'https:// and ModelSource.https()'],
]);

/** What to use for a scheme in the place of a URI that is only recorded. */
export function insteadOfRecorded(scheme: string): string {
  return (Object.hasOwn(INSTEAD, scheme) ? INSTEAD[scheme] : undefined) ?? UNREAD.get(scheme) ?? 'a subclass of ModelSource of your own';
}
