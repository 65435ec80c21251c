import { ApiObject, Chart } from 'cdk8s';
import { ModelSource, VllmEngine } from '../../../src';
import { plainModel, smallCompute } from '../../fixtures';
import { RuleExamples } from '../rule-examples';

const policy = (spec: object) => (chart: Chart) => new ApiObject(chart, 'policy', { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', spec });
const hub = (options: Partial<Parameters<typeof plainModel>[2]> = {}) => (chart: Chart) => plainModel(chart, 'model', {
  source: ModelSource.huggingFace('org/model', { revision: 'a'.repeat(40) }),
  profileProps: { engine: new VllmEngine({ version: '0.32.0' }), compute: smallCompute() },
  ...options,
});
const both = (...makers: readonly ((chart: Chart) => unknown)[]) => (chart: Chart) => makers.map(make => make(chart));
const closed = policy({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });

export const examples: RuleExamples = {
  fires: both(closed, hub()),
  holds: both(policy({ podSelector: { matchLabels: { app: 'another' } }, policyTypes: ['Egress'] }), hub()),
  spared: both(closed, hub({ source: ModelSource.pvc('weights') })),
  says: /NetworkPolicy chart\/policy lets nothing out of the Pods that fetch the model, .* needs DNS and port 443/,
  fixes: [{ fix: /give network: \{\} to the model/, broken: both(closed, hub()), mended: [both(closed, hub({ network: {} }))] }],
};
