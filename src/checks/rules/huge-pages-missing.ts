import { otherContainers } from '../../render/containers';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Volumes in huge pages against the pages that the Pod requests. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'a volume in huge pages is not mounted in a Pod that requests none of that size, and the Pod does not start',
  topic: 'volumes',
  check({ plan, volumes }) {
    const media = volumes.flatMap(({ name, _medium = '' }) => (_medium.startsWith('HugePages') ? [{ name, size: _medium.slice('HugePages-'.length) }] : []));
    if (media.length === 0) return NOT_APPLICABLE;
    const keys = [plan.requests, ...otherContainers(plan).map(({ otherResources }) => otherResources ?? {})].flatMap(map => Object.keys(map));
    const sizes = new Set(keys.filter(key => key.startsWith('hugepages-')).map(key => key.slice('hugepages-'.length)));
    const asked = sizes.size === 0 ? 'none' : [...sizes].join(' and ');
    return media.filter(({ size }) => (size === '' ? sizes.size !== 1 : !sizes.has(size))).map(({ name, size }) => ({
      what: `the volume ${JSON.stringify(name)} is in huge pages${size === '' ? '' : ` of ${size}`}, and the Pod requests ${asked}`,
      fix: size === '' && sizes.size > 1 ? 'give it a pageSize' : `request them: otherResources of compute with hugepages-${size || '2Mi'}`,
    }));
  },
};
