import { accessSync, constants, existsSync, writeFileSync } from 'fs';
import { dirname } from 'path';
import { secretsOfShell } from './hub';
import { LockedSource } from './locked-source';
import { Named, namedInManifests, together } from './manifests';
import { lockedImage } from './registry';
import { checkSource, lockedSource } from './sources';
import { publishedName } from '../facts/image-registries';
import { LOCK_FILE, readLock } from '../facts/lock-file';
import { counted } from '../ground/counted';
import { masked } from '../ground/credentials';
import { secretsIn, show, withoutSecrets } from '../ground/errors';
import { isImageReference } from '../ground/images';
import { meaning, nearest } from '../ground/spelling';

/** How the command is called. */
export const LOCK_USAGE = [
  '  lock [--file <path>] [<source or image or manifests>…]',
  '      Writes commits, digests and sizes into matrixinfer.lock.json: of each source (huggingface://…, oci://…, https://…, gs://…, s3://…) and image that is',
  '      named, and of those in manifests (a file or folder, such as dist). Without any, all that the file has are looked at anew. It asks the network:',
  '      HF_TOKEN and HF_ENDPOINT are read as the hub\'s own client reads them.',
].join('\n');

/** The content of a lock. */
interface Lock {
  readonly sources: { [uri: string]: LockedSource };
  readonly images: { [name: string]: string };
}

const MEND = 'mend it, take it back from your history, or remove it to have it written anew';

/** Adds sources and images to the lock, or looks at all of it anew. No message repeats a credential, of the shell or of the words. */
export async function lock(args: readonly string[]): Promise<string> {
  const known = [...args.flatMap(secretsIn), ...secretsOfShell()];
  try {
    return withoutSecrets(await writeLock(args), known);
  } catch (error) {
    throw new Error(withoutSecrets((error as Error).message, known));
  }
}

async function writeLock(args: readonly string[]): Promise<string> {
  const [path, words] = parsed(args);
  const known: Lock = existsSync(path) ? readLock(path, MEND) as Lock : { sources: {}, images: {} };
  checkWritable(path);
  const all = { sources: Object.keys(known.sources), images: Object.keys(known.images), notes: [] };
  const wanted = words.length > 0 ? together(words.map(named)) : all;
  if (wanted.sources.length + wanted.images.length === 0) throw new Error(nothing(path, words, wanted.notes));
  const pinned = new Map(Object.entries(known.sources).map(([uri, { commit }]) => [`${uri.split('@')[0]}@${commit}`, uri]));
  const uris = new Set(wanted.sources.map(uri => pinned.get(uri) ?? uri));
  uris.forEach(uri => checkNamed(uri, Object.hasOwn(known.sources, uri) ? path : undefined));
  const found = { sources: { ...known.sources }, images: { ...known.images } };
  const notes = [...wanted.notes];
  const images = [...new Set(wanted.images)].filter(image => !image.includes('@'));
  const failures = [
    ...await each([...uris], async uri => {
      const source = await lockedSource(uri);
      delete found.sources[uri];
      if (Object.keys(source).length > 0) found.sources[uri] = source;
      if (source.bytes === undefined && !uri.startsWith('oci:')) notes.push(`nobody says the size of ${uri}: say size of the source yourself`);
    }),
    ...await each(images, async image => { found.images[publishedName(image)] = await digestOf(image, words); }),
  ];
  const count = uris.size + images.length;
  if (failures.length > 0 && failures.length === count) throw new Error(failures.join('\n'));
  written(path, `${JSON.stringify({ version: 1, sources: sorted(found.sources), images: sorted(found.images) }, undefined, 2)}\n`);
  if (failures.length > 0) {
    throw new Error([
      `${path} is written, and ${failures.length} of ${count} could not be locked and are as they were:`, ...failures.map(why => `  ${why}`),
    ].join('\n'));
  }
  return [
    `${path} has ${counted(Object.keys(found.sources).length, 'source')} and ${counted(Object.keys(found.images).length, 'image')}`,
    ...notes.map(note => `note: ${note}`),
  ].join('\n');
}

/** Goes through all of them, whatever fails; answers why what failed did. */
async function each(names: readonly string[], look: (name: string) => Promise<void>): Promise<string[]> {
  const failures: string[] = [];
  for (const name of names) {
    try {
      await look(name);
    } catch (error) {
      failures.push((error as Error).message);
    }
  }
  return failures;
}

/** Judges a source that is named, or that a lock has of before. */
function checkNamed(uri: string, path: string | undefined): void {
  try {
    checkSource(uri);
  } catch (error) {
    throw path === undefined ? error : new Error(`${(error as Error).message}; it stands in ${show(path)}: remove it there`);
  }
}

function nothing(path: string, words: readonly string[], notes: readonly string[]): string {
  const why = words.length === 0
    ? `${existsSync(path) ? `${path} is empty` : `there is no ${path}`}, and no source, image or manifest is named`
    : notes.join('; ');
  return `nothing to lock: ${why}\n\n${LOCK_USAGE}`;
}

/** The digest of an image; a word that could be the path of manifests may be neither. */
async function digestOf(image: string, words: readonly string[]): Promise<string> {
  try {
    return (await lockedImage(publishedName(image))).digest;
  } catch (error) {
    const isWord = words.includes(image) && !image.includes(':');
    throw isWord ? new Error(`${(error as Error).message}; ${show(image)} was taken for an image, as there is no file or folder of that name`) : error;
  }
}

/** Before the network is asked, which takes its time. */
function checkWritable(path: string): void {
  const isThere = existsSync(path);
  if (!isThere && !existsSync(dirname(path))) throw unwritable(path, `there is no folder ${show(dirname(path))}`);
  attempt(path, () => accessSync(isThere ? path : dirname(path), constants.W_OK));
}

function written(path: string, text: string): void {
  attempt(path, () => writeFileSync(path, text));
}

function attempt(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw unwritable(path, (error as NodeJS.ErrnoException).code ?? String(error));
  }
}

function unwritable(path: string, why: string): Error {
  return new Error(`the lock ${show(path)} cannot be written: ${why}; make the folder, or name another place with --file`);
}

function parsed(args: readonly string[]): [path: string, wanted: string[]] {
  const words = args.flatMap(word => (word.startsWith('--file=') ? ['--file', word.slice('--file='.length)] : [word]));
  const at = words.indexOf('--file');
  const times = words.filter(word => word === '--file').length;
  if (times > 1) throw new Error(`--file is given ${times} times, and there is one of it; leave the others out`);
  const unknown = words.find((word, index) => word.startsWith('-') && index !== at);
  if (unknown !== undefined) throw new Error(`unknown option ${unknown.split('=')[0]}${meaning(nearest(unknown.split('=')[0], ['--file']))}\n\n${LOCK_USAGE}`);
  if (at < 0) return [LOCK_FILE, words];
  const path = words[at + 1];
  if (path === undefined || path === '') throw new Error(`--file needs a path\n\n${LOCK_USAGE}`);
  return [path, words.filter((_word, index) => index !== at && index !== at + 1)];
}

/** The sources and images that a word of the command line names. */
function named(word: string): Named {
  if (word.includes('://')) return { sources: [word], images: [], notes: [] };
  if (existsSync(word)) return namedInManifests(word);
  if (masked(word) !== word) {
    throw new Error(`${show(word)} holds a credential: nobody is asked with one from a command line, which others can `
    + 'read; revoke it when it was shared, and name the image alone');
  }
  if (isImageReference(word)) return { sources: [], images: [word], notes: [] };
  throw new Error(`${show(word)} is no source (<scheme>://…), no image, and no file or folder of manifests that exists`);
}

function sorted<T>(map: { readonly [key: string]: T }): { [key: string]: T } {
  return Object.fromEntries(Object.entries(map).sort(([one], [other]) => (one < other ? -1 : 1)));
}
