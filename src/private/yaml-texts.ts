import { FieldProblem } from './fields';

/** Characters that cdk8s writes as they are, and that Kubernetes' YAML parser refuses or takes for others; halves of surrogate pairs too. */
const UNREADABLE = /[\u007f-\u009f\u2028\u2029\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Texts that cdk8s writes without quotes, and that Kubernetes' YAML parser takes for numbers. */
const NUMBER = /^[-+]?0([oO][0-7_]+|B[01_]+|X[0-9a-fA-F_]+)$/;

/** What every such text has: most texts are found fine by this one look. */
const SUSPECT = /[^\0-~]|^[-+]?0[oOBX]/;

/** Texts anywhere in data, keys included, that do not survive being written by cdk8s and read by Kubernetes. */
export function unreadableTexts(value: unknown): readonly FieldProblem[] {
  return isAllReadable(value) ? [] : problemsOf(value, '');
}

/** Paths are made for problems only, because every manifest is judged at every synth. */
function isAllReadable(value: unknown): boolean {
  if (typeof value === 'string') return isReadable(value);
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isAllReadable);
  for (const key in value) {
    if (!isReadable(key) || !isAllReadable((value as Record<string, unknown>)[key])) return false;
  }
  return true;
}

function problemsOf(value: unknown, path: string): readonly FieldProblem[] {
  if (typeof value === 'string') return isReadable(value) ? [] : [{ path, got: value, allowed: ALLOWED }];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => problemsOf(item, `${path}[${index}]`));
  return Object.entries(value).flatMap(([key, member]) => [
    ...(isReadable(key) ? [] : [{ path, got: key, allowed: ALLOWED }]),
    ...problemsOf(member, `${path}.${key}`),
  ]);
}

const ALLOWED = 'text that YAML keeps as it is: no control characters, line separators and halves of characters, and nothing like the number 0o17';

function isReadable(text: string): boolean {
  return !SUSPECT.test(text) || (!UNREADABLE.test(text) && !NUMBER.test(text));
}
