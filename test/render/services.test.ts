import { Chart, Duration } from 'cdk8s';
import { Ingress, IngressBackend, NetworkPolicyIpBlock } from 'cdk8s-plus-27';
import { IpFamily, IpFamilyPolicy, ModelRuntime, ModelRuntimeProps, ServiceOptions, ServiceTrafficPolicy, ServiceType } from '../../src';
import { caught, chartIn, errorOfSynth, findingsOf, Manifest, manifestsOf, objectOf, PlainEngine, plainProfile, plainRuntime, serverOf } from '../fixtures';

/** HTTP, gRPC and metrics, each on a port of its own. */
const THREE = { http: 8000, grpc: 8001, metrics: 8002 };

interface Made {
  readonly chart: Chart;
  readonly runtime: ModelRuntime;
  readonly spec: Manifest;
}

function made(service: ServiceOptions, props: Partial<ModelRuntimeProps> = {}, ports = THREE): Made {
  const chart = chartIn('ml');
  const runtime = plainRuntime(chart, 'llama', { profile: plainProfile(chart, { engine: new PlainEngine({ ports }) }), service, ...props });
  return { chart, runtime, spec: objectOf(chart, 'Service', 'llama').spec };
}

const names = (chart: Chart) => manifestsOf(chart).filter(({ kind }) => kind === 'Service').map(({ metadata }) => metadata.name);

describe('the Service', () => {
  test('has a port of its own in front of the server, and all that leads there follows', () => {
    const { chart, runtime, spec } = made({ port: 80 });
    expect(spec.ports).toEqual([{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP', appProtocol: 'http' }]);
    expect(runtime.endpoint).toMatchObject({ port: 80, url: 'http://llama.ml.svc:80', grpc: { port: 8001 } });
    new Ingress(chart, 'ingress', { rules: [{ backend: IngressBackend.fromService(runtime.service) }] });
    expect(objectOf(chart, 'Ingress').spec.defaultBackend.service.port.number).toBe(80);
    expect(serverOf(chart).ports[0]).toEqual({ name: 'http', containerPort: 8000, protocol: 'TCP' });
    expect(serverOf(chart).readinessProbe.httpGet.port).toBe('http');
  });

  test('has more ports by their names, and no second Service when gRPC is among them', () => {
    const { chart, runtime, spec } = made({ ports: [{ name: 'grpc', port: 9000 }, { name: 'metrics' }] });
    expect(spec.ports.slice(1)).toEqual([
      { name: 'grpc', port: 9000, targetPort: 'grpc', protocol: 'TCP', appProtocol: 'kubernetes.io/h2c' },
      { name: 'metrics', port: 8002, targetPort: 'metrics', protocol: 'TCP', appProtocol: 'http' },
    ]);
    expect(names(chart)).toEqual(['llama']);
    expect(runtime.endpoint.grpc).toEqual({ host: 'llama.ml.svc', serviceName: 'llama', port: 9000, url: 'dns:///llama.ml.svc:9000' });
    expect(runtime.tryGrpcServiceObject).toBeUndefined();
  });

  test('leads to ports of the user\'s own, which the container and the NetworkPolicy have too', () => {
    const { chart, spec } = made(
      { ports: [{ name: 'side', port: 5600, containerPort: 'nixl' }], containerPort: 'front', port: 80 },
      { containerPorts: [{ name: 'nixl', number: 5600, protocol: 'UDP' }], network: { from: [] } },
    );
    expect(spec.ports.map(({ targetPort, protocol }: Manifest) => [targetPort, protocol])).toEqual([['front', 'TCP'], ['nixl', 'UDP']]);
    expect(serverOf(chart).ports).toContainEqual({ name: 'nixl', containerPort: 5600, protocol: 'UDP' });
    expect(findingsOf(chart, 'port-name-unknown').map(({ what }) => what)).toEqual([expect.stringMatching(/Service .* names the port "front", and the containers have http, grpc, metrics, nixl/)]);
  });

  test('leads to a container in front of the server, whose port is known by its name', () => {
    const sidecars = [{ name: 'transformer', image: 'example.com/transformer:1.0.0', ports: [{ name: 'front', number: 9000 }] }];
    const { chart, runtime, spec } = made({ containerPort: 'front' }, { pod: { sidecars } });
    expect(spec.ports[0]).toMatchObject({ port: 9000, targetPort: 'front' });
    expect(runtime.endpoint.url).toBe('http://llama.ml.svc:9000');
    expect(findingsOf(chart, 'port-name-unknown')).toEqual([]);
  });

  test('is admitted by the NetworkPolicy, port by port', () => {
    const chart = chartIn('ml');
    const from = [NetworkPolicyIpBlock.ipv4(chart, 'block', '10.0.0.0/8')];
    plainRuntime(chart, 'llama', { network: { from }, containerPorts: [{ name: 'nixl', number: 5600 }], service: { ports: [{ name: 'proxy', port: 9 }, { name: 'nixl' }] } });
    expect(objectOf(chart, 'NetworkPolicy').spec.ingress[0].ports.map(({ port }: Manifest) => port)).toEqual(['http', 'nixl', 'proxy']);
  });

  test('of a cloud has its members, and no protocol that Azure would ask for its health', () => {
    const { spec } = made({
      type: ServiceType.LOAD_BALANCER,
      port: 80,
      nodePort: 30080,
      loadBalancerClass: 'service.k8s.aws/nlb',
      loadBalancerSourceRanges: ['203.0.113.0/24'],
      allocateLoadBalancerNodePorts: false,
      externalTrafficPolicy: ServiceTrafficPolicy.LOCAL,
      healthCheckNodePort: 30090,
      sessionAffinity: Duration.hours(3),
      internalTrafficPolicy: ServiceTrafficPolicy.CLUSTER,
      ipFamilies: [IpFamily.IPV6, IpFamily.IPV4],
      ipFamilyPolicy: IpFamilyPolicy.PREFER_DUAL_STACK,
    });
    expect(spec).toEqual({
      type: 'LoadBalancer',
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } },
      internalTrafficPolicy: 'Cluster',
      ipFamilies: ['IPv6', 'IPv4'],
      ipFamilyPolicy: 'PreferDualStack',
      loadBalancerClass: 'service.k8s.aws/nlb',
      loadBalancerSourceRanges: ['203.0.113.0/24'],
      allocateLoadBalancerNodePorts: false,
      externalTrafficPolicy: 'Local',
      healthCheckNodePort: 30090,
      selector: { 'registry.matrixinfer.ai/model': 'llama' },
      ports: [{ name: 'http', port: 80, targetPort: 'http', nodePort: 30080, protocol: 'TCP' }],
    });
    expect(made({ sessionAffinity: Duration.millis(1500) }).spec.sessionAffinityConfig.clientIP.timeoutSeconds).toBe(2);
    expect(made({ type: ServiceType.LOAD_BALANCER, appProtocol: 'http' }).spec.ports[0].appProtocol).toBe('http');
  });

  test('that exposes the model leaves that of gRPC inside the cluster', () => {
    const { chart } = made({ type: ServiceType.LOAD_BALANCER, port: 80 });
    expect(objectOf(chart, 'Service', 'llama-grpc').spec).toMatchObject({ type: 'ClusterIP', ports: [{ port: 8001 }] });
  });

  test('can be headless, for both protocols', () => {
    const { chart, runtime, spec } = made({ type: ServiceType.HEADLESS, publishNotReadyAddresses: true });
    expect(spec).toMatchObject({ type: 'ClusterIP', clusterIP: 'None', publishNotReadyAddresses: true });
    expect(objectOf(chart, 'Service', 'llama-grpc').spec.clusterIP).toBe('None');
    expect(runtime.endpoint.url).toBe('http://llama.ml.svc:8000');
  });

  test('can be none, and then there is no endpoint', () => {
    const chart = chartIn('ml');
    const profile = plainProfile(chart, { engine: new PlainEngine({ ports: THREE }), service: { type: ServiceType.LOAD_BALANCER, port: 80 } });
    const runtime = plainRuntime(chart, 'llama', { profile, service: { type: ServiceType.NONE } });
    expect(manifestsOf(chart).map(({ kind }) => kind)).toEqual(['Deployment']);
    expect(runtime.tryServiceObject).toBeUndefined();
    expect(caught(() => runtime.endpoint).message).toMatch(/^\[chart\/llama\] the model has no Service and no endpoint: service\.type is NONE; name another type/);
  });

  test('takes of its profile what its type has', () => {
    const chart = chartIn('ml');
    const cloud = plainProfile(chart, { service: { type: ServiceType.LOAD_BALANCER, port: 80, loadBalancerSourceRanges: ['10.0.0.0/8'] }, serviceMetadata: { annotations: { internal: 'yes' } } });
    plainRuntime(chart, 'outside', { profile: cloud });
    plainRuntime(chart, 'inside', { profile: cloud, service: { type: ServiceType.CLUSTER_IP } });
    expect(objectOf(chart, 'Service', 'outside')).toMatchObject({ metadata: { annotations: { internal: 'yes' } }, spec: { loadBalancerSourceRanges: ['10.0.0.0/8'] } });
    expect(objectOf(chart, 'Service', 'inside').spec).toMatchObject({ type: 'ClusterIP', ports: [{ port: 80 }] });
    expect(objectOf(chart, 'Service', 'inside').spec).not.toHaveProperty('loadBalancerSourceRanges');
  });
});

describe('a Service that cannot be', () => {
  const said = (service: ServiceOptions, props: Partial<ModelRuntimeProps> = {}) => {
    const chart = chartIn('ml');
    const runtime = plainRuntime(chart, 'llama', { profile: plainProfile(chart, { engine: new PlainEngine({ ports: THREE }) }), service, ...props });
    return findingsOf(runtime, 'service-invalid').map(({ what }) => what).join();
  };

  test.each<[string, ServiceOptions, Partial<ModelRuntimeProps>, RegExp]>([
    ['a name twice', { ports: [{ name: 'http', containerPort: 'metrics' }] }, {}, /a name in service\.ports: got "http twice".*rename one of them/],
    ['a port twice', { ports: [{ name: 'metrics', port: 8000 }] }, {}, /a port of the service: got "8000\/TCP twice"/],
    ['a nodePort twice', { type: ServiceType.NODE_PORT, nodePort: 30001, ports: [{ name: 'metrics', nodePort: 30001 }] }, {}, /nodePort of the service: got "30001\/TCP twice"/],
    ['a port that nobody has', { ports: [{ name: 'nixl' }] }, {}, /got "nixl", allowed is the name of a port of the Pod: http, grpc, metrics;/],
    ['another port without a proxy', { type: ServiceType.HEADLESS, port: 80 }, {}, /port http of a headless service: got 80, allowed is 8000/],
    ['an affinity that nobody keeps', { type: ServiceType.HEADLESS, sessionAffinity: Duration.hours(1) }, {}, /a headless service has sessionAffinity, and clients choose a Pod themselves/],
    ['a port of the node that the Pod has not', {}, { pod: { hostPorts: { nobody: 8080, http: 80 } } }, /pod\.hostPorts: got "nobody", allowed is names of ports of the Pod: http, grpc, metrics; name one of them, or add it to containerPorts/],
    ['a name of the engine', {}, { containerPorts: [{ name: 'grpc', number: 9 }] }, /a name in containerPorts: got "grpc twice"/],
    ['a port of the engine', {}, { containerPorts: [{ name: 'web', number: 8000 }] }, /a port in containerPorts: got "8000\/TCP twice"/],
  ])('has %s', (_what, service, props, message) => {
    expect(said(service, props)).toMatch(message);
  });

  test.each<[string, ServiceOptions, Partial<ModelRuntimeProps>]>([
    ['ports of the nodes that differ', { type: ServiceType.NODE_PORT, nodePort: 30001, ports: [{ name: 'metrics', nodePort: 30002 }, { name: 'grpc' }] }, {}],
    ['a number for each protocol', {}, { containerPorts: [{ name: 'web', number: 8000, protocol: 'UDP' }] }],
    ['ports of the node that the Pod has', {}, { pod: { hostPorts: { metrics: 9001 } } }],
    ['no proxy, and ports where the Pods listen', { type: ServiceType.HEADLESS, ports: [{ name: 'metrics' }] }, {}],
  ])('is not one with %s', (_what, service, props) => {
    expect(said(service, props)).toBe('');
  });

  test.each<[string, Partial<ModelRuntimeProps>, RegExp]>([
    ['a port above all', { service: { port: 65536 } }, /invalid port of service.*65536.*1 to 65535/],
    ['a nodePort of zero', { service: { type: ServiceType.NODE_PORT, nodePort: 0 } }, /invalid nodePort of service/],
    ['a port without a number', { service: { ports: [{ name: 'web', port: 0 }] } }, /invalid port of service\.ports\[0\]/],
    ['a name with capitals', { service: { ports: [{ name: 'Web', port: 1 }] } }, /invalid name of service\.ports\[0\]/],
    ['a protocol of its own', { service: { appProtocol: 'a b' } }, /invalid appProtocol of service/],
    ['a setting and no Service', { service: { type: ServiceType.NONE, port: 80 } }, /service has the type NONE, which makes no Service, and port; remove it/],
    ['a protocol that is none', { containerPorts: [{ name: 'a', number: 1, protocol: 'tcp' }] }, /invalid protocol of containerPorts\[0\].*TCP, UDP, SCTP/],
    ['a name that is too long', { containerPorts: [{ name: 'a'.repeat(16), number: 1 }] }, /invalid name of containerPorts\[0\]/],
    ['a number that is none', { containerPorts: [{ name: 'a', number: 70000 }] }, /invalid number of containerPorts\[0\]/],
  ])('is refused where it is said: %s', (_what, props, message) => {
    expect(caught(() => plainRuntime(chartIn(), 'llama', props)).message).toMatch(message);
  });

  test.each<[string, ServiceOptions, RegExp]>([
    ['a nodePort in the cluster', { nodePort: 30001 }, /nodePort of the service is given, and its type ClusterIP has none; use type: ServiceType\.NODE_PORT or ServiceType\.LOAD_BALANCER, or leave nodePort out/],
    ['a class without a load balancer', { type: ServiceType.NODE_PORT, loadBalancerClass: 'a.example.com/b' }, /loadBalancerClass of the service is given, and its type NodePort has none; use type: ServiceType\.LOAD_BALANCER/],
    ['a policy for traffic that cannot come', { externalTrafficPolicy: ServiceTrafficPolicy.LOCAL }, /externalTrafficPolicy of the service is given, and its type ClusterIP has none/],
    ['addresses that are none', { type: ServiceType.LOAD_BALANCER, loadBalancerSourceRanges: ['10.0.0.0'] }, /loadBalancerSourceRanges\[0\], allowed is a CIDR/],
    ['more than a day of affinity', { sessionAffinity: Duration.hours(25) }, /timeoutSeconds, allowed is a whole number from 1 to 86400/],
  ])('is refused as the API server would: %s', (_what, service, message) => {
    const chart = chartIn();
    plainRuntime(chart, 'llama', { service });
    expect(errorOfSynth(chart)).toMatch(message);
  });
});
