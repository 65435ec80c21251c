import { accessOf } from './credentials';
import { SourceDeclaration } from './declaration';
import { onlyFile } from './only-file';
import { downloaded } from './rclone';
import { checkedEndpoint, parseObjectUri, portOf } from './uris';
import { invalid } from '../../private/errors';
import { checkedImage } from '../../private/images';
import { S3SourceOptions } from '../model-source-options';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKET = /^[a-z0-9][-.a-z0-9]{1,61}[a-z0-9]$/;

/** AWS calls them `eu-central-1`; other stores take what they are configured with. */
const REGION = /^[A-Za-z0-9][-_.A-Za-z0-9]{0,63}$/;

/** Ports of AWS STS, and of the agents on the node that hand credentials out (EKS Pod Identity, instance metadata). */
const IDENTITY_PORTS = [443, 80];

/** Objects in S3, or in a store with its API. https://rclone.org/s3/ */
export function s3(uri: string, options: S3SourceOptions): SourceDeclaration {
  const { place, path } = parseObjectUri('S3 URI', uri, { scheme: 's3', place: BUCKET, placeIs: 'a bucket: 3 to 63 lower-case letters, digits, "-" and ".", with a letter or digit at both ends', example: 's3://<bucket>/<prefix or object>', fix: 'give accessKeyId and secretAccessKey, each a SecretKey' });
  const { endpoint, region, accessKeyId, secretAccessKey, sessionToken } = options;
  if (endpoint !== undefined) checkedEndpoint(`endpoint of ${uri}`, endpoint, { path: false });
  if (region !== undefined && !REGION.test(region)) {
    throw invalid({ what: `region of ${uri}`, got: region, allowed: 'letters, digits, "-", "_" and ".", at most 64', fix: 'give it as the store calls it, for example "eu-central-1", or leave it out' });
  }
  if (options.downloaderImage !== undefined) checkedImage(options.downloaderImage);
  const access = accessOf(uri, { accessKeyId, secretAccessKey, sessionToken }, options.anonymous, ['accessKeyId', 'secretAccessKey']);
  const file = onlyFile(path, options);
  return {
    uri,
    secrets: access.secrets,
    needsServiceAccount: access.identity,
    bind: context => downloaded({
      remote: {
        TYPE: 's3',
        PROVIDER: endpoint === undefined || /\.amazonaws\.com(\.cn)?(:\d+)?\/?$/.test(endpoint) ? 'AWS' : 'Other',
        ENV_AUTH: String(access.identity),
        REGION: region,
        ENDPOINT: endpoint,
      },
      secretRemote: { ACCESS_KEY_ID: accessKeyId, SECRET_ACCESS_KEY: secretAccessKey, SESSION_TOKEN: sessionToken },
      path: `${place}/${path}`,
      file,
      image: options.downloaderImage,
      egressPorts: [portOf(endpoint ?? 'https://amazonaws.com'), ...(access.identity ? IDENTITY_PORTS : [])],
    }, context),
  };
}
