import { invalid } from '../ground/errors';
import { JsonObject } from '../ground/objects';

/** A volume of a Pod, as far as it says who may write to it. */
interface Volume {
  readonly name: string;
  readonly _kind: string;
  readonly _source: JsonObject;
}

/** Kinds of volumes that no container writes to. https://kubernetes.io/docs/concepts/storage/volumes/ */
export const READ_ONLY_KINDS: readonly string[] = ['secret', 'configMap', 'projected', 'downwardAPI', 'image'];

/**
 * Throws on a volume that is given to be written, and that cannot be.
 *
 * @param what the setting that takes it.
 * @param fix what to give in its place.
 */
export function requireWritable(what: string, { name, _kind, _source }: Volume, fix: string): void {
  const got = READ_ONLY_KINDS.includes(_kind) ? _kind : _source.readOnly === true ? 'readOnly' : undefined;
  if (got !== undefined) throw invalid({ what: `volume ${name} of ${what}`, got, allowed: 'one that can be written', fix });
}
