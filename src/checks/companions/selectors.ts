import { isObject } from '../../ground/fields';
import { at, itemsAt, Json } from '../../ground/objects';

/** Whether a selector of Kubernetes finds Pods with such labels; an empty one finds all, and none finds none. */
export function selects(selector: Json, labels: Json): boolean {
  if (!isObject(selector)) return false;
  const wanted = Object.entries(at(selector, 'matchLabels') ?? {}) as [string, Json][];
  return wanted.every(([name, value]) => at(labels, name) === value) && itemsAt(selector, 'matchExpressions').every(one => fits(one, labels));
}

function fits(expression: Json, labels: Json): boolean {
  const value = at(labels, String(at(expression, 'key')));
  switch (at(expression, 'operator')) {
    case 'In': return itemsAt(expression, 'values').includes(value);
    case 'NotIn': return !itemsAt(expression, 'values').includes(value);
    case 'Exists': return value !== undefined;
    case 'DoesNotExist': return value === undefined;
    default: return false;
  }
}
