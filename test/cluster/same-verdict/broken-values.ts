import fc from 'fast-check';
import { patternsOf, valueOf } from './arbitraries';
import { SchemaNode } from '../../../scripts/crd/crd-file';

/** A keyword of a schema node, and values that violate it alone. */
export interface BrokenValues {
  readonly keyword: string;
  readonly values: fc.Arbitrary<unknown>;
}

/** A value of each type; null is none, as the API server takes it as left out. */
const OF_EACH_TYPE: ReadonlyArray<[string, fc.Arbitrary<unknown>]> = [
  ['integer', fc.integer()],
  ['number', fc.constantFrom(0.5, -1.25, 1e-7)],
  ['boolean', fc.boolean()],
  ['string', fc.constantFrom('text', '')],
  ['array', fc.constantFrom([], ['text'])],
  ['object', fc.constant({})],
];

/** What violates each keyword of one node alone. */
export function brokenValues(node: SchemaNode, path: string): BrokenValues[] {
  return [...ofType(node), ...ofText(node, path), ...ofNumber(node), ...ofCollection(node, path)];
}

function ofType(node: SchemaNode): BrokenValues[] {
  const types = node['x-kubernetes-int-or-string'] ? ['integer', 'string'] : node.type === 'number' ? ['integer', 'number'] : [node.type!];
  const others = OF_EACH_TYPE.filter(([type]) => !types.includes(type));
  return [{ keyword: 'type', values: fc.oneof(...others.map(([, values]) => values)) }];
}

function ofText(node: SchemaNode, path: string): BrokenValues[] {
  const { minLength, maxLength, enum: allowed } = node;
  const patterns = patternsOf(node);
  const good = valueOf(node, path).filter((value) => typeof value === 'string').map(String);
  const fits = (text: string) => [...text].length >= (minLength ?? 0) && [...text].length <= (maxLength ?? Infinity);
  return [
    ...patterns.map((broken, index) => ({
      keyword: `pattern ${index + 1}`,
      values: misspelled(good, node['x-kubernetes-int-or-string'])
        .filter((text) => fits(text) && patterns.every((other) => other.test(text) === (other !== broken))),
    })),
    ...allowed === undefined ? [] : [{ keyword: 'enum', values: misspelled(good).filter((text) => !allowed.includes(text)) }],
    ...minLength === undefined ? [] : [{ keyword: 'minLength', values: fc.constant('') }],
    ...maxLength === undefined ? [] : [{ keyword: 'maxLength', values: good.map((text) => lengthened(text, maxLength + 1, patterns)) }],
  ];
}

/** Texts that are nearly good, and texts that are far from it. */
function misspelled(good: fc.Arbitrary<string>, quantity = false): fc.Arbitrary<string> {
  const oddity = fc.constantFrom(' ', '-', '_', '.', '..', '/', ':', 'A', 'Z', '\n', '\t', '\u0000', '\u00a0', '\u2028', 'é', '😀', '٣', '\u212a', '%', '=', '$', 'e1.5', 'e100');
  const edited = fc.tuple(good, oddity, fc.nat()).map(([text, odd, position]) => {
    const index = position % (text.length + 1);
    return text.slice(0, index) + odd + text.slice(index);
  });
  const quantities = fc.constantFrom('-1', '-0', '-500m', '1e1.5', '1e100', '1E-100', '16GB', '1K', '1gi', 'GPU', '0x10', '1 Gi', '--1', '+-1', '1e', '١');
  const digits = fc.stringMatching(/^[0-9]{1,6}$/);
  return fc.oneof(edited, fc.string({ unit: 'binary', maxLength: 12 }), fc.string({ maxLength: 12 }), digits, ...quantity ? [quantities] : []);
}

/** A text of a length, made by repeating one of its characters where the patterns let it. */
function lengthened(text: string, length: number, patterns: readonly RegExp[]): string {
  const missing = Math.max(0, length - [...text].length);
  const candidates = ['a', '1', ...text].flatMap((unit) => [text + unit.repeat(missing), unit.repeat(missing) + text]);
  const fallback = ['1'.repeat(length - 4) + '.0.0', `s3://${'a'.repeat(length - 5)}`, 'a'.repeat(length), '1'.repeat(length)];
  const isLonger = (candidate: string) => [...candidate].length >= length && patterns.every((pattern) => pattern.test(candidate));
  return [...candidates, ...fallback].find(isLonger) ?? 'a'.repeat(length);
}

/** Numbers beyond what Go's integers hold. */
const HUGE = [2 ** 31, 2 ** 53, 2 ** 63, 1e21];

function ofNumber({ type, minimum, maximum }: SchemaNode): BrokenValues[] {
  const above = (low: number) => fc.oneof(
    fc.constant(low), fc.integer({ min: low, max: Math.max(low, 2 ** 31 - 1) }), fc.constantFrom(...HUGE.filter((one) => one >= low)),
  );
  const below = (high: number) => fc.oneof(
    fc.constant(high), fc.integer({ min: Math.min(high, -(2 ** 31)), max: high }), fc.constantFrom(-(2 ** 53), -1e21),
  );
  return [
    ...minimum === undefined ? [] : [{ keyword: 'minimum', values: below(minimum - 1) }],
    ...maximum === undefined || type === undefined ? [] : [{ keyword: 'maximum', values: above(maximum + 1) }],
  ];
}

function ofCollection(node: SchemaNode, path: string): BrokenValues[] {
  const { items, minItems, maxItems, maxProperties, minProperties, additionalProperties } = node;
  return [
    ...minItems === undefined ? [] : [{ keyword: 'minItems', values: fc.constant([]) }],
    ...maxItems === undefined ? [] : [{ keyword: 'maxItems', values: valueOf(items!, `${path}[]`).map((item) => tooMany(item, maxItems + 1, node, path)) }],
    ...minProperties === undefined ? [] : [{ keyword: 'minProperties', values: fc.constant({}) }],
    ...maxProperties === undefined ? [] : [{
      keyword: 'maxProperties',
      values: additionalProperties
        ? valueOf(additionalProperties, `${path}{}`).map((value) => Object.fromEntries(names(maxProperties + 1, path).map((name) => [name, path.includes('resources') ? 1 : value])))
        : twoChoices(node, path),
    }],
  ];
}

function names(count: number, path: string): string[] {
  return Array.from({ length: count }, (_, index) => path.includes('resources') ? `example.com/device-${index}` : `name-${index}`);
}

/** As many items as asked for, which differ in their keys. */
function tooMany(item: unknown, count: number, node: SchemaNode, path: string): unknown[] {
  const keys = node['x-kubernetes-list-map-keys'] ?? [];
  const short = path.endsWith('.items') ? { key: 'a', path: 'a' } : {}; // a request has at most 3 MB
  const differing = (index: number) => Object.fromEntries(keys.flatMap((key) => {
    const value = keyValue(node.items!.properties![key]!, index);
    return value === undefined ? [] : [[key, value]];
  }));
  return Array.from({ length: count }, (_, index) => {
    if (typeof item === 'object') return { ...item, ...short, ...path.endsWith('.volumeMounts') && { name: 'any' }, ...differing(index) };
    return node['x-kubernetes-list-type'] === 'set' ? keyValue(node.items!, index) ?? item : item;
  });
}

/** Another value for each index; none where the set of values is closed. */
function keyValue(node: SchemaNode, index: number): unknown {
  if (node.enum !== undefined) return undefined;
  if (node.type === 'integer') return (node.minimum ?? 0) + index;
  return ['n', '/'].map((prefix) => prefix + index).find((text) => patternsOf(node).every((pattern) => pattern.test(text)));
}

/** An object with two of the members of which it may have one. */
function twoChoices(node: SchemaNode, path: string): fc.Arbitrary<unknown> {
  const required = node.required ?? [];
  const others = Object.keys(node.properties!).filter((name) => !required.includes(name));
  return fc.uniqueArray(fc.constantFrom(...others), { minLength: 2, maxLength: 2 }).chain((chosen) =>
    fc.record(Object.fromEntries([...required, ...chosen].map((name) => [name, valueOf(node.properties![name]!, `${path}.${name}`)]))));
}
