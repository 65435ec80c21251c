import { NameClass, classOfName } from './credential-names';
import { credentialsIn, HIDDEN, masked, maskedMessage } from './credentials';

/** The parts of a message about a bad value; each says one thing, in the user's words. */
export interface InvalidValue {
  /** The purpose of the value, for example `framework name`. */
  readonly what: string;
  /** The value got. */
  readonly got: unknown;
  /** The values that would have been accepted. */
  readonly allowed: string;
  /** The advice: what to do about it. */
  readonly fix: string;
}

/** Makes the error of a value that is wrong in itself (design rule 13: it throws where it is built). */
export function invalid({ what, got, allowed, fix }: InvalidValue): Error {
  return errorOf({ what, because: `got ${show(got, what)}, allowed is ${allowed}; ${fix}`, secrets: typeof got === 'string' ? secretsIn(got) : [] });
}

/** The error of a value that came too early: it is told in words of the library, because it can be a credential. */
export function tooEarly(what: string, got: string, allowed: string, fix: string): Error {
  return errorOf({ what, because: `got "${got}", allowed is ${allowed}; ${fix}`, secrets: [] });
}

/** Runs checks of what is given to a class, and names the class in the error of a value. */
export function givenTo<T>(owner: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    const said = SAID.get(error as Error);
    throw said ? errorOf({ ...said, what: `${said.what} of ${owner}` }) : error;
  }
}

/** The parts of the error of a value, whose owner can still be named. */
interface Said {
  readonly what: string;
  readonly because: string;
  readonly secrets: readonly string[];
}

/** Beside the errors, and not in them: Node prints the members of an error that nobody catches. */
const SAID = new WeakMap<Error, Said>();

function errorOf(said: Said): Error {
  const error = new Error(withoutSecrets(`invalid ${said.what}: ${said.because}`, said.secrets));
  SAID.set(error, said);
  return error;
}

/** A message that can be read, whatever was put into it: the middle of a very long one is left out. */
export function readable(message: string): string {
  return message.length > 2000 ? `${message.slice(0, 1500)} … ${message.slice(-300)}` : message;
}

/**
 * Shows a value in a message: strings quoted, long ones cut, credentials never, not even a part of one.
 *
 * @param under the purpose of the value, or the name that it stands under: the value of a token, a password, a key of a Secret is not shown, whatever
 * it looks like.
 */
export function show(value: unknown, under: string = ''): string {
  if (value !== undefined && value !== null && isForCredential(under)) return HIDDEN;
  if (typeof value === 'object' && value !== null && (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype)) {
    return Array.isArray(value) ? 'a list' : 'an object'; // a value inside can be a credential
  }
  const text = typeof value === 'string' ? JSON.stringify(masked(value)) : maskedMessage(worded(value));
  if (text.length <= 120) return text;
  return typeof value === 'string' ? `${text.slice(0, 116).replace(/\\{1,116}$/, '')}..."` : `${text.slice(0, 117)}...`;
}

/** A value that is no text, in words: nothing, where there is none; one of a class that has none for itself by the name of the class. */
function worded(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = String(value);
  return text === '[object Object]' ? `a ${(value as object).constructor?.name || 'value'}` : text;
}

/** The credentials in a text, for messages that must not repeat them. */
export function secretsIn(text: string): string[] {
  return credentialsIn(text).map(({ start, end }) => text.slice(start, end));
}

/** The one gate of all messages: without texts that look like a credential, and without those that are known, in whatever form. */
export function withoutSecrets(message: string, known: readonly string[]): string {
  return known.reduce(withoutSecret, maskedMessage(message));
}

/** Quoted texts that are made of a credential, as a name that is proposed for it, go as a whole. */
function withoutSecret(message: string, secret: string): string {
  const literals = [secret, JSON.stringify(secret).slice(1, -1)].map(text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const bare = plain(secret);
  return message
    .replace(new RegExp(`(?<![A-Za-z0-9])(?:${literals.join('|')})(?![A-Za-z0-9])`, 'g'), HIDDEN)
    .replace(/"(?:[^"\\]|\\.)*"/g, quoted => (shares(plain(quoted), bare) ? `"${HIDDEN}"` : quoted));
}

/** How many characters in a row make a part of a credential. */
const PART = 8;

function shares(text: string, secret: string): boolean {
  for (let at = 0; at + PART <= text.length; at++) if (secret.includes(text.slice(at, at + PART))) return true;
  return false;
}

function plain(text: string): string {
  return text.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
}

/**
 * Whether the words about a value, `the key of a Secret`, `engine.apiKey` or `--api-key`, name a credential, at least so clearly; not what it
 * belongs to. The key of a map counts wherever it stands: `labels of the monitor["token"]`.
 */
export function isForCredential(under: string, least: NameClass = NameClass.LIKELY): boolean {
  return under !== ''
    && under.replace(/ of [^[]*/, '').replace(/\b(\w+) (key|token|password)\b/gi, '$1_$2').split(/[\s"[\]]+/).some(word => classOfName(word) >= least);
}
