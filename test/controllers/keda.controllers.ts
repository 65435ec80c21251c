import { Duration } from 'cdk8s';
import { startKeda } from './harness/keda';
import { PodMonitor, PROMETHEUS_URL, startPrometheus } from './harness/prometheus';
import { ReplicaWatch } from './harness/replicas';
import { describeWithControllers } from './harness/suite';
import { Load } from './pods/load';
import { startModelServer } from './pods/model-server';
import { BEHAVIOR, rendered, SCRAPED, the } from './pods/rendered';
import { AutoscalingPolicy, Scaler, Scaling } from '../../src';
import { KubeObject } from '../cluster/harness/api-client';
import { Workspace } from '../cluster/workloads/workspace';

const load = new Load('llama', 'vllm:num_requests_waiting');

/** Of the gateway before the model, as the model's own series end with its last Pod. */
const QUERY = 'sum(gateway_queue_length{model="llama"}) or vector(0)';

/** A model whose policy scales by its own queue, and from zero by that of the gateway. */
const objects = rendered('queue', ({ chart, model }) => {
  new AutoscalingPolicy(chart, 'scaling', {
    target: model('llama', { monitoring: SCRAPED }),
    minReplicas: 0,
    maxReplicas: 5,
    scaling: [
      Scaling.byQueue(4),
      Scaling.byTrigger({ type: 'prometheus', metadata: { serverAddress: PROMETHEUS_URL, query: QUERY, threshold: '4', activationThreshold: '0' } }),
    ],
    scaler: Scaler.keda({ serverAddress: PROMETHEUS_URL, pollingInterval: Duration.seconds(1), cooldownPeriod: Duration.seconds(5) }),
    behavior: BEHAVIOR,
  });
});

interface ScaledObject extends KubeObject {
  readonly spec: { readonly advanced: { readonly horizontalPodAutoscalerConfig: { readonly behavior: object } } };
}

describeWithControllers('an AutoscalingPolicy by KEDA', async (pod, address) => load.of(await startModelServer(pod, address, { metrics: () => load.metrics() })), (cluster) => {
  beforeAll(async () => {
    await load.listen(9_000, '10.4.0.1');
    const podMonitors = [{ namespace: 'queue', monitor: the<PodMonitor>('PodMonitor', objects) }];
    await startPrometheus(cluster(), { podMonitors, addresses: { gateway: '10.4.0.1:9000' } });
    await startKeda(cluster());
  }, 180_000);
  afterAll(() => load.stop());

  test('makes its HPA of a ScaledObject, and goes from 0 to 1 by activation, to 5, to 2 and back to 0', async () => {
    // GIVEN
    const workspace = await Workspace.make(cluster().plane, 'queue');
    load.waiting = 0;
    await workspace.apply(...objects);
    const watch = new ReplicaWatch(workspace, the('Deployment', objects));
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
    const path = watch.path().slice(watch.path().indexOf(0));
    expect(path.slice(0, 9)).toEqual([0, 1, 2, 3, 4, 5, 4, 3, 2]); // then to 0 at once, or by way of 1: the cooldown and a step down take as long
    expect(path.at(-1)).toBe(0);
    const [hpa, ...others] = await workspace.list<KubeObject>('autoscaling/v2', 'horizontalpodautoscalers');
    const { metadata, spec } = the<ScaledObject>('ScaledObject', objects);
    expect(others).toEqual([]);
    expect(hpa).toMatchObject({
      metadata: { name: `keda-hpa-${metadata!.name}` },
      spec: { minReplicas: 1, maxReplicas: 5, behavior: spec.advanced.horizontalPodAutoscalerConfig.behavior },
    });
  });
});
