import { show } from '../../ground/errors';
import { misspelledKindIn } from '../../render/autoscaler';
import { Severity } from '../../values/finding';
import { nameOf } from '../companions/companion';
import { CompanionSubject } from '../companions/companion-subject';
import { Rule } from '../rule';

/** Kubernetes finds a target by its kind as it is spelled, and nothing by another spelling. */
export const rule: Rule<CompanionSubject> = {
  severity: Severity.WARNING,
  why: 'an autoscaler finds no target by a misspelled kind, and scales nothing',
  check({ scalers }) {
    return scalers.flatMap(one => {
      const kind = misspelledKindIn(one.manifest);
      return kind === undefined ? [] : [{
        what: `${nameOf(one)} scales a ${show(kind)}, and there is no such kind`,
        fix: 'write Deployment in kind of its target',
      }];
    });
  },
};
