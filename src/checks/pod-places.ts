import { READ_ONLY_KINDS } from '../facts/writable-volumes';
import { isObject } from '../ground/fields';
import { at, itemsAt, Json } from '../ground/objects';
import { isWithin } from '../ground/paths';
import { tryParseQuantity } from '../ground/quantity';
import { SERVER } from '../render/pod-template';

/** What a path of a server is on. */
export interface Place {
  /** The volume that is mounted there. */
  readonly volume: string;
  /** Why nobody can make a folder there; undefined where one can. */
  readonly closed?: 'is read-only' | 'is a file';
  /** The bytes that an empty volume may hold; undefined where it is not known, or has files already. */
  readonly bytes?: number;
}

/** Kinds of a hostPath that are no folder. */
const FILES = ['File', 'FileOrCreate', 'Socket', 'CharDevice', 'BlockDevice'];

/** What a path of the server is on in a template of Pods, as it is printed; undefined for the file system of the image. */
export function placeOf(template: Json, path: string): Place | undefined {
  const mounts = itemsAt(serverIn(template), 'volumeMounts').filter(one => isWithin(path, String(at(one, 'mountPath'))));
  const mount = mounts.sort((one, other) => String(at(other, 'mountPath')).length - String(at(one, 'mountPath')).length)[0];
  if (mount === undefined) return undefined;
  const volume = itemsAt(template, 'spec', 'volumes').find(one => at(one, 'name') === at(mount, 'name'));
  const [kind = '', source] = Object.entries(isObject(volume) ? volume : {}).find(([member]) => member !== 'name') ?? [];
  const isClosed = READ_ONLY_KINDS.includes(kind) || at(mount, 'readOnly') === true || at(source, 'readOnly') === true;
  const isFile = kind === 'hostPath' && FILES.includes(String(at(source, 'type')));
  return { volume: String(at(mount, 'name')), closed: isFile ? 'is a file' : isClosed ? 'is read-only' : undefined, bytes: sizeOf(kind, source) };
}

function sizeOf(kind: string, source: Json): number | undefined {
  const size = kind === 'emptyDir' ? at(source, 'sizeLimit') : at(source, 'volumeClaimTemplate', 'spec', 'resources', 'requests', 'storage');
  const nanos = tryParseQuantity(String(size));
  return nanos === undefined ? undefined : Number(nanos / 1_000_000_000n);
}

/** Whether the server cannot write to the file system of its image. */
export function isRootReadOnly(template: Json): boolean {
  return at(serverIn(template), 'securityContext', 'readOnlyRootFilesystem') === true;
}

function serverIn(template: Json): Json {
  return itemsAt(template, 'spec', 'containers').find(one => at(one, 'name') === SERVER);
}

/** The variables of a server that are given as texts. */
export interface Variables {
  readonly [name: string]: string | undefined;
}

/**
 * A path that a variable says, as the server takes it: with the variables that are named in it, and the home in place of `~`; undefined where the
 * library does not know a variable of it.
 */
export function expanded(path: string, env: Variables): string | undefined {
  let isKnown = true;
  const full = path.replace(/\$(\$)|\$\(([^()]*)\)/g, (text, escaped: string | undefined, name: string) => {
    if (escaped !== undefined) return '$';
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    isKnown &&= value !== undefined && !value.includes('$');
    return value ?? text;
  });
  if (!isKnown) return undefined;
  return /^~(\/|$)/.test(full) && env.HOME !== undefined ? `${env.HOME}${full.slice(1)}` : full;
}
