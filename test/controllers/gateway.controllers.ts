import { Agent } from 'node:http';
import { isEnvoy, startEnvoy, startEnvoyGateway } from './harness/envoy-gateway';
import { OwnCluster } from './harness/own-cluster';
import { describeWithControllers } from './harness/suite';
import { ask, Reply } from './pods/ask';
import { Answer, startModelServer } from './pods/model-server';
import { rendered } from './pods/rendered';
import { GatewayDialect, GatewayRef, ModelRoute, ModelRouteRule, ModelServer, ModelServerProps } from '../../src';
import { KubeObject } from '../cluster/harness/api-client';
import { eventually } from '../cluster/workloads/eventually';
import { Workspace } from '../cluster/workloads/workspace';

const REQUESTS = 10_000;

const AT_ONCE = 20;

const NAMESPACE = 'routed';

/** That of the platform team. */
const GATEWAY = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name: 'models' },
  spec: { gatewayClassName: 'envoy', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
};

/** Two models under one name, and a route to their servers on a host of its own. */
function routed(id: string, props: Partial<ModelServerProps>, routes: (stable: ModelServer, canary: ModelServer) => ModelRouteRule[]): KubeObject[] {
  return rendered(NAMESPACE, ({ chart, model }) => {
    const server = (name: string) => new ModelServer(chart, `${name}-server`, { target: model(name, { replicas: 1, servedName: 'llama' }), ...props });
    new ModelRoute(chart, id, {
      gateway: { parents: [GatewayRef.gateway('models')], hostnames: [`${id}.example.com`], dialect: GatewayDialect.ENVOY_GATEWAY },
      routes: routes(server(`${id}-stable`), server(`${id}-canary`)),
    });
  });
}

let own: OwnCluster;

describeWithControllers('a ModelRoute by Envoy Gateway', (pod, address) => isEnvoy(pod) ? startEnvoy(own.plane, pod, address) : startModelServer(pod, address), (cluster) => {
  let workspace: Workspace;
  let url: string;
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  beforeAll(async () => {
    own = cluster();
    await startEnvoyGateway(own);
    workspace = await Workspace.make(own.plane, NAMESPACE);
    await workspace.apply(GATEWAY);
    const services = async () => (await own.plane.api.must('GET', '/api/v1/namespaces/envoy-gateway-system/services')).body.items as KubeObject[];
    const found = await eventually(services, (items) => items.length === 2);
    url = `http://${found.find(({ metadata }) => metadata!.name !== 'envoy-gateway')!.metadata!.name}.envoy-gateway-system`;
  }, 240_000);
  afterAll(() => agent.destroy());

  /** Which model a request comes out at; the status when none answers. */
  const at = async (id: string, path: string, headers: Readonly<Record<string, string>> = {}) => (
    modelOf(await ask<Answer>(`${url}${path}`, { host: `${id}.example.com`, ...headers }, agent))
  );

  test('leads requests by path and by header, and goes by the longer path before it goes by a header', async () => {
    await workspace.apply(...routed('matched', {}, (stable, canary) => [
      { match: { headers: { 'x-model': 'canary' } }, to: canary },
      { match: { path: '/v1' }, to: stable },
    ]));
    await eventually(() => at('matched', '/v1/models'), (model) => model === 'stable');
    await eventually(() => at('matched', '/models', { 'x-model': 'canary' }), (model) => model === 'canary');
    expect(await at('matched', '/v1/models', { 'x-model': 'canary' })).toBe('stable');
    expect(await at('matched', '/v10')).toBe(404);
    expect(await at('other', '/v1')).toBe(404);
  });

  test('divides 10,000 requests by weight, within 2 %, and loses none', async () => {
    await workspace.apply(...routed('weighted', {}, (stable, canary) => [{ to: stable, weight: 90 }, { to: canary, weight: 10 }]));
    for (const wanted of ['stable', 'canary']) await eventually(() => at('weighted', '/v1'), (model) => model === wanted);
    const counts = await countsOf(REQUESTS, () => at('weighted', '/v1'));
    expect(Object.keys(counts).sort()).toEqual(['canary', 'stable']);
    expect(Math.abs(counts.canary! / REQUESTS - 0.1)).toBeLessThan(0.02);
  });

  test('holds the rate limit of its servers, by the policy of the dialect', async () => {
    await workspace.apply(...routed('limited', { rateLimit: { requestsPerSecond: 5 } }, (stable, canary) => [
      { match: { path: '/v1' }, to: stable },
      { to: canary },
    ]));
    await eventually(() => at('limited', '/v1'), (model) => model === 'stable');
    const counts = await eventually(() => countsOf(50, () => at('limited', '/v1')), ({ 429: refused = 0 }) => refused > 0);
    expect(Object.keys(counts).sort()).toEqual(['429', 'stable']);
  });
});

function modelOf({ status, body }: Reply<Answer>): string | number {
  return status === 200 ? body!.labels['app.kubernetes.io/instance']!.replace(/^.*-/, '') : status;
}

/** How often each answer came, of so many requests. */
async function countsOf(requests: number, send: () => Promise<string | number>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  let left = requests;
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (left-- > 0) {
      const answer = await send();
      counts[answer] = (counts[answer] ?? 0) + 1;
    }
  }));
  return counts;
}
