import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { Duration } from 'cdk8s';
import { parse } from 'yaml';
import {
  AutoscalingPolicy, AutoscalingPolicyProps, AutoscalingTarget, Findings, MetricSource, MetricTarget, Scaler, Scaling, ScalingStep, StepSelection,
} from '../../src';
import { chartIn, Manifest, objectOf } from '../fixtures';

const FOLDER = join(__dirname, '..', 'valid', 'autoscalingpolicies.registry.matrixinfer.ai');

const infer = (name: string) => AutoscalingTarget.of({ apiVersion: 'workload.matrixinfer.ai/v1alpha1', kind: 'ModelInfer', name });
const gpus = (share: number) => Scaling.byResource('nvidia.com/gpu', MetricTarget.utilization(share));
const { pods, percent } = ScalingStep;

/** Each documented policy in typed code, by its file. */
const WRITTEN: { readonly [file: string]: Omit<AutoscalingPolicyProps, 'scaler'> } = {
  'documented-basic': { target: infer('llama-7b-infer'), minReplicas: 1, maxReplicas: 10, scaling: [Scaling.byCpu(0.7)] },
  'documented-multi-metric': {
    target: infer('custom-model-infer'), minReplicas: 2, maxReplicas: 20, scaling: [Scaling.byCpu(0.6), Scaling.byMemory(0.8), gpus(0.75)],
  },
  'documented-behavior': {
    target: infer('production-model'),
    minReplicas: 3,
    maxReplicas: 15,
    scaling: [Scaling.byCpu(0.7)],
    behavior: {
      scaleUp: { stabilizationWindow: Duration.seconds(300), steps: [percent(50, Duration.seconds(60)), pods(2, Duration.seconds(60))] },
      scaleDown: { stabilizationWindow: Duration.seconds(600), steps: [percent(10, Duration.seconds(60))] },
    },
  },
  'documented-custom-metrics': {
    target: infer('my-model-infer'),
    minReplicas: 2,
    maxReplicas: 100,
    scaling: [
      Scaling.byMetric({ source: MetricSource.EXTERNAL, name: 'queue_depth', selector: { queue: 'inference-queue' }, target: MetricTarget.averageValue('5') }),
      Scaling.byMetric({ source: MetricSource.PODS, name: 'inference_latency_p95', target: MetricTarget.averageValue('500m') }),
      gpus(0.8),
    ],
    behavior: {
      scaleUp: {
        stabilizationWindow: Duration.seconds(30),
        steps: [percent(100, Duration.seconds(15)), pods(10, Duration.seconds(15))],
        selectPolicy: StepSelection.MAX,
      },
      scaleDown: {
        stabilizationWindow: Duration.seconds(300),
        steps: [percent(5, Duration.seconds(60)), pods(1, Duration.seconds(60))],
        selectPolicy: StepSelection.MIN,
      },
    },
  },
  'documented-predictive': {
    target: infer('my-model-infer'),
    scaling: [Scaling.byMetric({ source: MetricSource.EXTERNAL, name: 'predicted_request_rate', target: MetricTarget.averageValue('100') })],
    predictive: {
      enabled: true, algorithm: 'prophet', lookAheadMinutes: 15, trainingDataDays: 30, seasonality: { daily: true, weekly: true, yearly: false },
    },
  },
};

const documented = readdirSync(FOLDER).filter(file => file.startsWith('documented-')).map(file => file.replace('.yaml', ''));

test.each(documented)('%s renders exactly from typed code, and nothing else with it', file => {
  // GIVEN
  const expected = parse(readFileSync(join(FOLDER, `${file}.yaml`), 'utf8')) as Manifest;
  const chart = chartIn(expected.metadata.namespace ?? 'default');

  // WHEN
  new AutoscalingPolicy(chart, expected.metadata.name, { ...WRITTEN[file], scaler: Scaler.recordOnly() });

  // THEN
  expect(Findings.of(chart)).toEqual([]);
  const { metadata, ...rest } = objectOf(chart, 'AutoscalingPolicy');
  expect({ ...rest, metadata: { ...metadata, namespace: expected.metadata.namespace } }).toEqual(expected);
  expect(chart.toJson()).toHaveLength(1);
});
