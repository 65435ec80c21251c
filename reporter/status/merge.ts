import { ConditionDraft, StatusDraft } from './situation';
import { StoredCondition, StoredStatus } from '../view/views';

/** A status as it is written. */
export interface WrittenStatus extends Omit<StatusDraft, 'conditions'> {
  readonly conditions: readonly (ConditionDraft & { readonly observedGeneration: number; readonly lastTransitionTime: string })[];
}

/** Single members of a status that we write, or leave out. */
const MEMBERS = [
  'phase', 'observedGeneration', 'replicas', 'readyReplicas', 'selector', 'endpoint', 'image', 'serviceEndpoint', 'activeRoutes', 'currentReplicas',
  'desiredReplicas', 'lastScaleTime',
] as const satisfies readonly (keyof StoredStatus)[];

/** The status to write: a condition keeps the time at which its status last changed. */
export function merged(draft: StatusDraft, stored: StoredStatus, now: number): WrittenStatus {
  const time = new Date(Math.floor(now / 1_000) * 1_000).toISOString().replace('.000', '');
  return {
    ...draft,
    conditions: draft.conditions.map(condition => {
      const before = conditionOf(stored, condition.type);
      const kept = before?.status === condition.status && isTime(before.lastTransitionTime) ? before.lastTransitionTime : time;
      return { ...condition, observedGeneration: draft.observedGeneration, lastTransitionTime: kept };
    }),
  };
}

/** Whether what is stored says something else than what is to be written, times apart. */
export function differs(draft: StatusDraft, stored: StoredStatus): boolean {
  return MEMBERS.some(member => draft[member] !== stored[member]) || draft.conditions.some(condition => {
    const before = conditionOf(stored, condition.type);
    return before === undefined || !isTime(before.lastTransitionTime) || before.observedGeneration !== draft.observedGeneration
      || before.status !== condition.status || before.reason !== condition.reason || before.message !== condition.message;
  });
}

/** Members that we do not write and that somebody else has left there. */
export function leftovers(draft: StatusDraft, stored: StoredStatus): string[] {
  return MEMBERS.filter(member => draft[member] === undefined && stored[member] !== undefined);
}

/**
 * The status without what the server refuses, such as `status.image` or `status.conditions[0].message`: a message becomes empty, anything else of a
 * condition takes the condition with it. Undefined when nothing of it is ours, or nothing is left.
 */
export function withoutFields(status: WrittenStatus, fields: readonly string[]): WrittenStatus | undefined {
  const conditionsOut = (member: RegExp) => new Set(fields.flatMap(field => (member.test(field) ? Number(/\d+/.exec(field)![0]) : [])));
  const silent = conditionsOut(/^status\.conditions\[\d+\]\.message$/);
  const gone = conditionsOut(/^status\.conditions\[\d+\](?!\.message$)/);
  const members = MEMBERS.filter(member => fields.includes(`status.${member}`) && status[member] !== undefined);
  if (silent.size + gone.size + members.length === 0) return undefined;
  const conditions = status.conditions.map((condition, index) => (silent.has(index)
    ? { ...condition, message: '' }
    : condition)).filter((_, index) => !gone.has(index));
  return { ...status, ...Object.fromEntries(members.map(member => [member, undefined])), conditions };
}

/** What makes one status differ from another, in one text. */
export function fingerprint(status: StatusDraft | StoredStatus): string {
  return JSON.stringify([
    ...MEMBERS.map(member => status[member] ?? null),
    ...[...status.conditions]
      .sort((a, b) => (a.type < b.type ? -1 : 1))
      .map(({ type, status: holds, reason, message }) => [type, holds, reason, message]),
  ]);
}

function conditionOf({ conditions }: StoredStatus, type: string): StoredCondition | undefined {
  return conditions.find(condition => condition.type === type);
}

/** As the CRD takes it, which takes less than JavaScript does. */
function isTime(value: string | undefined): value is string {
  return value !== undefined && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value));
}
