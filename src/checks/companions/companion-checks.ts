import { Companion, OwnObjects } from './companion';
import { checkBudgets } from './disruption-budgets';
import { checkLimitRanges } from './limit-ranges';
import { checkNamespaces } from './namespaces';
import { checkQuotas } from './quotas';
import { checkRoutePorts } from './route-ports';
import { checkScaling } from './scaling';
import { KubernetesVersion } from '../../values/kubernetes-version';
import { Remark } from '../remark';

/**
 * The problems that Kubernetes documents of two objects side by side, one of which is a model's or acts on it. Each of them is accepted alone, so
 * that nobody says it before a Pod is missing or a node cannot be drained.
 */
export function checkCompanions(companions: readonly Companion[], own: OwnObjects, version?: KubernetesVersion): Remark[] {
  const of = (...kinds: string[]) => companions.filter(({ kind }) => kinds.includes(kind));
  return [
    ...checkScaling(companions, own),
    ...checkBudgets(of('PodDisruptionBudget'), own),
    ...checkQuotas(of('ResourceQuota'), of('LimitRange'), own),
    ...checkLimitRanges(of('LimitRange'), own),
    ...checkNamespaces(of('Namespace'), own, version),
    ...checkRoutePorts(of('Ingress', 'HTTPRoute', 'GRPCRoute'), own),
  ];
}
