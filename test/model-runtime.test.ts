import { ApiObject, App, Chart, JsonPatch, Size } from 'cdk8s';
import { Pods } from 'cdk8s-plus-27';
import { Findings, ModelCache, ModelLabels, ModelRuntime, PersistentVolumeAccessMode, Rollout } from '../src';
import { chartIn, manifestsOf, objectOf, PlainEngine, plainProfile, plainRuntime, rulesOf, serverOf } from './fixtures';

const kindsOf = (chart: Chart) => manifestsOf(chart).map(object => object.kind);
const openAi = () => Object.defineProperty(new PlainEngine(), 'apiPath', { get: () => '/v1' });

describe('a runtime', () => {
  test('serves without a Model', () => {
    const chart = chartIn('ml');
    plainRuntime(chart, 'llama');
    expect(kindsOf(chart)).toEqual(['Deployment', 'Service']);
    expect(Findings.of(chart)).toEqual([]);
  });

  test('selects its Pods by one label of its own, and by nothing that others rewrite', () => {
    const chart = chartIn();
    plainRuntime(chart, 'llama', { replicas: 2, network: {}, version: '2.0.0' });
    const selector = { [ModelLabels.MODEL]: 'llama' };
    const { selector: deployment, template } = objectOf(chart, 'Deployment').spec;
    expect(deployment).toEqual({ matchLabels: selector });
    expect(objectOf(chart, 'Service').spec.selector).toEqual(selector);
    expect(objectOf(chart, 'PodDisruptionBudget').spec.selector).toEqual({ matchLabels: selector });
    expect(objectOf(chart, 'NetworkPolicy').spec.podSelector).toEqual({ matchLabels: selector });
    expect(template.metadata.labels).toMatchObject(selector);
  });

  test('has labels to read on every object', () => {
    const chart = chartIn();
    plainRuntime(chart, 'llama', { replicas: 2, version: '2.0.0' });
    for (const { metadata } of manifestsOf(chart)) {
      expect(metadata.labels).toEqual({
        [ModelLabels.MODEL]: 'llama',
        'app.kubernetes.io/name': 'plain',
        'app.kubernetes.io/instance': 'llama',
        'app.kubernetes.io/component': 'model-server',
        'app.kubernetes.io/managed-by': 'cdk8s',
        'app.kubernetes.io/version': '2.0.0',
      });
    }
  });

  test('never lets a user\'s label take the place of its own', () => {
    const chart = chartIn();
    plainRuntime(chart, 'llama', { deploymentMetadata: { labels: { [ModelLabels.MODEL]: 'mine' } }, pod: { labels: { [ModelLabels.MODEL]: 'mine' } } });
    expect(rulesOf(chart)).toEqual(['user-labels-overwrite']);
  });

  test('has one replica unless told otherwise, and a disruption budget from two on', () => {
    const replicas = (count?: number, disruptionBudget?: boolean) => {
      const chart = chartIn();
      plainRuntime(chart, 'llama', { replicas: count, disruptionBudget });
      return [objectOf(chart, 'Deployment').spec.replicas, kindsOf(chart).includes('PodDisruptionBudget')];
    };
    expect(replicas()).toEqual([1, false]);
    expect(replicas(0)).toEqual([0, false]);
    expect(replicas(2)).toEqual([2, true]);
    expect(replicas(2, false)).toEqual([2, false]);
  });

  test('allows one Pod to be away at a time, so that a drain goes on', () => {
    const chart = chartIn();
    plainRuntime(chart, 'llama', { replicas: 2 });
    expect(objectOf(chart, 'PodDisruptionBudget').spec.maxUnavailable).toBe(1);
  });

  test.each([-1, 1.5, 2 ** 31])('fails for %p replicas', replicas => {
    const chart = chartIn();
    plainRuntime(chart, 'llama', { replicas });
    expect(rulesOf(chart)).toEqual(['replicas-invalid']);
  });

  test('is found by cdk8s as its Deployment', () => {
    const runtime = plainRuntime(chartIn());
    expect(ApiObject.of(runtime)).toBe(runtime.deployment);
  });

  test('derives its name from its id', () => {
    expect(plainRuntime(chartIn(), 'Llama 3').name).toBe('llama-3');
    expect(plainRuntime(chartIn(), 'x', { name: 'llama' }).name).toBe('llama');
  });

  test('takes its engine from the profile, or its own', () => {
    const engine = new PlainEngine({ name: 'own' });
    expect(plainRuntime(chartIn(), 'x', { engine }).engine).toBe(engine);
    const chart = chartIn();
    const profile = plainProfile(chart);
    const runtime = plainRuntime(chart, 'x', { profile });
    expect(runtime.engine).toBe(profile.engine);
    expect(runtime.profile).toBe(profile);
  });

  test('hands out copies of its resources', () => {
    const runtime = plainRuntime(chartIn());
    runtime.requests.cpu = '100';
    runtime.limits.memory = '1Ti';
    expect([runtime.requests.cpu, runtime.limits.memory]).toEqual(['2', '32Gi']);
    expect(runtime.image).toBe('example.com/plain:1.0.0');
  });
});

describe('the objects of a runtime', () => {
  const tried = ({ tryGrpcServiceObject, tryCacheClaim, tryNetworkPolicy, tryDisruptionBudget }: ModelRuntime) => [
    tryGrpcServiceObject, tryCacheClaim, tryNetworkPolicy, tryDisruptionBudget,
  ];

  test('are handed out, for patches, each by its name', () => {
    const chart = chartIn('ml');
    const cache = ModelCache.claim({ accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY, size: Size.gibibytes(1) });
    const engine = new PlainEngine({ ports: { http: 8080, grpc: 8081 } });
    const runtime = plainRuntime(chart, 'llama', { engine, replicas: 2, network: {}, cache });
    const all = [runtime.deployment, runtime.serviceObject, ...tried(runtime)];
    expect(all.map(object => `${object?.kind} ${object?.name}`)).toEqual([
      'Deployment llama', 'Service llama', 'Service llama-grpc', 'PersistentVolumeClaim llama-cache', 'NetworkPolicy llama', 'PodDisruptionBudget llama',
    ]);
    for (const object of all) object!.addJsonPatch(JsonPatch.add('/metadata/annotations', { patched: 'yes' }));
    expect(manifestsOf(chart).filter(({ metadata }) => metadata.annotations?.patched === 'yes')).toHaveLength(6);
  });

  test('are undefined until there is a reason for them', () => {
    const chart = chartIn('ml');
    const runtime = plainRuntime(chart, 'llama');
    expect(tried(runtime)).toEqual([undefined, undefined, undefined, undefined]);
    runtime.allowFrom();
    runtime.markHasAutoscaler();
    expect(tried(runtime).map(object => object?.kind)).toEqual([undefined, undefined, 'NetworkPolicy', 'PodDisruptionBudget']);
    expect(tried(plainRuntime(chart, 'other', { replicas: 2, disruptionBudget: false }))[3]).toBeUndefined();
  });
});

describe('an endpoint', () => {
  test('is the Service inside the cluster, with the path that clients put in front', () => {
    expect(plainRuntime(chartIn('ml'), 'llama', { engine: openAi() }).endpoint).toEqual({
      host: 'llama.ml.svc', serviceName: 'llama', port: 8080, url: 'http://llama.ml.svc:8080', baseUrl: 'http://llama.ml.svc:8080/v1', modelName: 'llama',
    });
  });

  test('of a chart without a namespace is the name alone', () => {
    expect(plainRuntime(chartIn(), 'llama').endpoint).toMatchObject({ host: 'llama', baseUrl: 'http://llama:8080' });
  });

  test.each([
    ['ml', 'llama-grpc.ml.svc'],
    [undefined, 'llama-grpc'],
  ])('has the gRPC Service of an engine that speaks it, in the namespace %s', (namespace, host) => {
    const chart = chartIn(namespace);
    const { endpoint } = plainRuntime(chart, 'llama', { engine: new PlainEngine({ ports: { http: 8080, grpc: 8081 } }) });
    expect(endpoint.grpc).toEqual({ host, serviceName: 'llama-grpc', port: 8081, url: `dns:///${host}:8081` });
    expect(objectOf(chart, 'Service', endpoint.grpc!.serviceName).spec.ports).toEqual([expect.objectContaining({ port: endpoint.grpc!.port })]);
  });

  test('has no gRPC address where the engine speaks none', () => {
    expect(plainRuntime(chartIn(), 'llama').endpoint).not.toHaveProperty('grpc');
  });
});

describe('an autoscaler', () => {
  test('takes the replicas over, and brings a disruption budget', () => {
    const chart = chartIn();
    const runtime = plainRuntime(chart, 'llama');
    expect(runtime.hasAutoscaler).toBe(false);
    expect(objectOf(chart, 'Deployment').spec.replicas).toBe(1);
    runtime.markHasAutoscaler();
    runtime.markHasAutoscaler();
    expect(runtime.hasAutoscaler).toBe(true);
    expect(objectOf(chart, 'Deployment').spec).not.toHaveProperty('replicas');
    expect(kindsOf(chart).filter(kind => kind === 'PodDisruptionBudget')).toHaveLength(1);
  });

  test('makes a rollout without surge no interruption: there may be more Pods', () => {
    const chart = chartIn();
    const runtime = plainRuntime(chart, 'llama', { rollout: Rollout.withoutSurge() });
    expect(rulesOf(chart)).toEqual(['rollout-interrupts-serving']);
    runtime.markHasAutoscaler();
    expect(rulesOf(chart)).toEqual([]);
  });

  test('fails where replicas are given too', () => {
    const chart = chartIn();
    plainRuntime(chart, 'llama', { replicas: 1 }).markHasAutoscaler();
    expect(rulesOf(chart)).toEqual(['autoscaler-owns-replicas']);
  });
});

describe('callers', () => {
  test('that are added later make the NetworkPolicy, and then are added to it', () => {
    const chart = chartIn();
    const runtime = plainRuntime(chart, 'llama');
    expect(kindsOf(chart)).not.toContain('NetworkPolicy');
    runtime.allowFrom(Pods.select(chart, 'web', { labels: { app: 'web' } }));
    runtime.allowFrom(Pods.select(chart, 'job', { labels: { app: 'job' } }));
    expect(objectOf(chart, 'NetworkPolicy').spec.ingress[0].from).toEqual([{ podSelector: { matchLabels: { app: 'web' } } }, { podSelector: { matchLabels: { app: 'job' } } }]);
  });

  test('that are added later are allowed besides those of the settings', () => {
    const chart = chartIn();
    const runtime = plainRuntime(chart, 'llama', { network: { from: [Pods.select(chart, 'web', { labels: { app: 'web' } })] } });
    expect(objectOf(chart, 'NetworkPolicy').spec.ingress[0].from).toHaveLength(1);
    runtime.allowFrom(Pods.all(chart, 'all'));
    expect(objectOf(chart, 'NetworkPolicy').spec.ingress[0].from).toHaveLength(2);
  });
});

test('what is rendered follows a change after the first look at it', () => {
  const chart = chartIn();
  const runtime: ModelRuntime = plainRuntime(chart, 'llama');
  Findings.of(chart);
  runtime.markHasAutoscaler();
  const [first, second] = [App.of(chart).synthYaml(), App.of(chart).synthYaml()];
  expect(first).toBe(second);
  expect(first).not.toContain('replicas');
  expect(serverOf(chart).name).toBe('server');
});
