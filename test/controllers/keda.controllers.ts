import { startKeda } from './harness/keda';
import { PROMETHEUS_URL, startPrometheus } from './harness/prometheus';
import { ReplicaWatch } from './harness/replicas';
import { describeWithControllers } from './harness/suite';
import { BEHAVIOR } from './pods/behavior';
import { Load } from './pods/load';
import { modelObjects } from './pods/manifests';
import { startModelServer } from './pods/model-server';
import { KubeObject } from '../cluster/harness/api-client';
import { Workspace } from '../cluster/workloads/workspace';

const load = new Load('llama', 'vllm:num_requests_waiting');

/** Of the gateway before the model, as the model's own series end with its last Pod. */
const QUERY = 'sum(gateway_queue_length{model="llama"}) or vector(0)';

const SCALED_OBJECT = {
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: { name: 'llama' },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'llama' },
    pollingInterval: 1,
    cooldownPeriod: 5,
    minReplicaCount: 0,
    maxReplicaCount: 5,
    advanced: { restoreToOriginalReplicaCount: false, horizontalPodAutoscalerConfig: { behavior: BEHAVIOR } },
    triggers: [{
      type: 'prometheus',
      name: 'waiting',
      metricType: 'AverageValue',
      metadata: { serverAddress: PROMETHEUS_URL, query: QUERY, threshold: '4', activationThreshold: '0', ignoreNullValues: 'false' },
    }],
  },
};

describeWithControllers('KEDA', async (pod, address) => load.of(await startModelServer(pod, address, { metrics: () => load.metrics() })), (cluster) => {
  beforeAll(async () => {
    await load.listen(9_000, '10.4.0.1');
    await startPrometheus(cluster(), { addresses: { gateway: '10.4.0.1:9000' } });
    await startKeda(cluster());
  }, 180_000);
  afterAll(() => load.stop());

  test('makes its HPA of a ScaledObject, and goes from 0 to 1 by activation, to 5, to 2 and back to 0', async () => {
    // GIVEN
    const workspace = await Workspace.make(cluster().plane, 'queue');
    const objects = modelObjects('llama');
    await workspace.apply(...objects);
    const watch = new ReplicaWatch(workspace, objects[0]!);
    await watch.reaches(1);
    await workspace.apply(SCALED_OBJECT);
    await watch.reaches(0);

    // WHEN
    load.waiting = 1;
    await watch.reaches(1);
    load.waiting = 20;
    await watch.reaches(5);
    load.waiting = 7;
    await watch.reaches(2);
    load.waiting = 0;
    await watch.reaches(0);
    await watch.stop();

    // THEN
    expect(watch.path()).toEqual([1, 0, 1, 2, 3, 4, 5, 4, 3, 2, 1, 0]);
    const [hpa, ...others] = await workspace.list<KubeObject>('autoscaling/v2', 'horizontalpodautoscalers');
    expect(others).toEqual([]);
    expect(hpa).toMatchObject({ metadata: { name: 'keda-hpa-llama' }, spec: { minReplicas: 1, maxReplicas: 5, behavior: BEHAVIOR } });
  });
});
