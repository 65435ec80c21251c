import { NEWEST_KUBERNETES } from './binaries/versions';
import { KubeObject } from './harness/api-client';
import { Applier } from './harness/apply';
import { established, installCrds } from './harness/crds';
import { describeOnCluster } from './harness/suite';
import { HTTP_ROUTE } from './status/http-route';
import { condition, Model, modelPath, ModelStatus } from './status/observed-model';
import { PlainObjects } from './status/plain-objects';
import { REPORTER, renderReporter } from './status/reporter-app';
import { ReporterProcess } from './status/reporter-process';
import { eventually } from './workloads/eventually';
import { podOf, PodTemplate } from './workloads/models';

interface Rule { readonly apiGroups: readonly string[]; readonly resources: readonly string[]; readonly verbs: readonly string[] }

describeOnCluster('the status reporter', { version: NEWEST_KUBERNETES }, (cluster) => {
  const reporters: ReporterProcess[] = [];
  beforeAll(() => installCrds(cluster()));
  afterEach(async () => {
    await Promise.all(reporters.splice(0).map((reporter) => reporter.remove()));
  });
  const start = async (...args: [run?: Parameters<typeof ReporterProcess.start>[1]]) => {
    const reporter = await ReporterProcess.start(cluster(), ...args);
    reporters.push(reporter);
    return reporter;
  };
  const read = async (namespace: string, name = 'm0') => (await cluster().api.must('GET', modelPath(namespace, name))).body as Model;
  const has = (namespace: string, fits: (status: ModelStatus) => boolean) =>
    eventually(() => read(namespace), ({ status }) => status !== undefined && fits(status));
  const refused = async (reporter: ReporterProcess) => reporter.metric('matrixinfer_status_api_requests_total', /code="40[13]"/);

  /** An object of each kind that nothing stands behind; gives their paths. */
  const bareObjects = async () => {
    const serving = { modelServerRef: { name: 'front' } };
    const objects: [group: string, plural: string, kind: string, spec: object][] = [
      ['networking', 'modelservers', 'ModelServer', { modelInferRef: { name: 'own' }, service: { port: 80 }, routing: { path: '/v1' } }],
      ['networking', 'modelroutes', 'ModelRoute', { routes: [{ destination: serving }] }],
      ['registry', 'autoscalingpolicies', 'AutoscalingPolicy', { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'own' } }],
    ];
    return Promise.all(objects.map(async ([group, plural, kind, spec]) => {
      const apiVersion = `${group}.matrixinfer.ai/v1alpha1`;
      const path = `/apis/${apiVersion}/namespaces/inferred/${plural}`;
      await cluster().api.must('POST', path, { apiVersion, kind, metadata: { name: 'front' }, spec });
      return `${path}/front`;
    }));
  };

  test('is taken as it is, by a namespace that enforces Pod Security restricted', async () => {
    await cluster().api.must('POST', '/api/v1/namespaces', { metadata: { name: REPORTER.namespace, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } } });
    const applier = new Applier(cluster());
    for (const object of renderReporter()) {
      const { status, warnings, body } = await applier.apply(object, REPORTER.namespace);
      const { kind } = object;
      expect({ kind, accepted: status < 300, warnings, message: body.message }).toEqual({ kind, accepted: true, warnings: [], message: undefined });
      const again = await applier.apply(object, REPORTER.namespace);
      expect(again.body.metadata!.generation).toBe(body.metadata!.generation);
    }
    const { spec } = renderReporter().find(({ kind }) => kind === 'Deployment') as unknown as { spec: { template: PodTemplate } };
    const { status, body } = await cluster().api.send('POST', `/api/v1/namespaces/${REPORTER.namespace}/pods?dryRun=All`, podOf('reporter', spec.template));
    expect({ status, message: body.message }).toEqual({ status: 201, message: undefined });
  });

  test('uses every right that it has, and asks for no other', async () => {
    // GIVEN Models of both kinds, one of them with a ModelInfer that somebody else runs, and one object of each other kind
    await cluster().api.must('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', HTTP_ROUTE);
    await established(cluster(), HTTP_ROUTE.metadata.name);
    const served = await PlainObjects.make(cluster(), 'served', 1, 2);
    const inferred = await PlainObjects.make(cluster(), 'inferred', 0, 0);
    await inferred.addModel('m0');
    const infers = '/apis/workload.matrixinfer.ai/v1alpha1/namespaces/inferred/modelinfers';
    const annotations = { 'registry.matrixinfer.ai/registered-only': 'true' };
    const infer = { apiVersion: 'workload.matrixinfer.ai/v1alpha1', kind: 'ModelInfer', spec: { modelRef: { name: 'm0' } } };
    await cluster().api.must('POST', infers, { ...infer, metadata: { name: 'm0-infer', annotations } });
    await cluster().api.must('POST', infers, { ...infer, metadata: { name: 'own' }, spec: { modelRef: { name: 'other' } } });
    const kinds = await bareObjects();

    // WHEN
    const reporter = await start();
    await has(served.namespace, ({ phase }) => phase === 'Ready');
    await has(inferred.namespace, (status) => condition(status, 'Ready') === 'False Starting');
    await cluster().api.must('PATCH', `${infers}/m0-infer/status`, { status: { phase: 'Running', replicas: 1, readyReplicas: 1 } }, 'application/merge-patch+json');
    await has(inferred.namespace, (status) => condition(status, 'Ready') === 'True Serving');

    for (const path of kinds) await eventually(async () => (await cluster().api.must('GET', path)).body.status, (status) => status !== undefined);

    // THEN
    const { rules } = renderReporter().find(({ kind }) => kind === 'ClusterRole') as unknown as { rules: readonly Rule[] };
    const rights = rules.flatMap(({ resources, verbs }) => resources.flatMap((resource) => verbs.map((verb): [string, string] => [resource, verb])));
    expect(rights).toHaveLength(30);
    expect(JSON.stringify(rules)).not.toMatch(/\*|secret/i);
    for (const [resource, verb] of rights) {
      const used = await reporter.metric('matrixinfer_status_api_requests_total', new RegExp(`verb="${verb}",resource="${resource}",code="20`));
      expect({ resource, verb, used: used > 0 }).toEqual({ resource, verb, used: true });
    }
    expect(await refused(reporter)).toBe(0);
  });

  test('may do nothing besides', async () => {
    const token = await ReporterProcess.grant(cluster());
    expect(token).not.toBe('');
    const allowed = async (verb: string, resource: string, group = '') => {
      const { body } = await cluster().api.must('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SubjectAccessReview',
        spec: { user: `system:serviceaccount:${REPORTER.namespace}:${REPORTER.name}`, resourceAttributes: { namespace: 'served', verb, group, resource: resource.split('/')[0], subresource: resource.split('/')[1] } },
      });
      return (body.status as { allowed: boolean }).allowed;
    };
    expect(await allowed('patch', 'models/status', 'registry.matrixinfer.ai')).toBe(true);
    for (const verb of ['get', 'list', 'watch']) expect(await allowed(verb, 'secrets')).toBe(false);
    for (const verb of ['create', 'update', 'patch', 'delete', 'deletecollection']) {
      for (const [resource, group] of [['models', 'registry.matrixinfer.ai'], ['modelinfers', 'workload.matrixinfer.ai'], ['horizontalpodautoscalers', 'autoscaling'], ['deployments', 'apps'], ['pods', ''], ['services', ''], ['configmaps', ''], ['pods/exec', '']] as const) {
        expect({ verb, resource, allowed: await allowed(verb, resource, group) }).toEqual({ verb, resource, allowed: false });
      }
    }
  });

  test('looks after a list of namespaces with rights in these alone', async () => {
    for (const kind of ['clusterroles', 'clusterrolebindings']) await cluster().api.must('DELETE', `/apis/rbac.authorization.k8s.io/v1/${kind}/${REPORTER.name}.${REPORTER.namespace}`);
    const [one, two, other] = [await PlainObjects.make(cluster(), 'one', 1, 1), await PlainObjects.make(cluster(), 'two', 1, 1), await PlainObjects.make(cluster(), 'other', 1, 1)];
    const reporter = await start({ props: { namespaces: ['one', 'two'] } });
    await has(one.namespace, ({ phase }) => phase === 'Ready');
    await has(two.namespace, ({ phase }) => phase === 'Ready');
    expect((await read(other.namespace)).status).toBeUndefined();
    expect(await refused(reporter)).toBe(0);
  });

  test('waits until it is given its rights', async () => {
    // GIVEN neither
    await cluster().api.must('DELETE', `/apis/rbac.authorization.k8s.io/v1/namespaces/one/rolebindings/${REPORTER.name}.${REPORTER.namespace}`);
    const late = await PlainObjects.make(cluster(), 'late', 1, 1);
    const reporter = await start({ props: { namespaces: ['late'], name: 'late' } });
    await has(late.namespace, ({ phase }) => phase === 'Ready');
    await cluster().api.must('DELETE', `/apis/rbac.authorization.k8s.io/v1/namespaces/late/rolebindings/late.${REPORTER.namespace}`);
    await reporter.kill();
    await reporter.launch();
    await reporter.said(({ level, error }) => level === 'warn' && /forbidden/.test(String(error)));
    await eventually(() => reporter.probe('/readyz'), (answer) => answer.startsWith('503 not read yet: '));
    expect(await reporter.probe('/healthz')).toBe('200 ok\n');

    // WHEN
    await ReporterProcess.grant(cluster(), { namespaces: ['late'], name: 'late' });

    // THEN
    await reporter.ready();
    await late.setReachable('m0', false);
    await has(late.namespace, ({ phase }) => phase === 'Pending');
  });

  test('ends when it is told to, with what it was writing written', async () => {
    const objects = await PlainObjects.make(cluster(), 'ending', 1, 1);
    const reporter = await start({ props: { namespaces: ['ending'], name: 'ending' } });
    await has(objects.namespace, ({ phase }) => phase === 'Ready');
    const began = Date.now();
    await reporter.stop();
    expect(Date.now() - began).toBeLessThan(8_000);
    expect(reporter.log.at(-1)).toMatchObject({ message: 'stopping' } satisfies Partial<KubeObject>);
  });
});
