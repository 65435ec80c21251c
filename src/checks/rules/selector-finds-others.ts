import { at } from '../../ground/objects';
import { Severity } from '../../values/finding';
import { ModelLabels } from '../../values/model-labels';
import { nameOf } from '../companions/companion';
import { CompanionSubject } from '../companions/companion-subject';
import { podLabelsIn } from '../companions/pods-in';
import { Rule } from '../rule';

/** Pods of others that carry the label by which everything finds the Pods of a model. */
export const rule: Rule<CompanionSubject> = {
  severity: Severity.WARNING,
  why: 'the Service sends requests to every Pod with this label, and disruption budgets, network policies and monitors count it as one of the model',
  check({ companions, own: { template } }) {
    const name = at(template, 'metadata', 'labels', ModelLabels.MODEL);
    const taken = companions.filter(({ manifest }) => podLabelsIn(manifest).some(labels => labels[ModelLabels.MODEL] === name));
    return taken.map(one => ({
      what: `the Pods of ${nameOf(one)} have the label ${ModelLabels.MODEL}: ${String(name)}, by which the Service and the other objects of this `
        + 'model find its Pods',
      fix: `leave the label ${ModelLabels.MODEL} out of those Pods; acknowledge this where they serve the same model at the same port, and are `
        + 'meant to get its requests',
    }));
  },
};
