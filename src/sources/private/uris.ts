import { invalid } from '../../ground/errors';

/** A URI for a message: without the parts that may be a credential. */
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

/** The object that a URI of an object store names. */
export interface StoredObject {
  /** Bucket, container or host. */
  readonly place: string;
  /** Path below it, without a slash at its beginning; one at its end says that it is a folder. Empty for all of it. */
  readonly path: string;
}

/** How the URIs of a scheme are written. */
export interface UriForm {
  readonly scheme: string;
  readonly place: RegExp;
  /** The kind of a place, in words, for the message about one that cannot exist. */
  readonly placeIs: string;
  readonly example: string;
  /** The advice in place of a credential in it. */
  readonly fix: string;
  /** Whether the path is percent-encoded, as in a URL; object stores take the text as it is written. */
  readonly encoded?: boolean;
}

/** Splits `<scheme>://<place>/<path>`; throws on a place that cannot exist, and on paths that object stores and files do not share. */
export function parseObjectUri(what: string, uri: string, form: UriForm): StoredObject {
  refuseCredentials(what, uri, form.fix);
  const refuse = (mistake: string, fix: string) => invalid({
    what, got: shown(uri), allowed: `${form.example}, without spaces, wildcards, queries, empty parts and ".."`, fix: `${mistake}; ${fix}`,
  });
  const [, place, path = ''] = new RegExp(`^${form.scheme}://([^/]+)(?:/([^]*))?$`).exec(uri) ?? [];
  if (place === undefined) throw refuse(`it does not begin with "${form.scheme}://" and ${form.placeIs}`, 'write it as shown');
  if (!form.place.test(place)) throw refuse(`${show(place)} is not ${form.placeIs}`, 'correct the text between "//" and the next slash');
  const port = portIn(place);
  if (port !== undefined && !isPort(port)) throw refuse(`${port} is no port: they go from 1 to 65535`, 'correct the port, or leave it out');
  const mistake = mistakeIn(path, form.encoded ?? false);
  if (mistake !== undefined) throw refuse(mistake, 'give the folder, with a slash at its end, or the object itself');
  return { place, path };
}

function show(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

/** The problem of a path, in words; undefined when there is none. */
function mistakeIn(path: string, encoded: boolean): string | undefined {
  if (path === '') return undefined;
  // eslint-disable-next-line no-control-regex
  if (/[\s\u0000-\u001f\u007f]/.test(path)) return 'a path has no spaces, line breaks and control characters';
  if (/[?#]/.test(path)) return 'a path has no query and no fragment ("?", "#")';
  if (/[*[\]{}]/.test(path)) return 'a path has no wildcards (*, [, ], {, }): one object or folder is named';
  const parts = path.replace(/\/$/, '').split('/');
  if (parts.includes('')) return 'a path has no empty parts ("//")';
  if (parts.some(part => /^(\.|%2e){1,2}$/i.test(part))) return 'a path has no parts "." and "..", however they are written';
  return encoded ? mistakeInEncoding(path) : undefined;
}

function mistakeInEncoding(path: string): string | undefined {
  if (/%(?![0-9A-Fa-f]{2})/.test(path)) return 'a "%" is the beginning of a percent-encoded character; a percent sign itself is written "%25"';
  if (/%(2f|5c|[01][0-9a-f]|7f)/i.test(path)) return 'a part of a path has no slash and no control character, not even percent-encoded';
  return tryDecode(path) === undefined ? 'percent-encoded text has to be UTF-8' : undefined;
}

function tryDecode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** Returns a URL of a server unchanged, or throws in words that name the mistake. */
export function checkedEndpoint(what: string, endpoint: string, options: { readonly path: boolean }): string {
  const example = options.path ? 'an http or https URL' : 'an http or https URL of a host, without a path';
  const refuse = (mistake: string, fix: string) => invalid({ what, got: shown(endpoint), allowed: example, fix: `${mistake}; ${fix}` });
  if (/^[a-z]+:\/\/[^/]*@/i.test(endpoint)) {
    throw refuse('it has no user and no password, which everybody who can read the Pod could read', 'hand credentials over as SecretKey');
  }
  // eslint-disable-next-line no-control-regex
  if (!/^https?:\/\/[^/?#\s]/.test(endpoint) || /[\s\u0000-\u001f\u007f"<>\\^`{|}]/.test(endpoint)) {
    throw refuse('it begins with "http://" or "https://" and a host, and has no spaces', 'use for example "http://minio.storage.svc:9000"');
  }
  if (/[?#]/.test(endpoint)) throw refuse('it has no query and no fragment', 'leave out the text behind "?" or "#"');
  const [, place, path = ''] = /^https?:\/\/([^/]+)(\/[^]*)?$/.exec(endpoint)!;
  const port = portIn(place);
  if (port !== undefined && !isPort(port)) throw refuse(`${port} is no port: they go from 1 to 65535`, 'correct the port, or leave it out');
  if (!URL.canParse(endpoint)) throw refuse(`${show(place)} is no host`, 'give a name as DNS knows it, or an address; one of IPv6 in brackets');
  if (!options.path && path.length > 1) throw refuse('the bucket stands in the URI of the source', 'leave out the text behind the host');
  return endpoint;
}

/** The text in the place of a port. */
function portIn(place: string): string | undefined {
  return /:([^:\]]*)$/.exec(place)?.[1];
}

function isPort(port: string): boolean {
  return /^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65535;
}

/** The port of a URL, or that of its scheme. */
export function portOf(url: string): number {
  const { port, protocol } = new URL(url);
  if (port !== '') return Number(port);
  return protocol === 'http:' ? 80 : 443;
}
