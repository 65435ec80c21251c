import { accessOf } from './credentials';
import { SourceDeclaration } from './declaration';
import { downloaded } from './rclone';
import { readByServer } from './read-by-server';
import { storedObjects } from './stored-objects';
import { parseObjectUri } from './uris';
import { GKE_AGENTS } from '../../facts/csi-drivers';
import { PodVolume } from '../../values/pod-volume';
import { SecretKey } from '../../values/secret-key';
import { StoreSourceOptions } from '../model-source-options';
import { SourceBinding, SourceContext } from '../source-binding';

/** Options of objects in Google Cloud Storage. */
export interface GcsSourceOptions extends StoreSourceOptions {
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
export const BUCKET_OF_GCS = {
  place: /^[a-z0-9][-._a-z0-9]{1,220}[a-z0-9]$/,
  placeIs: 'a bucket: 3 to 222 lower-case letters, digits, "-", "_" and ".", with a letter or digit at both ends',
};

/**
 * Objects in Google Cloud Storage. https://rclone.org/googlecloudstorage/
 *
 * @factory gcs(uri)
 * @recorded as given: `gs://…`
 * @files a download, or the server streams them (`readByServer`)
 * @credentials `serviceAccountKey`, or identity, or `anonymous`
 * @pinned `sha256` of a single file
 * @scheme gs
 */
export function gcs(uri: string, options: GcsSourceOptions): SourceDeclaration {
  const { place, path } = parseObjectUri('Cloud Storage URI', uri, {
    scheme: 'gs',
    ...BUCKET_OF_GCS,
    example: 'gs://<bucket>/<prefix or object>',
    fix: 'give serviceAccountKey, a SecretKey',
  });
  const { serviceAccountKey, anonymous } = options;
  const access = accessOf(uri, { serviceAccountKey }, anonymous);
  const { facts, download } = storedObjects(uri, path, options, access);
  return {
    ...facts,
    bind: context => options.readByServer ? byServer(`${place}/${path}`, options, context) : downloaded({
      remote: { TYPE: 'google cloud storage', ENV_AUTH: String(access.identity), ANONYMOUS: String(anonymous ?? false) },
      secretRemote: { SERVICE_ACCOUNT_CREDENTIALS: serviceAccountKey },
      path: `${place}/${path}`,
      ...download,
      egressPorts: [443],
      nodeAgents: access.identity ? GKE_AGENTS : undefined,
    }, context),
  };
}

/** Folder of the key in the container. */
const KEY_FOLDER = '/var/run/secrets/google';

/** Variables of Google's clients, and of the streamer that vLLM and SGLang have. */
function byServer(path: string, { serviceAccountKey: key, anonymous }: GcsSourceOptions, context: SourceContext): SourceBinding {
  const volume = `${context.volumeName}-key`;
  return readByServer({
    scheme: 'gs',
    path: `gs://${path}`,
    env: {
      ...(anonymous && { RUNAI_STREAMER_GCS_USE_ANONYMOUS_CREDENTIALS: 'true' }),
      ...(key && { GOOGLE_APPLICATION_CREDENTIALS: `${KEY_FOLDER}/key.json` }),
    },
    ...(key && {
      volumes: [PodVolume.secret(volume, key.name, { [key.key]: 'key.json' })],
      mounts: [{ volume, path: KEY_FOLDER, readOnly: true }],
    }),
    egressPorts: [443],
    nodeAgents: key || anonymous ? undefined : GKE_AGENTS,
  }, context);
}
