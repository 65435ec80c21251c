import { Chart } from 'cdk8s';
import { Findings, GatewayRef, LmdeployEngine, ModelRoute, ModelServer, ModelSource, ServingEngine, SglangEngine, VllmEngine } from '../../src';
import { vllm } from '../checks/rule-examples';
import { chartIn, COMMIT, gpuCompute, ModelOverrides } from '../fixtures';

const lora = () => ModelSource.huggingFace('acme/sql', { revision: COMMIT });
const VLLM = new VllmEngine({ version: '0.32.0' });
const NAMED = { parents: [GatewayRef.gateway('inference')], modelHeader: 'X-M' };

/** A server of a model on an engine. */
function server(chart: Chart, id: string, engine: ServingEngine, overrides: ModelOverrides = {}): ModelServer {
  const place = new Chart(chart, id, { namespace: 'ml' });
  return new ModelServer(place, 'server', { target: vllm({ name: id, servedName: 'llama', profileProps: { engine, compute: gpuCompute() }, ...overrides })(place) });
}

const said = (chart: Chart, rule: string) => Findings.of(chart).filter(finding => finding.rule === rule).map(({ what }) => what);

describe('the names of adapters in routes', () => {
  const unknown = (engine: ServingEngine, models: string[], overrides?: ModelOverrides) => {
    const chart = chartIn('ml');
    const to = server(chart, 'a', engine, overrides);
    new ModelRoute(chart, 'route', { gateway: NAMED, routes: models.map(model => ({ match: { model }, to })) });
    return said(chart, 'route-model-unknown').map(what => /the model "([^"]*)"/.exec(what)![1]);
  };
  const brought = { adapters: { sql: lora() } };

  test.each<[string, ServingEngine, ModelOverrides | undefined, string[]]>([
    ['vLLM from sources', VLLM, brought, ['llama:sql']],
    ['vLLM from its own options', new VllmEngine({ version: '0.32.0', loraAdapters: { sql: '/mnt/sql' } }), undefined, ['llama:sql']],
    ['LMDeploy', new LmdeployEngine({ version: '0.13.0' }), brought, ['llama:sql']],
    ['SGLang from sources, behind its name', new SglangEngine({ version: '0.5.10' }), brought, ['sql']],
    ['SGLang from its own options', new SglangEngine({ version: '0.5.10', loraAdapters: { sql: '/mnt/sql' } }), undefined, ['sql']],
    ['an old SGLang, which reads none', new SglangEngine({ version: '0.5.3' }), brought, ['llama:sql', 'sql']],
  ])('are those of %s', (_engine, engine, overrides, expected) => {
    expect(unknown(engine, ['llama', 'llama:sql', 'sql'], overrides)).toEqual(expected);
  });
});

describe('a split between servers', () => {
  const split = (first: ModelOverrides, second: ModelOverrides, model?: string) => {
    const chart = chartIn('ml');
    const match = model === undefined ? undefined : { model };
    const [one, two] = [server(chart, 'a', VLLM, first), server(chart, 'b', VLLM, second)];
    new ModelRoute(chart, 'route', { gateway: NAMED, routes: [{ match, to: one, weight: 90 }, { match, to: two, weight: 10 }] });
    return said(chart, 'split-serves-other-names');
  };

  test('names adapters that only one of them has', () => {
    expect(split({ adapters: { sql: lora(), chat: lora() } }, { adapters: { chat: lora() } })).toEqual([expect.stringContaining('not all of them serve the adapter "sql"')]);
    expect(split({}, { adapters: { sql: lora() } })).toHaveLength(1);
  });

  test('is fine with the same adapters, and with one that the other serves as itself', () => {
    expect(split({ adapters: { sql: lora() } }, { adapters: { sql: lora() } })).toEqual([]);
    expect(split({ adapters: { sql: lora() } }, { servedAliases: ['sql'] })).toEqual([]);
  });

  test('is fine where its requests are for one model', () => {
    expect(split({ adapters: { sql: lora() } }, {}, 'llama')).toEqual([]);
  });
});
