import { Framework, IpFamily, IpFamilyPolicy, ModelSource, MlServerEngine, ServiceOptions } from '../../../src';
import { smallCompute } from '../../fixtures';
import { model, RuleExamples, vllm } from '../rule-examples';

const IPV6: ServiceOptions = { ipFamilies: [IpFamily.IPV6] };

const mlserver = (service: ServiceOptions) => model({
  source: ModelSource.pvc('weights'), framework: Framework.of('sklearn'), service, profileProps: { engine: new MlServerEngine({ version: '1.7.1' }), compute: smallCompute() },
});

export const examples: RuleExamples = {
  fires: vllm({ service: IPV6 }),
  holds: vllm({ service: IPV6, args: ['--host', '::'] }),
  spared: vllm({ service: { ipFamilies: [IpFamily.IPV4], ipFamilyPolicy: IpFamilyPolicy.PREFER_DUAL_STACK } }),
  more: {
    spared: [model({ service: { ipFamilyPolicy: IpFamilyPolicy.PREFER_DUAL_STACK } })],
    fires: [vllm({ service: { ipFamilies: [IpFamily.IPV6, IpFamily.IPV4], ipFamilyPolicy: IpFamilyPolicy.PREFER_DUAL_STACK } })],
  },
  says: /service\.ipFamilies is IPv6, and the server listens on 0\.0\.0\.0/,
  fixes: [
    {
      fix: /give "--host", "::" in args, where the server can listen so, or leave IPv6 out/,
      broken: vllm({ service: { ipFamilyPolicy: IpFamilyPolicy.REQUIRE_DUAL_STACK } }),
      mended: [vllm({ service: { ipFamilyPolicy: IpFamilyPolicy.REQUIRE_DUAL_STACK }, args: ['--host', '::'] }), vllm({})],
    },
    { fix: /leave IPv6 out: mlserver is told to listen on IPv4 by the library/, broken: mlserver(IPV6), mended: [mlserver({})] },
  ],
};
