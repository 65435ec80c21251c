import { masked } from '../../ground/credentials';

/** One thing that the API server would refuse a custom resource for. */
export interface SchemaViolation {
  /** Path of the field, such as `spec.runtime.env[0].name`. */
  readonly path: string;
  /** The value that is there, as JSON; shortened when it is long, and `nothing` when there is none. */
  readonly value: string;
  /** The keyword or rule that is violated, such as `maxLength 63` or `requests-within-limits`. */
  readonly rule: string;
  /** The problem, in one line. */
  readonly message: string;
  /** The advice: what to do about it. */
  readonly fix: string;
}

/** A step on the way to a value: a field's name, or the index of a list's item. */
export type Step = string | number;

/** How much of a value is shown, in characters. */
const SHOWN = 80;

/** A name that needs no quotes in a path. */
const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** The path as people write it. */
export function pathOf(steps: readonly Step[]): string {
  return steps.map((step, index) => {
    if (typeof step === 'number') return `[${step}]`;
    if (!PLAIN_NAME.test(step)) return `[${JSON.stringify(step)}]`;
    return index === 0 ? step : `.${step}`;
  }).join('');
}

/** The value as JSON, without credentials, shortened. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  const text = masked(JSON.stringify(value, (_key, part: unknown) => shownPart(part)) ?? String(value));
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN - 1)}…`;
}

/** A text is looked at by itself, before it stands in quotes. */
function shownPart(part: unknown): unknown {
  if (typeof part === 'bigint') return String(part);
  return typeof part === 'string' ? masked(part) : part;
}

/** A violation whose message is made of its parts: path, problem, value. */
export function violation(steps: readonly Step[], value: unknown, rule: string, problem: string, fix: string): SchemaViolation {
  const path = pathOf(steps);
  const shown = show(value);
  return { path, value: shown, rule, message: `${path} ${problem}${value === undefined ? '' : `, got ${shown}`}`, fix };
}

/** The value that the steps lead to; undefined if there is none. */
export function valueAt(root: unknown, steps: readonly Step[]): unknown {
  return steps.reduce<unknown>((value, step) => (
    typeof value === 'object' && value !== null ? (value as Readonly<Record<Step, unknown>>)[step] : undefined
  ), root);
}
