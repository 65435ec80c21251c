import { isObject } from '../../ground/fields';
import { renderPodTemplate } from '../../render/pod-template';
import { RuntimePlan } from '../../render/runtime-plan';
import { Severity } from '../../values/finding';
import { gapIn, reasonOf } from '../patch-results';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Whether the user's patches of the Pod template apply; what they make is judged with the Deployment that they end in. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'a JSON patch that does not apply changes nothing',
  saidBy: ['patch-checks'],
  topic: 'patches',
  check({ plan }) {
    if ((plan.settings.pod?.patches ?? []).length === 0) return NOT_APPLICABLE;
    const reason = failure(plan);
    return reason === undefined ? [] : [{
      what: `a patch of the Pod template does not apply: ${reason}`,
      fix: 'look at the path: it begins at the Pod template, for example /spec/containers/0/env/-',
    }];
  },
};

function failure(plan: RuntimePlan): string | undefined {
  try {
    const template = renderPodTemplate(plan);
    return isObject(template) ? gapIn(template) : 'nothing of the template is left';
  } catch (error) {
    return reasonOf(error);
  }
}
