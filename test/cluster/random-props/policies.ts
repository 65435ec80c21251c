import { Chart, Duration } from 'cdk8s';
import fc from 'fast-check';
import { numbers, texts } from './values';
import {
  AutoscalingPolicy, MetricsAdapter, MetricSource, MetricTarget, ModelRuntime, Scaler, Scaling, ScalingBehavior, ScalingStep, StepSelection,
} from '../../../src';

/** What one direction of a behavior is made from. */
interface RulesRecipe {
  readonly window?: number;
  readonly steps?: readonly (readonly [type: 'pods' | 'percent', count: number, seconds: number])[];
  readonly selectPolicy?: StepSelection;
}

/** What a policy is made from. */
export interface PolicyRecipe {
  readonly minReplicas?: number;
  readonly maxReplicas: number;
  readonly scaling: readonly (readonly [by: keyof typeof BY, amount: number, text: string])[];
  readonly adapter: keyof typeof ADAPTERS;
  readonly scaleUp?: RulesRecipe;
  readonly scaleDown?: RulesRecipe;
}

const ADAPTERS = {
  prometheus: () => MetricsAdapter.prometheus(),
  external: () => MetricsAdapter.prometheusExternal(),
  google: () => MetricsAdapter.googleManaged(),
};

/** What is scaled by, of an amount and a text. */
const BY = {
  queue: (amount: number) => Scaling.byQueue(amount),
  concurrency: (amount: number) => Scaling.byConcurrency(amount),
  cacheUse: (amount: number) => Scaling.byCacheUse(Math.min(amount, 99) / 100),
  gpus: (amount: number) => Scaling.byAcceleratorUse(Math.min(amount, 99) / 100),
  cpu: (amount: number) => Scaling.byCpu(amount / 100),
  memory: (_amount: number, text: string) => Scaling.byResource('memory', MetricTarget.averageValue(text)),
  pods: (amount: number, text: string) => (
    Scaling.byMetric({ source: MetricSource.PODS, name: text, target: MetricTarget.averageValue(String(amount)) })
  ),
  external: (amount: number, text: string) => Scaling.byMetric({
    source: MetricSource.EXTERNAL, name: 'depth', selector: { queue: text }, target: MetricTarget.value(String(amount)),
  }),
};

/** What to scale by: three in four are what every server has, because few of those that are drawn measure their queue. */
const ANY = ['cpu', 'memory', 'external', 'pods'] as const;
const DRAWN: readonly (keyof typeof BY)[] = [...ANY, ...ANY, ...Object.keys(BY) as (keyof typeof BY)[]];

/** Policies of a HorizontalPodAutoscaler: KEDA is not on these clusters. */
export function policies(): fc.Arbitrary<PolicyRecipe> {
  const step = fc.tuple(fc.constantFrom('pods' as const, 'percent' as const), numbers(1, 200), numbers(1, 1800));
  const rules = fc.record({
    window: numbers(0, 3600), steps: fc.array(step, { maxLength: 3 }), selectPolicy: fc.constantFrom(...Object.values(StepSelection)),
  }, { requiredKeys: [] });
  return fc.record({
    minReplicas: numbers(1, 2),
    maxReplicas: numbers(2, 9),
    scaling: fc.uniqueArray(fc.tuple(fc.constantFrom(...DRAWN), fc.integer({ min: 1, max: 100 }), texts('20Gi', '64', '500m')), { minLength: 1, maxLength: 4, selector: ([by]) => by }),
    adapter: fc.constantFrom(...Object.keys(ADAPTERS) as (keyof typeof ADAPTERS)[]),
    scaleUp: rules,
    scaleDown: rules,
  }, { requiredKeys: ['maxReplicas', 'scaling', 'adapter'] });
}

/** Makes a policy of a runtime. */
export function makePolicy(chart: Chart, target: ModelRuntime, recipe: PolicyRecipe): void {
  const { minReplicas, maxReplicas, scaling, adapter, scaleUp, scaleDown } = recipe;
  const behavior: ScalingBehavior = { scaleUp: scaleUp && rulesOf(scaleUp), scaleDown: scaleDown && rulesOf(scaleDown) };
  new AutoscalingPolicy(chart, 'policy', {
    target,
    minReplicas,
    maxReplicas,
    scaling: scaling.map(([by, amount, text]) => BY[by](amount, text)),
    scaler: Scaler.hpa({ adapter: ADAPTERS[adapter]() }),
    behavior,
  });
}

function rulesOf({ window, steps, selectPolicy }: RulesRecipe): ScalingBehavior['scaleUp'] {
  return {
    stabilizationWindow: window === undefined ? undefined : Duration.seconds(window),
    steps: steps?.map(([type, count, seconds]) => ScalingStep[type](count, Duration.seconds(seconds))),
    selectPolicy,
  };
}
