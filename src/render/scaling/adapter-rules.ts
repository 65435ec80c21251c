import { Yaml } from 'cdk8s';
import { AutoscalingPlan } from './autoscaling-plan';
import { podPattern } from './pod-names';
import { perTerm, ServerMetric, serverMetric, totalQuery } from './server-metric';
import { compact, JsonObject } from '../../ground/objects';

/** Rules of prometheus-adapter, by the list of its configuration that they stand in. */
export interface AdapterRules {
  readonly rules: readonly JsonObject[];
  readonly externalRules: readonly JsonObject[];
}

/**
 * The rules that make the metrics of a policy; none where its scaler needs none.
 * https://github.com/kubernetes-sigs/prometheus-adapter/blob/v0.12.0/docs/config.md
 */
export function adapterRules(plan: AutoscalingPlan): AdapterRules {
  const { scaler, scaling } = plan;
  const as = scaler._by.kind === 'hpa' ? scaler._by.adapter._as : undefined;
  if (as === undefined || as === 'google') return { rules: [], externalRules: [] };
  const measured = scaling.flatMap(({ _by }) => (_by.kind === 'signal' || _by.kind === 'accelerators' ? [serverMetric(_by, plan)] : []));
  return {
    rules: as === 'pods' ? measured.map(podsRule) : [],
    externalRules: as === 'external' ? measured.map(metric => externalRule(metric, plan)) : [],
  };
}

/** One value for each Pod: the adapter asks for the Pods that the autoscaler counts. */
function podsRule(metric: ServerMetric): JsonObject {
  const { podLabel, namespaceLabel, within, name } = metric;
  return {
    seriesQuery: `${metric.series[0]}{${namespaceLabel}!="",${podLabel}!=""}`,
    resources: { overrides: { [namespaceLabel]: { resource: 'namespace' }, [podLabel]: { resource: 'pod' } } },
    name: { matches: `^${metric.series[0]}$`, as: name },
    metricsQuery: perTerm(metric, series => `${within}(${series}{<<.LabelMatchers>>}) by (<<.GroupBy>>)`),
  };
}

/** One value for all Pods of the target. The adapter adds the namespace of the autoscaler. */
function externalRule(metric: ServerMetric, plan: AutoscalingPlan): JsonObject {
  const { podLabel, namespaceLabel } = metric;
  const pods = `${podLabel}=~"${podPattern(plan.target._workload)}"`;
  return {
    seriesQuery: `${metric.series[0]}{${namespaceLabel}!="",${pods}}`,
    resources: { overrides: { [namespaceLabel]: { resource: 'namespace' } } },
    name: { matches: `^${metric.series[0]}$`, as: externalName(metric, plan) },
    metricsQuery: totalQuery(metric, `<<.LabelMatchers>>,${pods}`),
  };
}

/** The name of a metric for all Pods of a target: the adapter knows one list of names for the whole cluster. */
export function externalName({ name }: ServerMetric, { namespace = '', target }: AutoscalingPlan): string {
  return [namespace, target.name, name].filter(part => part !== '').map(part => part.replace(/[^A-Za-z0-9_]/g, '_')).join('__');
}

/** The rules of several policies as a part of the configuration of prometheus-adapter, each once; empty when there is none. */
export function rulesText(all: readonly AdapterRules[]): string {
  const lists = compact({ rules: once(all.flatMap(({ rules }) => rules)), externalRules: once(all.flatMap(({ externalRules }) => externalRules)) });
  return Object.keys(lists).length === 0 ? '' : Yaml.stringify(lists);
}

/** Policies that go by the same metric of their Pods need the same rule. */
function once(rules: readonly JsonObject[]): JsonObject[] {
  return [...new Map(rules.map(rule => [JSON.stringify(rule), rule])).values()];
}
