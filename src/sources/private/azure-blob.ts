import { accessOf } from './credentials';
import { SourceDeclaration } from './declaration';
import { downloaded } from './rclone';
import { readByServer } from './read-by-server';
import { storedObjects } from './stored-objects';
import { parseObjectUri, StoredObject } from './uris';
import { invalid } from '../../ground/errors';
import { SecretKey } from '../../values/secret-key';
import { StoreSourceOptions } from '../model-source-options';
import { SourceBinding, SourceContext } from '../source-binding';

/** Options of blobs in an Azure storage account. */
export interface AzureBlobSourceOptions extends StoreSourceOptions {
  /**
   * Key of the storage account. It opens the whole account; prefer `sasUrl`.
   *
   * @default - the identity of the Pod's ServiceAccount (Microsoft Entra Workload ID, which needs the Pod label
   * `azure.workload.identity/use: "true"`), or of the node
   */
  readonly accountKey?: SecretKey;

  /**
   * Signed URL of the container or account (SAS).
   *
   * @default - as `accountKey`
   */
  readonly sasUrl?: SecretKey;

  /**
   * Whether the container is public and read without credentials.
   *
   * @default false
   */
  readonly anonymous?: boolean;
}

/** `<account>.blob.core.windows.net`, and the clouds of governments and zones. https://learn.microsoft.com/azure/storage/common/storage-account-overview */
const HOST = /^([a-z0-9]{3,24})(\.z\d{1,2})?\.blob\.(core\.windows\.net|core\.usgovcloudapi\.net|core\.chinacloudapi\.cn|storage\.azure\.net)$/;

/** https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata */
const CONTAINER = /^(\$root|\$web|[a-z0-9](-?[a-z0-9]){2,62})$/;

/**
 * Label of Pods that get a token for their ServiceAccount's identity.
 * https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html
 */
const WORKLOAD_IDENTITY = { 'azure.workload.identity/use': 'true' };

/** The metadata service of the node, for managed identities. https://learn.microsoft.com/azure/virtual-machines/instance-metadata-service */
const AGENTS = [{ address: '169.254.169.254', port: 80 }];

/**
 * Blobs in an Azure storage account. https://rclone.org/azureblob/
 *
 * @factory azureBlob(uri)
 * @recorded as given: `https://<account>.blob.core.windows.net/…`
 * @files a download, or the server streams them (`readByServer`)
 * @credentials `sasUrl` or `accountKey`, or identity, or `anonymous`
 * @pinned `sha256` of a single file
 * @scheme az
 * @scheme https for a storage account
 */
export function azureBlob(uri: string, options: AzureBlobSourceOptions): SourceDeclaration {
  const { place, path } = parseBlobUri(uri);
  const { accountKey, sasUrl, anonymous } = options;
  if (accountKey && sasUrl) {
    throw invalid({
      what: `access to ${uri}`,
      got: 'accountKey and sasUrl',
      allowed: 'one of them',
      fix: 'keep sasUrl: it can be limited to one container and to reading',
    });
  }
  const access = accessOf(uri, { accountKey, sasUrl }, anonymous);
  if (options.readByServer && (sasUrl || anonymous)) {
    throw invalid({
      what: `access to ${uri}`,
      got: `readByServer and ${sasUrl ? 'sasUrl' : 'anonymous'}`,
      allowed: 'accountKey together with readByServer, or the identity of the ServiceAccount',
      fix: 'leave one of them out',
    });
  }
  const { facts, download } = storedObjects(uri, path, options, access);
  return {
    ...facts,
    bind: context => options.readByServer ? byServer({ host: place, path: decodeURIComponent(path), accountKey }, context) : downloaded({
      remote: {
        TYPE: 'azureblob',
        ENV_AUTH: String(access.identity),
        // A signed URL says both itself.
        ...(sasUrl === undefined && { ACCOUNT: HOST.exec(place)?.[1], ENDPOINT: `https://${place}` }),
      },
      secretRemote: { KEY: accountKey, SAS_URL: sasUrl },
      path: decodeURIComponent(path),
      ...download,
      podLabels: access.identity ? WORKLOAD_IDENTITY : undefined,
      egressPorts: [443],
      nodeAgents: access.identity ? AGENTS : undefined,
    }, context),
  };
}

/** The variables of the streamer that vLLM and SGLang have: runai_model_streamer_azure/credentials. */
function byServer({ host, path, accountKey }: { host: string; path: string; accountKey?: SecretKey }, context: SourceContext): SourceBinding {
  return readByServer({
    scheme: 'az',
    path: `az://${path}`,
    env: { AZURE_STORAGE_ACCOUNT_NAME: HOST.exec(host)![1] },
    secretEnv: accountKey && { AZURE_STORAGE_ACCOUNT_KEY: accountKey },
    podLabels: accountKey ? undefined : WORKLOAD_IDENTITY,
    egressPorts: [443],
    nodeAgents: accountKey ? undefined : AGENTS,
  }, context);
}

function parseBlobUri(uri: string): StoredObject {
  const what = 'Azure Blob URI';
  const example = 'https://<account>.blob.core.windows.net/<container>/<prefix or blob>';
  const blob = parseObjectUri(what, uri, {
    scheme: 'https',
    place: HOST,
    placeIs: 'the host of an account, as <account>.blob.core.windows.net, in lower case',
    encoded: true,
    example,
    fix: 'give accountKey or sasUrl, a SecretKey',
  });
  const container = blob.path.split('/')[0];
  if (!CONTAINER.test(container)) {
    throw invalid({ what, got: uri, allowed: example, fix: 'name the container too: 3 to 63 lower-case letters, digits and single dashes' });
  }
  return blob;
}
