import { remembered } from './remembered';

/*
 * How Kubernetes writes names, in one place: whatever else judges a name, of an object, a label or a file of its own, does it by these.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */

/** A DNS-1035 label, which the name of a Service has to be. */
export const DNS_1035_LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

/** A DNS-1123 label: a namespace, a container, a volume. */
export const DNS_1123_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** A DNS-1123 subdomain: the name of most objects. */
export const DNS_1123_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** A host of a route: a subdomain, or all of those below one. */
export const WILDCARD_HOST = /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** The same, or every host. */
export const ANY_HOST = /^(\*|(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)$/;

/** The name in the key of a label, and its value when it has one. */
const NAME_PART = /^[A-Za-z0-9]([-._A-Za-z0-9]*[A-Za-z0-9])?$/;

/** The longest label of a domain, value of a label, and name in its key. */
export const MAX_LABEL = 63;

/** The longest subdomain. */
export const MAX_SUBDOMAIN = 253;

/** How long the keys and values of all annotations of an object may be together, in bytes. */
export const MAX_ANNOTATIONS = 256 * 1024;

/** Whether a text is `name` or `domain/name`, as the keys of labels and annotations, resources and finalizers are. */
export const isQualifiedName = remembered((text): boolean => {
  const [name, domain, ...more] = text.split('/').reverse();
  return more.length === 0 && name.length <= MAX_LABEL && NAME_PART.test(name)
    && (domain === undefined || (domain.length <= MAX_SUBDOMAIN && DNS_1123_SUBDOMAIN.test(domain)));
});

/** Whether a text can be the value of a label. */
export function isLabelValue(text: string): boolean {
  return text === '' || (text.length <= MAX_LABEL && NAME_PART.test(text));
}

/** Bytes of the keys and values of annotations, together. */
export function bytesOfAnnotations(annotations: object): number {
  return Object.entries(annotations).reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(String(value ?? '')), 0);
}
