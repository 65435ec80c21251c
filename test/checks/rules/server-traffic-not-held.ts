import { Chart, Duration } from 'cdk8s';
import { ModelRoute, ModelServerProps } from '../../../src';
import { RuleExamples } from '../rule-examples';
import { ENVOY, GATEWAY, server, serverOf } from '../traffic-examples';

const limited: Partial<ModelServerProps> = { rateLimit: { requestsPerSecond: 10 }, routing: { timeout: Duration.seconds(30), retries: 1 } };
const routed = (props: Partial<ModelServerProps>, gateway = GATEWAY) => (chart: Chart) => new ModelRoute(chart, 'route', { gateway, routes: [{ to: serverOf(chart, props) }] });

export const examples: RuleExamples = {
  fires: server(limited),
  holds: server({ rateLimit: { enabled: false }, routing: { retries: 0 } }),
  spared: server({ ...limited, registerOnly: true }),
  says: /routing\.timeout, routing\.retries, rateLimit of the server model-server are held by nothing: no Gateway leads here/,
  fixes: [
    {
      fix: /give gateway, or lead a ModelRoute here; name a dialect that holds it.*; or give registerOnly: true where something else serves it/,
      broken: server(limited),
      mended: [server({ ...limited, gateway: ENVOY }), routed(limited, ENVOY), server({ ...limited, registerOnly: true })],
    },
    {
      fix: /^give gateway, or lead a ModelRoute here; or give registerOnly: true/,
      broken: server({ routing: { timeout: Duration.seconds(30) } }),
      mended: [
        server({ routing: { timeout: Duration.seconds(30) }, gateway: GATEWAY }),
        routed({ routing: { timeout: Duration.seconds(30) } }),
        server({ registerOnly: true }),
      ],
    },
  ],
};
