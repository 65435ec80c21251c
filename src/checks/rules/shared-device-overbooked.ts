import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';
import { memoryShare, pods } from '../weights-memory';

/** The share of memory that a server takes, against the Pods that the device is divided among in time. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'each Pod sees all of the memory of a time-sliced device, and the last one that starts finds too little',
  topic: 'weights',
  check({ plan, patched, flags }) {
    const { accelerator } = plan.compute;
    const replicas = pods(plan);
    if (accelerator === undefined || replicas === 1) return NOT_APPLICABLE;
    const share = memoryShare(patched, flags);
    if (share === undefined || share.of * replicas <= 1) return [];
    return [{
      what: `${share.by} is a share of the whole device, and ${replicas} Pods share it (${accelerator.name})`,
      fix: `give a share of at most ${Math.floor(100 / replicas) / 100}, or acknowledge the finding where the other Pods take less`,
    }];
  },
};
