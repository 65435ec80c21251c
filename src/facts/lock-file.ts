import { existsSync, readFileSync } from 'fs';
import { show } from '../ground/errors';
import { asObject, isObject, Json, JsonObject } from '../ground/objects';

/** The file of a lock where nobody names another. */
export const LOCK_FILE = 'matrixinfer.lock.json';

/** The command that writes a lock, for messages. */
export const LOCK_COMMAND = 'npx cdk8s-matrixinfer lock';

/** What a lock has, as it stands in its file. */
export interface LockContent {
  readonly sources: { readonly [uri: string]: JsonObject };
  readonly images: { readonly [name: string]: string };
}

/** Reads the file of a lock. Throws, with what is wrong in it and the advice, when it is no lock, or not all of one. */
export function readLock(path: string, fix: string): LockContent {
  const refuse = (why: string) => new Error(`the lock ${show(path)} cannot be read: ${why}; ${fix}`);
  const lock = asObject(parsed(path, refuse));
  if (lock === undefined) throw refuse('it holds no JSON object');
  if (lock.version !== 1) throw refuse(`got version ${JSON.stringify(lock.version) ?? 'none'}, allowed is 1`);
  const mapOf = (member: string) => asObject(lock[member] ?? {}) ?? (() => { throw refuse(`its ${member} are no map`); })();
  const [sources, images] = [mapOf('sources'), mapOf('images')];
  for (const [uri, source] of Object.entries(sources)) {
    const why = problemOf(asObject(source));
    if (why !== undefined) throw refuse(`its source ${show(uri)} ${why}`);
  }
  const odd = Object.entries(images).find(([, digest]) => !isDigest(digest));
  if (odd !== undefined) throw refuse(`its image ${show(odd[0])} has the digest ${worded(odd[1])}, allowed is ${FORMS.digest}`);
  return { sources: sources as LockContent['sources'], images: images as LockContent['images'] };
}

function parsed(path: string, refuse: (why: string) => Error): Json {
  if (!existsSync(path)) throw refuse('there is no such file');
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw refuse(code === 'EISDIR' ? 'it is a folder' : code ?? 'it cannot be opened');
  }
  if (text.trim() === '') throw refuse('it is empty');
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw refuse('it is no JSON, or not all of it; a merge may have left its marks');
  }
}

const isDigest = (value: Json): boolean => typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value);

const isSize = (value: Json): boolean => typeof value === 'number' && value >= 0;

/** The members of a source, by what they may be. */
const MEMBERS: { readonly [member: string]: (value: Json) => boolean } = {
  commit: value => typeof value === 'string' && /^[0-9a-f]{40}$/.test(value),
  digest: isDigest,
  bytes: isSize,
  files: value => isObject(value) && Object.values(value).every(file => isObject(file) && (file.bytes === undefined || isSize(file.bytes))),
};

/** The same in words. */
const FORMS: { readonly [member: string]: string } = {
  commit: 'the 40 hexadecimal digits of a commit',
  digest: '"sha256:" and 64 hexadecimal digits',
  bytes: 'a number that is 0 or more',
  files: 'a map of paths, each with the bytes of the file',
};

function problemOf(source: JsonObject | undefined): string | undefined {
  if (source === undefined) return 'is no map';
  const member = Object.keys(MEMBERS).find(name => source[name] !== undefined && !MEMBERS[name](source[name]));
  return member === undefined ? undefined : `has ${member} ${worded(source[member])}, allowed is ${FORMS[member]}`;
}

function worded(value: Json): string {
  return value === null ? 'null' : show(value);
}
