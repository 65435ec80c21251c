import { RuntimePlan } from './runtime-plan';
import { compact, JsonObject } from '../ground/objects';
import { Spread, Toleration } from '../profiles/scheduling-options';
import { ModelLabels } from '../values/model-labels';

/** Where the Pods may run: the accelerator's taint and labels, and the terms that the user adds. */
export function schedulingFields(plan: RuntimePlan): JsonObject {
  const options = plan.settings.scheduling ?? {};
  const { accelerator, architecture } = plan.compute;
  const dialect = accelerator && plan.settings.cluster;
  const tolerations: Toleration[] = [
    ...(accelerator ? [{ key: accelerator.taint, operator: 'Exists', effect: 'NoSchedule' }] : []),
    ...dialect?.tolerations ?? [],
    ...options.tolerations ?? [],
  ];
  return compact({
    nodeSelector: {
      ...(accelerator && dialect?.nodeSelector(accelerator)),
      ...(architecture && { 'kubernetes.io/arch': architecture }),
      ...options.nodeSelector,
    },
    tolerations: tolerations.map(renderToleration),
    topologySpreadConstraints: spreadConstraints(plan.name, options.spread ?? Spread.NONE),
    priorityClassName: options.priorityClassName,
    runtimeClassName: options.runtimeClassName,
  });
}

/** A toleration with the operator that Kubernetes would take. */
export function renderToleration(toleration: Toleration): JsonObject {
  return compact({
    key: toleration.key,
    operator: toleration.operator ?? (toleration.value === undefined ? 'Exists' : 'Equal'),
    value: toleration.value,
    effect: toleration.effect,
  });
}

function spreadConstraints(name: string, spread: Spread): JsonObject[] {
  if (spread === Spread.NONE) return [];
  const keys = spread === Spread.ZONES ? ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'] : ['kubernetes.io/hostname'];
  return keys.map(topologyKey => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: { [ModelLabels.MODEL]: name } },
  }));
}
