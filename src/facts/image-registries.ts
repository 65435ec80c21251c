import { invalid } from '../ground/errors';
import { checkedRegistry, isImageReference } from '../ground/images';
import { given } from '../ground/objects';
import { nearest } from '../ground/spelling';

/** The registry that an image without one comes from, as Docker and containerd read it. CRI-O asks for it to be written. */
const DEFAULT_REGISTRY = 'docker.io';

/** Other names of it. */
const DEFAULT_ALIASES = ['index.docker.io', 'registry-1.docker.io'];

/** Where images are pulled from in place of where they are published. */
export interface Mirrors {
  /** The mirror in place of every registry that has no mirror of its own. */
  readonly imageRegistry?: string;
  /** The mirrors in place of registries, by host. */
  readonly imageRegistries?: { readonly [registry: string]: string };
  /** The digests to pull. */
  readonly lock?: { _digestOf(image: string): string | undefined };
}

/**
 * An image reference as the node gets it: with its registry, always, and that of its mirror where there is one; path, tag and digest stay.
 * A text that is no reference stays as it is, to be refused in the words of its user.
 */
export function pulledFrom(image: string, { imageRegistry, imageRegistries, lock }: Mirrors = {}): string {
  if (!isImageReference(image)) return image;
  const [registry, name] = split(image);
  const digest = image.includes('@') ? undefined : lock?._digestOf(`${registry}/${name}`);
  const path = digest === undefined ? name : `${name}@${digest}`;
  const mirror = mirrorsByHost(imageRegistries).get(registry) ?? imageRegistry;
  return mirror === undefined ? `${registry}/${path}` : split(`${mirror}/${path}`).join('/');
}

/** As `pulledFrom`; an image that no mirror takes stays as it was written: for images that are only recorded. */
export function recordedFrom(image: string, mirrors: Mirrors): string {
  const mirrored = pulledFrom(image, mirrors);
  return mirrored === pulledFrom(image) ? image : mirrored;
}

/** The name of an image where it is published, with its registry: a lock knows it by that. */
export function publishedName(image: string): string {
  return pulledFrom(image);
}

/** Registries that images of this library, and of much else, are published in: a mirror of one is for whoever needs it. */
const PUBLIC_REGISTRIES = [
  DEFAULT_REGISTRY, 'ghcr.io', 'quay.io', 'gcr.io', 'k8s.gcr.io', 'registry.k8s.io', 'nvcr.io', 'public.ecr.aws', 'mcr.microsoft.com',
  'registry.gitlab.com',
];

/** The registries with a mirror that none of some images comes from, and that are no public ones either; each with the one that may be meant. */
export function unusedRegistries({ imageRegistries }: Mirrors, images: readonly string[]): { readonly registry: string; readonly meant?: string }[] {
  const used = images.map(image => split(image)[0]);
  const known = [...new Set([...PUBLIC_REGISTRIES, ...used])];
  return [...mirrorsByHost(imageRegistries).keys()]
    .filter(registry => !known.includes(registry) && !registry.endsWith('-docker.pkg.dev'))
    .map(registry => ({ registry, meant: nearest(registry, known) }));
}

/** Throws when one of the mirrors, or a registry that has one, cannot be. */
export function checkMirrors({ imageRegistry, imageRegistries }: Mirrors): void {
  if (imageRegistry !== undefined) checkedRegistry(imageRegistry);
  for (const [registry, mirror] of given(imageRegistries)) {
    checkedRegistry(mirror, `mirror of ${registry} in imageRegistries`);
    if (!/^[a-z0-9][-a-z0-9.]*(:\d{1,5})?$/.test(registry) || !isHost(registry)) {
      throw invalid({
        what: 'registry in imageRegistries',
        got: registry,
        allowed: 'the host of a registry, with an optional port',
        fix: 'use for example { "docker.io": "registry.example.com/dockerhub" }; Docker Hub\'s host is "docker.io"',
      });
    }
  }
}

function mirrorsByHost(mirrors: Mirrors['imageRegistries']): Map<string, string> {
  return new Map(given(mirrors).map(([registry, mirror]) => [hostOf(registry), mirror]));
}

function hostOf(registry: string): string {
  return DEFAULT_ALIASES.includes(registry) ? DEFAULT_REGISTRY : registry;
}

/** Whether the first part of a reference is a registry, and no part of a path. */
function isHost(part: string): boolean {
  return /[.:]/.test(part) || part === 'localhost';
}

/** Registry, and the rest of a reference. https://github.com/distribution/reference/blob/main/normalize.go */
function split(image: string): [registry: string, path: string] {
  const slash = image.indexOf('/');
  const first = slash < 0 ? '' : image.slice(0, slash);
  const registry = isHost(first) ? hostOf(first) : DEFAULT_REGISTRY;
  const path = isHost(first) ? image.slice(slash + 1) : image;
  return [registry, registry === DEFAULT_REGISTRY && !path.includes('/') ? `library/${path}` : path];
}
