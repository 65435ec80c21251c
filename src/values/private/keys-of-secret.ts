import { at, Json } from '../../ground/objects';

/**
 * The keys of a Secret that was made with cdk8s-plus, as they are when it is asked; undefined where it is only imported, or has none: something else
 * fills it then.
 */
export function keysOf(secret: object): readonly string[] | undefined {
  const { apiObject } = secret as { readonly apiObject?: { toJson?(): unknown } };
  try {
    const manifest = apiObject?.toJson?.() as Json;
    const keys = ['stringData', 'data'].flatMap(member => Object.keys(at(manifest, member) ?? {}));
    return keys.length === 0 ? undefined : keys;
  } catch {
    return undefined; // one that cannot be printed is said by cdk8s at synth
  }
}
