import { Chart, Duration } from 'cdk8s';
import { GatewayOptions, ModelServer, ServedModel } from '../../../src';
import { acknowledged, RuleExamples } from '../rule-examples';
import { GATEWAY, GKE, server } from '../traffic-examples';

const routing = { timeout: Duration.minutes(10) };
const unknown = (gateway: GatewayOptions) => (chart: Chart) => new ModelServer(chart, 'server', { target: ServedModel.of('there'), service: { port: 8000 }, gateway, routing });

export const examples: RuleExamples = {
  fires: unknown(GKE),
  holds: server({ gateway: GKE, routing }),
  spared: unknown(GATEWAY),
  says: /nothing is known of how the Pods of the Service there-server are asked for their health over HTTP or TCP, and GKE asks for the path "\/"/,
  fixes: [{
    fix: /write a HealthCheckPolicy for it with the path and the port of the server, and acknowledge this/,
    broken: unknown(GKE),
    mended: [acknowledged('health-path-unknown', unknown(GKE))],
  }],
};
