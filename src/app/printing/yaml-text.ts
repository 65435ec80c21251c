import { Yaml } from 'cdk8s';
import { canonical } from './canonical';
import { isShared } from '../../ground/shared-data';
import { inQuotes, needsQuotes } from '../../ground/yaml-texts';

/*
 * The text that cdk8s prints for plain data, without the tree of nodes of the package `yaml`, which takes most of a synth. Only the layout of blocks is known
 * here, and which texts are plainly words. How any other text is written (`yes`, `1e3`, `a: b`, a script) differs between the versions of `yaml` that
 * cdk8s brings, so cdk8s is asked, once for each such text. Where even that is not enough, cdk8s prints the object, all of it.
 */

/** The lines of an object, each with its line break; `undefined` when cdk8s has to print it. */
export function tryYamlText(object: object): string | undefined {
  try {
    return mapText(object as Record<string, unknown>, '', new Set());
  } catch (error) {
    if (error === ODD) return undefined;
    throw error;
  }
}

/** Thrown where only cdk8s knows how: without a stack, which nobody reads. */
const ODD: unknown = Object.freeze({ message: 'not plainly printable' });

/** Words that every YAML reads as themselves: with a letter in front, and no `no`; and the common words of manifests, quantities and versions. */
const PLAIN = /^(?!(?:y|n|yes|no|on|off|true|false|null|e[-+]?[0-9]+)$)(?:--)?[a-z/](?:[-a-z0-9_./@=+,]|:(?=[-a-z0-9_./@=+,]))*$|^[0-9]+(?:[KMGT]i|m|%)$|^[0-9]+\.[0-9]+\.[0-9]+$/i;

/** Whether a text is written as it is, whatever the version of `yaml`. */
export function isPlainText(text: string): boolean {
  return PLAIN.test(text);
}

/** Texts that would be read as numbers. */
const WHOLE = /^(?:0|[1-9][0-9]*)$/;

/** How many texts are remembered, and how long ones: those of the library repeat in every model, names and URIs do not. */
const MOST = 5_000;
const LONGEST = 4_000;
/** cdk8s writes longer keys in another way. */
const LONGEST_KEY = 1_000;

const keys = new Map<string, string>();
const texts = new Map<string, string>();
const numbers = new Map<number, string>();
/** Texts of several lines, by their indent and themselves. */
const blocks = new Map<string, string>();

/** The lines of a part that many manifests have, as deep as it stood when it was last asked for. */
const known = new WeakMap<object, { readonly indent: string; readonly lines: string }>();

function sharedText(part: object, indent: string): string {
  const last = known.get(part);
  if (last?.indent === indent) return last.lines;
  const copy: unknown = canonical(part) ?? odd();
  const lines = Array.isArray(copy) ? listText(copy, indent, new Set()) : mapText(copy as Record<string, unknown>, indent, new Set());
  known.set(part, { indent, lines });
  return lines;
}

function mapText(map: Record<string, unknown>, indent: string, seen: Set<unknown>): string {
  if (isShared(map)) return sharedText(map, indent);
  // cdk8s prints an object that it meets twice as an anchor and an alias.
  if (seen.has(map) || Object.getPrototypeOf(map) !== Object.prototype) throw ODD;
  seen.add(map);
  const deeper = `${indent}  `;
  let out = '';
  for (const key in map) {
    if (out !== '') out += indent;
    out += (keys.get(key) ?? newKey(key)) + memberText(map[key], deeper, seen);
  }
  return out === '' ? '{}\n' : out;
}

/** The text behind a key, from the blank or line break on. */
function memberText(value: unknown, indent: string, seen: Set<unknown>): string {
  if (typeof value !== 'object' || value === null) return ` ${scalarText(value, indent)}\n`;
  if (Array.isArray(value)) {
    const items = listText(value, indent, seen);
    return items === '' ? ' []\n' : `\n${items}`;
  }
  const members = mapText(value as Record<string, unknown>, indent, seen);
  return members === '{}\n' ? ' {}\n' : `\n${indent}${members}`;
}

function listText(list: unknown[], indent: string, seen: Set<unknown>): string {
  if (isShared(list)) return sharedText(list, indent);
  if (seen.has(list)) throw ODD;
  seen.add(list);
  const deeper = `${indent}  `;
  let out = '';
  for (const item of list) {
    if (typeof item !== 'object' || item === null) out += `${indent}- ${scalarText(item, deeper)}\n`;
    else if (Array.isArray(item)) out += `${indent}- ${listText(item, deeper, seen).slice(deeper.length) || '[]\n'}`;
    else out += `${indent}- ${mapText(item as Record<string, unknown>, deeper, seen)}`;
  }
  return out;
}

function scalarText(value: unknown, indent: string): string {
  switch (typeof value) {
    case 'string': return texts.get(value) ?? newText(value, indent);
    case 'boolean': return value ? 'true' : 'false';
    case 'number': return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : remember(numbers, value, asked(value));
    default:
      if (value === null || value === undefined) return 'null';
      throw ODD;
  }
}

function newText(text: string, indent: string): string {
  if (PLAIN.test(text)) return remember(texts, text, text);
  if (WHOLE.test(text)) return remember(texts, text, `"${text}"`);
  if (needsQuotes(text)) return inQuotes(text);
  return text.includes('\n') ? blockText(text, indent) : remember(texts, text, asked(text));
}

/** A text of several lines. Those of a block stand as deep as its member; empty ones do not. */
function blockText(text: string, indent: string): string {
  const key = `${indent}|${text}`;
  return blocks.get(key) ?? remember(blocks, key, asked(text)?.replaceAll('\n  ', `\n${indent}`));
}

/** How cdk8s writes a value on one line, or as a block that keeps its lines. Quotes over several lines are written in a way that depends on their depth. */
function asked(value: unknown): string | undefined {
  return /^- ([^\n]*|\|[0-9]?[-+]?\n[^]*)\n$/.exec(Yaml.stringify([value]))?.[1];
}

function newKey(key: string): string {
  return remember(keys, key, PLAIN.test(key) && key.length <= LONGEST_KEY ? `${key}:` : askedKey(key));
}

/** A text that looks like the end of a document is written in another way where no line is indented. */
function askedKey(key: string): string | undefined {
  if (/^[-.%]/.test(key) || needsQuotes(key)) return undefined;
  return /^([^?\n][^\n]*:) 1\n$/.exec(Yaml.stringify({ a: { [key]: 1 } }).slice('a:\n  '.length))?.[1];
}

function remember<T extends string | number>(all: Map<T, string>, value: T, text: string | undefined): string {
  if (text === undefined) return odd();
  if (text.length > LONGEST) return text;
  if (all.size >= MOST) all.clear();
  all.set(value, text);
  return text;
}

function odd(): never {
  throw ODD;
}
