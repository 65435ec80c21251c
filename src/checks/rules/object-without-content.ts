import { at, itemsAt, Json, JsonObject } from '../../ground/objects';
import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** A list that an object is there for. */
interface Content {
  readonly holds: string;
  readonly fix: string;
  of(object: JsonObject): readonly Json[] | undefined;
}

/** The lists that an object is there for, by its kind: what they hold in words, and what to give for them. */
const LISTS: { readonly [kind: string]: Content | undefined } = {
  ConfigMap: {
    holds: 'rules of prometheus-adapter',
    fix: 'give policies that scale by metrics of a server or of Prometheus with Scaler.hpa()',
    of: adapterRules,
  },
  PodMonitor: { holds: 'endpoints', fix: 'leave monitoring out', of: object => itemsAt(object, 'spec', 'podMetricsEndpoints') },
  ServiceMonitor: { holds: 'endpoints', fix: 'leave monitoring out', of: object => itemsAt(object, 'spec', 'endpoints') },
  PodMonitoring: { holds: 'endpoints', fix: 'leave monitoring out', of: object => itemsAt(object, 'spec', 'endpoints') },
  PrometheusRule: { holds: 'rules', fix: 'use AlertRules.none()', of: object => itemsAt(object, 'spec', 'groups').flatMap(group => itemsAt(group, 'rules')) },
  HTTPRoute: { holds: 'parentRefs', fix: 'give a Gateway in parents', of: object => itemsAt(object, 'spec', 'parentRefs') },
};

/** Objects that hold nothing of what they are there for, as they are printed. */
export const rule: Rule<JsonObject> = {
  severity: Severity.WARNING,
  why: 'applying it changes nothing in the cluster',
  everyApp: true,
  check(object) {
    const { holds, fix, of } = LISTS[String(object.kind)] ?? {};
    if (of?.(object)?.length !== 0) return [];
    return [{ what: `the ${String(object.kind)} ${String(at(object, 'metadata', 'name'))} has no ${holds}`, fix: `${fix}, or leave the object out` }];
  },
};

/** The rules in the configuration of prometheus-adapter; undefined for other ConfigMaps. */
function adapterRules(object: JsonObject): readonly Json[] | undefined {
  return at(object, 'data', 'config.yaml') === 'rules: []\n' ? [] : undefined;
}
