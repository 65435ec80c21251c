import { ApiObject, Chart } from 'cdk8s';
import { Ingress, IngressBackend, Namespaces, NetworkPolicyIpBlock, Pods } from 'cdk8s-plus-27';
import { ServiceType } from '../../../src';
import { plainModel } from '../../fixtures';
import { model, routed, RuleExamples } from '../rule-examples';

/** Pods of an Ingress controller, as a policy of the model names them. */
const controllers = (chart: Chart) => Pods.select(chart, 'controllers', {
  labels: { app: 'ingress' }, namespaces: Namespaces.select(chart, 'edge', { labels: { name: 'ingress' } }),
});

/** Addresses outside of the cluster. */
const block = (chart: Chart) => NetworkPolicyIpBlock.ipv4(chart, 'block', '203.0.113.0/24');

export const examples: RuleExamples = {
  fires: chart => new Ingress(chart, 'ingress', { rules: [{ backend: IngressBackend.fromService(plainModel(chart, 'model', { network: {} }).service) }] }),
  holds: chart => {
    routed(model({ network: {} }))(chart);
    return new ApiObject(chart, 'policy', { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', spec: { podSelector: {}, ingress: [{}] } });
  },
  spared: chart => new Ingress(chart, 'ingress', { rules: [{ backend: IngressBackend.fromService(plainModel(chart, 'model', { network: { from: [Pods.all(chart, 'all')] } }).service) }] }),
  says: /Ingress chart\/ingress\S* leads to the model, and the NetworkPolicy of the model lets nobody in/,
  fixes: [{
    fix: /name the addresses that call in network\.from, or give them to runtime\.allowFrom\(\): an IP block/,
    broken: model({ network: {}, service: { type: ServiceType.LOAD_BALANCER } }),
    mended: [
      chart => plainModel(chart, 'model', { network: { from: [block(chart)] }, service: { type: ServiceType.LOAD_BALANCER } }),
      chart => plainModel(chart, 'model', { network: {}, service: { type: ServiceType.LOAD_BALANCER } }).runtime.allowFrom(block(chart)),
    ],
  }, {
    fix: /name the Pods that call in network\.from, or give them to runtime\.allowFrom\(\): those of the Ingress or gateway controller/,
    broken: routed(model({ network: {} })),
    mended: [
      routed(chart => plainModel(chart, 'model', { network: { from: [controllers(chart)] } })),
      routed(chart => {
        const made = plainModel(chart, 'model', { network: {} });
        made.runtime.allowFrom(controllers(chart));
        return made;
      }),
    ],
  }],
};
