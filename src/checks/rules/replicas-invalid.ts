import { show } from '../../ground/errors';
import { Severity } from '../../values/finding';
import { isCount } from '../replica-facts';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** The count of replicas that the user gives. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'the API server would refuse the Deployment',
  topic: 'replicas',
  check({ plan: { replicas } }) {
    if (replicas === undefined) return NOT_APPLICABLE;
    return isCount(replicas) ? [] : [{ what: `replicas is ${show(replicas)}`, fix: 'give a whole number from 0 on' }];
  },
};
