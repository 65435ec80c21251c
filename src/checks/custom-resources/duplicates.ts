import { areAllRight, placesAt } from './places';
import { SchemaViolation, show, Step, violation } from './violation';
import { asList, asObject } from '../../ground/objects';
import { ResourceSchema, UniqueList } from '../../ground/resource-schema';

/** Items of a list that are like an earlier one, where the CRD wants them to differ: in their keys, or at all. */
export function duplicateItems(resource: unknown, { uniqueLists }: ResourceSchema): SchemaViolation[] {
  const several = uniqueLists.filter(({ path }) => !areAllRight(resource, path, value => asList(value).length < 2));
  return several.flatMap(list => placesAt(resource, list.path).flatMap(({ steps, value }) => duplicatesIn(steps, asList(value), list)));
}

function duplicatesIn(path: readonly Step[], items: readonly unknown[], { keys }: UniqueList): SchemaViolation[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const record = asObject(item);
    const values = keys.length === 0 ? [item] : keys.map(key => record?.[key]);
    if (values.some(value => value === undefined)) return []; // the schema says that it is missing
    const identity = JSON.stringify(values);
    if (!seen.has(identity)) {
      seen.add(identity);
      return [];
    }
    const fix = 'keep one item '
      + `${keys.length === 0 ? show(item) : `with ${keys.map((key, position) => `${key} ${JSON.stringify(values[position])}`).join(' and ')}`}`;
    return [violation([...path, index], item, 'duplicate', keys.length === 0
      ? 'is the same as an earlier item'
      : `has the same ${keys.join(' and ')} as an earlier item`, fix)];
  });
}
