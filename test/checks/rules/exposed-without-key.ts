import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { NetworkPolicyIpBlock } from 'cdk8s-plus-27';
import { Framework, MlServerEngine, SecretKey, ServiceType, VllmEngine } from '../../../src';
import { gpuCompute, plainModel, smallCompute } from '../../fixtures';
import { acknowledged, model, RuleExamples, vllm } from '../rule-examples';

const service = { type: ServiceType.LOAD_BALANCER };
const key = SecretKey.of('vllm', 'key');
const withKey = { profileProps: { engine: new VllmEngine({ version: '0.32.0', apiKey: key }), compute: gpuCompute() } };
const narrow = { ...service, loadBalancerSourceRanges: ['203.0.113.0/24'] };
const between = (chart: Chart) => plainModel(chart, 'model', { service, network: { from: [NetworkPolicyIpBlock.ipv4(chart, 'block', '203.0.113.0/24')] } });

/** A model whose Service somebody patches. */
const patchedService = (type: string) => (chart: Chart) => {
  const exposed = plainModel(chart, 'model').node.findAll().find(one => ApiObject.isApiObject(one) && one.kind === 'Service') as ApiObject;
  exposed.addJsonPatch(JsonPatch.replace('/spec/type', type));
};

/** A server that takes no key. */
const mlserver = model({ framework: Framework.of('sklearn'), service, profileProps: { engine: new MlServerEngine({ version: '1.7.1' }), compute: smallCompute() } });

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { service: { type: ServiceType.NODE_PORT } }),
  holds: chart => [
    vllm({ service, ...withKey })(chart),
    plainModel(chart, 'ranges', { service: narrow }),
    plainModel(chart, 'secret', { service, secretEnv: { SERVER_KEY: key } }),
  ],
  spared: chart => plainModel(chart, 'model', { service: { type: ServiceType.HEADLESS } }),
  more: {
    holds: [model({ service: { ...service, loadBalancerSourceRanges: ['203.0.113.0/24', '198.51.100.0/24'] } })],
    fires: [mlserver, model({ service: { ...service, loadBalancerSourceRanges: ['203.0.113.0/24', ' 0.0.0.0/0'] } })],
  },
  says: /the Service has the type NodePort, and plain asks for no key that the library knows of/,
  fixes: [{
    fix: /give apiKey to the engine, name who may call in loadBalancerSourceRanges or network\.from, or acknowledge the finding/,
    broken: vllm({ service: { ...service, loadBalancerSourceRanges: ['203.0.113.0/24', '0.0.0.0/0'] } }),
    mended: [vllm({ service, ...withKey }), vllm({ service: narrow }), between, acknowledged('exposed-without-key', vllm({ service }))],
  }, {
    fix: /put a gateway in front that asks for a key, name who may call/,
    broken: model({ service }),
    mended: [model(), model({ service: narrow }), between],
  }, ...[patchedService('LoadBalancer'), model({ service: { externalIps: ['192.0.2.7'] } }), model({ pod: { hostPorts: { http: 8080 } } })].map(broken => ({
    fix: /put a gateway in front that asks for a key, name who may call/, broken, mended: [model(), patchedService('ClusterIP')],
  }))],
};
