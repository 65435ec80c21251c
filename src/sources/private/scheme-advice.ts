import { SERVED_SCHEMES } from './served-schemes.generated';

/** Stores that nothing of the library reads. */
const UNREAD = new Map([
  ...['git', 'git+https', 'git+ssh', 'ssh', 'lfs'].map(scheme => [
    scheme, 'a clone on a claim (git clone and git lfs pull, in a Job of your own) and ModelSource.pvc()',
  ] as const),
  ...[
    'hdfs', 'webhdfs', 'ftp', 'sftp', 'smb', 'dbfs', 'mlflow', 'models', 'runs',
  ].map(scheme => [scheme, 'a copy in an object store, or on a claim and ModelSource.pvc()'] as const),
  ['http', 'https:// and ModelSource.https()'],
]);

/** What to use for a scheme in the place of a URI that is only recorded. */
export function insteadOfRecorded(scheme: string): string {
  return SERVED_SCHEMES.get(scheme) ?? UNREAD.get(scheme) ?? 'a subclass of ModelSource of your own';
}
