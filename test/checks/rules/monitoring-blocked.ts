import { Chart } from 'cdk8s';
import { NetworkPolicyIpBlock } from 'cdk8s-plus-27';
import { Monitoring, VllmEngine } from '../../../src';
import { gpuCompute } from '../../fixtures';
import { acknowledged, RuleExamples, vllm } from '../rule-examples';

const monitoring = Monitoring.prometheus();
const known = Monitoring.prometheus({ scraperNamespace: 'monitoring' });
const called = (chart: Chart) => {
  const made = vllm({ monitoring })(chart);
  made.runtime.allowFrom(NetworkPolicyIpBlock.ipv4(chart, 'block', '203.0.113.0/24'));
  return made;
};

export const examples: RuleExamples = {
  fires: vllm({ monitoring, network: {} }),
  holds: vllm({ monitoring: known, network: {} }),
  spared: vllm({ monitoring, profileProps: { engine: new VllmEngine({ version: '0.32.0' }), compute: gpuCompute() } }),
  says: /the model is monitored, and its NetworkPolicy lets nobody in who is known to scrape the port http/,
  fixes: [{
    fix: /give scraperNamespace in monitoring: the namespace in which Prometheus runs; acknowledge the finding where network\.from names it already/,
    broken: called,
    mended: [vllm({ monitoring: known, network: {} }), acknowledged('monitoring-blocked', vllm({ monitoring, network: {} }))],
  }],
};
