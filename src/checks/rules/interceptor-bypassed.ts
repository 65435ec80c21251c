import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** Requests that come to a model past the interceptor that counts them. */
export const rule: Rule<StrayRequests> = {
  severity: Severity.WARNING,
  why: 'a request that goes past the interceptor is not counted and wakes no Pod: while there is none, it is answered with 503',
  check({ model, ways }) {
    return [...new Map(ways.map(way => [`${way.who} ${way.by}`, way])).values()].map(({ who, by, isService }) => ({
      what: `${who} leads to ${model} by the ${by}, and the HTTP add-on scales it by the requests at its interceptor`,
      fix: `${isService ? IN_PLACE_OF_SERVICE : TO_INTERCEPTOR}; or acknowledge this where other requests wake the model`,
    }));
  },
};

const TO_INTERCEPTOR = 'lead it to the interceptor: to: policy.interceptor in a ModelRoute, through: policy.interceptor in the ModelServer that it leads to';
const IN_PLACE_OF_SERVICE = 'give it the type ClusterIP, and let those outside of the cluster come by the interceptor';

/** A model that is woken by requests, and the ways to it that pass no interceptor. */
export interface StrayRequests {
  readonly model: string;
  readonly ways: readonly { readonly who: string; readonly by: string; readonly isService?: true }[];
}
