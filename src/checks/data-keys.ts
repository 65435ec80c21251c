import { Keyed, KeyedKind, withoutKey } from './missing-key';
import { Remark } from './remark';
import { isObject } from '../ground/fields';
import { at, itemsAt, Json } from '../ground/objects';

/** A key that a Pod needs before it starts. */
interface NeededKey extends Keyed {
  /** For messages: `env LEVEL of the container server`. */
  readonly where: string;
}

/** The keys of an object of the app; undefined for one that is not of the app, or has none yet. */
export type KeysOf = (kind: KeyedKind, name: string) => readonly string[] | undefined;

const RULE = { ConfigMap: 'config-key-missing', Secret: 'secret-key-missing' } as const;

/** Keys that Pods name, and that the ConfigMaps and Secrets of the app do not have. */
export function checkDataKeys(templates: readonly Json[], keysOf: KeysOf): Remark[] {
  const missing = templates.flatMap(neededKeys).filter(({ kind, name, key }) => keysOf(kind, name)?.includes(key) === false);
  const found = new Map(missing.map(one => [`${one.kind} ${one.name} ${one.key}`, one]));
  return [...found.values()].map(({ where, ...one }) => {
    const { what, fix } = withoutKey(one, keysOf(one.kind, one.name)!);
    return { rule: RULE[one.kind], what: one.kind === 'Secret' ? what : `${what}: ${where} names it`, fix };
  });
}

function neededKeys(template: Json): NeededKey[] {
  const containers = [...itemsAt(template, 'spec', 'initContainers'), ...itemsAt(template, 'spec', 'containers')];
  return [...containers.flatMap(ofContainer), ...itemsAt(template, 'spec', 'volumes').flatMap(volume => ofVolume(volume, containers))];
}

function ofContainer(container: Json): NeededKey[] {
  return itemsAt(container, 'env').flatMap(variable => {
    const where = `env ${String(at(variable, 'name'))} of the container ${String(at(container, 'name'))}`;
    const [config, secret] = [at(variable, 'valueFrom', 'configMapKeyRef'), at(variable, 'valueFrom', 'secretKeyRef')];
    return [...needed('ConfigMap', at(config, 'name'), config, [config], where), ...needed('Secret', at(secret, 'name'), secret, [secret], where)];
  });
}

function ofVolume(volume: Json, containers: readonly Json[]): NeededKey[] {
  const name = String(at(volume, 'name'));
  const where = `the volume ${name}`;
  return [volume, ...itemsAt(volume, 'projected', 'sources')].flatMap(source => {
    const [config, secret] = [at(source, 'configMap'), at(source, 'secret')];
    return [
      ...needed('ConfigMap', at(config, 'name'), config, filesOf(config, name, containers), where),
      ...needed('Secret', at(secret, 'secretName') ?? at(secret, 'name'), secret, filesOf(secret, name, containers), where),
    ];
  });
}

/** The keys of a volume that are named: its items, and without any the files that are mounted alone. */
function filesOf(source: Json, volume: string, containers: readonly Json[]): readonly Json[] {
  if (!isObject(source)) return [];
  const items = itemsAt(source, 'items');
  if (items.length > 0) return items;
  const mounts = containers.flatMap(container => itemsAt(container, 'volumeMounts')).filter(mount => at(mount, 'name') === volume);
  return mounts.map(mount => at(mount, 'subPath')).filter(path => typeof path === 'string' && path !== '' && !path.includes('/')).map(key => ({ key }));
}

function needed(kind: KeyedKind, name: Json, source: Json, items: readonly Json[], where: string): NeededKey[] {
  if (typeof name !== 'string' || at(source, 'optional') === true) return [];
  return items.map(item => at(item, 'key')).filter(key => typeof key === 'string').map(key => ({ kind, name, key, where }));
}
