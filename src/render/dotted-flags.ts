import { FlagGroup, valuesOf } from '../flags/flags';
import { tryJson } from '../ground/json';
import { numberWithUnit } from '../ground/number-with-unit';
import { isObject, Json, JsonObject } from '../ground/objects';

/** A flag with a key behind a dot: `--x.a.b`. */
const DOTTED = /^(-{1,2}[A-Za-z][\w-]*)\.([^\s.].*)$/;

/**
 * Flags with keys behind a dot as one flag with JSON, at the end, where it holds in place of JSON that stands before: `--x.a 1 --x.b=2` is
 * `--x {"a":1,"b":2}`. https://github.com/vllm-project/vllm vllm/utils/argparse_utils.py (FlexibleArgumentParser.parse_args)
 */
export function withoutDots(groups: readonly FlagGroup[]): readonly FlagGroup[] {
  if (!groups.some(({ flag }) => DOTTED.test(flag))) return groups;
  const whole = new Map<string, JsonObject>();
  for (const { flag, words } of groups) {
    const [, head, path] = DOTTED.exec(flag) ?? [];
    if (head === undefined) continue;
    const name = head.startsWith('--') ? head.replace(/_/g, '-') : head;
    whole.set(name, put(whole.get(name) ?? {}, path.replace(/\+$/, '').split('.'), valueOf(valuesOf(words)[0], path.endsWith('+'))));
  }
  return [...groups.filter(({ flag }) => !DOTTED.test(flag)), ...[...whole].map(([flag, json]) => ({ flag, words: [flag, JSON.stringify(json)] }))];
}

/** JSON, a number with a unit, or a text; behind `+` items of a list. */
function valueOf(word: string = '', isItems: boolean): Json {
  return isItems ? word.split(',') : tryJson(word) ?? numberWithUnit(word) ?? word;
}

/** An object with one more value, below all but the last of the keys; items are added to a list. */
function put(object: JsonObject, [key, ...inner]: readonly string[], value: Json): JsonObject {
  const before = Object.hasOwn(object, key) ? object[key] : undefined;
  if (inner.length > 0) return { ...object, [key]: put(isObject(before) ? before : {}, inner, value) };
  return { ...object, [key]: Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value };
}
