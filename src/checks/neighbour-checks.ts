import { Remark } from './remark';
import { podLabelsOf } from '../render/pod-template';
import { RuntimePlan } from '../render/runtime-plan';

/** A model, as others find it. */
export interface Resident {
  readonly name: string;
  readonly namespace?: string;
}

/** What else in an app acts on a model, as far as the checks ask. */
export interface Neighbourhood {
  /** What leads requests to one of a model's Services, as its kind and path. */
  routeTo(model: Resident): string | undefined;
  /** What looks for a model's Deployment or Service in another namespace, where the app has none of that name. */
  strays(model: Resident): string[];
  /** Whether a policy of somebody else's may let callers in. */
  mayLetIn(model: Resident, labels: { readonly [key: string]: string }): boolean;
}

/** What others in the app do for a model, or mean to; `closed` says that its NetworkPolicy names no callers. */
export function checkNeighbours(plan: RuntimePlan, surroundings: Neighbourhood, closed: boolean): Remark[] {
  return [
    ...(closed && !surroundings.mayLetIn(plan, podLabelsOf(plan)) ? checkRoute(surroundings.routeTo(plan)) : []),
    ...checkStrays(surroundings.strays(plan)),
  ];
}

/** A NetworkPolicy without callers, and what leads requests here all the same. */
function checkRoute(route: string | undefined): Remark[] {
  if (route === undefined) return [];
  return [{
    rule: 'network-closed-to-route',
    what: `${route} leads to the model, and its NetworkPolicy lets nobody in`,
    fix: 'name the Pods that call in network.from, or give them to runtime.allowFrom(): those of the Ingress or gateway controller',
  }];
}

/** What is meant to act on the model, and looks for it in another namespace. */
function checkStrays(strays: string[]): Remark[] {
  return strays.map(stray => ({
    rule: 'neighbour-other-namespace',
    what: `${stray}, and the app has none of that name but this model's`,
    fix: 'make it in a chart with the namespace of the model; acknowledge the finding when it is meant for another one that is not in the app',
  }));
}
