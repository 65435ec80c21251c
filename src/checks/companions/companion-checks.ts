import { Companion, OwnObjects } from './companion';
import { CompanionSubject } from './companion-subject';
import { checkScaling } from './scaling';
import { checkUtilization } from './utilization';
import { KubernetesVersion } from '../../values/kubernetes-version';
import { Remark } from '../remark';
import { judgeBy } from '../rules';

/** Rules of two objects side by side, in the order in which they are said. */
const RULES = [
  'autoscaler-target-misspelled', 'autoscaler-range-empty', 'autoscaler-never-scales', 'disruption-budgets-overlap', 'disruption-budget-blocks',
  'quota-demands-resources', 'quota-too-small',
  'autoscaler-exceeds-quota', 'quota-leaves-job-out',
  'limit-range-refuses', 'namespace-refuses-pods', 'route-port-unknown', 'selected-port-unknown', 'selector-finds-others',
] as const;

/**
 * The problems that Kubernetes documents of two objects side by side, one of which is a model's or acts on it. Each of them is accepted alone, so
 * that nobody says it before a Pod is missing or a node cannot be drained.
 */
export function checkCompanions(companions: readonly Companion[], own: OwnObjects, version?: KubernetesVersion): Remark[] {
  const subject = new CompanionSubject(companions, own, version);
  return [...judgeBy('autoscalers-overlap', subject), ...checkScaling(subject), ...checkUtilization(subject), ...RULES.flatMap(rule => judgeBy(rule, subject))];
}
