import { ObjectText, placeOf, roleOf, TextVisitor, visitTexts } from './object-texts';
import { Remark } from './remark';
import { checkSecrets, mayHoldSecret } from './secrets';
import { JsonObject } from '../ground/objects';
import { isWritable } from '../ground/yaml-texts';

const KIB = 1024;

/** The bytes that Linux takes as one word of a command, and as one variable with its name, the zero at its end included (MAX_ARG_STRLEN). */
const MAX_WORD = 128 * KIB;

/** The bytes that etcd takes in one request (`--max-request-bytes`), and API servers of their storage. */
const MAX_OBJECT = 1536 * KIB;

/** The bytes that a ConfigMap may hold in all. */
const MAX_CONFIG = 1024 * KIB;

/** The bytes that all annotations may have; `kubectl apply` writes the object into one of them. */
const MAX_APPLIED = 256 * KIB;

/** The findings about the texts of an object that is printed, patches included, whatever the fields are that they stand in. */
export function checkTexts(manifest: JsonObject): Remark[] {
  const kind = String(manifest.kind);
  const texts = new CheckedTexts(kind);
  visitTexts(manifest, texts);
  return texts.length < MAX_APPLIED / 8 ? texts.found : [...texts.found, ...checkSize(kind, manifest)];
}

/** Parts of manifests in whose texts nothing was found: where they stood, and how long their texts are. */
const CLEAN = new WeakMap<object, { readonly place: string; readonly length: number }>();

/** Texts in which nothing was found, by the name that they stood under: the manifests of an app say the same again and again. */
const CLEAN_TEXTS = new Map<string, Set<string>>();

/** How many are remembered under one name, and how long ones. */
const MOST = 1_000;
const LONGEST = 4_000;

function remember({ name, value }: ObjectText): void {
  if (value.length > LONGEST) return;
  const texts = CLEAN_TEXTS.get(name);
  if (texts === undefined) CLEAN_TEXTS.set(name, new Set([value]));
  else if (texts.size < MOST) texts.add(value);
  else CLEAN_TEXTS.set(name, new Set([value]));
}

/** The findings about the texts that were looked at, and how long they are together. */
class CheckedTexts implements TextVisitor {
  public readonly found: Remark[] = [];
  public length = 0;

  public constructor(private readonly kind: string) {}

  public visit(text: ObjectText): void {
    this.length += text.value.length;
    if (text.credential === undefined && CLEAN_TEXTS.get(text.name)?.has(text.value)) return;
    const isSuspect = text.credential !== undefined || mayHoldSecret(text.value, text.name);
    const isOdd = !isWritable(text.value) || text.value.includes('\0') || text.value.length > MAX_WORD / 4;
    const secrets = isSuspect ? checkSecrets([{ ...text, where: placeOf(this.kind, text), instead: insteadOf(this.kind, text) }]) : [];
    const problems = isOdd ? checkForm(this.kind, text) : [];
    if (secrets.length + problems.length > 0) this.found.push(...secrets, ...problems);
    else if (text.credential === undefined && !isOdd) remember(text);
  }

  public visitShared(part: object, name: string, { container }: ObjectText, look: () => void): void {
    const place = `${this.kind} ${container === undefined ? '' : 'container'} ${name}`;
    const known = CLEAN.get(part);
    if (known?.place === place) {
      this.length += known.length;
      return;
    }
    const [findings, length] = [this.found.length, this.length];
    look();
    if (this.found.length === findings) CLEAN.set(part, { place, length: this.length - length });
  }
}

const TO_PROGRAM = 'put it into a Secret, hand it over with SecretKey.of(name, key) as secretEnv';
const ELSEWHERE = 'take it out of the manifest: put it into a Secret, and let the program that needs it read it there, as secretEnv or from PodVolume.secret';

/** What takes a credential otherwise, by the kind of the object that it stands in. */
const OTHERWISE: { readonly [kind: string]: string | undefined } = {
  ScaledObject: 'put it into a Secret that a TriggerAuthentication reads, and give authentication: KedaAuthentication.existing(name); a scaler of '
    + 'your own reads it where it runs',
};

function insteadOf(kind: string, text: ObjectText): string | undefined {
  const role = roleOf(text);
  if (role === 'variable' || placeOf(kind, text) === 'the source URI') return undefined;
  return role === 'word' ? `${TO_PROGRAM}, and write $(NAME) here` : OTHERWISE[kind] ?? ELSEWHERE;
}

/** Texts that cannot be written, or not be handed to a program. */
function checkForm(kind: string, text: ObjectText): Remark[] {
  const rule = kind === 'Model' ? 'model-schema' : 'object-schema';
  const where = placeOf(kind, text);
  if (!isWritable(text.value)) {
    return [{
      rule,
      what: `${where} has half of a character, which no file can hold`,
      fix: 'write the whole character; a text that was cut has to be cut between characters',
    }];
  }
  const isForProgram = text.container !== undefined || kind === 'Model';
  if (isForProgram && text.value.includes('\0')) {
    return [{ rule, what: `${where} has the character NUL, with which no program can be started`, fix: 'remove it, or hand the bytes over in a file' }];
  }
  const role = roleOf(text);
  const bytes = Buffer.byteLength(text.value) + 1 + (role === 'variable' ? Buffer.byteLength(text.name) + 1 : 0);
  if (role === undefined || bytes <= MAX_WORD) return [];
  return [{
    rule: 'text-too-long',
    what: `${where} has ${bytes} bytes, Linux takes ${MAX_WORD} as one word or variable`,
    fix: 'put it into a ConfigMap or an image, mount it with pod.volumes and pod.mounts, and give its path',
  }];
}

/** An object that is too large for the cluster, or for those who apply it. */
function checkSize(kind: string, manifest: JsonObject): Remark[] {
  const bytes = bytesOf(manifest);
  const config = kind === 'ConfigMap' ? bytesOf(manifest.data ?? {}) : 0;
  const fix = 'take out the large part: put it into an image or on a volume, mount it, and give its path';
  if (config > MAX_CONFIG) return [{ rule: 'object-too-large', what: `the ConfigMap holds ${config} bytes, Kubernetes takes ${MAX_CONFIG}`, fix }];
  if (bytes > MAX_OBJECT) return [{ rule: 'object-too-large', what: `the ${kind} has ${bytes} bytes, etcd takes ${MAX_OBJECT}`, fix }];
  if (bytes <= MAX_APPLIED) return [];
  return [{
    rule: 'object-large',
    what: `the ${kind} has ${bytes} bytes, and "kubectl apply" keeps at most ${MAX_APPLIED} in an annotation`,
    fix: 'apply it with "kubectl apply --server-side", or take out the large part, or acknowledge the finding',
  }];
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
