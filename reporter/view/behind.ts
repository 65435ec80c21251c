import { namespaceOf } from './projections';
import { short } from './short';
import { ForeignCondition, HttpRouteView, ScalerView } from './views';
import { Plural, subjectKey } from '../kinds';
import { at, count, list, Raw, record, text } from '../kube/raw';

/** Labels that tie objects to what they stand behind; `ModelLabels` of the library. */
export const SERVER_LABEL = 'networking.matrixinfer.ai/model-server';
export const ROUTE_LABEL = 'networking.matrixinfer.ai/model-route';

/** As many Gateways of a route, and as many conditions of each, are looked at. */
const MOST = 32;

/** Longest message that is handed on. */
const MESSAGE = 1_000;

/** The key of what an object stands behind by its label; undefined without the label. */
export function behind(plural: Plural, label: string): (object: Raw) => string | undefined {
  return object => {
    const name = text(at(object, 'metadata', 'labels', label));
    return name === undefined ? undefined : subjectKey(plural, `${namespaceOf(object)}/${name}`);
  };
}

/** What is kept of an HTTPRoute. */
export function projectHttpRoute(object: Raw): HttpRouteView {
  const parents = list(at(object, 'status', 'parents')).slice(0, MOST).map(parent => conditionsIn(record(parent).conditions));
  return { name: text(at(object, 'metadata', 'name')) ?? '', parents };
}

/** What is kept of a HorizontalPodAutoscaler. */
export function projectScaler(object: Raw): ScalerView {
  const status = record(object.status);
  return {
    name: text(at(object, 'metadata', 'name')) ?? '',
    current: count(status.currentReplicas),
    desired: count(status.desiredReplicas),
    scaledAt: text(status.lastScaleTime),
    conditions: conditionsIn(status.conditions),
  };
}

function conditionsIn(value: unknown): ForeignCondition[] {
  return list(value).slice(0, MOST).map(record).map(({ type, status, reason, message }) => (
    { type: short(type), status: short(status), reason: short(reason), message: short(message, MESSAGE) }
  ));
}
