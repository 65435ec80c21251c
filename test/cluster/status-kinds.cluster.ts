import { App, Chart } from 'cdk8s';
import { stderrOf } from '../fixtures';
import { NEWEST_KUBERNETES } from './binaries/versions';
import { KubeObject } from './harness/api-client';
import { Applier } from './harness/apply';
import { established, installCrds } from './harness/crds';
import { describeOnCluster } from './harness/suite';
import { HTTP_ROUTE } from './status/http-route';
import { Kubelet } from './status/kubelet';
import { condition, ModelStatus } from './status/observed-model';
import { ReporterProcess } from './status/reporter-process';
import { eventuallyHolds } from './workloads/eventually';
import { anyServer, anySource, SMALL } from './workloads/models';
import {
  AutoscalingPolicy, AutoscalingTarget, Framework, GatewayRef, ModelConstruct, ModelInfer, ModelRoute, ModelServer, ModelStatusReporter,
  RuntimeProfile, Scaler, Scaling, ServedModel,
} from '../../src';

const NAMESPACE = 'fleet';

/** A Model, what serves it, and what leads there, of typed code. */
function fleet(): KubeObject[] {
  const chart = new Chart(new App(), 'fleet', { namespace: NAMESPACE });
  const profile = new RuntimeProfile(chart, 'profile', { engine: anyServer(), compute: SMALL });
  const model = new ModelConstruct(chart, 'llama', { version: '1.0.0', framework: Framework.CUSTOM, source: anySource(), profile, registerOnly: true });
  const infer = new ModelInfer(chart, 'infer', { model });
  new AutoscalingPolicy(chart, 'by-cpu', { target: infer, minReplicas: 2, maxReplicas: 4, scaling: [Scaling.byCpu(0.6)] });
  const server = new ModelServer(chart, 'server', { target: infer, service: { port: 8080 } });
  new ModelRoute(chart, 'route', { gateway: { parents: [GatewayRef.gateway('inference')] }, routes: [{ to: server }] });
  let objects: KubeObject[] = [];
  stderrOf(() => { objects = chart.toJson() as KubeObject[]; });
  return objects;
}

/** Custom resources of which nothing else is made, in an app with a reporter. */
function registeredOnly(): KubeObject[] {
  const app = new App();
  const chart = new Chart(app, 'elsewhere', { namespace: NAMESPACE });
  new ModelStatusReporter(new Chart(app, 'status', { namespace: 'status' }), 'status');
  const target = AutoscalingTarget.of({ apiVersion: 'workload.matrixinfer.ai/v1alpha1', kind: 'ModelInfer', name: 'elsewhere-infer' });
  const server = new ModelServer(chart, 'server', { target: ServedModel.of('elsewhere-infer'), registerOnly: true, service: { port: 8080 } });
  new ModelRoute(chart, 'elsewhere', { routes: [{ to: server }], registerOnly: true });
  new AutoscalingPolicy(chart, 'by-others', { target, scaler: Scaler.recordOnly() });
  return chart.toJson() as KubeObject[];
}

interface Observed extends KubeObject { readonly status?: ModelStatus & { readonly [member: string]: unknown } }

describeOnCluster('the status of every kind', { version: NEWEST_KUBERNETES, scheduler: true, controllerManager: true }, (cluster) => {
  let kubelet: Kubelet;
  let reporter: ReporterProcess;

  beforeAll(async () => {
    await installCrds(cluster());
    await cluster().api.must('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', HTTP_ROUTE);
    await established(cluster(), HTTP_ROUTE.metadata.name);
    kubelet = await Kubelet.start(cluster(), 'node-1', { cpu: '500', memory: '2Ti' });
    reporter = await ReporterProcess.start(cluster());
    await reporter.ready();
    await cluster().api.must('POST', '/api/v1/namespaces', { metadata: { name: NAMESPACE } });
    for (const object of fleet()) {
      const { status, body } = await new Applier(cluster()).apply(object, NAMESPACE);
      expect({ kind: object.kind, accepted: status < 300, message: body.message }).toEqual({ kind: object.kind, accepted: true, message: undefined });
    }
  });
  afterAll(async () => {
    kubelet?.stop();
    await reporter?.remove();
  });

  const path = (group: string, plural: string, name: string) => `/apis/${group}/namespaces/${NAMESPACE}/${plural}/${name}`;
  const comesTo = (group: string, plural: string, name: string, expected: object, type: string, holds: string) => eventuallyHolds(async () => {
    const { status } = (await cluster().api.must('GET', path(`${group}.matrixinfer.ai/v1alpha1`, plural, name))).body as Observed;
    expect({ ...status, condition: condition(status, type) }).toMatchObject({ ...expected, condition: holds });
  });

  test('while no Pod runs is Pending, and says why', async () => {
    await kubelet.pods(NAMESPACE, 2);
    await comesTo('workload', 'modelinfers', 'llama-infer', { phase: 'Pending', replicas: 2, readyReplicas: 0 }, 'Ready', 'False Starting');
    await comesTo('networking', 'modelservers', 'llama-server', { phase: 'Pending' }, 'Ready', 'False NoEndpoints');
    await comesTo('networking', 'modelroutes', 'route', { phase: 'Pending', activeRoutes: 0 }, 'Ready', 'False NoGateway');
    await comesTo('registry', 'models', 'llama', { phase: 'Pending', replicas: 2 }, 'Ready', 'False Starting');
  });

  test('when Pods serve and a Gateway takes the route says so', async () => {
    // WHEN
    for (const pod of await kubelet.pods(NAMESPACE, 2)) await kubelet.serves(pod);
    const now = new Date().toISOString();
    const conditions = ['Accepted', 'ResolvedRefs'].map((type) => ({ type, status: 'True', reason: type, message: '', lastTransitionTime: now }));
    const status = { parents: [{ parentRef: { name: 'inference' }, controllerName: 'example.com/test', conditions }] };
    await cluster().api.must('PATCH', `${path('gateway.networking.k8s.io/v1', 'httproutes', 'route')}/status`, { status }, 'application/merge-patch+json');

    // THEN
    const running = { phase: 'Running', replicas: 2, readyReplicas: 2, selector: 'registry.matrixinfer.ai/model=llama-infer' };
    await comesTo('workload', 'modelinfers', 'llama-infer', running, 'Ready', 'True Serving');
    await comesTo('networking', 'modelservers', 'llama-server', { phase: 'Ready', serviceEndpoint: `http://llama-server.${NAMESPACE}.svc:8080` }, 'Ready', 'True EndpointsReady');
    await comesTo('networking', 'modelroutes', 'route', { phase: 'Active', activeRoutes: 1 }, 'Ready', 'True Accepted');
    await comesTo('registry', 'models', 'llama', { phase: 'Ready', replicas: 2, readyReplicas: 2 }, 'Ready', 'True Serving');
  });

  test('of a policy is what the controller of Kubernetes says of its autoscaler', async () => {
    await comesTo('registry', 'autoscalingpolicies', 'by-cpu', { currentReplicas: 2 }, 'ScalingActive', 'False FailedGetResourceMetric');
    await comesTo('registry', 'autoscalingpolicies', 'by-cpu', {}, 'AbleToScale', 'True SucceededGetScale');
  });

  test('is told by the scale subresource of a ModelInfer', async () => {
    const { body } = await cluster().api.must('GET', `${path('workload.matrixinfer.ai/v1alpha1', 'modelinfers', 'llama-infer')}/scale`);
    expect(body.status).toEqual({ replicas: 2, selector: 'registry.matrixinfer.ai/model=llama-infer' });
  });

  test('is left to others where nothing but the custom resource is made', async () => {
    // GIVEN
    for (const object of registeredOnly()) expect((await new Applier(cluster()).apply(object, NAMESPACE)).status).toBeLessThan(300);
    const places = [
      ['networking', 'modelservers', 'elsewhere-server'], ['networking', 'modelroutes', 'elsewhere'], ['registry', 'autoscalingpolicies', 'by-others'],
    ] as const;
    const read = async (group: string, plural: string, name: string) => (
      (await cluster().api.must('GET', path(`${group}.matrixinfer.ai/v1alpha1`, plural, name))).body as Observed
    );
    const foreign = { conditions: [{ type: 'Ready', status: 'True', reason: 'ServedElsewhere', message: '', lastTransitionTime: new Date().toISOString() }] };
    for (const place of places) {
      await cluster().api.must('PATCH', `${path(`${place[0]}.matrixinfer.ai/v1alpha1`, place[1], place[2])}/status`, { status: foreign }, 'application/merge-patch+json');
    }

    // WHEN something that is made later has its status: the reporter has seen the others before it
    const server = { ...registeredOnly()[0], metadata: { name: 'later', namespace: NAMESPACE } };
    expect((await new Applier(cluster()).apply(server, NAMESPACE)).status).toBeLessThan(300);
    await comesTo('networking', 'modelservers', 'later', { phase: 'Pending' }, 'Ready', 'False NoService');

    // THEN
    for (const [group, plural, name] of places) expect(condition((await read(group, plural, name)).status, 'Ready')).toBe('True ServedElsewhere');
  });

  test('of a ModelServer follows when the last Pod is gone', async () => {
    for (const { metadata } of await kubelet.pods(NAMESPACE, 2)) await kubelet.remove(metadata);
    await comesTo('networking', 'modelservers', 'llama-server', { phase: 'Pending' }, 'Ready', 'False NoEndpoints');
  });
});
