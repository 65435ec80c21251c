import { ask } from './ask';
import { lockedImage } from './registry';
import { publishedName } from '../facts/image-registries';

/** What is known of a source. */
export interface LockedSource {
  /** The commit that its revision is, for a repository of the hub. */
  readonly commit?: string;
  /** The digest of an image. */
  readonly digest?: string;
  /** Bytes of all its files. */
  readonly bytes?: number;
  /** Each file of a repository, with its hash where the hub knows one. */
  readonly files?: { readonly [path: string]: LockedFile };
}

/** A file of a repository. */
export interface LockedFile {
  readonly bytes: number;
  readonly sha256?: string;
}

type Resolver = (uri: string) => Promise<LockedSource>;

/** Who knows what of a source, by scheme. */
const RESOLVERS: { readonly [scheme: string]: Resolver } = { huggingface: ofHub, oci: ofImage, https: ofFile, gs: ofCloudStorage, s3: ofS3 };

/** A source of each scheme, for messages. */
const EXAMPLES: { readonly [scheme: string]: string } = {
  huggingface: 'huggingface://Qwen/Qwen3-8B@main',
  oci: 'oci://registry.example.com/models/qwen3:1',
  https: 'https://example.com/model.gguf',
  gs: 'gs://bucket/folder',
  s3: 's3://bucket/folder',
};

/** Asks for what a source is now; throws on one that names nothing. */
export function lockedSource(uri: string): Promise<LockedSource> {
  const scheme = uri.slice(0, uri.indexOf('://'));
  if (!Object.hasOwn(RESOLVERS, scheme)) throw new Error(`${uri} cannot be locked: known are ${Object.keys(RESOLVERS).join(', ')}`);
  if (!/^[^\s/@?#](\S*[^\s@])?$/.test(uri.slice(scheme.length + '://'.length))) throw new Error(`${uri} is no whole source; use for example ${EXAMPLES[scheme]}`);
  return RESOLVERS[scheme](uri);
}

/** A file as the hub lists it. https://huggingface.co/docs/hub/api */
interface HubFile {
  readonly rfilename: string;
  readonly size?: number;
  readonly lfs?: { readonly size: number; readonly sha256: string };
}

async function ofHub(uri: string): Promise<LockedSource> {
  const [, repository, revision] = /^huggingface:\/\/([^@]+)(?:@(.+))?$/.exec(uri)!;
  const { HF_TOKEN: token, HF_ENDPOINT: endpoint = 'https://huggingface.co' } = process.env;
  const url = `${endpoint.replace(/\/$/, '')}/api/models/${repository}${revision === undefined ? '' : `/revision/${encodeURIComponent(revision)}`}?blobs=true`;
  const answer = await ask(url, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
  const { sha, siblings = [] } = await answer.json() as { sha: string; siblings?: readonly HubFile[] };
  const ordered = [...siblings].sort((one, other) => (one.rfilename < other.rfilename ? -1 : 1));
  const files = ordered.map(({ rfilename, size = 0, lfs }) => {
    return [rfilename, { bytes: lfs?.size ?? size, ...(lfs && { sha256: lfs.sha256 }) }] as const;
  });
  return { commit: sha, bytes: files.reduce((sum, [, { bytes }]) => sum + bytes, 0), files: Object.fromEntries(files) };
}

async function ofImage(uri: string): Promise<LockedSource> {
  return { ...await lockedImage(publishedName(uri.slice('oci://'.length))) };
}

/** The size of one file; a folder has none that its server says. */
async function ofFile(uri: string): Promise<LockedSource> {
  if (uri.endsWith('/')) return {};
  const length = (await ask(uri, { method: 'HEAD' })).headers.get('content-length');
  return length === null ? {} : { bytes: Number(length) };
}

/** Objects of a bucket that everybody may list. https://cloud.google.com/storage/docs/json_api/v1/objects/list */
async function ofCloudStorage(uri: string): Promise<LockedSource> {
  const [, bucket, prefix = ''] = /^gs:\/\/([^/]+)\/?(.*)$/.exec(uri)!;
  let bytes = 0;
  for (let page: string | undefined = ''; page !== undefined;) {
    const query: URLSearchParams = new URLSearchParams({ prefix, fields: 'items(size),nextPageToken', ...(page !== '' && { pageToken: page }) });
    const answer = await ask(`https://storage.googleapis.com/storage/v1/b/${bucket}/o?${query}`);
    const { items = [], nextPageToken } = await answer.json() as { items?: readonly { readonly size: string }[]; nextPageToken?: string };
    bytes += items.reduce((sum, { size }) => sum + Number(size), 0);
    page = nextPageToken;
  }
  return { bytes };
}

/** Objects of a bucket of AWS that everybody may list. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
async function ofS3(uri: string): Promise<LockedSource> {
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(uri)!;
  let bytes = 0;
  for (let page: string | undefined = ''; page !== undefined;) {
    const query: URLSearchParams = new URLSearchParams({ 'list-type': '2', prefix, ...(page !== '' && { 'continuation-token': page }) });
    const text: string = await (await ask(`https://${bucket}.s3.amazonaws.com/?${query}`)).text();
    for (const [, size] of text.matchAll(/<Size>(\d+)<\/Size>/g)) bytes += Number(size);
    page = /<NextContinuationToken>([^<]+)</.exec(text)?.[1];
  }
  return { bytes };
}
