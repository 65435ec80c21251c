import { Chart } from 'cdk8s';
import { GatewayRef, ModelServer } from '../../../src';
import { RuleExamples, vllm } from '../rule-examples';
import { GATEWAY, server } from '../traffic-examples';

const tls = { secretName: 'certificate' };
const own = (secretName: string) => (chart: Chart) => new ModelServer(chart, 'server', { target: vllm({ tls: { secretName } })(chart), tls });

export const examples: RuleExamples = {
  fires: server({ tls }),
  holds: server({ tls, gateway: GATEWAY }),
  spared: server({ tls: { ...tls, enabled: false } }),
  says: /the certificate of the Secret "certificate" of the server model-server is held by nothing: the model speaks none, and no listener of a Gateway is named/,
  fixes: [{
    fix: /give tls with that Secret to the model; or name the listener that has it: GatewayRef\.gateway\("inference", \{ section: "https" \}\); or give registerOnly: true/,
    broken: server({ tls, gateway: { parents: [GatewayRef.gateway('inference')] } }),
    mended: [own('certificate'), server({ tls, gateway: GATEWAY }), server({ tls, registerOnly: true })],
  }],
};
