import { bytesOf, showBytes } from '../../ground/bytes';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** The share of a device that a claim asks for, against the memory of the device. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'no device has that capacity, and the Pods stay Pending',
  topic: 'devices',
  check({ plan: { compute: { accelerator, claim } } }) {
    const shares = accelerator === undefined ? [] : claim?._shares(accelerator._traits) ?? [];
    if (shares.length === 0) return NOT_APPLICABLE;
    return shares.filter(({ device, memory }) => device.memory !== undefined && bytesOf(memory) > bytesOf(device.memory)).map(({ device, said }) => ({
      what: `the claim asks for ${said} of the memory of one ${device.name}, which has ${showBytes(bytesOf(device.memory!))}`,
      fix: 'ask for less, leave capacity out for a whole device, or acknowledge the finding where the driver counts otherwise',
    }));
  },
};
