import { Chart } from 'cdk8s';
import { Deployment, HorizontalPodAutoscaler } from 'cdk8s-plus-27';
import { AutoscalingTarget } from '../../../src';
import { plainModel } from '../../fixtures';
import { RuleExamples } from '../rule-examples';
import { outside } from '../scaling-examples';

/** A Deployment of the user's, and a policy that names it. */
const named = (replicas?: number) => (chart: Chart) => {
  const { name } = new Deployment(chart, 'own', { ...(replicas !== undefined && { replicas }), containers: [{ image: 'example.com/own:1' }] });
  return outside({ target: AutoscalingTarget.of({ apiVersion: 'apps/v1', kind: 'Deployment', name }) })(chart);
};
const marked = (chart: Chart) => {
  const own = new Deployment(chart, 'own', { containers: [{ image: 'example.com/own:1' }] });
  own.markHasAutoscaler();
  return outside({ target: AutoscalingTarget.of({ apiVersion: 'apps/v1', kind: 'Deployment', name: own.name }) })(chart);
};

export const examples: RuleExamples = {
  fires: chart => new HorizontalPodAutoscaler(chart, 'hpa', { target: plainModel(chart, 'model', { replicas: 3 }).runtime, maxReplicas: 4 }),
  holds: chart => new HorizontalPodAutoscaler(chart, 'hpa', { target: plainModel(chart).runtime, maxReplicas: 4 }),
  more: { fires: [named(3), named()] },
  says: /replicas is 3/,
  fixes: [{ fix: /leave replicas out: a Deployment of cdk8s-plus does so after markHasAutoscaler/, broken: named(3), mended: [marked] }, {
    fix: /leave replicas out/,
    broken: chart => new HorizontalPodAutoscaler(chart, 'hpa', { target: plainModel(chart, 'model', { replicas: 3 }).runtime, maxReplicas: 4 }),
    mended: [chart => new HorizontalPodAutoscaler(chart, 'hpa', { target: plainModel(chart, 'model').runtime, maxReplicas: 4 })],
  }],
};
