import fc from 'fast-check';
import { coherent, isMended } from './coherent';
import { Document, MODEL, schemaOf } from './documents';
import { compiledCel } from '../../../scripts/crd/cel';
import { CrdFile, nameOf, onlyVersion, SchemaNode } from '../../../scripts/crd/crd-file';
import { defaults } from '../../../scripts/crd/schemas';
import { withDefaults } from '../../../src/checks/custom-resources/defaults';
import { duplicateItems } from '../../../src/checks/custom-resources/duplicates';
import { placesAt } from '../../../src/checks/custom-resources/places';
import { CEL, CEL_FUNCTIONS } from '../../../src/ground/cel';
import { SCHEMAS } from '../../../src/imports/schemas.generated';

/** Names of resources, known and made up. */
const RESOURCE_NAMES = ['cpu', 'memory', 'ephemeral-storage', 'hugepages-2Mi', 'hugepages-1Gi', 'nvidia.com/gpu', 'amd.com/gpu', 'example.com/a.b_C'];

/** Lengths up to which a text is also made as long as it may be. */
const WORTH_FILLING = 4_096;

/** Names, labels and annotations that the API server takes. */
const METADATA = metadata();

/** What was made for each CRD and path: making it costs more than using it. */
const RESOURCES = new Map<string, fc.Arbitrary<Document>>();

/** Good Models; with `path`, such in which this path is present. */
export function goodModels(path = ''): fc.Arbitrary<Document> {
  return goodResources(MODEL, path);
}

/** Good objects of a CRD; with `path`, such in which this path is present. */
export function goodResources(crd: CrdFile, path = ''): fc.Arbitrary<Document> {
  const key = `${nameOf(crd)} ${path}`;
  const made = RESOURCES.get(key) ?? newGoodResources(crd, path);
  RESOURCES.set(key, made);
  return made;
}

function newGoodResources(crd: CrdFile, path: string): fc.Arbitrary<Document> {
  return objectsOf(crd, path, KEEPING).map((document) => coherent(crd, document, path)).filter((document) => keepsRules(crd, document));
}

/** Objects of which each value alone is good; rules between fields may be broken. */
export function wellTyped(crd: CrdFile, path = ''): fc.Arbitrary<Document> {
  return objectsOf(crd, path, BREAKING);
}

function objectsOf(crd: CrdFile, path: string, made: Values): fc.Arbitrary<Document> {
  return fc.record({
    apiVersion: fc.constant(`${crd.crd.spec.group}/${onlyVersion(crd).name}`),
    kind: fc.constant(crd.crd.spec.names.kind),
    metadata: METADATA,
    spec: made.valueOf(schemaOf(crd).properties!.spec!, 'spec', path),
  }).map((document) => document as Document);
}

/** The rules of the CRD as the library compiled them; whether they are what the API server runs is seen on what is only well typed. */
function keepsRules(crd: CrdFile, document: Document): boolean {
  const schema = SCHEMAS.find(({ name }) => name === nameOf(crd))!.load();
  const judged = withDefaults(document, schema.defaults);
  return duplicateItems(judged, schema).length === 0 && schema.rules.every(({ path, holds }) => placesAt(judged, path).every(({ value }) => {
    try {
      return holds(value);
    } catch {
      return false;
    }
  }));
}

/** Good values of the nodes of a schema, with or without the rules between their members. */
class Values {
  /** What was made for each node that nothing wanted lies below. */
  private readonly made = new Map<SchemaNode, fc.Arbitrary<unknown>>();

  constructor(private readonly asksRules: boolean) {}

  /** Good values of one node of the schema; with `wanted`, such in which this path is present. */
  valueOf(node: SchemaNode, path: string, wanted = ''): fc.Arbitrary<unknown> {
    if (leadsTo(path, wanted)) return this.newValueOf(node, path, wanted);
    const made = this.made.get(node) ?? this.newValueOf(node, path, '');
    this.made.set(node, made);
    return made;
  }

  private newValueOf(node: SchemaNode, path: string, wanted: string): fc.Arbitrary<unknown> {
    const values = this.anyValueOf(node, path, wanted);
    return this.asksRules && !isMended(node) ? holding(node, values) : values;
  }

  private anyValueOf(node: SchemaNode, path: string, wanted: string): fc.Arbitrary<unknown> {
    if (path === 'spec.modelSpec.source.uri') return uris();
    if (node['x-kubernetes-int-or-string']) return numbersOrTexts(node);
    if (node.enum) return fc.constantFrom(...node.enum);
    if (node.type === 'integer') return fc.integer({ min: node.minimum, max: node.maximum });
    if (node.type === 'number') return fc.double({ min: node.minimum ?? -1e6, max: node.maximum ?? 1e6, noNaN: true });
    if (node.type === 'boolean') return fc.boolean();
    if (node.type === 'string') return texts(node);
    if (node.type === 'array') return this.lists(node, path, wanted);
    if (node.additionalProperties) return this.maps(node, path, wanted);
    return node.properties ? this.records(node, path, wanted) : fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 });
  }

  private records(node: SchemaNode, path: string, wanted: string): fc.Arbitrary<unknown> {
    const names = Object.keys(node.properties!);
    const child = (name: string) => this.valueOf(node.properties![name]!, `${path}.${name}`, wanted);
    const required = node.required ?? [];
    const forced = names.filter((name) => leadsTo(`${path}.${name}`, wanted));
    if (node.maxProperties === undefined) {
      const members = Object.fromEntries(names.map((name) => [name, child(name)]));
      const record = fc.record(members, { requiredKeys: [...new Set([...required, ...forced])] });
      return node.minProperties === undefined ? record : record.filter((value) => Object.keys(value as object).length >= node.minProperties!);
    }
    // a choice: the required members, and one other
    const others = names.filter((name) => !required.includes(name));
    const choice = forced.filter((name) => !required.includes(name));
    return fc.constantFrom(...choice.length > 0 ? choice : others)
      .chain((other) => fc.record(Object.fromEntries([...required, other].map((name) => [name, child(name)]))));
  }

  private lists(node: SchemaNode, path: string, wanted: string): fc.Arbitrary<unknown> {
    const { minItems = 0, maxItems = 3 } = node;
    const length = { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, 3)) };
    const items = fc.array(this.valueOf(node.items!, `${path}[]`), length);
    if (!leadsTo(`${path}[]`, wanted)) return items;
    return fc.tuple(this.valueOf(node.items!, `${path}[]`, wanted), items).map(([first, rest]) => [first, ...rest].slice(0, maxItems));
  }

  private maps(node: SchemaNode, path: string, wanted: string): fc.Arbitrary<unknown> {
    const keys = /\.resources\.(requests|limits)$/.test(path) ? fc.constantFrom(...RESOURCE_NAMES) : fc.stringMatching(/^[A-Za-z]{1,8}$/);
    return fc.dictionary(keys, this.valueOf(node.additionalProperties!, `${path}{}`), { minKeys: Math.max(node.minProperties ?? 0, leadsTo(`${path}{}`, wanted) ? 1 : 0), maxKeys: Math.min(node.maxProperties ?? 5, 5) });
  }
}

const KEEPING = new Values(true);
const BREAKING = new Values(false);

/** Good values of one node, in which the rules between fields may be broken. */
export function valueOf(node: SchemaNode, path: string): fc.Arbitrary<unknown> {
  return BREAKING.valueOf(node, path);
}

/** Those values for which the rules of the node hold, as the API server judges them: with its defaults. */
function holding(node: SchemaNode, values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const rules = (node['x-kubernetes-validations'] ?? []).map(({ rule }) => new Function('CEL', 'CEL_FUNCTIONS', `return ${compiledCel(rule)};`)(CEL, CEL_FUNCTIONS) as (self: unknown) => boolean); // eslint-disable-line no-new-func
  return rules.length === 0 ? values : values.filter((value) => rules.every((holds) => holds(withDefaults(value, defaults(node)))));
}

function leadsTo(path: string, wanted: string): boolean {
  return wanted === path || ['.', '[', '{'].some((next) => wanted.startsWith(path + next));
}

/** The patterns that a text has to match, all of them. */
export function patternsOf(node: SchemaNode): RegExp[] {
  return [node.pattern, ...(node.allOf ?? []).map(({ pattern }) => pattern)].flatMap((pattern) => pattern === undefined ? [] : [new RegExp(pattern, 'u')]);
}

function texts(node: SchemaNode): fc.Arbitrary<string> {
  const { minLength = 0, maxLength = 64 } = node;
  const patterns = patternsOf(node);
  const made = patterns.length > 0
    ? fc.stringMatching(patterns[0]!)
    : fc.oneof(fc.string({ minLength, maxLength: Math.min(maxLength, 20) }), fc.string({ unit: 'binary', minLength, maxLength: Math.min(maxLength, 20) }));
  const longest = maxLength > WORTH_FILLING ? [] : ['a', '1', '😀', 'é'].map((unit) => unit.repeat(maxLength));
  const fits = (text: string) => [...text].length >= minLength && [...text].length <= maxLength && patterns.every((pattern) => pattern.test(text));
  return fc.oneof({ weight: 20, arbitrary: made }, ...longest.filter(fits).map((text) => ({ weight: 1, arbitrary: fc.constant(text) }))).filter(fits);
}

function uris(): fc.Arbitrary<string> {
  const rest = fc.string({ unit: 'binary', minLength: 0, maxLength: 20 }).map((text) => text.replace(/[\x00-\x20\x7f]/g, '_'));
  return fc.tuple(fc.stringMatching(/^[A-Za-z][A-Za-z0-9+.-]{0,8}$/), fc.constantFrom('://', ':///'), fc.constantFrom('a', 'é', '%', '😀', ':'), rest)
    .map((parts) => parts.join(''));
}

/** Quantities where all of them are good; else what the node takes. */
function numbersOrTexts(node: SchemaNode): fc.Arbitrary<unknown> {
  if (patternsOf(node).every((pattern) => ['1Gi', '.5', '+1', '1e3', '1n'].every((text) => pattern.test(text)))) return quantities();
  return fc.oneof(fc.integer({ min: node.minimum ?? 0, max: node.maximum ?? 2 ** 31 - 1 }), texts(node));
}

/** Quantities in every notation that Kubernetes has. */
export function quantities(): fc.Arbitrary<unknown> {
  const number = fc.oneof(fc.nat({ max: 5_000 }).map(String), fc.stringMatching(/^[0-9]{1,4}\.[0-9]{0,11}$/), fc.stringMatching(/^\.[0-9]{1,4}$/), fc.stringMatching(/^0{0,2}[0-9]{1,24}$/));
  const suffix = fc.constantFrom('', '', 'n', 'u', 'm', 'k', 'M', 'G', 'T', 'P', 'E', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'e3', 'E3', 'e-3', 'E+2', 'e0', 'e-9', 'e-12', 'e99', 'e-99');
  const text = fc.tuple(fc.constantFrom('', '', '', '+'), number, suffix).map((parts) => parts.join(''));
  return fc.oneof(text, fc.nat(), fc.constantFrom(0, 2 ** 31, 2 ** 53 - 1));
}

function metadata(): fc.Arbitrary<unknown> {
  const name = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,20}[a-z0-9])?(\.[a-z0-9]{1,9})?$/);
  const key = fc.stringMatching(/^([a-z0-9]([-a-z0-9]{0,9}[a-z0-9])?\.example\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,9}[A-Za-z0-9])?$/);
  const labels = fc.dictionary(key, fc.stringMatching(/^([A-Za-z0-9]([-A-Za-z0-9_.]{0,9}[A-Za-z0-9])?)?$/), { maxKeys: 3 });
  const annotations = fc.dictionary(key, fc.string({ unit: 'binary' }), { maxKeys: 3 });
  return fc.record({ name, namespace: fc.constant('default'), labels, annotations }, { requiredKeys: ['name', 'namespace'] });
}
