import { show } from '../../ground/errors';
import { variablesIn } from '../../render/environment';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Variables by which the device plugin, or the runtime below the container, says which accelerators of the node belong to it. */
const OF_RUNTIME = [
  'NVIDIA_VISIBLE_DEVICES', 'AMD_VISIBLE_DEVICES', 'ASCEND_VISIBLE_DEVICES', 'HABANA_VISIBLE_DEVICES', 'MTHREADS_VISIBLE_DEVICES',
  'CAMBRICON_VISIBLE_DEVICES',
];

/** The user's word on the accelerators of the node, in place of the device plugin's. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'a variable of the Pod replaces the value of the device plugin: the container gets no devices, or those of other Pods',
  topic: 'devices',
  check({ patched: { settings, compute: { acceleratorCount: count } } }) {
    if (count === 0) return NOT_APPLICABLE;
    return variablesIn(settings).filter(({ name }) => OF_RUNTIME.includes(name)).map(({ name, member }) => ({
      what: `${member} has ${show(settings.env?.[name] === undefined ? name : `${name}=${settings.env[name]}`)}, by which the node says which of `
        + 'its accelerators belong to the container',
      fix: 'remove it: the device plugin sets it for the accelerators of the replica; acknowledge the finding where the node hands them out in '
        + 'another way (CDI)',
    }));
  },
};
