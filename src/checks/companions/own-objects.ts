import { Companion } from './companion';
import { Json } from '../../ground/objects';
import { Remark } from '../remark';
import { judgeBy } from '../rules';

/** Objects of a model that somebody patched or named ports of, against its Pods: each of them is accepted alone. */
export function checkOwnObjects(patched: readonly Companion[], template: Json, replicas: number | undefined): Remark[] {
  return patched.flatMap(one => [
    ...judgeBy('disruption-budget-blocks', { budgets: one.kind === 'PodDisruptionBudget' ? [one] : [], replicas }),
    ...judgeBy('port-name-unknown', { object: one, template }),
  ]);
}
