import { isAtLeast } from '../../facts/versions';
import { Compute } from '../../values/compute';

/** An image that the makers of a server publish, for some devices and versions. */
export interface OfficialImage {
  /** `cpu`, or the beginning of the resources that it is for. */
  readonly on: string;
  /** Repository and tag; `<version>` stands for the version. */
  readonly image: string;
  /** The first version that has it. */
  readonly since?: string;
  /** The first version that no longer has it. */
  readonly before?: string;
  /** Names of the accelerators that it is for; all of the resource when not said. */
  readonly accelerators?: RegExp;
  /** The name of these in messages. */
  readonly called?: string;
}

/** The official image of a server for a compute; throws when none is known, and names those that are. */
export function officialImage(title: string, release: string, images: readonly OfficialImage[], { accelerator }: Compute): string {
  const resource = accelerator?.resource ?? 'cpu';
  const found = images.filter(({ on, accelerators }) => resource.startsWith(on) && (accelerators?.test(accelerator!.name) ?? true))
    .find(({ since = '0', before }) => isAtLeast(release, since) && (before === undefined || !isAtLeast(release, before)));
  if (found !== undefined) return found.image.replace('<version>', release);
  throw new Error(`no official image of ${title} ${release} for ${accelerator?.name ?? 'a CPU'} is known (${known(images)}); give image`);
}

/** Repositories of images, without their tags. */
export function repositoriesOf(images: readonly OfficialImage[]): string[] {
  return [...new Set(images.map(({ image }) => image.slice(0, image.lastIndexOf(':'))))];
}

/** For which devices there are images, and of which versions. The rows of a device are in the order of versions. */
function known(images: readonly OfficialImage[]): string {
  const rows = new Map<string, OfficialImage>();
  for (const row of images) {
    const name = row.called ?? (row.on === 'cpu' ? 'CPU' : row.on.replace(/\/$/, ''));
    rows.set(name, { ...row, since: (rows.get(name) ?? row).since });
  }
  return [...rows].map(([name, { since, before }]) => (
    `${name}: ${[...(since === undefined ? [] : [`from ${since}`]), ...(before === undefined ? [] : [`before ${before}`])].join(', ') || 'any version'}`
  )).join('; ');
}
