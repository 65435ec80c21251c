import { RULES } from '../checks/rules';

/** Facts about a construct tree are known to all copies of the library that have the same rules: in practice, of one version. */
const VERSION = Object.keys(RULES).join(' ');

/** A map that belongs to this process and not to this copy of the library: two copies in one app find each other's models and acknowledgements. */
export function sharedMap<K extends object, V>(name: string): WeakMap<K, V> {
  const key = Symbol.for(`cdk8s-matrixinfer.${name} ${VERSION}`);
  const all = globalThis as { [key]?: WeakMap<K, V> };
  all[key] ??= new WeakMap<K, V>();
  return all[key];
}
