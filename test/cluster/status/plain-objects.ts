import { ModelLabels } from '../../../src';
import { KubeObject } from '../harness/api-client';
import { ControlPlane } from '../harness/control-plane';
import { inParallel } from '../workloads/in-parallel';

/*
 * Objects that nothing but the test changes: no controller runs where they are used, so that one change is one cause.
 */

const PATCH = 'application/merge-patch+json';
const MODELS = 'registry.matrixinfer.ai/v1alpha1';

/** Models with their Deployments, Pods, Services and EndpointSlices, all complete and ready. */
export class PlainObjects {
  static async make(cluster: ControlPlane, namespace: string, models: number, podsEach: number): Promise<PlainObjects> {
    await cluster.api.must('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
    await cluster.api.must('POST', `/api/v1/namespaces/${namespace}/serviceaccounts`, { metadata: { name: 'default' } }); // as a controller does
    const objects = new PlainObjects(cluster, namespace, podsEach);
    const names = Array.from({ length: models }, (_, index) => `m${index}`);
    await inParallel(names, (name) => objects.addRuntime(name));
    const pods = names.flatMap((name) => Array.from({ length: podsEach }, (_, index): [string, number] => [name, index]));
    await inParallel(pods, ([name, index]) => objects.addPod(name, index));
    await inParallel(names, (name) => objects.addModel(name));
    return objects;
  }

  private constructor(private readonly cluster: ControlPlane, readonly namespace: string, private readonly podsEach: number) {}

  /** A Model. */
  async addModel(name: string): Promise<void> {
    await this.post(`/apis/${MODELS}`, 'models', {
      apiVersion: MODELS,
      kind: 'Model',
      metadata: { name },
      spec: { modelSpec: { modelId: name, framework: 'custom', version: '1.0.0', source: { uri: 's3://a/b/' } }, runtime: { image: 'a:1' } },
    });
  }

  /** Its Deployment, Service and EndpointSlice. */
  async addRuntime(name: string): Promise<void> {
    const labels = { [ModelLabels.MODEL]: name };
    const container = { name: 'server', image: 'registry.example.com/server:1', env: Array.from({ length: 15 }, (_, index) => ({ name: `VARIABLE_${index}`, value: 'x'.repeat(40) })) };
    const { metadata } = await this.post('/apis/apps/v1', 'deployments', {
      metadata: { name, labels },
      spec: { replicas: this.podsEach, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [container] } } },
    });
    await this.patch('/apis/apps/v1', `deployments/${name}/status`, {
      status: {
        observedGeneration: metadata!.generation,
        replicas: this.podsEach,
        updatedReplicas: this.podsEach,
        readyReplicas: this.podsEach,
        availableReplicas: this.podsEach,
        conditions: [{ type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable', message: '' }],
      },
    });
    await this.post('/api/v1', 'services', { metadata: { name, labels }, spec: { clusterIP: 'None', ports: [{ name: 'http', port: 8000 }] } });
    await this.post('/apis/discovery.k8s.io/v1', 'endpointslices', {
      metadata: { name, labels: { ...labels, 'kubernetes.io/service-name': name } }, addressType: 'IPv4', ports: [{ name: 'http', port: 8000 }], endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true } }],
    });
  }

  /** One Pod, as large as those of the library. */
  async addPod(model: string, index: number): Promise<void> {
    const env = Array.from({ length: 20 }, (_, number) => ({ name: `VARIABLE_${number}`, value: 'x'.repeat(40) }));
    await this.post('/api/v1', 'pods', {
      metadata: { name: `${model}-${index}`, labels: { [ModelLabels.MODEL]: model }, annotations: { 'registry.matrixinfer.ai/source': 's3://a/b/' } },
      spec: { nodeName: 'node-1', automountServiceAccountToken: false, containers: [{ name: 'server', image: 'registry.example.com/server:1', env, startupProbe: { httpGet: { port: 8000 } } }] },
    });
    await this.setReady(model, index, true);
  }

  /** One change: a Pod becomes ready, or is so no more. */
  async setReady(model: string, index: number, ready: boolean): Promise<void> {
    const now = new Date().toISOString();
    await this.patch('/api/v1', `pods/${model}-${index}/status`, {
      status: {
        phase: 'Running',
        conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: now }],
        containerStatuses: [{ name: 'server', image: 'registry.example.com/server:1', imageID: 'registry.example.com/server@sha256:1', ready, started: true, restartCount: 0, state: { running: { startedAt: '2026-01-01T00:00:00Z' } } }],
      },
    });
  }

  /** One change: the Service leads to a Pod, or to none. */
  async setReachable(model: string, reachable: boolean): Promise<void> {
    await this.patch('/apis/discovery.k8s.io/v1', `endpointslices/${model}`, { endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: reachable } }] });
  }

  private async post(group: string, resource: string, object: object): Promise<KubeObject> {
    return (await this.cluster.api.must('POST', `${group}/namespaces/${this.namespace}/${resource}`, object)).body;
  }

  private async patch(group: string, path: string, patch: object): Promise<void> {
    await this.cluster.api.must('PATCH', `${group}/namespaces/${this.namespace}/${path}`, patch, PATCH);
  }
}
