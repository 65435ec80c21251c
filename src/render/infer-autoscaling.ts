import { AutoscalingInput, planAutoscaling } from './scaling/autoscaling-plan';
import { checkDifferent } from './scaling/different-measures';
import { policySpec } from './scaling/policy-record';
import { switchRecord } from './switch-record';
import { wholePercentOf } from '../ground/amounts';
import { invalid } from '../ground/errors';
import { mustBe, required, whole } from '../ground/fields';
import { INT32 } from '../ground/kubernetes-fields';
import { compact, JsonObject } from '../ground/objects';
import { InferAutoscaling } from '../profiles/infer-autoscaling';
import { AutoscalingTarget } from '../scaling/autoscaling-target';
import { Scaler } from '../scaling/scaler';
import { Scaling } from '../scaling/scaling';

/** The ModelInfer that says it. */
export type Scaled = Pick<AutoscalingInput, 'name' | 'namespace'>;

/** What the scaler of a ModelInfer is made of; throws on numbers that the API server refuses, and where there is nothing to scale by. */
export function scalerInput(infer: Scaled, target: AutoscalingTarget, own: InferAutoscaling): AutoscalingInput {
  const { minReplicas = 1, maxReplicas, targetCpuUtilization, scaling = [] } = own;
  mustBe(required(whole(1, INT32), `a whole number from 1 to ${INT32}`), maxReplicas, 'autoscaling.maxReplicas', 'give the most replicas that there may be');
  mustBe(whole(1, INT32), minReplicas, 'autoscaling.minReplicas', 'give the fewest replicas; an AutoscalingPolicy knows scalers that go to zero');
  if (minReplicas > maxReplicas!) {
    throw invalid({
      what: 'autoscaling.minReplicas',
      got: minReplicas,
      allowed: `at most maxReplicas, which is ${maxReplicas}`,
      fix: 'give a smaller minReplicas, or a larger maxReplicas',
    });
  }
  if (targetCpuUtilization !== undefined) wholePercentOf('autoscaling.targetCpuUtilization', targetCpuUtilization);
  const all = [...(targetCpuUtilization === undefined ? [] : [Scaling.byCpu(targetCpuUtilization)]), ...scaling];
  checkDifferent('autoscaling', all);
  if (all.length === 0) {
    throw invalid({
      what: 'autoscaling',
      got: 'nothing to scale by',
      allowed: 'targetCpuUtilization or scaling, or both',
      fix: 'use for example scaling: [Scaling.byQueue(4)]',
    });
  }
  return { ...infer, target, minReplicas, maxReplicas, scaling: all, scaler: Scaler.hpa(), behavior: own.behavior, saysMinimum: true };
}

/** `spec.autoscaling` of a ModelInfer: what was said of it. */
export function recordedAutoscaling(infer: Scaled, target: AutoscalingTarget, own: InferAutoscaling): JsonObject {
  const { minReplicas, maxReplicas, targetCpuUtilization, scaling = [], behavior } = own;
  const numbers = { minReplicas: minReplicas ?? 1, maxReplicas, saysMinimum: minReplicas !== undefined };
  const said = { ...infer, ...numbers, target, scaling, behavior, scaler: Scaler.recordOnly() };
  const { targetRef: _targetRef, ...recorded } = policySpec(planAutoscaling(said));
  const cpu = targetCpuUtilization === undefined ? undefined : wholePercentOf('autoscaling.targetCpuUtilization', targetCpuUtilization);
  return { ...switchRecord('autoscaling', own), ...compact({ ...recorded, targetCPUUtilizationPercentage: cpu }) };
}
