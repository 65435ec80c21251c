import { Companion, nameOf, OwnObjects } from './companion';
import { amountOf, containersOf, saidOf } from './resources';
import { at, itemsAt, Json } from '../../ground/objects';
import { Remark } from '../remark';

/** LimitRanges of the namespace: the API server gives containers their defaults, and then refuses Pods beyond them. */
export function checkLimitRanges(ranges: readonly Companion[], { template }: OwnObjects): Remark[] {
  return ranges.flatMap(range => itemsAt(range.manifest, 'spec', 'limits').filter(limit => at(limit, 'type') === 'Container').flatMap(limit => {
    const resources = new Set(['default', 'max', 'min'].flatMap(member => Object.keys(at(limit, member) ?? {})));
    return [...resources].flatMap(resource => containersOf(template).flatMap(container => {
      const why = refusal(container, limit, resource);
      return why === undefined ? [] : [refused(range, String(at(container, 'name')), why)];
    }));
  }));
}

/** Why a LimitRange refuses a container, in the order in which the API server looks. */
function refusal(container: Json, range: Json, resource: string): string | undefined {
  const [max, min] = [at(range, 'max', resource), at(range, 'min', resource)];
  const limit = saidOf(container, 'limits', resource) ?? at(range, 'default', resource) ?? max;
  const request = saidOf(container, 'requests', resource) ?? at(range, 'defaultRequest', resource) ?? limit;
  const isDefault = saidOf(container, 'limits', resource) === undefined;
  if (isMore(request, limit) && isDefault) return `${resource} ${String(request)} as request, and gets ${String(limit)} as limit`;
  if (isMore(limit, max)) return `${resource} ${String(limit)} as limit, allowed is at most ${String(max)}`;
  return isMore(min, request) ? `${resource} ${String(request)} as request, allowed is at least ${String(min)}` : undefined;
}

function isMore(first: Json, second: Json): boolean {
  const [one, other] = [amountOf(first), amountOf(second)];
  return one !== undefined && other !== undefined && one > other;
}

function refused(range: Companion, container: string, why: string): Remark {
  return {
    rule: 'limit-range-refuses',
    what: `${nameOf(range)} refuses the container ${container}: it has ${why}`,
    fix: 'change the LimitRange, or the resources where they come from: compute, the sidecar or the source',
  };
}
