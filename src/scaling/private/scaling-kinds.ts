import { Signal } from '../../facts/server-signals';
import { MetricTarget } from '../metric-target';
import { MetricScalingProps, ScheduleScalingProps, TriggerScalingProps } from '../scaling-options';

/** What is scaled by, in each of its kinds; one renderer for each kind and scaler. */
export type ScalingKind =
  | { readonly kind: 'signal'; readonly signal: Signal; readonly perReplica: number; readonly amount: string }
  | { readonly kind: 'requestRate'; readonly perSecond: number; readonly window?: number }
  | { readonly kind: 'resource'; readonly name: string; readonly target: MetricTarget }
  | { readonly kind: 'accelerators'; readonly percent: number; readonly podLabel: string; readonly namespaceLabel: string }
  | { readonly kind: 'metric' } & MetricScalingProps
  | { readonly kind: 'schedule' } & ScheduleScalingProps
  | { readonly kind: 'trigger' } & TriggerScalingProps;

/** A kind by its name. */
export type ScalingOf<Name extends ScalingKind['kind']> = Extract<ScalingKind, { readonly kind: Name }>;

