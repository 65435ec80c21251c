import { SchemaViolation, show, Step, violation } from './violation';
import {
  bytesOfAnnotations, DNS_1123_LABEL, DNS_1123_SUBDOMAIN, isLabelValue, isQualifiedName, MAX_ANNOTATIONS, MAX_LABEL, MAX_SUBDOMAIN,
} from '../../ground/name-patterns';
import { asList, asObject } from '../../ground/objects';

/** The fields of an object's metadata that the API server knows. */
const FIELDS = new Set([
  'annotations', 'creationTimestamp', 'deletionGracePeriodSeconds', 'deletionTimestamp', 'finalizers', 'generateName', 'generation', 'labels',
  'managedFields', 'name', 'namespace', 'ownerReferences', 'resourceVersion', 'selfLink', 'uid',
]);

/**
 * The problems that the API server finds in an object's name, namespace, labels, annotations and finalizers.
 *
 * The fields that it sets itself, and the owner references, are not judged.
 */
export function metadataViolations(metadata: unknown): SchemaViolation[] {
  if (metadata !== undefined && asObject(metadata) === undefined) {
    return [violation(['metadata'], metadata, 'type object', 'must be of type object', 'give an object with a name')];
  }
  const given = Object.entries(metadata ?? {}).filter(([, value]) => value !== undefined);
  const fields = Object.fromEntries(given.filter(([, value]) => value !== null));
  return [
    ...given.filter(([field]) => !FIELDS.has(field)).map(([field, value]) =>
      violation(['metadata', field], value, 'unknown-field', 'is not a field of an object\'s metadata', 'remove it, or correct its name')),
    ...nameViolations(fields),
    ...namespaceViolations(fields.namespace),
    ...labelViolations(fields.labels),
    ...annotationViolations(fields.annotations),
    ...finalizerViolations(fields.finalizers),
  ];
}

function nameViolations({ name, generateName }: Readonly<Record<string, unknown>>): SchemaViolation[] {
  const field = name === undefined || name === '' ? 'generateName' : 'name';
  const value = field === 'name' ? name : generateName;
  if (value === undefined || value === '') {
    return [violation(['metadata', 'name'], undefined, 'required', 'is required', 'give the object a name')];
  }
  // a generated name goes on behind the hyphen that its beginning may end with
  const complete = typeof value === 'string' && field === 'generateName' && value.length > 1 ? value.replace(/.-$/, 'a') : value;
  return dnsName(['metadata', field], complete, value, DNS_1123_SUBDOMAIN, MAX_SUBDOMAIN, 'letters, digits, hyphens and dots');
}

function namespaceViolations(namespace: unknown): SchemaViolation[] {
  if (namespace === undefined || namespace === '') return [];
  return dnsName(['metadata', 'namespace'], namespace, namespace, DNS_1123_LABEL, MAX_LABEL, 'letters, digits and hyphens');
}

function dnsName(steps: readonly Step[], name: unknown, value: unknown, pattern: RegExp, max: number, characters: string): SchemaViolation[] {
  const fix = `give 1 to ${max} lower-case ${characters}, beginning and ending with a letter or digit`;
  if (typeof name !== 'string') return [notAString(steps, value)];
  if (name.length > max) return [violation(steps, value, `maxLength ${max}`, `must have at most ${max} characters`, fix)];
  return pattern.test(name) ? [] : [violation(steps, value, 'dns-1123', 'must be a DNS-1123 name', fix)];
}

function labelViolations(labels: unknown): SchemaViolation[] {
  return members('labels', labels, (steps, key, value) => {
    const keyViolations = qualifiedName(steps, key, key);
    if (keyViolations.length > 0) return keyViolations;
    if (isLabelValue(value)) return [];
    const fix = `give at most ${MAX_LABEL} letters, digits, hyphens, dots and underscores, beginning and ending with a letter or digit`;
    return [violation(steps, value, 'label-value', 'is not the value of a label', fix)];
  });
}

function annotationViolations(annotations: unknown): SchemaViolation[] {
  const found = members('annotations', annotations, (steps, key) => qualifiedName(steps, key, key.toLowerCase()));
  if (found.length > 0) return found;
  const size = bytesOfAnnotations(asObject(annotations) ?? {});
  if (size <= MAX_ANNOTATIONS) return [];
  return [violation(['metadata', 'annotations'], annotations, `maxLength ${MAX_ANNOTATIONS}`, `are ${size} bytes together, more than ${MAX_ANNOTATIONS}`,
    'keep large texts in a ConfigMap')];
}

function finalizerViolations(finalizers: unknown): SchemaViolation[] {
  const steps = ['metadata', 'finalizers'];
  if (finalizers !== undefined && !Array.isArray(finalizers)) {
    return [violation(steps, finalizers, 'type array', 'must be of type array', 'give a list of names')];
  }
  return asList(finalizers).flatMap((name, index) =>
    typeof name === 'string' ? qualifiedName([...steps, index], name, name) : [notAString([...steps, index], name)]);
}

/** Judges the entries of a map of strings. */
function members(
  field: string, map: unknown, judge: (steps: readonly Step[], key: string, value: string) => SchemaViolation[],
): SchemaViolation[] {
  if (map === undefined) return [];
  const record = asObject(map);
  if (record === undefined) return [violation(['metadata', field], map, 'type object', 'must be of type object', 'give an object of strings')];
  return Object.entries(record).flatMap(([key, value]) => {
    const steps = ['metadata', field, key];
    if (value === undefined) return [];
    return typeof value === 'string' || value === null ? judge(steps, key, value ?? '') : [notAString(steps, value)];
  });
}

/** Judges `<name>` or `<DNS subdomain>/<name>`. */
function qualifiedName(steps: readonly Step[], name: string, judged: string): SchemaViolation[] {
  if (isQualifiedName(judged)) return [];
  const fix = `name it <name> or <domain>/<name>, with a name of at most ${MAX_LABEL} letters, digits, hyphens, dots and underscores`;
  return [violation(steps, name, 'qualified-name', 'is not a qualified name', fix)];
}

function notAString(steps: readonly Step[], value: unknown): SchemaViolation {
  return violation(steps, value, 'type string', 'must be of type string', `write it as a string, such as ${show(String(value))}`);
}
