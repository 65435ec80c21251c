import { StatusDraft } from './situation';
import { MOST } from '../kube/raw';
import { clipped, printable } from '../text';

/** What a status may have. The CRD takes as much or more: a test compares them. */
export const BOUNDS = { message: 4_096, endpoint: 2_048, image: 4_096, count: MOST } as const;

/**
 * A status that the CRD takes whatever the objects say: one member that it refused would keep all others unwritten. Words are cut; an address or an
 * image that is too long, or that would not read as it is, is left out, because half of one is another one.
 */
export function fitted(draft: StatusDraft): StatusDraft {
  return {
    ...draft,
    replicas: countIn(draft.replicas),
    readyReplicas: countIn(draft.readyReplicas),
    endpoint: whole(draft.endpoint, BOUNDS.endpoint),
    image: whole(draft.image, BOUNDS.image),
    serviceEndpoint: whole(draft.serviceEndpoint, BOUNDS.endpoint),
    conditions: draft.conditions.map(condition => ({ ...condition, message: clipped(condition.message, BOUNDS.message) })),
  };
}

function whole(value: string | undefined, most: number): string | undefined {
  return value === undefined || value.length > most || printable(value) !== value ? undefined : value;
}

function countIn(value: number | undefined): number | undefined {
  return value === undefined || !Number.isInteger(value) ? undefined : Math.min(BOUNDS.count, Math.max(0, value));
}
