import { invalid } from '../../private/errors';

/** A URI for a message: without what may be a credential in it. */
function shown(uri: string): string {
  return uri.replace(/:\/\/[^/]*@/, '://…@').replace(/\?[^]*$/, '?…');
}

/** Throws when a URI carries a user, a password or a signature: it is recorded, and readable by everybody who can read the Model. */
export function refuseCredentials(what: string, uri: string, fix: string): void {
  const password = /:\/\/[^/\s:]*:[^/\s]*@/.test(uri);
  const user = /^(https?|s3|gs):\/\/[^/\s]*@/.test(uri);
  const signature = /[?&]([^=&?]*[-_])?(sig|signature|token|password|secret|credential|api_?key|access_?key)=/i.test(uri);
  if (!password && !user && !signature) return;
  throw invalid({ what, got: shown(uri), allowed: 'a URI without credentials', fix });
}

/** What a URI of an object store names. */
export interface StoredObject {
  /** Bucket, container or host. */
  readonly place: string;
  /** Path below it, without a slash at its beginning; one at its end says that it is a folder. Empty for all of it. */
  readonly path: string;
}

/** Splits `<scheme>://<place>/<path>`; throws on a place that cannot exist, and on paths that object stores and files do not share. */
export function parseObjectUri(what: string, uri: string, form: { scheme: string; place: RegExp; example: string; fix: string }): StoredObject {
  refuseCredentials(what, uri, form.fix);
  const [, place, path] = new RegExp(`^${form.scheme}://([^/]+)(?:/(.*))?$`).exec(uri) ?? [];
  if (place === undefined || !form.place.test(place) || !isPlainPath(path ?? '')) {
    throw invalid({ what, got: shown(uri), allowed: `${form.example}, without spaces, wildcards, queries, empty parts and ".."`, fix: 'give the folder, with a slash at its end, or the object itself' });
  }
  return { place, path: path ?? '' };
}

function isPlainPath(path: string): boolean {
  if (path === '') return true;
  const parts = path.replace(/\/$/, '').split('/');
  return parts.every(part => part !== '' && part !== '.' && part !== '..' && !/[\s?#*[\]{}]/.test(part));
}

/** The port of a URL, or that of its scheme. */
export function portOf(url: string): number {
  const { port, protocol } = new URL(url);
  if (port !== '') return Number(port);
  return protocol === 'http:' ? 80 : 443;
}
