import { INTERCEPTOR_URL, startHttpAddOn } from './harness/http-add-on';
import { startKeda } from './harness/keda';
import { ReplicaWatch } from './harness/replicas';
import { describeWithControllers } from './harness/suite';
import { ask, Reply } from './pods/ask';
import { modelObjects } from './pods/manifests';
import { Answer, startModelServer } from './pods/model-server';
import { KubeObject } from '../cluster/harness/api-client';
import { eventually } from '../cluster/workloads/eventually';
import { Workspace } from '../cluster/workloads/workspace';

/** Until the server of a model is ready, in milliseconds. */
const STARTS_IN = 4_000;

function interceptorRoute(host: string, spec: object = {}): KubeObject {
  return {
    apiVersion: 'http.keda.sh/v1beta1',
    kind: 'InterceptorRoute',
    metadata: { name: 'llama' },
    spec: {
      target: { service: 'llama', port: 80 },
      rules: [{ hosts: [host], paths: [{ value: '/v1' }] }],
      scalingMetric: { concurrency: { targetValue: 8 } },
      timeouts: { readiness: '60s', responseHeader: '30s' },
      ...spec,
    },
  };
}

const SCALED_OBJECT = {
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: { name: 'llama' },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'llama' },
    pollingInterval: 1,
    cooldownPeriod: 5,
    minReplicaCount: 0,
    maxReplicaCount: 3,
    triggers: [{
      type: 'external-push',
      metadata: { scalerAddress: 'keda-add-ons-http-external-scaler.keda:9090', interceptorRoute: 'llama' },
    }],
  },
};

describeWithControllers('KEDA\'s HTTP add-on', (pod, address) => startModelServer(pod, address, { startsIn: STARTS_IN, takes: 200 }), (cluster) => {
  beforeAll(async () => {
    await startKeda(cluster());
    await startHttpAddOn(cluster());
  }, 180_000);

  /** A model that has gone to 0, behind the interceptor. */
  async function modelAtZero(namespace: string, route: KubeObject): Promise<ReplicaWatch> {
    const workspace = await Workspace.make(cluster().plane, namespace);
    const objects = modelObjects('llama');
    await workspace.apply(...objects, route, SCALED_OBJECT);
    const watch = new ReplicaWatch(workspace, objects[0]!);
    await watch.reaches(0);
    return watch;
  }

  const request = (host: string) => ask<Answer>(`${INTERCEPTOR_URL}/v1/completions`, { host });

  test('holds the first requests while a model comes from 0, and loses none', async () => {
    // GIVEN
    const watch = await modelAtZero('held', interceptorRoute('held.example.com'));

    // WHEN
    const began = Date.now();
    const first = await request('held.example.com');
    const waited = Date.now() - began;
    const more = await Promise.all(Array.from({ length: 50 }, () => request('held.example.com')));

    // THEN
    expect(first).toMatchObject({ status: 200, headers: { 'x-keda-http-cold-start': 'true' } });
    expect(waited).toBeGreaterThan(STARTS_IN);
    expect(lost(more)).toEqual([]);
    await watch.stop();
  });

  test('loses no request while the model goes to 0 and comes back, again and again', async () => {
    const watch = await modelAtZero('busy', interceptorRoute('busy.example.com'));
    const replies: Reply<Answer>[] = [];
    for (let round = 0; round < 3; round++) {
      replies.push(...await Promise.all(Array.from({ length: 20 }, () => request('busy.example.com'))));
      await watch.reaches(0);
    }
    await watch.stop();
    expect(lost(replies)).toEqual([]);
    expect(replies).toHaveLength(60);
  });

  test('answers 504 when the model does not come within the readiness timeout', async () => {
    const watch = await modelAtZero('late', interceptorRoute('late.example.com', { timeouts: { readiness: '1s', responseHeader: '30s' } }));
    expect((await request('late.example.com')).status).toBe(504);
    await watch.stop();
  });

  test('with a placeholder holds no request: it answers at once, and the model comes by the next ones', async () => {
    // GIVEN
    const placeholder = { response: { statusCode: 503, headers: { 'Retry-After': '5' }, body: 'model is starting' } };
    const watch = await modelAtZero('placeholder', interceptorRoute('placeholder.example.com', {
      coldStart: { placeholder }, scalingMetric: { requestRate: { targetValue: 8, window: '1m', granularity: '1s' } },
    }));

    // WHEN
    const began = Date.now();
    const first = await request('placeholder.example.com');

    const waited = Date.now() - began;
    const statuses = [first.status];
    await eventually(() => request('placeholder.example.com'), ({ status }) => {
      statuses.push(status);
      return status === 200;
    });
    await watch.stop();

    // THEN
    expect(first).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    expect(waited).toBeLessThan(STARTS_IN / 2);
    expect(new Set(statuses)).toEqual(new Set([503, 200]));
  });
});

function lost(replies: readonly Reply<Answer>[]): number[] {
  return replies.map(({ status }) => status).filter((status) => status !== 200);
}
