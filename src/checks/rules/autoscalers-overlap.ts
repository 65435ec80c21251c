import { Severity } from '../../values/finding';
import { Companion, nameOf } from '../companions/companion';
import { CompanionSubject } from '../companions/companion-subject';
import { Rule, Said } from '../rule';

/** Several autoscalers of one Deployment. */
export const rule: Rule<CompanionSubject> = {
  severity: Severity.ERROR,
  why: 'of several autoscalers of the same Pods Kubernetes lets none act, or they undo the changes of each other',
  saidBy: ['scaling-checks'],
  check({ horizontal, vertical }) {
    return [
      ...overlap(horizontal, 'keep one of them: one autoscaler takes several metrics'),
      ...overlap(vertical, 'keep one of them: one VerticalPodAutoscaler has a policy for each container'),
    ];
  },
};

function overlap(all: readonly Companion[], fix: string): Said[] {
  return all.length < 2 ? [] : [{ what: `${all.map(nameOf).join(' and ')} scale the same Deployment`, fix }];
}
