import { policyStatus, routeStatus, serverStatus } from './status/behind';
import { Verdict } from './status/situation';
import { notObserved, selectorOf, statusOf } from './status/status';
import { ClusterView } from './view/cluster-view';
import { SubjectView } from './view/views';

/** One look at an object whose status is written. */
export interface Look {
  readonly subject: SubjectView;
  /** The reason that its condition Ready, or its first, will have when nothing stands behind it; undefined when something does. */
  readonly bare?: string;
  /** The status that it should have. */
  verdict(now: number): Verdict;
}

/**
 * Looks at an object; undefined when there is none of that key, or when somebody else writes its status: nothing of ours stands behind one that is
 * registered only, but for a Model, of which that is the status.
 */
export function tryLook(view: ClusterView, key: string, unseen?: string): Look | undefined {
  const subject = view.trySubject(key);
  if (subject === undefined || (subject.registeredOnly && subject.plural !== 'models')) return undefined;
  if (unseen !== undefined) return { subject, verdict: () => ({ status: notObserved(subject, unseen) }) };
  const late = (bare: string | undefined, status: () => Verdict['status']): Look => ({ subject, bare, verdict: () => ({ status: status() }) });
  switch (subject.plural) {
    case 'modelservers': {
      const situation = view.serverSituation(key, subject);
      return late(situation.services.length === 0 ? 'NoService' : undefined, () => serverStatus(situation));
    }
    case 'modelroutes': {
      const situation = view.routeSituation(key, subject);
      return late(situation.httpRoutes.length === 0 ? 'NoRoute' : undefined, () => routeStatus(situation));
    }
    case 'autoscalingpolicies': {
      const situation = view.policySituation(key, subject);
      return late(situation.scalers.length === 0 ? 'NoScaler' : undefined, () => policyStatus(situation));
    }
    default: {
      const situation = view.situation(key)!;
      const isBare = situation.workloads.length === 0 && situation.infers.length === 0;
      if (isBare && isOfOthers(subject)) return undefined;
      const bare = isBare ? subject.registeredOnly ? 'RegisteredOnly' : 'NoRuntime' : undefined;
      return { subject, bare, verdict: now => statusOf(situation, now) };
    }
  }
}

/** A ModelInfer that no Deployment of ours stands behind, and whose status somebody else has written: that of ours has our selector. */
function isOfOthers({ plural, name, status: { phase, selector } }: SubjectView): boolean {
  return plural === 'modelinfers' && phase !== undefined && selector !== selectorOf(name);
}
