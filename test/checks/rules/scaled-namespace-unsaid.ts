import { Chart } from 'cdk8s';
import { Scaler, Scaling } from '../../../src';
import { acknowledged, RuleExamples } from '../rule-examples';
import { policy } from '../scaling-examples';

const measured = policy({ scaler: Scaler.keda({ serverAddress: 'http://prometheus:9090' }), scaling: [Scaling.byQueue(4)] });
const homeless = (chart: Chart) => measured(new Chart(chart, 'inner', { disableResourceNameHashes: true }));

export const examples: RuleExamples = {
  fires: homeless,
  holds: measured,
  spared: policy(),
  says: /the query for the Pods of model names no namespace: the chart of the policy has none/,
  fixes: [{
    fix: /give a namespace to the chart, even when kubectl or Argo CD sets it later; or acknowledge this/,
    broken: homeless,
    mended: [measured, acknowledged('scaled-namespace-unsaid', homeless)],
  }],
};
