import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'fs';
import { join } from 'path';
import { LockedImage, lockedImage } from './registry';
import { LockedSource, lockedSource } from './sources';
import { publishedName } from '../facts/image-registries';
import { LOCK_FILE, readLock } from '../facts/lock-file';
import { isImageReference } from '../ground/images';

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

/** Adds sources and images to the lock, or looks at all of it anew. */
export async function lock(args: readonly string[]): Promise<string> {
  const [path, wanted] = parsed(args);
  const known = existsSync(path) ? readLock(path, 'mend it, take it back from your history, or remove it to have it written anew') as Lock : { sources: {}, images: {} };
  const asked = wanted.length > 0 ? wanted.flatMap(named) : [...Object.keys(known.sources), ...Object.keys(known.images)];
  if (asked.length === 0) throw new Error(`nothing to lock: ${path} is empty, and no source, image or manifest is named\n\n${LOCK_USAGE}`);
  const pinned = new Map(Object.entries(known.sources).map(([uri, { commit }]) => [`${uri.split('@')[0]}@${commit}`, uri]));
  const found = { sources: { ...known.sources }, images: { ...known.images } };
  for (const one of new Set(asked.map(name => pinned.get(name) ?? name))) {
    if (one.includes('://')) found.sources[one] = await lockedSource(one);
    else if (!one.includes('@')) found.images[publishedName(one)] = await digestOf(one);
  }
  writeFileSync(path, `${JSON.stringify({ version: 1, sources: sorted(found.sources), images: sorted(found.images) }, undefined, 2)}\n`);
  return `${path} has ${Object.keys(found.sources).length} sources and ${Object.keys(found.images).length} images`;
}

async function digestOf(image: string): Promise<string> {
  const { digest }: LockedImage = await lockedImage(publishedName(image));
  return digest;
}

function parsed(args: readonly string[]): [path: string, wanted: string[]] {
  const at = args.indexOf('--file');
  const unknown = args.find((word, index) => word.startsWith('-') && index !== at);
  if (unknown !== undefined) throw new Error(`unknown option ${unknown}\n\n${LOCK_USAGE}`);
  if (at < 0) return [LOCK_FILE, [...args]];
  if (args[at + 1] === undefined) throw new Error(`--file needs a path\n\n${LOCK_USAGE}`);
  return [args[at + 1], args.filter((_word, index) => index !== at && index !== at + 1)];
}

/** The sources and images that a word of the command line names. */
function named(word: string): string[] {
  if (word.includes('://')) return [word];
  if (existsSync(word)) return manifestsIn(word).flatMap(file => inManifest(readFileSync(file, 'utf8')));
  if (isImageReference(word)) return [word];
  throw new Error(`${JSON.stringify(word)} is no source (<scheme>://…), no image, and no file of manifests`);
}

function manifestsIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).filter(name => /\.ya?ml$/.test(name)).sort().map(name => join(path, name));
}

/** Sources and images of a manifest as it is printed: a member in each line. */
function inManifest(text: string): string[] {
  return text.split('\n').flatMap(line => {
    const [key, value = ''] = line.replace('- ', '').trim().split(': ');
    const word = /^["'].*["']$/.test(value) ? value.slice(1, -1) : value;
    if (key === 'uri') return /^(huggingface|oci|https|gs|s3):\/\//.test(word) ? [word] : [];
    return (key === 'image' || key === 'reference') && isImageReference(word) ? [word] : [];
  });
}

function sorted<T>(map: { readonly [key: string]: T }): { [key: string]: T } {
  return Object.fromEntries(Object.entries(map).sort(([one], [other]) => (one < other ? -1 : 1)));
}
