import { Exposure } from '../../render/ports';
import { Severity } from '../../values/finding';
import { asksForKey } from '../given-key';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Blocks of all addresses. */
const EVERYBODY = new Set(['0.0.0.0/0', '::/0']);

/** A server that answers everybody outside of the cluster, and asks nobody for a key. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'whoever reaches the address can use the accelerators, and read whatever the server answers',
  topic: 'network',
  check(subject) {
    const { exposures, plan: { settings: { network }, engine } } = subject;
    if (exposures.length === 0) return NOT_APPLICABLE;
    const isNarrow = ({ ranges }: Exposure) => ranges.length > 0 && !ranges.some(range => EVERYBODY.has(range.trim()));
    if (network !== undefined || asksForKey(subject.patched)) return [];
    const takesKey = engine._options.some(({ property }) => property === 'apiKey');
    return exposures.filter(one => !isNarrow(one)).map(({ what }) => ({
      what: `${what}, and ${engine.name} asks for no key that the library knows of`,
      fix: `${takesKey ? 'give apiKey to the engine, ' : 'put a gateway in front that asks for a key, '}name who may call in `
        + 'loadBalancerSourceRanges or network.from, or acknowledge the finding where the address is internal',
    }));
  },
};
