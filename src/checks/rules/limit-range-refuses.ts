import { at, Json } from '../../ground/objects';
import { Severity } from '../../values/finding';
import { nameOf } from '../companions/companion';
import { CompanionSubject, ContainerLimit } from '../companions/companion-subject';
import { amountOf, containersOf, saidOf } from '../companions/resources';
import { Rule, Said } from '../rule';

/** LimitRanges of the namespace: the API server gives containers their defaults, and then refuses Pods beyond them. */
export const rule: Rule<CompanionSubject> = {
  severity: Severity.ERROR,
  why: 'the API server accepts the Deployment or the Job, and refuses every Pod of it',
  check({ limits, templates }) {
    return limits.flatMap(one => templates.flatMap(template => containersBeyond(one, template)));
  },
};

function containersBeyond({ range, limit }: ContainerLimit, template: Json): Said[] {
  const resources = new Set(['default', 'max', 'min'].flatMap(member => Object.keys(at(limit, member) ?? {})));
  return [...resources].flatMap(resource => containersOf(template).flatMap((container): Said[] => {
    const why = refusal(container, limit, resource);
    return why === undefined ? [] : [{
      what: `${nameOf(range)} refuses the container ${String(at(container, 'name'))}: it has ${why}`,
      fix: 'change the LimitRange, or the resources where they come from: compute, the sidecar or the source',
    }];
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
