import { accessOf } from './credentials';
import { SourceDeclaration } from './declaration';
import { checkHash } from './hashes';
import { onlyFile, unknownEnding } from './only-file';
import { downloaded } from './rclone';
import { parseObjectUri } from './uris';
import { checkedImage } from '../../ground/images';
import { SecretKey } from '../../values/secret-key';
import { DownloadSourceOptions } from '../model-source-options';

/** Options of objects in Google Cloud Storage. */
export interface GcsSourceOptions extends DownloadSourceOptions {
  /**
   * Key of a Google service account: the JSON file, as the value of a Secret's key.
   *
   * @default - the identity of the Pod's ServiceAccount (Workload Identity Federation for GKE), or of the node
   */
  readonly serviceAccountKey?: SecretKey;

  /**
   * Whether the bucket is public and read without credentials.
   *
   * @default false
   */
  readonly anonymous?: boolean;
}

/** https://cloud.google.com/storage/docs/buckets#naming */
const BUCKET = /^[a-z0-9][-._a-z0-9]{1,220}[a-z0-9]$/;

/** GKE's metadata server, with and without Dataplane V2. https://cloud.google.com/kubernetes-engine/docs/how-to/network-policy */
const AGENTS = [{ address: '169.254.169.254', port: 80 }, { address: '169.254.169.252', port: 988 }];

/** Objects in Google Cloud Storage. https://rclone.org/googlecloudstorage/ */
export function gcs(uri: string, options: GcsSourceOptions): SourceDeclaration {
  const { place, path } = parseObjectUri('Cloud Storage URI', uri, { scheme: 'gs', place: BUCKET, placeIs: 'a bucket: 3 to 222 lower-case letters, digits, "-", "_" and ".", with a letter or digit at both ends', example: 'gs://<bucket>/<prefix or object>', fix: 'give serviceAccountKey, a SecretKey' });
  const { serviceAccountKey, anonymous } = options;
  if (options.downloaderImage !== undefined) checkedImage(options.downloaderImage);
  const access = accessOf(uri, { serviceAccountKey }, anonymous);
  const file = onlyFile(path, options);
  checkHash(uri, options.sha256, file);
  return {
    uri,
    revision: options.sha256,
    onlyFile: file,
    unknownEnding: unknownEnding(path, options),
    secrets: access.secrets,
    needsServiceAccount: access.identity,
    bind: context => downloaded({
      remote: { TYPE: 'google cloud storage', ENV_AUTH: String(access.identity), ANONYMOUS: String(anonymous ?? false) },
      secretRemote: { SERVICE_ACCOUNT_CREDENTIALS: serviceAccountKey },
      path: `${place}/${path}`,
      file,
      sha256: options.sha256,
      image: options.downloaderImage,
      egressPorts: [443],
      nodeAgents: access.identity ? AGENTS : undefined,
    }, context),
  };
}
