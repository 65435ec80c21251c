import { flagMeantBy, isKnownName } from '../ground/credential-names';
import { Credential, credentialsOfCommand } from '../ground/credentials';
import { JsonObject } from '../ground/objects';
import { isShared } from '../ground/shared-data';
import { SERVER } from '../render/pod-template';
import { ModelLabels } from '../values/model-labels';

/** A text of an object, while the walk is there: it is one and the same object for all of them. */
export interface ObjectText {
  /** The name that it stands under: of a variable, a header, a flag, else the member that it is the value of; empty for keys and words. */
  name: string;
  /** The text itself, a number as it is written. */
  value: string;
  /** Where it is. */
  readonly path: (string | number)[];
  /** The container that it is in. */
  container?: string;
  /** Its form as a word of the command that it belongs to. */
  credential?: Credential;
}

/** Somebody who looks at texts. */
export interface TextVisitor {
  visit(text: ObjectText): void;
  /**
   * Looks at a part that other manifests have too, and in which it may remember what it finds.
   *
   * @param name the name that the part stands under; with the container, all that the texts in it have from outside.
   * @param look goes through its texts.
   */
  visitShared(part: object, name: string, text: ObjectText, look: () => void): void;
}

/** Shows every text of an object, values and keys. Every manifest is walked through at every synth, so nothing is made for a text but by who looks. */
export function visitTexts(manifest: JsonObject, visitor: TextVisitor): void {
  visitValue(manifest, '', { name: '', value: '', path: [] }, visitor);
}

function visitValue(value: unknown, name: string, text: ObjectText, visitor: TextVisitor): void {
  if (typeof value === 'string' || typeof value === 'number') {
    text.name = name;
    text.value = String(value);
    visitor.visit(text);
  } else if (isShared(value) && text.credential === undefined) {
    visitor.visitShared(value as object, name, text, () => { visitParts(value, name, text, visitor); });
  } else {
    visitParts(value, name, text, visitor);
  }
}

function visitParts(value: unknown, name: string, text: ObjectText, visitor: TextVisitor): void {
  if (Array.isArray(value)) visitItems(value, name, text, visitor);
  else if (typeof value === 'object' && value !== null) visitMembers(value as JsonObject, text, visitor);
}

function visitItems(items: readonly unknown[], name: string, text: ObjectText, visitor: TextVisitor): void {
  const { container } = text;
  const isContainers = name === 'containers' || name === 'initContainers' || name === 'ephemeralContainers';
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (isContainers && typeof item === 'object' && item !== null) text.container = String((item as JsonObject).name);
    text.path.push(index);
    visitValue(item, typeof item === 'string' ? flagBefore(items, index) : name, text, visitor);
    text.path.pop();
  }
  text.container = container;
}

function visitMembers(members: JsonObject, text: ObjectText, visitor: TextVisitor): void {
  // A variable and a header have their name beside them.
  const named = typeof members.name === 'string' && typeof members.value === 'string' ? members.name : undefined;
  for (const key in members) {
    const member = members[key];
    if (member === undefined || member === null) continue;
    text.path.push(key);
    text.name = '';
    text.value = key;
    visitor.visit(text);
    if ((key === 'args' || key === 'command') && Array.isArray(member)) visitWords(member, key === 'args' ? programOf(members) : [], text, visitor);
    else visitValue(member, key === 'value' && named !== undefined ? named : key, text, visitor);
    text.path.pop();
  }
}

/** The words of a command, behind those that stand elsewhere. */
function visitWords(words: readonly unknown[], before: readonly unknown[], text: ObjectText, visitor: TextVisitor): void {
  const found = credentialsOfCommand([...before, ...words].map(String));
  for (let index = 0; index < words.length; index++) {
    text.path.push(index);
    text.credential = found.get(before.length + index);
    const isAttached = text.credential !== undefined && String(words[index]).startsWith('-');
    visitValue(words[index], isAttached ? '' : flagBefore(words, index), text, visitor);
    text.path.pop();
  }
  text.credential = undefined;
}

/** The program that gets the arguments of a container: its command, else the one that its image is likely to start. */
function programOf({ command, image }: JsonObject): readonly unknown[] {
  if (Array.isArray(command)) return command;
  return typeof image === 'string' ? [image.replace(/[:@][^/]*$/, '')] : [];
}

/** The flag that a word of a command line is the value of. */
function flagBefore(words: readonly unknown[], index: number): string {
  const before = words[index - 1];
  if (typeof before !== 'string') return '';
  return flagMeantBy(before) ?? (isKnownName(before) ? before : '');
}

/** The role of a text in its container. */
export function roleOf({ path, container }: ObjectText): 'word' | 'variable' | undefined {
  if (container === undefined) return undefined;
  const list = path.at(-2);
  if (list === 'args' || list === 'command') return 'word';
  return path.at(-3) === 'env' && path.at(-1) === 'value' ? 'variable' : undefined;
}

/** Where a text stands, in the words of those who wrote it. */
export function placeOf(kind: string, text: ObjectText): string {
  const { name, value, path, container } = text;
  const who = container === SERVER ? 'the server' : String(container);
  const role = roleOf(text);
  if (role === 'variable') return `env ${name} of ${who}`;
  if (role === 'word') {
    const flag = name === '' ? /^-{1,2}[A-Za-z][-\w.]*(?==)/.exec(value)?.[0] : name;
    return flag === undefined ? `an argument of ${who}` : `flag ${flag} of ${who}`;
  }
  const last = path.at(-1);
  if ((kind === 'Model' && last === 'uri') || last === ModelLabels.SOURCE) return 'the source URI';
  const list = path.at(-2);
  const owner = path.includes('template') ? `the Pods of the ${kind}` : `the ${kind}`;
  if (list === 'annotations' || list === 'labels') return `the ${list.slice(0, -1)} ${JSON.stringify(last)} of ${owner}`;
  return `${pathOf(path)} of the ${kind}`;
}

/** A path as people write it. */
function pathOf(path: readonly (string | number)[]): string {
  return path.map(step => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('').slice(1);
}
