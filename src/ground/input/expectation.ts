import { isBranded } from './brands';
import { FOREIGN } from './foreign';
import { Member, shapes } from './shapes';
import { withArticle } from './words';
import { nearest } from '../spelling';

/** The values that are allowed in one place. */
export interface Expectation {
  /** In words, for example `a Size`. */
  readonly words: string;
  /** The advice, in code where that is possible. */
  readonly fix: string;
  /** Whether a text that is found there is likely to be a credential, or full of them: it is not shown. */
  readonly unseen: boolean;
}

/** The values that are allowed where a type is wanted, told somebody who gave that value. Only made for messages. */
export function expectation(type: string, got?: unknown): Expectation {
  if (type.endsWith('[]')) return { words: `a list, each item ${expectation(type.slice(0, -2)).words}`, fix: 'write it in brackets: [ … ]', unseen: true };
  if (type.endsWith('{}')) {
    return { words: `an object, for each name ${expectation(type.slice(0, -2)).words}`, fix: 'write it in braces: { name: … }', unseen: true };
  }
  const foreign = FOREIGN[type];
  if (foreign) return { words: foreign.words, fix: foreign.example, unseen: type === 'ISecret' };
  return primitive(type, got) ?? ofLibrary(type, got);
}

/** The values that are allowed where a member may be left out, told somebody who gave null. */
export function nothing(type: string): Expectation {
  return { ...expectation(type), fix: 'leave it out where it has no value' };
}

function primitive(type: string, got: unknown): Expectation | undefined {
  switch (type) {
    case 'string': return { words: 'a text', fix: quoted(got), unseen: false };
    case 'number':
      if (typeof got === 'number') return { words: 'a finite number', fix: 'look at what it is computed from', unseen: false };
      return { words: 'a number', fix: got === undefined ? 'give one' : 'write it in digits, without quotes', unseen: false };
    case 'boolean': return { words: 'true or false', fix: got === undefined ? 'give one of them' : 'write it without quotes', unseen: false };
    default: return undefined;
  }
}

function ofLibrary(type: string, got: unknown): Expectation {
  const { answers, class: classes, enum: enums, struct } = shapes();
  const values = enums.get(type);
  if (values) return { words: values.map(([member]) => `${type}.${member}`).join(', '), fix: 'use one of them', unseen: false };
  const members = struct.get(type);
  if (members) return { words: structWords(type, members), fix: 'write it in braces: { … }', unseen: true };
  const ways = classes.get(type) ?? [];
  const own = answers.has(type) ? `, or a class of your own that extends ${type}` : '';
  const fix = isClassOf(type, got) ? `use new ${got.name}(…)` : `use ${meant(ways, got) ?? some(ways).join(', ')}${own}`;
  return { words: withArticle(type), fix, unseen: type === 'SecretKey' };
}

/** Names of values beyond which a message has too many. */
const MOST = 16;

/** The ways to a value of a class, and of many names only some. */
function some(ways: readonly string[]): readonly string[] {
  const names = ways.filter(way => /\.[A-Z]/.test(way));
  return names.length <= MOST ? ways : [...names.slice(0, MOST), `${names.length - MOST} more`, ...ways.filter(way => !names.includes(way))];
}

/** The constant whose name was written as a text. */
function meant(ways: readonly string[], got: unknown): string | undefined {
  if (typeof got !== 'string') return undefined;
  const constants = ways.filter(way => /\.[A-Z]/.test(way));
  const name = nearest(got, constants.map(nameIn));
  return constants.find(way => nameIn(way) === name);
}

/** `NVIDIA_L4` of `Accelerator.NVIDIA_L4`. */
function nameIn(way: string): string {
  return way.slice(way.indexOf('.') + 1);
}

/** Whether the class itself was given, and not a value of it. */
function isClassOf(type: string, got: unknown): got is { readonly name: string } {
  return typeof got === 'function' && typeof got.prototype === 'object' && isBranded(got.prototype as object, type);
}

function quoted(got: unknown): string {
  if (got === undefined) return 'give one';
  if (typeof got === 'number' && !Number.isFinite(got)) return 'write it in quotes, and look at what it is computed from';
  // The number 1.30 is 1.3: what was meant can no longer be seen.
  if (typeof got === 'number' && !Number.isInteger(got)) return `write it in quotes, with every digit: "${got}0" is not "${got}"`;
  return typeof got === 'number' || typeof got === 'boolean' ? `write it in quotes: "${got}"` : 'write it in quotes';
}

function structWords(type: string, members: readonly Member[]): string {
  const required = members.filter(({ optional }) => !optional).map(({ name }) => name);
  return `an object (${type}) ${required.length === 0 ? 'whose members can all be left out' : `with ${required.join(', ')}`}`;
}
