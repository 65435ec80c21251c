import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Choices of devices, of which a server gets one, against the arguments that are rendered for all of them. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'the degrees of parallelism are rendered once, and a Pod with another number of devices does not start, or leaves some idle',
  topic: 'devices',
  check({ plan: { compute }, meant }) {
    const { accelerator, acceleratorCount: count, acceleratorCores: cores, claim } = compute;
    const choices = claim?._choices(count) ?? [];
    if (choices.length === 0 || meant.of('devices').length === 0) return NOT_APPLICABLE;
    const other = choices.filter(choice => choice.count * (choice.device.cores ?? 1) !== cores);
    return other.map(choice => ({
      what: `the server is told to use ${cores} ${cores === 1 ? 'device' : 'devices'} (${count} × ${accelerator?.name}), and an alternative of its `
        + `claim has ${choice.count} × ${choice.device.name}`,
      fix: 'give alternatives of the same number, or make a model for each',
    }));
  },
};
