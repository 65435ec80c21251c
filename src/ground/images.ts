import { invalid } from './errors';

/** Returns a registry, with an optional path, unchanged, or throws. */
export function checkedRegistry(registry: string, what: string = 'imageRegistry'): string {
  if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:\d{1,5})?(\/[a-z0-9]([-._a-z0-9]*[a-z0-9])?)*$/.test(registry)) {
    throw invalid({
      what,
      got: registry,
      allowed: 'a host, with an optional port and path, without a scheme and a slash at the end',
      fix: 'use for example "registry.example.com/mirror"',
    });
  }
  return registry;
}

/** Whether a text is an image reference. https://github.com/distribution/reference */
export function isImageReference(image: string): boolean {
  return /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:\d{1,5})?(\/[a-z0-9]([-._a-z0-9]*[a-z0-9])?)*(:[A-Za-z0-9_][-.A-Za-z0-9_]{0,127})?(@sha256:[0-9a-f]{64})?$/.test(image);
}

/** Returns an image reference unchanged, or throws. */
export function checkedImage(image: string): string {
  if (!isImageReference(image)) {
    throw invalid({
      what: 'image',
      got: image,
      allowed: '[registry/]repository[:tag][@sha256:digest], in lower case',
      fix: 'give it as you would to "docker pull"',
    });
  }
  return image;
}
