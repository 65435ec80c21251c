import { Known } from './known-names';
import { Remark } from './remark';
import { judgeBy, remarks } from './rules';
import { saidOfStill } from './rules/autoscaler-never-scales';
import { saidOfZero } from './rules/autoscaler-scales-to-zero';
import { at, Json } from '../ground/objects';
import { AutoscalingPlan, ScalingKind } from '../render/scaling/autoscaling-plan';
import { KubernetesVersion } from '../values/kubernetes-version';

/** All that is to be said of one policy. What its scaler does to a runtime of the app is said there, as of autoscalers of others. */
export function checkScalingPolicy(plan: AutoscalingPlan, version: KubernetesVersion): Remark[] {
  return [
    ...judgeBy('scaling-unfit', plan),
    ...judgeBy('authentication-mode-unsaid', plan),
    ...judgeBy('fallback-of-zero', plan),
    ...judgeBy('scaled-pods-unknown', plan),
    ...judgeBy('scaled-namespace-unsaid', plan),
    ...judgeBy('schedule-without-effect', plan),
    ...judgeBy('metric-never-exceeded', plan),
    ...judgeBy('interceptor-expects-http', plan),
    ...judgeBy('placeholder-not-counted', plan),
    ...(plan.scaler._by.kind === 'recordOnly' ? [] : checkTriggers(plan)),
    ...judgeBy('scaling-only-recorded', { predictive: plan.predictive, isRecordOnly: plan.scaler._by.kind === 'recordOnly' }),
    ...checkVersions(plan, version),
    ...checkZero(plan),
    ...checkStill(plan),
  ];
}

/** What KEDA makes of its triggers. */
function checkTriggers(plan: AutoscalingPlan): Remark[] {
  return [...judgeBy('trigger-unknown', plan), ...judgeBy('trigger-parameter-missing', plan), ...judgeBy('trigger-parameter-unknown', plan)];
}

/** What the app has of a workload that a policy names. */
interface NamedWorkload {
  readonly replicas: Json;
  /** The Deployments of the app. */
  readonly known: readonly Known[];
}

/** What is wrong with a workload that a policy knows by its name alone: the replicas that it says, and whether the app has another one that may be meant. */
export function checkNamedWorkload({ target, namespace }: AutoscalingPlan, { replicas, known }: NamedWorkload): Remark[] {
  const { name, _workload: { kind } } = target;
  const owned = typeof replicas !== 'number' ? [] : remarks('autoscaler-owns-replicas', [{
    what: `replicas of the ${String(kind)} ${name} is ${replicas}, and this policy owns them`,
    fix: 'leave replicas out: a Deployment of cdk8s-plus does so after markHasAutoscaler()',
  }]);
  return [...owned, ...(kind === 'Deployment' ? judgeBy('target-unknown', { name, namespace, known: known.filter(one => one.namespace === namespace) }) : [])];
}

/** Two policies of one target that is not in the app, where nobody else compares them. */
export function sharedTarget(name: string, other: string): Remark[] {
  return remarks('autoscalers-overlap', [{ what: `${other} scales ${name} too`, fix: 'keep one of them: one AutoscalingPolicy takes several metrics' }]);
}

const TOLERANCE = KubernetesVersion.V1_35;
const ZERO = KubernetesVersion.V1_37;

function checkVersions({ behavior, minReplicas, scaler }: AutoscalingPlan, version: KubernetesVersion): Remark[] {
  if (scaler._by.kind === 'recordOnly') return [];
  const tolerant = ['scaleUp', 'scaleDown'].filter(direction => at(behavior, direction, 'tolerance') !== undefined);
  const needs = [
    ...tolerant.map(direction => ({ what: `tolerance of behavior.${direction}`, since: TOLERANCE, instead: 'leave it out' })),
    ...(scaler._by.kind === 'hpa' && minReplicas === 0 ? [{
      what: 'minReplicas 0 of a HorizontalPodAutoscaler',
      since: ZERO,
      instead: 'use Scaler.httpAddOn or Scaler.keda',
    }] : []),
  ];
  return remarks('kubernetes-too-old', needs.filter(({ since }) => !version.isAtLeast(since)).map(({ what, since, instead }) => ({
    what: `${what} needs Kubernetes ${since}, and ${version._words}`,
    fix: `give kubernetesVersion when all clusters are that new, or ${instead}`,
  })));
}

/** Zero of something outside of the app: a runtime of the app is judged with its scaler. */
function checkZero({ minReplicas, target, scaling, scaler }: AutoscalingPlan): Remark[] {
  if (minReplicas > 0 || target._runtime || ['httpAddOn', 'recordOnly'].includes(scaler._by.kind)) return [];
  const own = scaling.map(({ _by }) => _by).filter(isOwn);
  return own.length < scaling.length ? [] : remarks('autoscaler-scales-to-zero', [saidOfZero(`the policy of ${target.name}`, own.map(wordOf))]);
}

/** The same of replicas that never change; of one that is only recorded nobody else says it. */
function checkStill({ minReplicas: fewest, maxReplicas: most = Infinity, behavior, target, scaler: { _by: { kind } } }: AutoscalingPlan): Remark[] {
  if (target._runtime && kind !== 'recordOnly') return [];
  return remarks('autoscaler-never-scales', saidOfStill(`the policy of ${target.name}`, {
    fewest, most, behavior, members: ['minReplicas', 'maxReplicas'], hasIdle: false,
  }));
}

function isOwn({ kind }: ScalingKind): boolean {
  return ['signal', 'accelerators', 'resource'].includes(kind);
}

function wordOf(kind: ScalingKind): string {
  return kind.kind === 'signal' ? kind.signal.words : 'its use of resources';
}
