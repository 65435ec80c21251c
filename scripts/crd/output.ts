import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './crd-file';

/** A file that a script makes. */
export interface GeneratedFile {
  /** Path relative to the checkout. */
  readonly path: string;
  readonly text: string;
}

/** Writes the files; those that were different are returned. */
export function write(files: readonly GeneratedFile[]): string[] {
  const changed = stale(files);
  for (const { path, text } of files.filter((file) => changed.includes(file.path))) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
  }
  return changed;
}

/** Paths of the files that are missing or differ from what is on disk. */
export function stale(files: readonly GeneratedFile[]): string[] {
  return files.filter(({ path, text }) => {
    const file = join(ROOT, path);
    return !existsSync(file) || readFileSync(file, 'utf8') !== text;
  }).map(({ path }) => path);
}
