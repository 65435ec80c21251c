import { LIST_MAPS, ListMap } from './validator.generated';
import { asList, asRecord, SchemaViolation, valueAt, violation } from './violation';

/** Items of a list that have the same keys as an earlier one, where the CRD wants them to differ. */
export function duplicateItems(model: object): SchemaViolation[] {
  return LIST_MAPS.flatMap((list) => duplicatesIn(model, list));
}

function duplicatesIn(model: object, { path, keys, defaults }: ListMap): SchemaViolation[] {
  const seen = new Set<string>();
  return asList(valueAt(model, path)).flatMap((item, index) => {
    const record = asRecord(item);
    const values = keys.map((key) => record?.[key] ?? defaults[key]);
    if (values.some((value) => value === undefined)) return []; // the schema says that it is missing
    const identity = JSON.stringify(values);
    if (!seen.has(identity)) {
      seen.add(identity);
      return [];
    }
    const names = keys.join(' and ');
    const fix = `keep one item with ${keys.map((key, position) => `${key} ${JSON.stringify(values[position])}`).join(' and ')}`;
    return [violation([...path, index], item, 'duplicate', `has the same ${names} as an earlier item`, fix)];
  });
}
