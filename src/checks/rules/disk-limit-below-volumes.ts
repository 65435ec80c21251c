import { bytesOf, showBytes } from '../../ground/bytes';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** The limit of the local disk against the sizes of the volumes on it. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'the limit counts what emptyDir volumes hold: a Pod that fills them is evicted before they are full',
  topic: 'memory',
  check({ plan: { compute: { ephemeralStorageLimit: limit } }, volumes }) {
    if (limit === undefined) return NOT_APPLICABLE;
    const bytes = volumes.reduce((sum, { diskSize }) => sum + (diskSize ? bytesOf(diskSize) : 0), 0);
    return bytes <= bytesOf(limit) ? [] : [{
      what: `ephemeralStorageLimit is ${showBytes(bytesOf(limit))}, the volumes on the disk of the node may hold ${showBytes(bytes)}`,
      fix: 'raise ephemeralStorageLimit, use limitEphemeralStorage of compute in its place, or make cache and scratch smaller; acknowledge the '
        + 'finding when they never are full',
    }];
  },
};
