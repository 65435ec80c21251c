import { show } from '../../ground/errors';
import { Severity } from '../../values/finding';
import { Known, placesOf, slipOf } from '../known-names';
import { Rule } from '../rule';

/** A model that something names which is not of it, and that the app has in another namespace, or by nearly that name. */
export const rule: Rule<NamedTarget> = {
  severity: Severity.WARNING,
  why: 'it finds no Pods: requests are answered with 503, and an autoscaler changes nothing',
  check({ name, namespace, known }) {
    const [place] = placesOf({ name, namespace }, known);
    const here = known.filter(one => one.namespace === namespace);
    const near = here.some(one => one.name === name) ? undefined : slipOf(name, here);
    const acknowledge = 'acknowledge the finding when another app has that one';
    if (near !== undefined) {
      return [{
        what: `its target is ${show(name)}, and the app has ${show(near)}`,
        fix: `give the model itself as target, or correct the name; ${acknowledge}`,
      }];
    }
    return place === undefined ? [] : [{
      what: `its target is ${show(name)} in namespace ${show(namespace)}, and the app has one of that name in ${show(place)} alone`,
      fix: `put it into a chart of namespace ${show(place)}; ${acknowledge}`,
    }];
  },
};

/** The name of a model that is referred to, and the Deployments of the app. */
export interface NamedTarget extends Known {
  readonly known: readonly Known[];
}
