import { Chart } from 'cdk8s';
import { ModelServer, SecretKey, ServedModel, ServerAuthentication } from '../../../src';
import { acknowledged, RuleExamples, vllm } from '../rule-examples';
import { ENVOY } from '../traffic-examples';

const jwt = ServerAuthentication.jwt({ issuer: 'https://auth.example.com', jwksUri: 'https://auth.example.com/keys' });
const keyed = (header?: string) => ServerAuthentication.apiKey({ secretName: 'clients', header });
const asking = (authentication?: ServerAuthentication, apiKey: SecretKey | undefined = SecretKey.of('key', 'value')) => (chart: Chart) => (
  new ModelServer(chart, 'server', { target: vllm({}, { apiKey })(chart), authentication, gateway: ENVOY })
);
const keyless = (authentication: ServerAuthentication) => (chart: Chart) => new ModelServer(chart, 'server', { target: vllm()(chart), authentication, gateway: ENVOY });

export const examples: RuleExamples = {
  fires: asking(jwt),
  holds: asking(keyed()),
  spared: asking(),
  more: {
    spared: [
      chart => new ModelServer(chart, 'server', { target: vllm({}, { apiKey: SecretKey.of('key', 'value') })(chart), authentication: jwt, gateway: ENVOY, registerOnly: true }),
      chart => new ModelServer(chart, 'server', { target: ServedModel.of('there'), service: { port: 8000 }, authentication: jwt, gateway: ENVOY }),
    ],
    holds: [keyless(jwt)],
  },
  says: /authentication of the server model-server asks for a token in the header Authorization, in which vLLM wants its own key/,
  fixes: [{
    fix: /leave the key of the engine out: the Gateway asks who calls; or acknowledge this where the Gateway changes the header/,
    broken: asking(jwt),
    mended: [keyless(jwt), acknowledged('authorization-asked-twice', asking(jwt))],
  }, {
    fix: /leave the key of the engine out: the Gateway asks who calls; or give another header; or acknowledge this where the Gateway changes the header/,
    broken: asking(keyed('authorization')),
    mended: [keyless(keyed('authorization')), asking(keyed('x-client'))],
  }],
};
