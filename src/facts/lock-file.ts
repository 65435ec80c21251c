import { existsSync, readFileSync } from 'fs';
import { show } from '../ground/errors';
import { asObject, Json, JsonObject } from '../ground/objects';

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
  const odd = Object.entries(images).find(([, digest]) => typeof digest !== 'string');
  if (odd !== undefined) throw refuse(`its image ${show(odd[0])} has no digest that is a text`);
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

/** The types of the members of a source. */
const MEMBERS: { readonly [member: string]: (value: Json) => boolean } = {
  commit: value => typeof value === 'string',
  digest: value => typeof value === 'string',
  bytes: value => typeof value === 'number' && value >= 0,
  files: value => Object.values(asObject(value) ?? { no: undefined }).every(file => asObject(file) !== undefined),
};

function problemOf(source: JsonObject | undefined): string | undefined {
  if (source === undefined) return 'is no map';
  const member = Object.keys(MEMBERS).find(name => source[name] !== undefined && !MEMBERS[name](source[name]));
  return member === undefined ? undefined : `has ${member} of another form than the command writes`;
}
