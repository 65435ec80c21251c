import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { plainModel, PlainSource } from '../../fixtures';
import { model, RuleExamples, two } from '../rule-examples';

const namespace = (level: string) => (chart: Chart) => new ApiObject(chart, 'namespace', {
  apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ml', labels: { 'pod-security.kubernetes.io/enforce': level } },
});

/** The same, of a version. */
const of = (version: string) => (chart: Chart) => new ApiObject(chart, 'namespace', {
  apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ml', labels: { 'pod-security.kubernetes.io/enforce': 'restricted', 'pod-security.kubernetes.io/enforce-version': version } },
});

export const examples: RuleExamples = {
  fires: chart => [plainModel(chart, 'model', { security: { runAsUser: 0 } }), namespace('restricted')(chart)],
  holds: chart => [plainModel(chart), namespace('restricted')(chart)],
  more: {
    fires: [two(model({ source: new PlainSource({ initContainer: {} }), security: { privileged: true } }), namespace('baseline'))],
    holds: [two(model({ security: { runAsUser: 0 } }), namespace('privileged')), two(model({ security: { runAsUser: 0 } }), of('v1.25')), two(model(), namespace('baseline'))],
  },
  says: /Namespace chart\/namespace enforces Pod Security restricted, and the Pods have .*root/,
  fixes: [{
    fix: /take it back where it comes from, or use a namespace with the label pod-security\.kubernetes\.io\/enforce: privileged/,
    broken: two(model({ pod: { patches: [JsonPatch.add('/spec/hostNetwork', true)] } }), namespace('restricted')),
    mended: [two(model(), namespace('restricted')), two(model({ pod: { hostNetwork: true } }), namespace('privileged'))],
  }, {
    fix: /take it back where it comes from/,
    broken: two(model({ security: { privileged: true } }), namespace('baseline')),
    mended: [two(model(), namespace('baseline'))],
  }, {
    fix: /use a namespace with the label pod-security\.kubernetes\.io\/enforce: baseline/,
    broken: two(model({ security: { runAsUser: 0 } }), namespace('restricted')),
    mended: [two(model({ security: { runAsUser: 0 } }), namespace('baseline'))],
  }],
};
