import { mayHoldSecret, PlainText } from './secrets';
import { JsonObject } from '../../private/objects';
import { SERVER } from '../../private/pod-template';
import { ModelLabels } from '../../values/model-labels';

/** Where a walk through an object is. */
interface Place {
  readonly path: (string | number)[];
  /** The container that it is in. */
  container?: string;
}

/** The texts of an object that may hold a credential, each with the name that it stands under: all of its values, and all of its keys. */
export function suspectTexts(manifest: JsonObject): PlainText[] {
  const texts: PlainText[] = [];
  collect(manifest, '', { path: [] }, (name, value, place) => texts.push({ ...describe(String(manifest.kind), { name, value }, place), name, value }));
  return texts;
}

type Found = (name: string, value: string, place: Place) => void;

/** Paths are kept in one list, and read for what is found only, because every manifest is judged at every synth. */
function collect(value: unknown, name: string, place: Place, found: Found): void {
  if (typeof value === 'string' || typeof value === 'number') {
    const text = String(value);
    if (mayHoldSecret(text, name)) found(name, text, place);
  } else if (Array.isArray(value)) {
    collectItems(value, name, place, found);
  } else if (typeof value === 'object' && value !== null) {
    collectMembers(value as JsonObject, place, found);
  }
}

function collectItems(items: readonly unknown[], name: string, place: Place, found: Found): void {
  const { container } = place;
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (isContainers(name) && typeof item === 'object' && item !== null) place.container = String((item as JsonObject).name);
    place.path.push(index);
    collect(item, typeof item === 'string' ? flagBefore(items, index) : name, place, found);
    place.path.pop();
  }
  place.container = container;
}

function collectMembers(members: JsonObject, place: Place, found: Found): void {
  // A variable and a header have their name beside them.
  const named = typeof members.name === 'string' && typeof members.value === 'string' ? members.name : undefined;
  for (const key in members) {
    place.path.push(key);
    if (mayHoldSecret(key)) found('', key, place);
    collect(members[key], key === 'value' && named !== undefined ? named : key, place, found);
    place.path.pop();
  }
}

function isContainers(name: string): boolean {
  return name === 'containers' || name === 'initContainers' || name === 'ephemeralContainers';
}

/** The flag that a word of a command line is the value of. */
function flagBefore(words: readonly unknown[], index: number): string {
  const before = words[index - 1];
  return typeof before === 'string' && /^-{1,2}[A-Za-z][^=\s]*$/.test(before) ? before : '';
}

const HIDE = 'put it into a Secret, hand it over with SecretKey.of(name, key) as secretEnv, and write $(NAME) here';
const OUT = 'take it out of the manifest: put it into a Secret, and let what needs it read it there, as secretEnv or from PodVolume.secret';

function describe(kind: string, { name, value }: Pick<PlainText, 'name' | 'value'>, { path, container }: Place): Omit<PlainText, 'name' | 'value'> {
  const who = container === SERVER ? 'the server' : String(container);
  const list = String(path.at(-2));
  if (container !== undefined && path.includes('env')) return { where: `env ${name} of ${who}` };
  if (container !== undefined && (list === 'args' || list === 'command')) {
    const flag = name === '' ? /^-{1,2}[A-Za-z][-\w.]*(?==)/.exec(value)?.[0] : name;
    return { where: flag === undefined ? `an argument of ${who}` : `flag ${flag} of ${who}`, instead: HIDE };
  }
  if ((kind === 'Model' && path.at(-1) === 'uri') || path.at(-1) === ModelLabels.SOURCE) return { where: 'the source URI' };
  const owner = path.includes('template') ? `the Pods of the ${kind}` : `the ${kind}`;
  if (list === 'annotations' || list === 'labels') return { where: `the ${list.slice(0, -1)} ${JSON.stringify(path.at(-1))} of ${owner}`, instead: OUT };
  return { where: `${path.join('.')} of the ${kind}`, instead: OUT };
}
