import { KEDA_TRIGGERS } from './keda-triggers.generated';
import { AutoscalingPlan, ScalingOf } from '../render/scaling/autoscaling-plan';

/** A parameter of a trigger. */
export interface TriggerParameter {
  /** Its name; two, where either will do. */
  readonly names: readonly string[];
  /** It has to stand in the metadata. */
  readonly isNeeded: boolean;
  /** The metadata may name a variable of the container that has it: `<name>FromEnv`. */
  readonly isFromEnv: boolean;
}

/** Scalers that KEDA has and publishes no parameters of. */
const WITHOUT_PARAMETERS = ['external-mock'];

/** Scalers that hand their metadata on to a program of somebody, which may read anything. */
const OPEN = ['external', 'external-push'];

/** The triggers of a policy that its user wrote. */
export function triggersIn({ scaling }: Pick<AutoscalingPlan, 'scaling'>): ScalingOf<'trigger'>[] {
  return scaling.flatMap(({ _by }) => (_by.kind === 'trigger' ? [_by] : []));
}

/** Types of all triggers. https://github.com/kedacore/keda/blob/v2.21.0/pkg/scaling/scalers_builder.go */
export function triggerTypes(): string[] {
  return [...Object.keys(KEDA_TRIGGERS), ...WITHOUT_PARAMETERS];
}

/** What a trigger reads of its metadata; undefined of a type that is not known. */
export function triggerParameters(type: string): TriggerParameter[] | undefined {
  if (!Object.hasOwn(KEDA_TRIGGERS, type)) return undefined;
  return KEDA_TRIGGERS[type].split(' ').map(word => ({
    names: word.replace(/^[!$]/, '').split('|'),
    isNeeded: word.startsWith('!'),
    isFromEnv: word.startsWith('$'),
  }));
}

/** Whether a trigger may have any other parameter as well. */
export function takesAny(type: string): boolean {
  return OPEN.includes(type);
}
