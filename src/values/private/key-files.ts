import { both, Field, list, map, members, mustBe } from '../../ground/fields';
import { DATA_KEY, FILE_MODE, KEY_PATH } from '../../ground/kubernetes-fields';
import { compact, Json, JsonObject } from '../../ground/objects';
import { KeyFilesOptions } from '../pod-volume-files';

/** Paths of one volume: none lies in another one. */
export const APART: Field = items => {
  const paths = (Array.isArray(items) ? items : []).map(item => String((item as JsonObject).path));
  const inside = paths.find((path, index) => paths.some((other, at) => at !== index && `${path}/`.startsWith(`${other}/`)));
  return inside === undefined ? [] : [{ path: '', got: inside, allowed: 'paths that do not lie in each other' }];
};

/** Keys as files; an empty list would mean all keys. */
const ITEMS = both(
  list(members({ key: DATA_KEY, path: KEY_PATH })),
  items => (Array.isArray(items) && items.length === 0 ? [{ path: '', got: 'none', allowed: 'at least one' }] : []),
  APART,
);

/** The members of a volume of keys of an object; throws on paths and permissions that Kubernetes refuses. */
export function keyFiles(volume: string, items: { readonly [key: string]: string } | undefined, options: KeyFilesOptions): JsonObject {
  const { mode, modes = {}, optional } = options;
  const modeOf = (key: string) => (Object.hasOwn(modes, key) ? modes[key] : undefined);
  const files = items && Object.keys(items).sort().map((key): Json => compact({ key, path: items[key], mode: modeOf(key) }));
  mustBe(ITEMS, files, `items of the volume ${volume}`, 'give a file name for each key that the container needs');
  mustBe(FILE_MODE, mode, `mode of the volume ${volume}`, 'use for example 0o440, or 0o555 for scripts');
  mustBe(map(oneOfKeys(items), FILE_MODE), { ...modes }, `modes of the volume ${volume}`, 'give permissions of keys that are among items');
  return compact({ defaultMode: mode, items: files, optional: optional ? true : undefined });
}

function oneOfKeys(items: { readonly [key: string]: string } = {}): Field {
  return key => (Object.hasOwn(items, String(key)) ? [] : [{ path: '', got: key, allowed: 'items' }]);
}
