import { Said } from './rule';
import { show } from '../ground/errors';

/** Kinds whose keys containers and volumes name. */
export type KeyedKind = 'ConfigMap' | 'Secret';

/** A key of an object. */
export interface Keyed {
  readonly kind: KeyedKind;
  readonly name: string;
  readonly key: string;
}

/** What is said of a key that an object of the app does not have. */
export function withoutKey({ kind, name, key }: Keyed, known: readonly string[]): Said {
  return {
    what: `the ${kind} ${name} of the app has no key ${show(key)}, only ${[...known].sort().join(', ')}`,
    fix: `name one of its keys, add the key to the ${kind}, or acknowledge the finding when something in the cluster adds it`,
  };
}
