import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { KubeObject } from '../harness/api-client';

const ROOT = join(__dirname, '..', '..', '..');

/** Every manifest of the examples, relative to the checkout: those that are kept, which the unit tests compare with what is synthesized, byte for byte. */
export function manifestFiles(): string[] {
  return folders(join(ROOT, 'examples')).flatMap((folder) => files(join(folder, 'expected'), '.k8s.yaml')).map((file) => relative(ROOT, file)).sort();
}

/** The objects of a manifest, in its order. */
export function objectsIn(file: string): KubeObject[] {
  return parseAllDocuments(readFileSync(join(ROOT, file), 'utf8')).map((document) => document.toJS() as KubeObject | null).filter((object) => object !== null);
}

/**
 * The objects with namespaces of their own, so that the manifests do not meet: `<namespace>-<suffix>`.
 */
export function inFreshNamespaces(objects: readonly KubeObject[], suffix: string): KubeObject[] {
  const fresh = (name: string | undefined) => name === undefined ? undefined : `${name}-${suffix}`;
  return objects.map((object) => {
    const { metadata } = object;
    if (object.kind === 'Namespace' && object.apiVersion === 'v1') return { ...object, metadata: { ...metadata, name: fresh(metadata?.name) } };
    return metadata?.namespace === undefined ? object : { ...object, metadata: { ...metadata, namespace: fresh(metadata.namespace) } };
  });
}

function folders(parent: string): string[] {
  return existsSync(parent) ? readdirSync(parent).map((name) => join(parent, name)).filter((path) => statSync(path).isDirectory()) : [];
}

function files(folder: string, ending: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(ending)).map((name) => join(folder, name)) : [];
}
