import { join } from 'node:path';
import { ensureServer } from './servers';
import { IMAGES, InstalledImage } from '../images';

/** An image whose files are on this machine. */
export interface ResolvedImage extends Pick<InstalledImage, 'env' | 'workingDir'> {
  /** Path in the image: path on this machine. */
  readonly files: Readonly<Record<string, string>>;
}

/** What is behind an image, installed first where it is missing; throws when no server on this machine stands for it. */
export async function installedImage(reference: string): Promise<ResolvedImage> {
  const image = IMAGES[reference];
  if (image === undefined) throw new Error(`no server on this machine stands for the image ${reference}; known are ${Object.keys(IMAGES).join(', ')}`);
  return resolved(image);
}

/** The files of an image on this machine, with those that every installation shares. */
export async function resolved({ server, files, shared = {}, env, workingDir }: InstalledImage): Promise<ResolvedImage> {
  const { folder, python } = await ensureServer(server);
  const own = Object.entries(files).map(([path, below]) => [path, join(folder, below)] as const);
  const others = await Promise.all(Object.entries(shared).map(async ([path, [other, below]]) => {
    const { folder: place } = await ensureServer(other);
    return [path, join(place, below)] as const;
  }));
  // The environments' Python, at its own place: their links lead there.
  const base = python === undefined || python.startsWith('/usr') ? [] : [[python, python] as const];
  return { env, workingDir, files: Object.fromEntries([...own, ...others, ...base]) };
}
