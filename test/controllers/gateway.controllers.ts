import { Agent } from 'node:http';
import { isEnvoy, startEnvoy, startEnvoyGateway } from './harness/envoy-gateway';
import { OwnCluster } from './harness/own-cluster';
import { describeWithControllers } from './harness/suite';
import { ask, Reply } from './pods/ask';
import { modelObjects } from './pods/manifests';
import { Answer, startModelServer } from './pods/model-server';
import { KubeObject } from '../cluster/harness/api-client';
import { eventually } from '../cluster/workloads/eventually';
import { Workspace } from '../cluster/workloads/workspace';

const REQUESTS = 10_000;

const AT_ONCE = 20;

const GATEWAY = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name: 'models' },
  spec: { gatewayClassName: 'envoy', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
};

function route(rules: readonly object[]): KubeObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'llama' },
    spec: { parentRefs: [{ name: 'models' }], hostnames: ['llm.example.com'], rules },
  };
}

const to = (name: string, weight?: number) => ({ name, port: 80, weight });

let own: OwnCluster;

describeWithControllers('Envoy Gateway', (pod, address) => isEnvoy(pod) ? startEnvoy(own.plane, pod, address) : startModelServer(pod, address), (cluster) => {
  let workspace: Workspace;
  let url: string;
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  beforeAll(async () => {
    own = cluster();
    await startEnvoyGateway(own);
    workspace = await Workspace.make(own.plane, 'routed');
    await workspace.apply(...modelObjects('stable'), ...modelObjects('canary'), GATEWAY);
    const services = async () => (await own.plane.api.must('GET', '/api/v1/namespaces/envoy-gateway-system/services')).body.items as KubeObject[];
    const found = await eventually(services, (items) => items.length === 2);
    url = `http://${found.find(({ metadata }) => metadata!.name !== 'envoy-gateway')!.metadata!.name}.envoy-gateway-system`;
  }, 240_000);
  afterAll(() => agent.destroy());

  /** Which model a request comes out at; the status when none answers. */
  const at = async (path: string, headers: Readonly<Record<string, string>> = {}) => modelOf(await ask<Answer>(`${url}${path}`, { host: 'llm.example.com', ...headers }, agent));

  test('leads requests by path and by header, and goes by the longer path before it goes by a header', async () => {
    await workspace.apply(route([
      { matches: [{ headers: [{ type: 'Exact', name: 'x-model', value: 'canary' }] }], backendRefs: [to('canary')] },
      { matches: [{ path: { type: 'PathPrefix', value: '/v1' } }], backendRefs: [to('stable')] },
    ]));
    await eventually(() => at('/v1/models'), (model) => model === 'stable');
    expect(await at('/models', { 'x-model': 'canary' })).toBe('canary');
    expect(await at('/v1/models', { 'x-model': 'canary' })).toBe('stable');
    expect(await at('/v10')).toBe(404);
    expect(await at('/v1', { host: 'other.example.com' })).toBe(404);
  });

  test('divides 10,000 requests by weight, within 2 %, and loses none', async () => {
    await workspace.apply(route([{ matches: [{ path: { type: 'PathPrefix', value: '/weighted' } }], backendRefs: [to('stable', 90), to('canary', 10)] }]));
    await eventually(() => at('/weighted'), (model) => model === 'stable' || model === 'canary');
    const counts = await countsOf(REQUESTS, () => at('/weighted'));
    expect(Object.keys(counts).sort()).toEqual(['canary', 'stable']);
    expect(Math.abs(counts.canary! / REQUESTS - 0.1)).toBeLessThan(0.02);
  });
});

function modelOf({ status, body }: Reply<Answer>): string | number {
  return status === 200 ? body!.labels['app.kubernetes.io/name']! : status;
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
