import { Severity } from '../../values/finding';
import { RuntimeRule } from '../rule';
import { comparesTaints } from '../taint-operators';

/** Fields that an API server takes only where somebody switched them on: those that its version knows, and has switched off. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'an API server whose feature gate is off refuses the object',
  topic: 'volumes',
  after: 'kubernetes-too-old',
  check({ plan: { settings } }) {
    // Alpha and switched off from 1.35 to 1.37. https://github.com/kubernetes/enhancements/issues/5471
    return comparesTaints(settings) ? [{
      what: 'a toleration has the operator Lt or Gt, which needs the feature gate TaintTolerationComparisonOperators',
      fix: 'use Exists or Equal, or acknowledge the finding where the gate is on',
    }] : [];
  },
};
