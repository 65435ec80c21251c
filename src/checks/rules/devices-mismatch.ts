import { show } from '../../ground/errors';
import { Severity } from '../../values/finding';
import { MeantSettings } from '../meant-settings';
import { NOT_APPLICABLE, RuntimeRule, Said } from '../rule';

/** Degrees of parallelism, and lists of devices, against the accelerators of a replica. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'a process without an accelerator of its own does not start, and one without a process is paid for in vain',
  pitfall: 6,
  topic: 'devices',
  check({ plan: { compute: { acceleratorCount: count } }, meant }) {
    return count === 0 ? NOT_APPLICABLE : [...shared(count, meant), ...seen(count, meant)];
  },
};

/**
 * Degrees that share the devices of another. Those that multiply are divided by where tensor parallelism is derived, which refuses a number that
 * does not fit.
 */
function shared(count: number, meant: MeantSettings): Said[] {
  const within = meant.of('devices').filter(({ means, values: [value] }) => means.role === 'within' && Number(value) > 0 && count % Number(value) !== 0);
  return within.map(({ words }) => ({
    what: `${show(words.join(' '))} does not divide the ${count} ${count === 1 ? 'accelerator' : 'accelerators'} of the replica`,
    fix: `use a divisor of ${count}, or another count of accelerators in compute`,
  }));
}

/** Variables that let the server see some of them only. */
function seen(count: number, meant: MeantSettings): Said[] {
  const number = (values: readonly string[]) => values.flatMap(value => value.split(',')).map(id => id.trim()).filter(id => id !== '' && id !== '-1').length;
  return meant.of('visible').filter(({ values }) => values.join('') !== 'all' && number(values) !== count).map(({ words, values }) => ({
    what: `${show(words.join(' '))} lets the server see ${number(values)}, the replica has ${count}`,
    fix: 'remove it: the container sees no accelerators but its own',
  }));
}
