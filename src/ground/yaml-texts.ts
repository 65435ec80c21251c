/*
 * cdk8s writes YAML 1.1 with the package `yaml`; Kubernetes reads it with sigs.k8s.io/yaml. They disagree about a few texts, as values and as
 * keys. Those are written in quotes, with escapes, which both read alike: 1.5 million texts were written and read to find them.
 */

/** Characters that cdk8s writes as they are, and that Kubernetes' parser refuses or takes for others. */
const STRANGE = /[\u007f-\u009f\u2028\u2029\ufffe\uffff]/;

/** Numbers to Kubernetes, once every "_" is dropped, and none to cdk8s. */
const NUMBER = /^[-+]?(?:0[oObBxX][-+]?[0-9a-fA-F]+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)$/;

/** Halves of characters, which no UTF-8 can say. */
const HALF = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** The pattern that every such text matches: most texts are found fine by this one look. */
const SUSPECT = /[^\0-~]|^[-+._]*\d.*_|^[-+]?_|^[-+]?0(?:[oOBX]|b[-+])|^[\n ]*\t|(?:^|\n)[ \t]+(?:\n|$)|^<<$/;

/** Whether a text can be written at all. */
export function isWritable(text: string): boolean {
  return !SUSPECT.test(text) || !HALF.test(text);
}

/** Whether a text has to be in quotes, so that Kubernetes reads the text that was meant. */
export function needsQuotes(text: string): boolean {
  return SUSPECT.test(text) && (STRANGE.test(text) || text === '<<' || isNumber(text) || (text.includes('\n') && isBrokenBlock(text)));
}

/** Lines that begin with a tab before anything says how far they are indented; lines of spaces, where cdk8s folds lines in quotes of its own. */
function isBrokenBlock(text: string): boolean {
  return /^[\n ]*\t/.test(text) || (/(?:^|\n)[ \t]+(?:\n|$)/.test(text) && /^[ \t]+\n|\n[ \t]+$|^\s+$|[^\t\n -\ud7ff\ue000-\uffff]/.test(text));
}

function isNumber(text: string): boolean {
  return /\d/.test(text) && NUMBER.test(text.replace(/_/g, ''));
}

/**
 * The same manifest; where cdk8s would write a text of it wrongly, with a hidden `toJSON` that only `yaml` calls without an argument, and that
 * answers with nodes for such texts. To everybody else it is the plain data that it was.
 */
export function printable<Manifest extends object>(manifest: Manifest): Manifest {
  if (!holdsQuotable(manifest)) return manifest;
  return Object.defineProperty(manifest, 'toJSON', {
    value: (key?: string) => (key === undefined ? forYaml(manifest) : manifest),
    enumerable: false,
    configurable: true,
  });
}

function holdsQuotable(value: unknown): boolean {
  if (typeof value === 'string') return needsQuotes(value);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(holdsQuotable);
  for (const key in value) if (needsQuotes(key) || holdsQuotable((value as Record<string, unknown>)[key])) return true;
  return false;
}

/** A copy in which texts are nodes where they have to be; `yaml` takes a Map as a mapping when a `toJSON` answers with it. */
function forYaml(value: unknown): unknown {
  if (typeof value === 'string') return needsQuotes(value) ? quoted(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(forYaml);
  const entries = Object.entries(value).map(([key, member]): [unknown, unknown] => [needsQuotes(key) ? quoted(key) : key, forYaml(member)]);
  if (entries.every(([key]) => typeof key === 'string')) return Object.fromEntries(entries);
  return { toJSON: (key?: string) => (key === undefined ? new Map(entries) : value) };
}

/** How `yaml` marks its nodes, in every copy of it, and which of them says itself how it is written. */
const NODE_TYPE = Symbol.for('yaml.node.type');
const ALIAS = Symbol.for('yaml.alias');

function quoted(text: string): object {
  const written = inQuotes(text);
  return { [NODE_TYPE]: ALIAS, toString: () => written, toJSON: () => text };
}

/** A text in quotes and escapes, as all parsers read it. */
export function inQuotes(text: string): string {
  return JSON.stringify(text).replace(new RegExp(STRANGE, 'g'), character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
