import { accessOf } from './credentials';
import { SourceDeclaration } from './declaration';
import { downloaded } from './rclone';
import { pathForServer, readByServer } from './read-by-server';
import { storedObjects } from './stored-objects';
import { checkedEndpoint, parseObjectUri, portOf } from './uris';
import { invalid } from '../../ground/errors';
import { given } from '../../ground/objects';
import { literal } from '../../ground/references';
import { SecretKey } from '../../values/secret-key';
import { StoreSourceOptions } from '../model-source-options';
import { SourceBinding, SourceContext } from '../source-binding';

/** Options of objects in S3, or in a store with its API. */
export interface S3SourceOptions extends StoreSourceOptions {
  /**
   * Region of the bucket.
   *
   * @default - the downloader asks `us-east-1` where the bucket is; stores other than AWS rarely need a region
   */
  readonly region?: string;

  /**
   * URL of another store with the S3 API (MinIO, Ceph, Cloudflare R2, ...), or of a private endpoint of AWS.
   *
   * @default - AWS, by the region
   */
  readonly endpoint?: string;

  /**
   * Id of an access key. Give it together with `secretAccessKey`.
   *
   * @default - the identity of the Pod's ServiceAccount (IAM roles for service accounts, EKS Pod Identity), or of the node
   */
  readonly accessKeyId?: SecretKey;

  /**
   * Secret of the access key. Give it together with `accessKeyId`.
   *
   * @default - as `accessKeyId`
   */
  readonly secretAccessKey?: SecretKey;

  /**
   * Token of temporary credentials.
   *
   * @default - none
   */
  readonly sessionToken?: SecretKey;

  /**
   * Whether the bucket is public and read without credentials.
   *
   * @default false
   */
  readonly anonymous?: boolean;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKET = /^[a-z0-9][-.a-z0-9]{1,61}[a-z0-9]$/;

/** Port of AWS STS, which gives credentials for a ServiceAccount's token. */
const STS_PORT = 443;

/** Addresses that hand credentials out on a node: instance metadata, and https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html */
const AGENTS = ['169.254.169.254', 'fd00:ec2::254', '169.254.170.23', 'fd00:ec2::23'].map(address => ({ address, port: 80 }));

/** AWS calls them `eu-central-1`; other stores take the name that they are configured with. */
const REGION = /^[A-Za-z0-9][-_.A-Za-z0-9]{0,63}$/;

/**
 * Objects in S3, or in a store with its API. https://rclone.org/s3/
 *
 * @factory s3(uri)
 * @recorded as given: `s3://…`
 * @files a download, or the server streams them (`readByServer`); also from MinIO and others, by `endpoint`
 * @credentials `accessKeyId` and `secretAccessKey`, or identity, or `anonymous`
 * @pinned `sha256` of a single file
 * @scheme s3
 */
export function s3(uri: string, options: S3SourceOptions): SourceDeclaration {
  const { place, path } = parseObjectUri('S3 URI', uri, {
    scheme: 's3',
    place: BUCKET,
    placeIs: 'a bucket: 3 to 63 lower-case letters, digits, "-" and ".", with a letter or digit at both ends',
    example: 's3://<bucket>/<prefix or object>',
    fix: 'give accessKeyId and secretAccessKey, each a SecretKey',
  });
  const { endpoint, region, accessKeyId, secretAccessKey, sessionToken } = options;
  if (endpoint !== undefined) checkedEndpoint(`endpoint of ${uri}`, endpoint, { path: false });
  if (region !== undefined && !REGION.test(region)) {
    throw invalid({
      what: `region of ${uri}`,
      got: region,
      allowed: 'letters, digits, "-", "_" and ".", at most 64',
      fix: 'give it as the store calls it, for example "eu-central-1", or leave it out',
    });
  }
  const access = accessOf(uri, { accessKeyId, secretAccessKey, sessionToken }, options.anonymous, ['accessKeyId', 'secretAccessKey']);
  const { facts, download } = storedObjects(uri, path, options, access);
  return {
    ...facts,
    bind: context => options.readByServer ? byServer(place, path, options, access.identity, context) : downloaded({
      remote: {
        TYPE: 's3',
        PROVIDER: endpoint === undefined || /\.amazonaws\.com(\.cn)?(:\d+)?\/?$/.test(endpoint) ? 'AWS' : 'Other',
        ENV_AUTH: String(access.identity),
        REGION: region && literal(region),
        ENDPOINT: endpoint && literal(endpoint),
      },
      secretRemote: { ACCESS_KEY_ID: accessKeyId, SECRET_ACCESS_KEY: secretAccessKey, SESSION_TOKEN: sessionToken },
      path: `${place}/${path}`,
      ...download,
      egressPorts: [portOf(endpoint ?? 'https://amazonaws.com'), ...(access.identity ? [STS_PORT] : [])],
      nodeAgents: access.identity ? AGENTS : undefined,
    }, context),
  };
}

/**
 * The variables of the clients of AWS, and of the streamer that vLLM and SGLang have.
 * https://github.com/run-ai/runai-model-streamer/blob/master/docs/src/env-vars.md
 */
function byServer(bucket: string, path: string, options: S3SourceOptions, identity: boolean, context: SourceContext): SourceBinding {
  const { endpoint, region, anonymous, accessKeyId, secretAccessKey, sessionToken } = options;
  return readByServer({
    scheme: 's3',
    path: pathForServer(context.engineName, { scheme: 's3', endpoint, path: `${bucket}/${path}` }),
    env: Object.fromEntries(given({
      AWS_REGION: region && literal(region),
      AWS_DEFAULT_REGION: region && literal(region),
      AWS_ENDPOINT_URL: endpoint && literal(endpoint),
      RUNAI_STREAMER_S3_USE_VIRTUAL_ADDRESSING: endpoint && '0',
      RUNAI_STREAMER_S3_UNSIGNED: anonymous ? '1' : undefined,
      AWS_EC2_METADATA_DISABLED: identity ? undefined : 'true',
    })),
    secretEnv: Object.fromEntries(given({ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken })),
    egressPorts: [portOf(endpoint ?? 'https://amazonaws.com'), ...(identity ? [STS_PORT] : [])],
    nodeAgents: identity ? AGENTS : undefined,
  }, context);
}
