import { portsBeside, portsOf } from '../../render/ports';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Pods in the network of their node, or with ports of it, and what they have no longer for themselves. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'Pods in the network of their node share its ports, and whoever reaches the node reaches them',
  topic: 'network',
  check({ plan }) {
    const { pod, network } = plan.settings;
    if (pod?.hostNetwork === undefined && pod?.hostPorts === undefined) return NOT_APPLICABLE;
    const given = Object.values(pod.hostPorts ?? {});
    if (!pod.hostNetwork) {
      return given.length === 0 ? [] : [{
        what: `pod.hostPorts has ${given.join(', ')}: each node runs one Pod that has them, and a rollout needs a node where they are free`,
        fix: 'leave hostPorts out and use a Service, or give the models of a node ports of their own and acknowledge the finding',
      }];
    }
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
