import { Chart } from 'cdk8s';
import { AutoscalingPolicyProps, AutoscalingTarget, InferencePool, ModelServer, Scaler, ServedModel } from '../../../src';
import { plainModel } from '../../fixtures';
import { acknowledged, other, RuleExamples } from '../rule-examples';
import { outside } from '../scaling-examples';
import { serverOf } from '../traffic-examples';

const server = (name: string, where?: (chart: Chart) => Chart) => (chart: Chart) => {
  plainModel(chart);
  return new ModelServer(where?.(chart) ?? chart, 'server', { target: ServedModel.of(name), service: { port: 8080 } });
};
const pool = (name: string) => (chart: Chart) => {
  plainModel(chart);
  return new InferencePool(chart, 'pool', { target: ServedModel.of(name), targetPort: 8080 });
};
const scaled = (name: string, props: Partial<AutoscalingPolicyProps> = {}) => (chart: Chart) => {
  plainModel(chart);
  return outside({ target: AutoscalingTarget.of({ apiVersion: 'apps/v1', kind: 'Deployment', name }), ...props })(chart);
};

export const examples: RuleExamples = {
  fires: server('modell'),
  holds: server('model'),
  more: {
    fires: [server('modle'), server('model', other), pool('modl'), scaled('modell')],
    holds: [server('model-2'), server('another'), server('another', other), scaled('another'), scaled('modell', { scaler: Scaler.recordOnly() })],
  },
  says: /its target is "modell", and the app has "model"/,
  fixes: [
    {
      fix: /give the model itself as target, or correct the name; acknowledge the finding when another app has that one/,
      broken: server('modell'),
      mended: [serverOf, server('model'), acknowledged('target-unknown', server('modell'))],
    },
    { fix: /put it into a chart of namespace "\S+"; acknowledge/, broken: server('model', other), mended: [server('model'), acknowledged('target-unknown', server('model', other))] },
  ],
};
