import { callersOf } from '../../render/network-policy';
import { hasOwnPolicy, RuntimeInput } from '../../render/runtime-plan';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, Rule } from '../rule';

/** A server or a pool in front of a model whose NetworkPolicy lets nobody in. */
export const rule: Rule<Fronted> = {
  severity: Severity.WARNING,
  why: 'requests that come this way end in a timeout',
  check({ name, kind, input, isLetIn, closer }) {
    if (input === undefined || !(hasOwnPolicy(input) || closer)) return NOT_APPLICABLE;
    if (isLetIn || callersOf(input).length > 0) return [];
    const policy = hasOwnPolicy(input) ? 'the NetworkPolicy of the model' : closer;
    const picker = kind === 'InferencePool' ? ', and of the endpoint picker' : '';
    return [{
      what: `the ${kind} ${name} leads to the model ${input.name}, and ${policy} lets nobody in`,
      fix: `name the Pods that call in network.from, or give them to runtime.allowFrom(): those of the Gateway${picker}`,
    }];
  },
};

/** What leads to a model. */
export interface Fronted {
  readonly kind: string;
  readonly name: string;
  /** What is known of the model; undefined for one of another app. */
  readonly input?: RuntimeInput;
  /** Whether a policy of somebody else's may let callers in. */
  readonly isLetIn: boolean;
  /** A policy of somebody else's that lets nobody in, where none lets anybody in. */
  readonly closer?: string;
}
