import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Several shares for one replica: they may be of one device. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'several shares can be shares of one device; then the processes of the server find one device for all of them, and it does not start',
  topic: 'devices',
  check({ plan: { compute: { accelerator, acceleratorCount } } }) {
    if (accelerator?._traits.part !== 'time-sliced share') return NOT_APPLICABLE;
    return acceleratorCount === 1 ? [] : [{
      what: `one replica asks for ${acceleratorCount} × ${accelerator.resource}, time-sliced shares of devices`,
      fix: 'ask for one share, or for whole devices; acknowledge the finding where your device plugin gives shares of different devices',
    }];
  },
};
