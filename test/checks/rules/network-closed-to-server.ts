import { Chart } from 'cdk8s';
import { Namespaces } from 'cdk8s-plus-27';
import { InferencePool, NetworkAccess, VllmEngine } from '../../../src';
import { plainModel, smallCompute } from '../../fixtures';
import { RuleExamples } from '../rule-examples';
import { server } from '../traffic-examples';

const closed = (network?: NetworkAccess) => server({}, { network });
const someone = (chart: Chart) => ({ from: [Namespaces.select(chart, 'gateways', { names: ['gateways'] })] });
const pool = (network: (chart: Chart) => NetworkAccess) => (chart: Chart) => new InferencePool(chart, 'pool', {
  target: plainModel(chart, 'model', { network: network(chart), profileProps: { engine: new VllmEngine({ version: '0.32.0' }), compute: smallCompute() } }),
});

export const examples: RuleExamples = {
  fires: closed({}),
  holds: chart => closed(someone(chart))(chart),
  spared: closed(),
  says: /the ModelServer model-server leads to the model model, and the NetworkPolicy of the model lets nobody in/,
  fixes: [
    { fix: /name the Pods that call in network\.from, or give them to runtime\.allowFrom\(\): those of the Gateway$/, broken: closed({}), mended: [chart => closed(someone(chart))(chart)] },
    { fix: /those of the Gateway, and of the endpoint picker/, broken: pool(() => ({})), mended: [pool(someone)] },
  ],
};
