import { Severity } from '../../values/finding';
import { RuntimeRule } from '../rule';

/** Whether the makers of the server still look after it. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'nobody mends what is found in it, security holes included',
  topic: 'maintenance',
  check({ plan: { engine: { name, maintenance } } }) {
    return !maintenance ? [] : [{
      what: `${name}: ${maintenance.notice} (${maintenance.source})`,
      fix: `move to ${maintenance.successor}, or acknowledge the finding`,
    }];
  },
};
