import { SchemaNode } from './crd-file';

/** A node of a JSON schema, as ajv takes it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Keywords that mean the same in a CRD and in a JSON schema. */
const SAME = [
  'enum', 'pattern', 'minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties', 'minimum', 'maximum', 'multipleOf', 'required',
] as const;

/** Keywords that are translated here, or that something else sees to; a CRD with another one would be half checked. */
const KNOWN = new Set<string>([
  ...SAME, 'description', 'type', 'format', 'default', 'properties', 'additionalProperties', 'items', 'allOf', 'anyOf', 'exclusiveMinimum',
  'exclusiveMaximum', 'example',
  'x-kubernetes-int-or-string', 'x-kubernetes-preserve-unknown-fields', 'x-kubernetes-list-type', 'x-kubernetes-list-map-keys', 'x-kubernetes-map-type',
  'x-kubernetes-validations',
]);

/** Formats that say how large a number may be; those of texts are not translated. */
const FORMATS: Readonly<Record<string, JsonSchema>> = { int32: { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 }, int64: {}, float: {}, double: {} };

/** The largest number of JavaScript that is an integer to the API server; it takes larger ones as floating point. */
const LARGEST_INTEGER = 2 ** 63 - 2 ** 10;

/**
 * The JSON schema of what the API server refuses when it creates a custom resource with `fieldValidation=Strict`.
 *
 * The object's own `apiVersion`, `kind` and `metadata` are judged elsewhere. The status is dropped by the API server
 * before anything but its field names was looked at, so nothing else of it counts. Members that are null have to be taken out
 * before, as the API server does.
 */
export function jsonSchemaOfRoot(root: SchemaNode): JsonSchema {
  if (root.properties?.spec !== undefined) assertTranslated('spec', root.properties.spec);
  const { apiVersion: _apiVersion, kind: _kind, metadata: _metadata, status, ...rest } = root.properties ?? {};
  const definitions: Record<string, JsonSchema> = { nothingKnown: NOTHING_KNOWN };
  const schema = apart(jsonSchema({ ...root, properties: rest }), 'item', definitions);
  if (status) definitions.status = fieldNamesOnly(status);
  return {
    ...schema,
    definitions,
    properties: { apiVersion: true, kind: true, metadata: true, ...schema.properties as object, ...status && { status: reference('status') } },
  };
}

/**
 * The same schema with the items of its lists in definitions. Each definition becomes a function of its own, which the engine compiles
 * when it is first called: most Models have no lists, and one function for everything takes longer to compile than to run.
 */
function apart(schema: JsonSchema, name: string, definitions: Record<string, JsonSchema>): JsonSchema {
  const inner = (child: unknown, key: string) => (typeof child === 'object' ? apart(child as JsonSchema, `${name}-${key}`, definitions) : child);
  const properties = Object.entries(schema.properties as object ?? {}).map(([key, child]) => [key, inner(child, key)]);
  if (typeof schema.items === 'object') definitions[name] = inner(schema.items, 'item') as JsonSchema;
  return {
    ...schema,
    ...properties.length > 0 && { properties: Object.fromEntries(properties) },
    ...typeof schema.items === 'object' && { items: reference(name) },
  };
}

function reference(name: string): JsonSchema {
  return { $ref: `#/definitions/${name}` };
}

/** Whatever it is, it and its items have no fields. */
const NOTHING_KNOWN: JsonSchema = { additionalProperties: false, items: { $ref: '#/definitions/nothingKnown' } };

/** Fails at what would be left out without a word. */
function assertTranslated(path: string, node: SchemaNode): void {
  const unknown = Object.keys(node).filter((keyword) => !KNOWN.has(keyword));
  if (node.anyOf !== undefined && !node['x-kubernetes-int-or-string']) unknown.push('anyOf');
  if (node.format !== undefined && FORMATS[node.format] === undefined) unknown.push(`format ${node.format}`);
  if (unknown.length > 0) {
    throw new Error(`${path}: ${unknown.join(', ')} is not translated; say it with other keywords or a rule, or add it to scripts/crd/json-schema.ts`);
  }
  for (const [name, child] of Object.entries(node.properties ?? {})) assertTranslated(`${path}.${name}`, child);
  if (node.items !== undefined) assertTranslated(`${path}[]`, node.items);
  if (node.additionalProperties !== undefined) assertTranslated(`${path}{}`, node.additionalProperties);
}

/** The JSON schema of one node. */
export function jsonSchema(node: SchemaNode): JsonSchema {
  return {
    ...typeOf(node),
    ...FORMATS[node.format ?? 'int64'],
    ...Object.fromEntries(SAME.flatMap((keyword) => node[keyword] === undefined ? [] : [[keyword, node[keyword]]])),
    ...node.exclusiveMinimum && { minimum: undefined, exclusiveMinimum: node.minimum },
    ...node.exclusiveMaximum && { maximum: undefined, exclusiveMaximum: node.maximum },
    ...node.allOf && { allOf: node.allOf.map(jsonSchema) },
    ...children(node, jsonSchema),
  };
}

function typeOf(node: SchemaNode): JsonSchema {
  const types = node['x-kubernetes-int-or-string'] ? ['integer', 'string'] : node.type === undefined ? [] : [node.type];
  return {
    ...types.length === 0 ? {} : { type: types.length === 1 ? types[0] : types },
    ...types.includes('integer') && node.maximum === undefined && node.format !== 'int32' ? { maximum: LARGEST_INTEGER } : {},
  };
}

/** What remains of a node when only unknown fields are refused, also where the schema knows no fields at all. */
function fieldNamesOnly(node: SchemaNode): JsonSchema {
  return node['x-kubernetes-preserve-unknown-fields'] ? {} : { ...NOTHING_KNOWN, ...children(node, fieldNamesOnly) };
}

function children(node: SchemaNode, convert: (child: SchemaNode) => JsonSchema): JsonSchema {
  return {
    ...node.items && { items: convert(node.items) },
    ...node.properties && {
      properties: Object.fromEntries(Object.entries(node.properties).map(([name, child]) => [name, convert(child)])),
    },
    ...node.additionalProperties && { additionalProperties: convert(node.additionalProperties) },
    ...refusesUnknown(node) && { additionalProperties: false },
  };
}

function refusesUnknown(node: SchemaNode): boolean {
  return node.properties !== undefined && node.additionalProperties === undefined && !node['x-kubernetes-preserve-unknown-fields'];
}
