import { Meaning } from '../../flags/options/option-row';
import { show } from '../../ground/errors';
import { serverArgs } from '../../render/pod-template';
import { RuntimePlan } from '../../render/runtime-plan';
import { Severity } from '../../values/finding';
import { MeantSettings } from '../meant-settings';
import { NOT_APPLICABLE, RuntimeRule, Said } from '../rule';

/** Degrees of parallelism, lists and numbers of devices, against the accelerators of a replica. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'a process without an accelerator of its own does not start, and one without a process is paid for in vain',
  pitfall: 6,
  topic: 'devices',
  check({ plan, patched, meant }) {
    const count = plan.compute.acceleratorCores;
    if (count === 0) return NOT_APPLICABLE;
    const listed = [...shared(count, meant, serverArgs(patched)), ...seen(count, meant), ...numbered(count, meant)];
    return [...listed, ...neuronCores(patched, meant), ...profiles(count, meant)];
  },
};

/** Cores of AWS Neuron: more than the devices have, or fewer than there are processes. */
function neuronCores({ compute, settings: { env = {} } }: RuntimePlan, meant: MeantSettings): Said[] {
  const { accelerator, acceleratorCores } = compute;
  if (!accelerator?.resource.startsWith('aws.amazon.com/')) return [];
  if (env[LOGICAL_CORES] !== undefined) return []; // the cores are then cut in another way
  const ranks = meant.ranks('tensor', 'pipeline', 'data');
  return meant.of('cores').flatMap(({ words, values: [value], means }) => {
    const cores = means.as === 'number' ? [Number(value)] : numbersIn(value);
    const needed = means.as === 'number' ? Number(value) : Math.max(...cores) + 1;
    const taken = means.as === 'number' ? needed : new Set(cores).size;
    if (cores.length === 0 || cores.some(one => !Number.isInteger(one)) || (needed <= acceleratorCores && taken >= ranks)) return [];
    return [{
      what: `${show(words.join(' '))} ${needed > acceleratorCores
        ? `needs ${needed} cores`
        : `lets the server see ${taken} cores, for ${ranks} processes`}, the replica has ${acceleratorCores}, numbers 0 to ${acceleratorCores - 1}`,
      fix: 'remove it: the container sees no cores but its own',
    }];
  });
}

/** By this the cores of Trainium2 are counted one by one, or two as one. */
const LOGICAL_CORES = 'NEURON_LOGICAL_NC_CONFIG';

/** The numbers of a list of numbers and ranges, for example `0-3,6`; NaN for what is none. */
function numbersIn(list: string): number[] {
  return list.split(',').map(part => part.trim()).filter(part => part !== '').flatMap(part => {
    const [first, last = first] = part.split('-').map(Number);
    return last - first < MOST_CORES ? Array.from({ length: last - first + 1 }, (_none, index) => first + index) : [first, last];
  });
}

/** More cores than a node has: a longer range is not written out. */
const MOST_CORES = 1024;

/** Profiles of NIM that take more accelerators than there are: the degrees stand in the name. */
function profiles(count: number, meant: MeantSettings): Said[] {
  return meant.of('profile').flatMap(({ words, values: [value] }) => {
    const degrees = [...value.matchAll(/(?:^|-)[tp]p(\d+)(?=-|$)/gi)].map(([, degree]) => Number(degree));
    const needed = degrees.reduce((product, degree) => product * degree, 1);
    return needed <= count ? [] : [{
      what: `${show(words.join(' '))} takes ${needed} accelerators, ${owned(count)}`,
      fix: 'take a profile for them, or remove it: NIM chooses one by itself; or use another count of accelerators in compute',
    }];
  });
}

/**
 * Degrees that share the devices of another. Those that multiply are divided by where tensor parallelism is derived, which refuses a number that
 * does not fit.
 */
function shared(count: number, meant: MeantSettings, args: readonly string[]): Said[] {
  const isWithin = ({ role, inside }: Extract<Meaning, { kind: 'devices' }>) => role === 'within' || (inside !== undefined && args.includes(inside));
  const within = meant.of('devices').filter(({ means, values: [value] }) => isWithin(means) && Number(value) > 0 && count % Number(value) !== 0);
  return within.map(({ words }) => ({
    what: `${show(words.join(' '))} does not divide the ${count} ${count === 1 ? 'accelerator' : 'accelerators'} of the replica`,
    fix: `use a divisor of ${count}, or another count of accelerators in compute`,
  }));
}

/** Settings that let the server see some of them only, or others than those that there are. */
function seen(count: number, meant: MeantSettings): Said[] {
  return meant.of('visible').filter(({ values }) => values.join('') !== 'all').flatMap(({ words, values, means }) => {
    const ids = idsIn(values);
    const lost = means.ids === undefined ? [...new Set(ids)].filter(id => Number(id) >= count) : [];
    const number = new Set(ids).size;
    if (number === count && ids.length === count && lost.length === 0) return [];
    const what = lost.length > 0 ? `names ${lost.join(', ')}` : ids.length === number ? `lets the server see ${number}` : 'names one of them twice';
    return [{ what: `${show(words.join(' '))} ${what}, ${owned(count)}`, fix: 'remove it: the container sees no accelerators but its own' }];
  });
}

/** A list ends at -1, for the runtimes that read it. */
function idsIn(values: readonly string[]): string[] {
  const ids = values.flatMap(value => value.split(',')).map(id => id.trim()).filter(id => id !== '');
  return ids.includes('-1') ? ids.slice(0, ids.indexOf('-1')) : ids;
}

/** Numbers of single accelerators: one of them, or the first of those that the processes take in turn. */
function numbered(count: number, meant: MeantSettings): Said[] {
  const step = Number(meant.of('device step').at(-1)?.values[0] ?? 1);
  const reach = (meant.ranks('tensor', 'pipeline', 'data') - 1) * step;
  const firsts = [...meant.of('first device'), ...(meant.of('first device').length === 0 ? meant.of('device step') : [])];
  const lastOf = ({ means: { kind }, values: [value] }: (typeof firsts)[number]) => (kind === 'first device' ? Number(value) + reach : reach);
  const lost = [...firsts.map(one => ({ one, id: lastOf(one) })), ...meant.of('device').map(one => ({ one, id: Number(one.values[0]) }))];
  return lost.filter(({ id }) => id >= count).map(({ one, id }) => ({
    what: `${show(one.words.join(' '))} lets the server use accelerator ${id}, ${owned(count)}`,
    fix: 'remove it: the container sees no accelerators but its own',
  }));
}

function owned(count: number): string {
  return count === 1 ? 'the replica has 1, number 0' : `the replica has ${count}, numbers 0 to ${count - 1}`;
}
