import { ask, Expected, objectOf, textOf, unexpected } from './ask';
import { LockedSource } from './locked-source';
import { asObject } from '../ground/objects';

/** An object of a store. */
interface Stored {
  readonly name: string;
  readonly bytes: number;
}

/** One page of a list of objects, and the mark of the next. */
interface Page {
  readonly objects: readonly Stored[];
  readonly next?: string;
}

/** The size of one file; a folder has none that its server says. */
export async function ofFile(uri: string): Promise<LockedSource> {
  if (uri.endsWith('/')) return {};
  const length = (await ask(uri, { method: 'HEAD', headers: { 'accept-encoding': 'identity' } })).headers.get('content-length') ?? '';
  return /^\d+$/.test(length) ? { bytes: Number(length) } : {};
}

/** Objects of a bucket that everybody may list. https://cloud.google.com/storage/docs/json_api/v1/objects/list */
export function ofCloudStorage(uri: string): Promise<LockedSource> {
  return listed(uri, async (bucket, prefix, page) => {
    const query = new URLSearchParams({ prefix, fields: 'items(name,size),nextPageToken', ...(page !== undefined && { pageToken: page }) });
    const url = `https://storage.googleapis.com/storage/v1/b/${bucket}/o?${query}`;
    const { items = [], nextPageToken: next } = await objectOf(url, await ask(url), LIST);
    const objects = Array.isArray(items) ? items.map(item => ({ name: String(asObject(item)?.name), bytes: Number(asObject(item)?.size) })) : [];
    return { objects, ...(typeof next === 'string' && { next }) };
  });
}

/** Objects of a bucket of AWS that everybody may list. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export function ofS3(uri: string): Promise<LockedSource> {
  return listed(uri, async (bucket, prefix, page) => {
    const query = new URLSearchParams({ 'list-type': '2', prefix, ...(page !== undefined && { 'continuation-token': page }) });
    const url = `https://${bucket}.s3.amazonaws.com/?${query}`;
    const answer = await ask(url);
    const text = await textOf(url, answer);
    if (!text.includes('<ListBucketResult')) throw unexpected(url, answer, 'no ListBucketResult', LIST);
    const objects = [...text.matchAll(/<Contents>([^]*?)<\/Contents>/g)].map(([, one]) => ({
      name: elementOf(one, 'Key') ?? '',
      bytes: Number(elementOf(one, 'Size')),
    }));
    return { objects, next: elementOf(text, 'NextContinuationToken') };
  });
}

const LIST: Expected = { allowed: 'the list of the objects of a bucket', fix: 'look whether a portal or a proxy answers in the place of the store' };

/** Bytes of the object, or of all in the folder, that a URI names. */
async function listed(uri: string, pageOf: (bucket: string, prefix: string, page?: string) => Promise<Page>): Promise<LockedSource> {
  const [, bucket, path = ''] = /^\w+:\/\/([^/]+)\/?(.*)$/.exec(uri)!;
  const seen = new Set<string>();
  const found: Stored[] = [];
  for (let page: string | undefined; ;) {
    const { objects, next }: Page = await pageOf(bucket, path, page);
    found.push(...objects.filter(({ name }) => isIn(path, name)));
    if (next === undefined || seen.has(next)) break;
    seen.add(page = next);
  }
  const bytes = found.reduce((sum, one) => sum + one.bytes, 0);
  if (found.length === 0) throw new Error(`there is no object at ${uri}; correct the bucket or the path`);
  return Number.isFinite(bytes) ? { bytes } : {};
}

/** A store takes a prefix for what every name may begin with: `model` is in front of `model-2/…`, too. */
function isIn(path: string, name: string): boolean {
  return path === '' || path.endsWith('/') || name === path || name.startsWith(`${path}/`);
}

const ENTITIES: { readonly [entity: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'' };

function elementOf(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)<`).exec(xml)?.[1].replace(/&(amp|lt|gt|quot|apos);/g, (_whole, entity: string) => ENTITIES[entity]);
}
