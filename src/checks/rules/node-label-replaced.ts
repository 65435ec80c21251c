import { show } from '../../ground/errors';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Node labels of the user against those that follow from the accelerator, the dialect of the cluster and the architecture. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'the Pod lands on other nodes than those that image, memory and parallelism are derived for, or on none',
  topic: 'effect',
  check({ plan: { compute: { accelerator, architecture }, settings: { cluster, scheduling } } }) {
    const derived = Object.entries({ ...(accelerator && cluster?.nodeSelector(accelerator)), ...(architecture && { 'kubernetes.io/arch': architecture }) });
    if (derived.length === 0 || scheduling === undefined) return NOT_APPLICABLE;
    const { nodeSelector: labels = {} } = scheduling;
    // A device that is shared by time is the same one: https://github.com/NVIDIA/k8s-device-plugin#with-cuda-time-slicing
    return derived.filter(([label, value]) => ![undefined, value, `${value}-SHARED`].includes(labels[label])).map(([label, value]) => ({
      what: `scheduling.nodeSelector has ${label}: ${show(labels[label])}, and ${accelerator?.name ?? architecture} is selected by ${show(value)}`,
      fix: 'remove it, and give the accelerator or the architecture in compute; acknowledge the finding where your nodes are labelled so',
    }));
  },
};
