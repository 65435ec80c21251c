import { ApiObject, App, Chart, JsonPatch, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import * as kplus34 from 'cdk8s-plus-34';
import { Compute, ModelCache, ModelConstruct, ModelLabels, ModelRuntime, ModelSource, NetworkAccess, Rollout, SecretKey } from '../../src';
import { chartIn, findingsOf, Manifest, manifestsOf, objectOf, PlainEngine, plainModel, PlainSource, rulesOf, serverOf, templateOf } from '../fixtures';

function served(namespace: string | undefined = 'ml'): { chart: Chart; model: ModelConstruct; runtime: ModelRuntime } {
  const chart = chartIn(namespace);
  const model = plainModel(chart, 'llama');
  return { chart, model, runtime: model.runtime };
}

describe('the Service of a model', () => {
  test('is the backend of an Ingress', () => {
    const { chart, model } = served();
    new kplus.Ingress(chart, 'in', { rules: [{ host: 'llama.example.com', backend: kplus.IngressBackend.fromService(model.service) }] });
    expect(objectOf(chart, 'Ingress').spec.rules).toEqual([
      { host: 'llama.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'llama', port: { number: 8080 } } } }] } },
    ]);
  });

  test('is exposed by an Ingress of its own', () => {
    const { chart, model } = served();
    model.service.exposeViaIngress('/llama');
    expect(objectOf(chart, 'Ingress').spec.rules[0].http.paths[0]).toMatchObject({ path: '/llama', backend: { service: { name: 'llama', port: { number: 8080 } } } });
  });

  test('is the same object each time, and prints nothing besides the Service that is there', () => {
    const { chart, model } = served();
    const before = manifestsOf(chart);
    expect(model.service).toBe(model.runtime.service);
    expect(model.service).toBeInstanceOf(kplus.Service);
    expect(manifestsOf(chart)).toEqual(before);
  });

  test('is found by cdk8s, and what is patched on it is printed', () => {
    const { chart, model } = served();
    const object = ApiObject.of(model.service);
    expect(object).toBe(model.runtime.serviceObject);
    object.addJsonPatch(JsonPatch.add('/spec/trafficDistribution', 'PreferClose'));
    model.service.metadata.addAnnotation('example.com/note', 'patched');
    const { metadata, spec } = objectOf(chart, 'Service');
    expect(spec).toMatchObject({ trafficDistribution: 'PreferClose', ports: [{ targetPort: 'http', appProtocol: 'http' }] });
    expect(metadata.annotations).toEqual({ 'example.com/note': 'patched' });
  });

  test('says what others read of it', () => {
    const { model } = served();
    const { name, port, ports, type, permissions } = model.service;
    expect({ name, port, ports, type, permissions: permissions !== undefined }).toEqual({
      name: 'llama', port: 8080, ports: [{ name: 'http', port: 8080 }], type: kplus.ServiceType.CLUSTER_IP, permissions: true,
    });
  });

  test('fails for changes that would be lost, and says what to do', () => {
    const { chart, model } = served();
    const pods = kplus.Pods.all(chart, 'pods');
    for (const [change, got] of [
      [() => model.service.bind(9090), 'port 9090'], [() => model.service.select(pods), 'a selector'], [() => model.service.selectLabel('a', 'b'), 'the label a=b'],
    ] as const) {
      expect(change).toThrow(got);
      expect(change).toThrow('make a Service of your own with the model\'s runtime as its selector');
    }
  });

  test('can have a second one of the user\'s beside it, with the runtime as its selector', () => {
    const { chart, runtime } = served();
    new kplus.Service(chart, 'headless', { metadata: { name: 'llama-pods' }, clusterIP: 'None', ports: [{ port: 8080 }], selector: runtime });
    expect(objectOf(chart, 'Service', 'llama-pods').spec.selector).toEqual({ [ModelLabels.MODEL]: 'llama' });
  });

  test('is a Service of the cdk8s-plus that an app uses, given the module or its name, and the same object each time', () => {
    const { model } = served();
    expect(model.serviceFor(kplus)).toBe(model.service);
    const other = model.serviceFor('cdk8s-plus-34');
    expect(other).toBeInstanceOf(kplus34.Service);
    expect(model.runtime.serviceFor(kplus34)).toBe(other);
  });

  test.each([[undefined, 'got nothing, allowed is a cdk8s-plus'], [{}, 'allowed is a cdk8s-plus'], ['express', 'got "express", allowed is a cdk8s-plus'], ['cdk8s-plus-99', 'cannot load cdk8s-plus-99: install it beside the app']])(
    'fails for what is no cdk8s-plus: %j', (given, words) => {
      expect(() => served().model.serviceFor(given)).toThrow(words);
    },
  );

  test('makes no dependency that orders or renames charts', () => {
    const app = Testing.app();
    const model = plainModel(new Chart(app, 'models'), 'llama');
    const web = new Chart(app, 'web');
    new kplus.Ingress(web, 'in', { rules: [{ host: 'x.example.com', backend: kplus.IngressBackend.fromService(model.service) }] });
    expect(app.charts.flatMap(chart => chart.node.dependencies)).toEqual([]);
  });
});

describe('the runtime in a NetworkPolicy of cdk8s-plus', () => {
  test('is what the policy selects', () => {
    const { chart, runtime } = served();
    new kplus.NetworkPolicy(chart, 'policy', { metadata: { name: 'policy' }, selector: runtime });
    expect(objectOf(chart, 'NetworkPolicy', 'policy').spec.podSelector).toEqual({ matchLabels: { [ModelLabels.MODEL]: 'llama' } });
  });

  test('is a peer, in its own namespace', () => {
    const { chart, runtime } = served();
    const policy = new kplus.NetworkPolicy(chart, 'policy', { metadata: { name: 'policy' }, selector: kplus.Pods.all(chart, 'all') });
    policy.addEgressRule(runtime, [kplus.NetworkPolicyPort.tcp(8080)]);
    expect(objectOf(chart, 'NetworkPolicy', 'policy').spec.egress).toEqual([{
      to: [{ podSelector: { matchLabels: { [ModelLabels.MODEL]: 'llama' } }, namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ml' } } }],
      ports: [{ port: 8080, protocol: 'TCP' }],
    }]);
  });

  test('of a chart without a namespace is a peer in that of the policy', () => {
    const chart = chartIn();
    const { runtime } = plainModel(chart, 'llama');
    expect(runtime.toNetworkPolicyPeerConfig()).toEqual({ podSelector: runtime.toPodSelectorConfig() });
    expect(runtime.toPodSelectorConfig().namespaces).toBeUndefined();
    expect(runtime.toPodSelector()).toBe(runtime);
  });

  test('can be called by the Pods of a Deployment of cdk8s-plus', () => {
    const { chart, runtime } = served();
    const web = new kplus.Deployment(chart, 'web', { containers: [{ image: 'web:1' }] });
    web.connections.allowTo(runtime, { isolation: kplus.PodConnectionsIsolation.POD });
    expect(manifestsOf(chart).filter(object => object.kind === 'NetworkPolicy')).toHaveLength(1);
  });
});

describe('a peer of a model\'s own NetworkPolicy', () => {
  /** The peers of `network.from` as they are printed, and as cdk8s-plus prints them in a policy of its own. */
  function peers(make: (chart: Chart) => kplus.INetworkPolicyPeer): { ours: Manifest[]; theirs: Manifest[] } {
    const chart = chartIn('ml');
    const peer = make(chart);
    plainModel(chart, 'llama', { network: { from: [peer] } });
    const policy = new kplus.NetworkPolicy(chart, 'theirs', { metadata: { name: 'theirs' }, selector: kplus.Pods.all(chart, 'every') });
    policy.addIngressRule(peer);
    const fromOf = (name: string) => objectOf(chart, 'NetworkPolicy', name).spec.ingress.flatMap((rule: { from: Manifest[] }) => rule.from);
    return { ours: fromOf('llama'), theirs: fromOf('theirs') };
  }

  test.each<[string, (chart: Chart) => kplus.INetworkPolicyPeer, Manifest[]]>([
    ['all Pods', chart => kplus.Pods.all(chart, 'p'), [{ podSelector: {} }]],
    ['Pods by label', chart => kplus.Pods.select(chart, 'p', { labels: { app: 'web' } }), [{ podSelector: { matchLabels: { app: 'web' } } }]],
    ['Pods by expression', chart => kplus.Pods.select(chart, 'p', { expressions: [kplus.LabelExpression.in('app', ['a', 'b'])] }),
      [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'b'] }] } }]],
    ['all namespaces', chart => kplus.Namespaces.all(chart, 'n'), [{ podSelector: {}, namespaceSelector: {} }]],
    ['namespaces by label', chart => kplus.Namespaces.select(chart, 'n', { labels: { team: 'red' } }), [{ podSelector: {}, namespaceSelector: { matchLabels: { team: 'red' } } }]],
    ['namespaces by name', chart => kplus.Namespaces.select(chart, 'n', { names: ['a', 'b'] }), [
      { podSelector: {}, namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'a' } } }, { podSelector: {}, namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'b' } } },
    ]],
    ['Pods of namespaces', chart => kplus.Pods.select(chart, 'p', { labels: { app: 'web' }, namespaces: kplus.Namespaces.select(chart, 'n', { labels: { team: 'red' } }) }),
      [{ podSelector: { matchLabels: { app: 'web' } }, namespaceSelector: { matchLabels: { team: 'red' } } }]],
    ['an IP block', chart => kplus.NetworkPolicyIpBlock.ipv4(chart, 'i', '10.0.0.0/8', ['10.1.0.0/16']), [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }]],
    ['every address', chart => kplus.NetworkPolicyIpBlock.anyIpv6(chart, 'i'), [{ ipBlock: { cidr: '::/0' } }]],
  ])('is printed as cdk8s-plus prints it: %s', (_what, make, expected) => {
    const { ours, theirs } = peers(make);
    expect(ours).toEqual(expected);
    expect(ours).toEqual(theirs);
  });

  test('can be a workload of cdk8s-plus, a namespace of it, or another model', () => {
    const chart = chartIn('ml');
    const web = new kplus.Deployment(chart, 'web', { containers: [{ image: 'web:1' }] });
    const namespace = new kplus.Namespace(chart, 'red', { metadata: { name: 'red' } });
    const router = plainModel(chart, 'router');
    plainModel(chart, 'llama', { network: { from: [web, namespace, router.runtime] } });
    const [first, second, third] = objectOf(chart, 'NetworkPolicy').spec.ingress[0].from;
    expect(first.podSelector.matchLabels).toEqual(web.toPodSelectorConfig().labelSelector._toKube().matchLabels);
    expect(second).toEqual({ podSelector: {}, namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'red' } } });
    expect(third.podSelector).toEqual({ matchLabels: { [ModelLabels.MODEL]: 'router' } });
  });

  test('of no names lets nobody in', () => {
    const chart = chartIn('ml');
    plainModel(chart, 'llama', { network: { from: [kplus.Namespaces.select(chart, 'n', { names: [] })] } });
    expect(objectOf(chart, 'NetworkPolicy').spec).not.toHaveProperty('ingress');
  });

  test('fails when it selects nothing, and says which', () => {
    const chart = chartIn('ml');
    const peer = Object.assign(kplus.Pods.all(chart, 'odd'), { toNetworkPolicyPeerConfig: () => ({}) });
    plainModel(chart, 'llama', { network: { from: [peer] } });
    expect(() => manifestsOf(chart)).toThrow('the network peer chart/odd selects neither Pods nor an IP block');
  });
});

describe('a model\'s own NetworkPolicy', () => {
  function policyOf(network: NetworkAccess, overrides: Parameters<typeof plainModel>[2] = {}) {
    const chart = chartIn('ml');
    plainModel(chart, 'llama', { network, ...overrides });
    return objectOf(chart, 'NetworkPolicy').spec;
  }
  const inNamespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
  const dns = [
    {
      to: [
        { ...inNamespace('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } },
        { ipBlock: { cidr: '169.254.20.10/32' } },
        { ipBlock: { cidr: '169.254.169.254/32' } },
      ],
      ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }],
    },
    { to: [inNamespace('openshift-dns')], ports: [{ port: 5353, protocol: 'UDP' }, { port: 5353, protocol: 'TCP' }] },
  ];
  const anywhere = [
    { ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.0.0/16'] } },
    { ipBlock: { cidr: '::/0', except: ['fd00:ec2::/32', 'fd20:ce::/32', 'fe80::/10'] } },
    { namespaceSelector: {} },
  ];

  test('is not made unless asked for', () => {
    expect(manifestsOf(served().chart).map(object => object.kind)).not.toContain('NetworkPolicy');
  });

  test('lets nobody in, and out only to DNS and the source, when nobody is named', () => {
    expect(policyOf({})).toEqual({
      podSelector: { matchLabels: { [ModelLabels.MODEL]: 'llama' } },
      policyTypes: ['Ingress', 'Egress'],
      egress: [...dns, { to: anywhere, ports: [{ port: 443, protocol: 'TCP' }] }],
    });
  });

  test('of a source on a volume lets out to DNS alone', () => {
    expect(policyOf({}, { source: ModelSource.pvc('weights') }).egress).toEqual(dns);
  });

  test('opens every port of the server by its name, and each port of the source once', () => {
    const chart = chartIn('ml');
    plainModel(chart, 'llama', {
      network: { from: [kplus.Pods.all(chart, 'all')] },
      source: new PlainSource({ binding: { egressPorts: [9000, 443, 9000] } }),
      profileProps: { engine: new PlainEngine({ ports: { http: 8080, grpc: 8081, metrics: 8082 } }) },
    });
    const { ingress, egress } = objectOf(chart, 'NetworkPolicy').spec;
    expect(ingress[0].ports).toEqual(['http', 'grpc', 'metrics'].map(port => ({ port, protocol: 'TCP' })));
    expect(egress[2].ports.map((port: { port: number }) => port.port)).toEqual([9000, 443]);
  });

  test('lets out to whom the user names', () => {
    const chart = chartIn('ml');
    plainModel(chart, 'llama', { network: { to: [kplus.NetworkPolicyIpBlock.ipv4(chart, 'db', '10.0.0.0/8')] } });
    expect(objectOf(chart, 'NetworkPolicy').spec.egress[3]).toEqual({ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] });
  });
});

describe('DNS of a model\'s own NetworkPolicy', () => {
  test.each([
    ['is asked where the user says', (chart: Chart) => [kplus.NetworkPolicyIpBlock.ipv4(chart, 'dns', '10.0.0.10/32')], [{ ipBlock: { cidr: '10.0.0.10/32' } }]],
    ['is not asked at all when the user names nobody', () => [], undefined],
  ])('%s', (_how, dns, to) => {
    const chart = chartIn('ml');
    plainModel(chart, 'llama', { network: { dns: dns(chart) }, source: ModelSource.pvc('weights') });
    expect(objectOf(chart, 'NetworkPolicy').spec.egress).toEqual(to && [{ to, ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }] }]);
  });
});

describe('an autoscaler of cdk8s-plus', () => {
  const metrics = [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(60))];

  test.each([['with metrics', metrics], ['without metrics', undefined]])('%s scales the Deployment, which then has no replicas, and a budget appears', (_what, given) => {
    const { chart, runtime } = served();
    new kplus.HorizontalPodAutoscaler(chart, 'hpa', { target: runtime, maxReplicas: 4, minReplicas: 2, metrics: given });
    const { spec } = objectOf(chart, 'HorizontalPodAutoscaler');
    expect(spec).toMatchObject({ scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'llama' }, minReplicas: 2, maxReplicas: 4 });
    expect(spec.metrics).toEqual(given && [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } }]);
    expect(objectOf(chart, 'Deployment').spec).not.toHaveProperty('replicas');
    expect(objectOf(chart, 'PodDisruptionBudget').metadata.name).toBe('llama');
    expect(rulesOf(chart)).toEqual([]);
  });

  test('of a model without compute leaves the finding to say so', () => {
    const chart = chartIn();
    const { runtime } = plainModel(chart, 'llama', { profileProps: { compute: undefined } });
    new kplus.HorizontalPodAutoscaler(chart, 'hpa', { target: runtime, maxReplicas: 4, metrics });
    expect(rulesOf(chart)).toEqual(['compute-missing']);
  });
});

describe('what cdk8s-plus hands out', () => {
  test('is a Secret whose key becomes a variable', () => {
    const chart = chartIn('ml');
    const secret = new kplus.Secret(chart, 'hf', { metadata: { name: 'hf' } });
    plainModel(chart, 'llama', { secretEnv: { HF_TOKEN: SecretKey.from(secret, 'token') } });
    expect(serverOf(chart).env[0]).toEqual({ name: 'HF_TOKEN', valueFrom: { secretKeyRef: { name: 'hf', key: 'token' } } });
    expect(rulesOf(chart)).toEqual([]);
  });

  test('is a Secret of another chart, which is refused when it lives in another namespace', () => {
    const chart = chartIn('ml');
    const secret = new kplus.Secret(new Chart(App.of(chart), 'platform', { namespace: 'platform' }), 'hf', { metadata: { name: 'hf' } });
    plainModel(chart, 'llama', { secretEnv: { HF_TOKEN: SecretKey.from(secret, 'token') } });
    expect(findingsOf(chart, 'secret-other-namespace')[0].what).toContain('platform/hf');
  });

  test('is a claim as the source of files', () => {
    const chart = chartIn('ml');
    const claim = new kplus.PersistentVolumeClaim(chart, 'weights', { metadata: { name: 'weights' }, storage: Size.gibibytes(50) });
    plainModel(chart, 'llama', { source: ModelSource.fromPersistentVolumeClaim(claim) });
    expect(templateOf(chart).spec.volumes).toContainEqual(expect.objectContaining({ persistentVolumeClaim: { claimName: 'weights', readOnly: true } }));
  });

  test.each([[[kplus.PersistentVolumeAccessMode.READ_WRITE_MANY], []], [[kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE], ['cache-not-shared']], [[], ['cache-not-shared']]])(
    'is a claim as the cache, with the access modes %j that it says', (accessModes, rules) => {
      const chart = chartIn('ml');
      const claim = new kplus.PersistentVolumeClaim(chart, 'cache', { metadata: { name: 'cache' }, storage: Size.gibibytes(100), accessModes });
      plainModel(chart, 'llama', { replicas: 2, cache: ModelCache.fromPersistentVolumeClaim(claim) });
      expect(rulesOf(chart)).toEqual(rules);
    },
  );

  test('is a claim that exists, as the cache', () => {
    const chart = chartIn('ml');
    const claim = kplus.PersistentVolumeClaim.fromClaimName(chart, 'claim', 'there-already');
    plainModel(chart, 'llama', { rollout: Rollout.recreate(), replicas: 1, cache: ModelCache.fromPersistentVolumeClaim(claim) });
    expect(templateOf(chart).spec.volumes).toContainEqual({ name: 'model', persistentVolumeClaim: { claimName: 'there-already' } });
  });

  test.each([
    ['made', (chart: Chart) => new kplus.ServiceAccount(chart, 'sa', { metadata: { name: 'reader' } })],
    ['imported', (chart: Chart) => kplus.ServiceAccount.fromServiceAccountName(chart, 'sa', 'reader')],
  ])('is a ServiceAccount, %s', (_how, make) => {
    const chart = chartIn('ml');
    plainModel(chart, 'llama', { pod: { serviceAccount: make(chart) } });
    expect(templateOf(chart).spec.serviceAccountName).toBe('reader');
  });

  test('is CPU', () => {
    const chart = chartIn('ml');
    plainModel(chart, 'llama', { compute: Compute.cpu({ cpu: kplus.Cpu.millis(1500), cpuLimit: kplus.Cpu.units(2), memory: Size.gibibytes(32) }) });
    expect(serverOf(chart).resources).toMatchObject({ requests: { cpu: '1500m' }, limits: { cpu: '2' } });
  });
});
