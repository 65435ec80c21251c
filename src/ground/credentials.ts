import { COMMAND_TRACES, Doubt, secretsOfScript, secretWords } from './credential-commands';
import { classOfName, NameClass, plainDashes } from './credential-names';
import { TOKEN_FORMATS, TOKEN_TRACES } from './token-formats';

/** A part of a text that is, or looks like, a credential. */
export interface Credential {
  /** For messages: its kind, `a Hugging Face token`, or `the value of --api-key`. */
  readonly is: string;
  /** Whether it is one for sure; else somebody has to look. */
  readonly certain: boolean;
  readonly start: number;
  readonly end: number;
}

/** The text that is written where a credential was. */
export const HIDDEN = '(hidden)';

/** A part of every name that `classOfName` knows, and of the text around credentials. */
const HINTS = /key|token(?!iz)|secret|pass|pwd|pw\b|cred|auth|conn|bearer|basic|cookie|jwt|sas\b|pin\b|otp|dsn|salt|pepper|mnemonic|phrase|recovery|[?&](?:sig|code|pat|session|hmac|otp|totp)|signature|kennwort|senha|contrase|wachtwoord|:[^\s@:]{1,100}@/i;

/** Texts that hold none, because the manifests of an app say the same things again and again; the names of a model are said a dozen times, and never again. */
const INNOCENT = new Set<string>();

function isInnocent(text: string): boolean {
  if (text.length > 100) return true;
  if (INNOCENT.size >= 5000) INNOCENT.clear();
  INNOCENT.add(text);
  return true;
}

/** Whether a text has to be looked at closely: nearly none has, and manifests hold many. */
export function mayHoldCredential(text: string): boolean {
  return !INNOCENT.has(text) && (hasTraces(text) || !isInnocent(text));
}

function hasTraces(text: string): boolean {
  return TOKEN_TRACES.test(text) || HINTS.test(text) || COMMAND_TRACES.test(text);
}

/** All credentials in a text, from its beginning on; those that lie in another are left out. */
export function credentialsIn(text: string): readonly Credential[] {
  if (!mayHoldCredential(text)) return [];
  const found = findIn(text);
  if (found.length === 0) isInnocent(text);
  return found;
}

function findIn(text: string): readonly Credential[] {
  const literal = plainDashes(withoutReferences(text));
  const found = [...tokensIn(literal), ...passwordsIn(literal), ...commandsIn(text), ...assignmentsIn(literal), ...echoedIn(text)].sort(byPlace);
  let [end, certainEnd] = [0, 0];
  return found.filter(one => {
    if (one.start < (one.certain ? certainEnd : end)) return false;
    end = Math.max(end, one.end);
    if (one.certain) certainEnd = end;
    return true;
  });
}

function byPlace(a: Credential, b: Credential): number {
  return a.start - b.start || b.end - a.end;
}

/** The credential that a value is because of the name that it stands under. */
export function credentialUnder(name: string, value: string): Credential | undefined {
  const kind = classOfName(name);
  if (kind === NameClass.OTHER) return undefined;
  const literal = withoutReferences(value).replace(/\u0001+/g, '').trim();
  const doubt = isNameOfSecret(name, literal) ? undefined : judge(kind, literal);
  return doubt === undefined ? undefined : { is: '', certain: doubt === 'none', start: 0, end: value.length };
}

/** Whether a text in the place of a credential is one itself: it is there, and neither says that there is none nor where it is. */
export function isLiteral(value: string): boolean {
  const literal = withoutReferences(value).replace(/\u0001+/g, '').trim();
  return literal !== '' && !saysNone(literal) && !pointsElsewhere(literal);
}

/** `existingSecret: hf-token` says which Secret, as nearly every chart of Helm does. */
function isNameOfSecret(name: string, value: string): boolean {
  return /secret$/i.test(name) && /^[a-z][a-z0-9]*([-.][a-z0-9]+)+$/.test(value) && !isRandom(value);
}

/** A text with every credential in it replaced. A text that holds none for sure is looked at again: messages hide more than what is refused. */
export function masked(text: string): string {
  if (!hasTraces(text)) return text;
  return replaced(text, [...credentialsIn(text), ...passwordsIn(text, true), ...shownOnlyHidden(text)].sort(byPlace));
}

/** What is too short or too plain to be refused as a credential, and is not repeated all the same: in the query of an address, behind a scheme of HTTP. */
const NOT_REPEATED = [/[?&]([\w.%-]{1,64})=([^\s&#"']+)/dg, /^\s*(bearer|basic|token|apikey)\s+(\S+)\s*$/dgi];

function shownOnlyHidden(text: string): Credential[] {
  return NOT_REPEATED.flatMap(pattern => [...text.matchAll(pattern)].flatMap(({ 1: name, 2: value, indices }) => {
    const isOne = classOfName(name) !== NameClass.OTHER || /^(sig|signature|code|basic)$|[-_]signature$/i.test(name);
    const [start, end] = indices![2]!;
    return isOne && !saysNone(value) ? [{ is: '', certain: false, start, end }] : [];
  }));
}

/** As `masked`, of a message: texts of users stand in quotes there, and between them are sentences about flags and names, in which only "=" sets something. */
export function maskedMessage(message: string): string {
  if (!hasTraces(message)) return message;
  const text = message.replace(/"(?:[^"\\]|\\.)*"/g, quoted => `"${masked(quoted.slice(1, -1))}"`);
  return replaced(text, [
    ...tokensIn(text), ...passwordsIn(text, true), ...assignmentsIn(text).filter(({ start }) => /=["']?$/.test(text.slice(0, start))),
  ].sort(byPlace));
}

function replaced(text: string, credentials: readonly Credential[]): string {
  let out = '';
  let end = 0;
  for (const found of credentials) {
    if (found.start < end) continue;
    out += text.slice(end, found.start) + HIDDEN;
    end = found.end;
  }
  return out + text.slice(end);
}

/** The credentials in a command that is given word by word, by the number of the word. */
export function credentialsOfCommand(words: readonly string[]): ReadonlyMap<number, Credential> {
  return new Map(secretWords(words).flatMap(({ word, start, end, option, doubt: of }): [number, Credential][] => {
    const doubt = judgePassword(withoutReferences(words[word]).slice(start, end), of);
    return doubt === undefined ? [] : [[word, { is: `the password of ${option}`, certain: doubt === 'none', start, end }]];
  }));
}

function commandsIn(text: string): Credential[] {
  if (!COMMAND_TRACES.test(text)) return [];
  return secretsOfScript(withoutReferences(text, /^(?!\$\(.*\s|`)/s)).flatMap(({ start, end, option, doubt: of, value }) => {
    const doubt = judgePassword(value, of);
    return doubt === undefined ? [] : [{ is: `the password of ${option}`, certain: doubt === 'none', start, end }];
  });
}

/** Whether a text in the place of a password is one: with no doubt, with some; undefined when it is none. */
function judgePassword(value: string, doubt: Doubt): 'none' | 'some' | undefined {
  if (/^[-$`]|\u0001/.test(value) || saysNone(value) || pointsElsewhere(value)) return undefined;
  if (doubt === 'much') return isRandom(value) ? 'some' : undefined;
  return isWeak(value) ? 'some' : doubt;
}

/** The parts that a shell, Kubernetes, Helm or a person fills in, replaced by as many characters that nothing takes for a value. */
const REFERENCES = /\$\{\{?[^{}]*\}?\}|\{\{[^{}]*\}\}|\$\((?:[^()]|\([^()]*\))*\)|`[^`]*`|\$\$?[A-Za-z_]\w*|\$\$?[0-9@*#?!$](?=[\s\"';,)}\]&|\\]|$)|<[^<>\n]{1,80}>|(?<![\w%])%[A-Z_]{3,}%/g;

function withoutReferences(text: string, which: RegExp = /^/): string {
  return /[$`<%]|\{\{/.test(text) ? text.replace(REFERENCES, reference => (which.test(reference) ? '\u0001'.repeat(reference.length) : reference)) : text;
}

function tokensIn(text: string): Credential[] {
  if (!TOKEN_TRACES.test(text)) return [];
  return TOKEN_FORMATS.flatMap(({ is, pattern, wordy }) => [...text.matchAll(pattern)].flatMap(match => {
    const [whole, group] = match;
    const token = pattern.source.includes(')([') && group !== undefined ? group : whole;
    if (isPlaceholder(token) || (wordy && !isRandom(token))) return [];
    const start = match.index + whole.indexOf(token);
    return [{ is, certain: true, start, end: start + token.length }];
  }));
}

const BARE = 'a password in an address';
const IN_URL = 'a credential in a URL';

/** The public key of a project of Sentry, and of those that speak its protocol, is written like a credential. */
const SENTRY = /^https?:\/\/[0-9a-f]{32}@[\w.-]+(?::\d+)?\/(?:[\w-]+\/)*\d+/;

/** Passwords by the text around them: in a URL, behind a scheme of HTTP, behind an option of a well-known program. */
const PASSWORDS: readonly [is: string, pattern: RegExp][] = [
  ['a password in a URL', /:\/\/[^\s/:@"'\u0001]{0,100}:([^\s/@"'\u0001]{1,200})@(?!sha\d{3}:[0-9a-f]{32})/dg], // oci://name:tag@sha256:… is an image
  [IN_URL, /https?:\/\/([-\w.~%]{20,200})@/dg],
  ['a password of a database', /(?<![\w/.-])[\w.-]{1,60}:([^\s@:/\u0001]{3,100})@(?:tcp|unix)\(/dg],
  [BARE, /(?<![\w/.:@-])(?!(?:mailto|sips?|xmpp|acct|serviceaccount|domain|principal|sha256):)[\w.-]{1,60}:([^\s@:/"'\u0001]{3,100})@(?!sha\d|\d+(?:\.\d+){2}(?![.\d]))[A-Za-z0-9]/dgi],
  ['a credential of HTTP', /\b(?:bearer|basic|splunk|token)\s+([-\w.~+/]{16,}=*)/dgi],
  ['a credential of HTTP', /\bauthorization\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?(?:basic|bearer|token|apikey)\s+([-\w.~+/]{6,}=*)/dgi],
  ['a secret access key', /\baws_(?:secret_access_key|session_token)\s+([A-Za-z0-9/+]{30,}=*)/dgi],
  ['a password of an account', /\blogin\s+\S{1,60}\s+password\s+([^\s"'\u0001]{3,100})/dg],
  ['a password of an account', /\b(?:echo|printf)\s{1,4}(?:-\w{1,3}\s{1,4}|["']%s\S{0,4}\s{1,4}){0,2}["']?(?:[\w.-]{1,60}:)?([^\s"'|:\u0001]{3,100})["']?\s{0,4}\|[^|\n]{0,200}(?:--password-stdin|--stdin\b|\bchpasswd\b|\bsudo\s+-S)/dg],
];

/** @param all whether texts that are likely to be no password are wanted, too: a message is better without it. */
function passwordsIn(text: string, all: boolean = false): Credential[] {
  if (!/[\s@:=]/.test(text)) return []; // a word alone, which none of them takes
  return PASSWORDS.flatMap(([is, pattern]) => [...text.matchAll(pattern)].flatMap(match => {
    const [start, end] = match.indices![1]!;
    const value = match[1];
    const isGuess = is === IN_URL || is === BARE || (is === 'a credential of HTTP' && !/authorization/i.test(match[0]));
    if (saysNone(value) || (isGuess && !isRandom(value) && !(all && is === BARE))) return [];
    const isPublic = is === IN_URL && SENTRY.test(text.slice(match.index));
    return [{ is, certain: !isWeak(value) && !isPublic && is !== BARE, start, end }];
  }));
}

/** A name, the signs between it and its value, and the value, as in scripts, JSON, YAML, queries and configuration files. */
const ASSIGNMENT = new RegExp([
  '(?<![\\w.-])(-{0,2}[A-Za-z_:][\\w.:-]{1,63})', // the name
  '(?:\\\\?["\']?(?:=>?|\\s{1,4}=>?\\s{0,4}|(?:\\sis)?\\s{0,4}:\\s{0,4})', // a sign
  '|\\\\?["\']\\]\\s{0,4}=\\s{0,4}(?=\\\\?["\'])', // of a member in brackets
  '|(?<=\\b(?:setdefault|putenv|setenv|setProperty)\\(\\s{0,2}\\\\?["\'][\\w.-]{1,63})\\\\?["\']\\s{0,2},\\s{0,2}', // a comma, in a call that sets a variable
  '|(?<=\\bread\\b[^;|&\\n]{0,60})\\s{0,4}<<<\\s{0,4}', // what a shell reads
  '|(?<=(?:^|[^\\w-])--?[\\w-]{1,63})["\',\\s]{1,4})', // a space, behind a flag
  '(?=\\\\?(?:"([^"\\u0001]+?)\\\\?"|\'([^\'\\u0001]+)\'|([^\\s"\'\\u0001&;,})\\]\\\\=-][^\\s"\'\\u0001&;,})\\\\=]{0,500}={0,2})))',
].join(''), 'dg');

function assignmentsIn(text: string): Credential[] {
  if (!/[-=:(]|<<</.test(text)) return [];
  return [...text.matchAll(ASSIGNMENT)].flatMap(match => {
    const kind = match[1].startsWith('arn:') ? NameClass.OTHER : classOfName(match[1]);
    if (kind === NameClass.OTHER) return [];
    const group = [2, 3, 4].find(one => match[one] !== undefined)!;
    const value = match[group];
    const [start, end] = match.indices![group]!;
    const isNone = isProse(text, text.slice(match.index, start), end) || (group === 4 && kind !== NameClass.KNOWN && isCode(value));
    const doubt = isNone ? undefined : judge(kind, value.slice(0, 200));
    return doubt === undefined ? [] : [{ is: `the value of ${match[1]}`, certain: doubt === 'none', start, end: group === 4 ? endOfWord(text, end) : end }];
  });
}

/** A variable of a shell, and the word that it is set to by a command: `TOKEN=$(echo …)`. */
const ECHOED = /(?<![\w.-])([A-Za-z_]\w{1,63})=["']?(?:\$\(|`)\s{0,4}(?:echo|printf)\s{1,4}(?:-\w{1,3}\s{1,4}|["']?%s\S{0,4}\s{1,4}){0,2}["']?([^\s"'`()|$]{3,200})["']?\s{0,4}[)`|]/dg;

function echoedIn(text: string): Credential[] {
  if (!/\b(?:echo|printf)\b/.test(text)) return [];
  return [...text.matchAll(ECHOED)].flatMap(({ 1: name, 2: value, indices }) => {
    const doubt = judge(classOfName(name), value);
    const [start, end] = indices![2]!;
    return doubt === undefined || classOfName(name) === NameClass.OTHER ? [] : [{ is: `the value of ${name}`, certain: doubt === 'none', start, end }];
  });
}

/** Where a word ends of which the beginning was read. */
function endOfWord(text: string, from: number): number {
  const rest = /[\s"'&;,})\\\u0001]/g;
  rest.lastIndex = from;
  return rest.exec(text)?.index ?? text.length;
}

/** "token: see the vault" sets nothing. */
function isProse(text: string, whole: string, end: number): boolean {
  return /:\s/.test(whole) && !/["']$/.test(whole) && /^[ \t]+[A-Za-z]/.test(text.slice(end, end + 3));
}

/** Without quotes, a call or a member is a value that a program computes: `token = text(page)`. */
function isCode(value: string): boolean {
  return /^[A-Za-z_][\w.]*[([]/.test(value) || /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)+;?$/.test(value) && !isRandom(value);
}

/** Whether a value under a name is a credential: with no doubt, with some; undefined when it is none. */
function judge(kind: NameClass, value: string): 'none' | 'some' | undefined {
  if (saysNone(value) || pointsElsewhere(value)) return undefined;
  if (kind === NameClass.KNOWN) return isWeak(value) ? 'some' : 'none';
  if (kind === NameClass.DIGITS && /^\d{4,12}$/.test(value)) return 'some';
  if (/^(true|false|-?\d{1,6}(\.\d+)?[a-z]{0,2})$/i.test(value)) return undefined;
  return kind >= NameClass.LIKELY || isRandom(value) ? 'some' : undefined;
}

const NONE = new RegExp(`^(${[
  'empty', 'none', 'null', 'nil', 'undefined', 'unset', 'n/?a', 'no', 'yes', 'on', 'off', 'true', 'false', 'enabled?', 'disabled?', 'auto', 'unused',
  'unneeded', 'ignored?', 'any', 'anything', 'anonymous', 'optional',
  'not[-_ ]?(needed|required|used|set|applicable|empty|a[-_ ](key|secret|token))',
  '(sk-)?no[-_ ](api[-_ ]?)?(key|token|auth|password|secret)[-_ a-z]*', '(dummy|fake|mock|example|sample)([-_ ]?(api[-_ ]?)?(key|token|value|secret))?',
  'placeholder', 'redacted', 'hidden', 'masked', 'removed', 'ollama', 'lm-?studio', 'vllm', 'local(host)?', '(.*[-_ ])?your[-_ ].*',
  '(replace|insert|enter|put)[-_ ](with|the|my|a)[-_ ].*', '.*[-_ ]here', '\\.[*+].*', 'bearer', 'basic', '[hrep]s\\d{3}', 'sata', 'nvme', 'ssd', 'hdd',
].join('|')})$`, 'i');

/** A value that says that there is no credential, or that one has to be put there. */
function saysNone(value: string): boolean {
  if (value.length > 100) return isPlaceholder(value);
  const bare = value.replace(/^[[({<"']+|(?<![\])}>"'])[\])}>"']+$/g, '');
  return NONE.test(bare) || isPlaceholder(bare);
}

function isPlaceholder(value: string): boolean {
  return /^([xX]{3,}|[*.#_?0\u2022-]*)$/.test(value) || /x{5,}|X{5,}|\*{3,}|\.{3}|EXAMPLE(KEY)?$|…/.test(value);
}

/** A value that says where the credential is: a path, a URL, an entry of a vault, a word of a template. */
function pointsElsewhere(value: string): boolean {
  if (/^(vault|op|env|file|ref\+\w+|secretsmanager|ssm|awssm|gcpsm|azkv|keyvault|sops|doppler|kms|arn|projects\/\S+\/secrets)[:/]/i.test(value)
    || /^ENC\[/.test(value)) return true;
  if (/^[a-z][-+.a-z0-9]*:\/\/\S*$/i.test(value)) return true;
  return /^[@<]?(~|\.{1,2}|[A-Za-z]:)?[\\/]/.test(value) && !isRandom(value) || /^<\S*>$|^\[".*"\]$/.test(value);
}

/** Passwords of examples, and of clusters that were made from them. */
function isWeak(value: string): boolean {
  return /^(change[-_ ]?(me|it|this)|replace[-_ ]?me|todo|tbd|test(ing)?\d*|secret|passw(or|0r)d|pass|admin|root|guest|default|user|postgres|foo|bar|key|token)$/i.test(value);
}

/** A word, a number, a version: a piece of a text that people write. */
const WORD = /^(?:[A-Za-z]?[a-z]{0,15}\d{0,4}|[A-Z]{1,15}\d{0,4}|\d{1,8}|v?\d{1,4}[a-z]{0,3}|(?:[A-Z][a-z]{3,14}){1,4}\d{0,3})$/;

/** Whether a text is no sequence of words: eight characters of it at least belong to none. */
function isRandom(value: string): boolean {
  let strange = 0;
  for (const piece of value.slice(0, 500).split(/[^A-Za-z0-9]+/)) if (!WORD.test(piece)) strange += piece.length;
  return strange >= 8;
}
