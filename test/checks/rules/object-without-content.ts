import { Chart } from 'cdk8s';
import { PrometheusAdapterRules, Scaling } from '../../../src';
import { acknowledged, RuleExamples } from '../rule-examples';
import { policy } from '../scaling-examples';

const rules = (...scaling: Scaling[]) => (chart: Chart) => (
  new PrometheusAdapterRules(chart, 'adapter', { policies: scaling.length === 0 ? [] : [policy({ scaling })(chart)] })
);

export const examples: RuleExamples = {
  fires: rules(),
  holds: rules(Scaling.byQueue(4)),
  says: /the ConfigMap adapter has no rules of prometheus-adapter/,
  fixes: [{
    fix: /give policies that scale by metrics of a server or of Prometheus with Scaler\.hpa\(\), or leave the object out/,
    broken: rules(),
    mended: [rules(Scaling.byQueue(4)), chart => acknowledged('object-without-content', rules())(chart)],
  }],
};
