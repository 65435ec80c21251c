import { asObject } from '../../ground/objects';
import { Defaults } from '../../ground/resource-schema';

/** The value with the defaults that the API server fills in before it judges; a value in which nothing is to be filled in is returned as it is. */
export function withDefaults(value: unknown, defaults: Defaults): unknown {
  const given = value === undefined ? defaults.value : value;
  if (given === undefined) return undefined;
  if (Array.isArray(given)) return defaults.each === undefined ? given : given.map(item => withDefaults(item, defaults.each!));
  const record = asObject(given);
  if (record === undefined) return given;
  const filled = [
    ...Object.entries(defaults.members ?? {}).map(([name, inner]) => [name, withDefaults(record[name], inner)] as const),
    ...defaults.each === undefined ? [] : Object.keys(record).map(name => [name, withDefaults(record[name], defaults.each!)] as const),
  ];
  const changed = filled.filter(([name, member]) => member !== record[name]);
  return changed.length === 0 ? given : { ...record, ...Object.fromEntries(changed) };
}
