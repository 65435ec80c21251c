import { portsBeside, portsOf } from '../../render/ports';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Pods in the network of their node, and what they have no longer for themselves. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'Pods in the network of their node share its ports, and whoever reaches the node reaches them',
  topic: 'network',
  check({ plan }) {
    const { pod, network } = plan.settings;
    if (pod?.hostNetwork === undefined) return NOT_APPLICABLE;
    if (!pod.hostNetwork) return [];
    const ports = [...portsOf(plan), ...portsBeside(plan)].map(({ number }) => number).join(', ');
    return [
      {
        what: `pod.hostNetwork is true: each node runs one Pod that listens on ${ports}, and a rollout needs a node where they are free`,
        fix: 'leave hostNetwork out, or give the models of a node ports of their own and acknowledge the finding',
      },
      ...(network === undefined ? [] : [{
        what: 'pod.hostNetwork is true, and network closes the Pods: most network plugins apply no NetworkPolicy to Pods of the host network',
        fix: 'leave hostNetwork out, or acknowledge the finding where your plugin does',
      }]),
    ];
  },
};
