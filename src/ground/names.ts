import { createHash } from 'crypto';
import { invalid } from './errors';
import { DNS_1035_LABEL, DNS_1123_LABEL, DNS_1123_SUBDOMAIN, MAX_LABEL, MAX_SUBDOMAIN } from './name-patterns';

/** The longest name of a model's objects: 63 (DNS-1035 label) less room for suffixes such as `-grpc`. */
export const MAX_NAME_LENGTH = 52;

/**
 * Derives the name of a model's objects from a construct id. An id that is a valid name is kept; another one is
 * made DNS-safe, and a too long one is cut and ends in a hash of the id (never of its path: a moved construct
 * keeps its name).
 */
export function nameFromId(id: string): string {
  const slug = id.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  const name = /^[a-z]/.test(slug) ? slug : `model-${slug}`.replace(/-$/, '');
  if (name.length <= MAX_NAME_LENGTH) return name;
  const hash = createHash('sha256').update(id).digest('hex').slice(0, 8);
  return `${name.slice(0, MAX_NAME_LENGTH - 9).replace(/-$/, '')}-${hash}`;
}

/**
 * Returns a name unchanged, or throws when the API server would refuse it.
 *
 * @param made whether it was put together of the name of something else, because none was given.
 */
export function checkedName(name: string, made: boolean = false): string {
  if (name.length > MAX_NAME_LENGTH || !DNS_1035_LABEL.test(name)) {
    throw invalid({
      what: 'name',
      got: name,
      allowed: `a DNS-1035 label (${DNS_1035_LABEL.source}) of at most ${MAX_NAME_LENGTH} characters`,
      fix: made
        ? `give a name, for example ${JSON.stringify(nameFromId(name))}`
        : `use for example ${JSON.stringify(nameFromId(name))}, or leave it out to derive it`,
    });
  }
  return name;
}

/** As `checkedName`; what is only recorded has no other objects, and may have any name that an object can have. */
export function checkedRecordName(name: string, isRecord: boolean = false, made: boolean = false): string {
  return isRecord ? checkedObjectName('name', name) : checkedName(name, made);
}

/** Returns the version of a model unchanged, or throws when it is no word; none is fine. */
export function checkedVersion(version: string | undefined): string | undefined {
  if (version === undefined || version.trim() !== '') return version;
  throw invalid({ what: 'version', got: version, allowed: 'the version of the model, for example "1.0.0"', fix: 'leave it out where there is none' });
}

/** Returns a name that clients send as `model` unchanged, or throws when it could not be a word of a command line. */
export function checkedServedName(what: string, name: string): string {
  if (!/^[^\s-]\S{0,252}$/.test(name)) {
    throw invalid({
      what,
      got: name,
      allowed: 'at most 253 characters without spaces, not beginning with "-"',
      fix: 'use for example "meta-llama/Llama-3.1-8B"',
    });
  }
  return name;
}

/** Whether a name that clients send can be a folder, and a part of the path of a URL, as it is: servers of several models have it there. */
export function isPathPart(name: string): boolean {
  return /^[A-Za-z0-9][-._A-Za-z0-9]*$/.test(name);
}

/** Returns the name of another object (a Secret, a claim, a ServiceAccount) unchanged, or throws. */
export function checkedObjectName(what: string, name: string): string {
  if (name.length > MAX_SUBDOMAIN || !DNS_1123_SUBDOMAIN.test(name)) {
    throw invalid({
      what,
      got: name,
      allowed: `a DNS-1123 subdomain of at most ${MAX_SUBDOMAIN} characters`,
      fix: 'give the metadata.name of an existing object',
    });
  }
  return name;
}

/** Returns labels, annotations or the like unchanged, or throws when cdk8s could not print them: it takes an object with a `constructor` for no plain one. */
export function checkedPrintable<T extends object | undefined>(what: string, map: T): T {
  if (map !== undefined && Object.hasOwn(map, 'constructor')) {
    throw invalid({ what, got: 'constructor', allowed: 'every other name: cdk8s prints no object with this one', fix: 'take another name' });
  }
  return map;
}

/** Returns a DNS-1123 label (a container, volume or port name, a namespace) unchanged, or throws. */
export function checkedLabel(what: string, name: string, maxLength: number = MAX_LABEL): string {
  if (name.length > maxLength || !DNS_1123_LABEL.test(name)) {
    throw invalid({ what, got: name, allowed: `a DNS-1123 label of at most ${maxLength} characters`, fix: 'use lower-case letters, digits and dashes' });
  }
  return name;
}
