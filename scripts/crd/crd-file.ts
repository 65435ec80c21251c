import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'yaml';

/** The checkout. */
export const ROOT = join(__dirname, '..', '..');

/** A node of an `openAPIV3Schema`, as far as the scripts read it. */
export interface SchemaNode {
  readonly 'description'?: string;
  readonly 'type'?: string;
  readonly 'format'?: string;
  readonly 'default'?: unknown;
  readonly 'nullable'?: boolean;
  readonly 'enum'?: readonly unknown[];
  readonly 'pattern'?: string;
  readonly 'minLength'?: number;
  readonly 'maxLength'?: number;
  readonly 'minItems'?: number;
  readonly 'maxItems'?: number;
  readonly 'minProperties'?: number;
  readonly 'maxProperties'?: number;
  readonly 'minimum'?: number;
  readonly 'maximum'?: number;
  readonly 'exclusiveMinimum'?: boolean;
  readonly 'exclusiveMaximum'?: boolean;
  readonly 'multipleOf'?: number;
  readonly 'required'?: readonly string[];
  readonly 'properties'?: Readonly<Record<string, SchemaNode>>;
  readonly 'additionalProperties'?: SchemaNode;
  readonly 'items'?: SchemaNode;
  readonly 'allOf'?: readonly SchemaNode[];
  readonly 'anyOf'?: readonly SchemaNode[];
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-map-type'?: string;
  readonly 'x-kubernetes-validations'?: readonly Rule[];
}

/** A rule between fields. */
export interface Rule {
  readonly rule: string;
  readonly message?: string;
  readonly reason?: string;
  readonly fieldPath?: string;
}

/** A CustomResourceDefinition, as far as the scripts read it. */
export interface Crd {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string;
    readonly scope: string;
    readonly names: {
      readonly kind: string;
      readonly plural: string;
      readonly shortNames?: readonly string[];
      readonly categories?: readonly string[];
    };
    readonly versions: ReadonlyArray<{
      readonly name: string;
      readonly additionalPrinterColumns?: ReadonlyArray<{ readonly name: string; readonly description?: string; readonly priority?: number }>;
      readonly schema: { readonly openAPIV3Schema: SchemaNode };
    }>;
  };
}

/** A CRD and the file it is in. */
export interface CrdFile {
  /** Path relative to the checkout. */
  readonly path: string;
  readonly text: string;
  readonly crd: Crd;
}

/** Every CRD of the library, by file name. */
export function crdFiles(): CrdFile[] {
  const folder = join(ROOT, 'crds');
  return readdirSync(folder).filter((name) => name.endsWith('.yaml')).sort().map((name) => {
    const path = join(folder, name);
    const text = readFileSync(path, 'utf8');
    return { path: relative(ROOT, path), text, crd: parse(text) as Crd };
  });
}

/** The one version of a CRD, and its schema. */
export function onlyVersion({ path, crd }: CrdFile): { readonly name: string; readonly schema: SchemaNode } {
  const [version, ...others] = crd.spec.versions;
  if (version === undefined || others.length > 0) throw new Error(`${path} has ${crd.spec.versions.length} versions, and the scripts know one`);
  return { name: version.name, schema: version.schema.openAPIV3Schema };
}

/** What a CRD is called, `<plural>.<group>`. */
export function nameOf({ crd }: CrdFile): string {
  return `${crd.spec.names.plural}.${crd.spec.group}`;
}

/** Calls `visit` with every field below a schema node and its path, such as `spec.runtime.env[].name`; parents first. */
export function walk(node: SchemaNode, visit: (path: string, node: SchemaNode) => void, path = ''): void {
  for (const [name, child] of Object.entries(node.properties ?? {})) {
    const childPath = path === '' ? name : `${path}.${name}`;
    visit(childPath, child);
    walk(child, visit, childPath);
  }
  for (const [child, suffix] of [[node.items, '[]'], [node.additionalProperties, '{}']] as const) {
    if (child === undefined) continue;
    visit(path + suffix, child);
    walk(child, visit, path + suffix);
  }
}
