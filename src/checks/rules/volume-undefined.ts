import { show } from '../../ground/errors';
import { isObject } from '../../ground/fields';
import { at, itemsAt, Json } from '../../ground/objects';
import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** Mounts and devices of the Pods as they are printed, without a volume. */
export const rule: Rule<PodSpec> = {
  severity: Severity.ERROR,
  why: 'the API server refuses a mount without its volume',
  everyApp: true,
  check({ pod }) {
    const names = new Set(itemsAt(pod, 'volumes').map(volume => at(volume, 'name')));
    const containers = [...itemsAt(pod, 'containers'), ...itemsAt(pod, 'initContainers')];
    const mounts = containers.flatMap(one => [...itemsAt(one, 'volumeMounts'), ...itemsAt(one, 'volumeDevices')]).filter(isObject);
    const missing = new Set(mounts.map(mount => mount.name).filter(name => typeof name === 'string' && !names.has(name)));
    return [...missing].map(name => ({
      what: `a container mounts the volume ${show(name)}, the Pod has ${[...names].map(String).join(', ')}`,
      fix: 'add it to pod.volumes, or remove the mount',
    }));
  },
};

/** What a Pod is made of. */
export interface PodSpec {
  readonly pod: Json;
}
