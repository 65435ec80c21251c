import { Duration, JsonPatch } from 'cdk8s';
import { INTERCEPTOR_URL, startHttpAddOn } from './harness/http-add-on';
import { startKeda } from './harness/keda';
import { ReplicaWatch } from './harness/replicas';
import { describeWithControllers } from './harness/suite';
import { ask, Reply } from './pods/ask';
import { Answer, startModelServer } from './pods/model-server';
import { rendered, the } from './pods/rendered';
import { AutoscalingPolicy, HttpAddOnProps, Scaler, Scaling } from '../../src';
import { eventually } from '../cluster/workloads/eventually';
import { Workspace } from '../cluster/workloads/workspace';

/** Until the server of a model is ready, in milliseconds. */
const STARTS_IN = 4_000;

describeWithControllers('an AutoscalingPolicy by KEDA\'s HTTP add-on', (pod, address) => startModelServer(pod, address, { startsIn: STARTS_IN, takes: 200 }), (cluster) => {
  beforeAll(async () => {
    await startKeda(cluster());
    await startHttpAddOn(cluster());
  }, 240_000);

  /** A model that has gone to 0, behind the interceptor; the host that it answers to is called after its namespace. */
  async function modelAtZero(namespace: string, props: Partial<HttpAddOnProps> = {}, scaling = Scaling.byConcurrency(8)): Promise<ReplicaWatch> {
    const objects = rendered(namespace, ({ chart, model }) => {
      const policy = new AutoscalingPolicy(chart, 'scaling', {
        target: model('llama'),
        minReplicas: 0,
        maxReplicas: 3,
        scaling: [scaling],
        scaler: Scaler.httpAddOn({ hosts: [hostOf(namespace)], paths: ['/v1'], ...props }),
      });
      policy.tryScaler!.addJsonPatch(JsonPatch.replace('/spec/cooldownPeriod', 5), JsonPatch.add('/spec/pollingInterval', 1)); // for a model of seconds
    });
    const workspace = await Workspace.make(cluster().plane, namespace);
    await workspace.apply(...objects);
    const watch = new ReplicaWatch(workspace, the('Deployment', objects));
    await watch.reaches(0);
    return watch;
  }

  const hostOf = (namespace: string) => `${namespace}.example.com`;
  const request = (namespace: string) => ask<Answer>(`${INTERCEPTOR_URL}/v1/completions`, { host: hostOf(namespace) });

  test('holds the first requests while a model comes from 0, and loses none', async () => {
    // GIVEN
    const watch = await modelAtZero('held');

    // WHEN
    const began = Date.now();
    const first = await request('held');
    const waited = Date.now() - began;
    const more = await Promise.all(Array.from({ length: 50 }, () => request('held')));

    // THEN
    expect(first).toMatchObject({ status: 200, headers: { 'x-keda-http-cold-start': 'true' } });
    expect(waited).toBeGreaterThan(STARTS_IN);
    expect(lost(more)).toEqual([]);
    await watch.stop();
  });

  test('loses no request while the model goes to 0 and comes back, again and again', async () => {
    const watch = await modelAtZero('busy');
    const replies: Reply<Answer>[] = [];
    for (let round = 0; round < 3; round++) {
      replies.push(...await Promise.all(Array.from({ length: 20 }, () => request('busy'))));
      await watch.reaches(0);
    }
    await watch.stop();
    expect(lost(replies)).toEqual([]);
    expect(replies).toHaveLength(60);
  });

  test('answers 504 when the model does not come within the readiness timeout', async () => {
    const watch = await modelAtZero('late', { readinessTimeout: Duration.seconds(1) });
    expect((await request('late')).status).toBe(504);
    await watch.stop();
  });

  test('with a placeholder holds no request: it answers at once, and the model comes by the rate of requests', async () => {
    // GIVEN
    const placeholder = { headers: { 'Retry-After': '5' }, body: 'model is starting' };
    const watch = await modelAtZero('placeholder', { placeholder }, Scaling.byRequestRate(8));

    // WHEN
    const began = Date.now();
    const first = await request('placeholder');
    const waited = Date.now() - began;
    const statuses = [first.status];
    await eventually(() => request('placeholder'), ({ status }) => {
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
