import { Remark } from './remark';
import { show } from '../ground/errors';
import { INT32 } from '../ground/kubernetes-fields';
import { Autoscaler } from '../render/autoscaler';
import { RuntimePlan } from '../render/runtime-plan';

/** Replicas, who owns them, and what a rollout does to them. */
export function checkReplicas(plan: RuntimePlan): Remark[] {
  const { replicas, autoscaled, autoscaler } = plan;
  if (replicas !== undefined && (!Number.isInteger(replicas) || replicas < 0 || replicas > INT32)) {
    return [{ rule: 'replicas-invalid', what: `replicas is ${show(replicas)}`, fix: 'give a whole number from 0 on' }];
  }
  return [
    ...(autoscaled && replicas !== undefined ? [{
      rule: 'autoscaler-owns-replicas' as const,
      what: `replicas is ${replicas}, and ${autoscaler === undefined ? 'an autoscaler' : nameOf(autoscaler)} owns them`,
      fix: 'leave replicas out',
    }] : []),
    ...(autoscaler === undefined ? [] : checkAutoscaler(plan, autoscaler)),
    ...checkRollout(plan, autoscaled ? autoscaler?.minimum : replicas ?? 1),
  ];
}

/** Whether a rollout of the fewest replicas that there may be keeps one serving; nothing is known of an autoscaler outside the app. */
function checkRollout({ rollout, compute, autoscaler }: RuntimePlan, count: number | undefined): Remark[] {
  if (count === undefined || count === 0 || rollout._keepsServing(count)) return [];
  const who = count === 1 ? 'the only replica' : `each of the ${count} replicas`;
  return [{
    rule: 'rollout-interrupts-serving',
    what: [
      autoscaler === undefined ? '' : `${nameOf(autoscaler)} goes down to ${count}, and then `,
      `${who} leaves before the new one comes`,
      compute.accelerator ? ', because its accelerators may be the last free ones' : '',
    ].join(''),
    fix: `${autoscaler === undefined ? 'use two replicas' : 'let the autoscaler keep two replicas'}, say Rollout.surge() when there is spare capacity, or acknowledge the finding`,
  }];
}

/** What an autoscaler goes by, and how far down it goes. */
function checkAutoscaler({ compute, engine }: RuntimePlan, autoscaler: Autoscaler): Remark[] {
  const { minimum, resources = [] } = autoscaler;
  const unmeasured = resources.filter(resource => resource !== 'cpu' && resource !== 'memory');
  const { waiting } = engine.metrics ?? {};
  const better = `scale by a metric of the server${waiting === undefined ? '' : `, for example ${waiting}`}, through a metrics adapter or KEDA`;
  return [
    ...(minimum > 0 ? [] : [{
      rule: 'autoscaler-scales-to-zero' as const,
      what: `${nameOf(autoscaler)} goes down to no replica at all`,
      fix: 'give it a minimum of 1 (minReplicaCount of KEDA), or acknowledge the finding when something else holds requests back and wakes the model',
    }]),
    ...(unmeasured.length === 0 ? [] : [{
      rule: 'autoscaler-metric-unfit' as const,
      what: `${nameOf(autoscaler)} goes by the resource ${unmeasured.join(', ')}, and Kubernetes measures cpu and memory only`,
      fix: better,
    }]),
    ...(compute.accelerator === undefined || resources.length === 0 || unmeasured.length > 0 ? [] : [{
      rule: 'autoscaler-metric-unfit' as const,
      what: `${nameOf(autoscaler)} goes by ${resources.join(' and ')} alone, and the model works on ${compute.accelerator.name}`,
      fix: `${better}; or acknowledge the finding when you measured that it follows the load`,
    }]),
  ];
}

function nameOf({ kind, path }: Autoscaler): string {
  return `${kind} ${path}`;
}
