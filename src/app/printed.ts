import { ApiObject } from 'cdk8s';
import { isObject } from '../ground/fields';
import { itemsAt, JsonObject } from '../ground/objects';

/** An object as it is printed; undefined for one that cannot be, which cdk8s says at synth. */
export function tryPrinted(object: ApiObject): JsonObject | undefined {
  try {
    return object.toJson() as JsonObject;
  } catch {
    return undefined;
  }
}

/** An object as it is printed, or the items of a list of them; none of one that cannot be printed. */
export function printedIn(object: ApiObject): JsonObject[] {
  const manifest = tryPrinted(object);
  if (manifest === undefined) return [];
  return object.kind === 'List' ? itemsAt(manifest, 'items').filter(isObject) : [manifest];
}
