import { isOn } from '../../render/switch-record';
import { Severity } from '../../values/finding';
import { Rule } from '../rule';
import { RouteSubject } from '../traffic/route-subject';

/** An analysis or a rollback of a canary that nothing makes. */
export const rule: Rule<RouteSubject> = {
  severity: Severity.WARNING,
  why: 'Gateway API splits requests and measures none: the weights stay as they are until somebody changes them',
  check({ canary }) {
    if (!isOn(canary)) return [];
    const { analysis, rollback } = canary;
    const said = [...(analysis ? ['analysis'] : []), ...(rollback ? ['rollback'] : [])];
    if (said.length === 0) return [];
    return [{
      what: `${said.join(' and ')} of canary ${said.length === 1 ? 'is' : 'are'} only recorded: no object here acts on ${said.length === 1 ? 'it' : 'them'}`,
      fix: 'let Flagger or Argo Rollouts change the weights, and acknowledge this; or leave it out',
    }];
  },
};
