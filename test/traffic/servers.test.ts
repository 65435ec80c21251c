import { Chart } from 'cdk8s';
import { GatewayRef, ModelServer, ModelServerProps, ServedModel, ServiceType, SessionAffinity, VllmEngine } from '../../src';
import { caught, chartIn, Manifest, manifestsOf, objectOf, plainModel, plainRuntime, smallCompute } from '../fixtures';

/** A server in front of a model, and what its chart prints. */
function printed(props: Partial<ModelServerProps> = {}, target = (chart: Chart): ModelServerProps['target'] => plainModel(chart, 'llama-infer')): Manifest[] {
  const chart = chartIn('models');
  new ModelServer(chart, 'server', { target: target(chart), ...props });
  return manifestsOf(chart);
}

const serviceOf = (manifests: Manifest[]): Manifest => manifests.find(({ kind, metadata }) => kind === 'Service' && /-server$|^mine$/.test(metadata.name))!;

describe('a ModelServer', () => {
  test('is named after the model, and leads to its Pods at the port that the Service of the model has', () => {
    const chart = chartIn('models');
    const target = plainModel(chart, 'llama-infer', { profileProps: { engine: new VllmEngine({ version: '0.32.0' }), compute: smallCompute() } });
    const server = new ModelServer(chart, 'server', { target });
    expect([server.name, server.port]).toEqual(['llama-server', 8000]);
    expect(objectOf(chart, 'Service', 'llama-server').spec).toEqual({
      type: 'ClusterIP', selector: { 'registry.matrixinfer.ai/model': 'llama-infer' }, ports: [{ name: 'http', port: 8000, targetPort: 'http', protocol: 'TCP', appProtocol: 'http' }],
    });
    expect(objectOf(chart, 'ModelServer').spec).toEqual({ modelInferRef: { name: 'llama-infer' }, service: { port: 8000 }, routing: { path: '/v1' } });
  });

  test('stands in front of a runtime, and of a model of another app', () => {
    expect(serviceOf(printed({ name: 'mine' }, chart => plainRuntime(chart, 'bare'))).spec.selector).toEqual({ 'registry.matrixinfer.ai/model': 'bare' });
    const there = printed({ service: { port: 80 } }, () => ServedModel.of('there-infer', { namespace: 'models' }));
    expect(serviceOf(there)).toMatchObject({ metadata: { name: 'there-server' }, spec: { selector: { 'registry.matrixinfer.ai/model': 'there-infer' }, ports: [{ port: 80, targetPort: 'http' }] } });
    expect(there.find(({ kind }) => kind === 'ModelServer')!.spec.modelInferRef).toEqual({ name: 'there-infer', namespace: 'models' });
  });

  test('says the same in its Service and in its resource', () => {
    const service = { type: ServiceType.LOAD_BALANCER, port: 443, targetPort: 8080, annotations: { a: 'b' }, sessionAffinity: SessionAffinity.CLIENT_IP };
    const manifests = printed({ service });
    expect(manifests.find(({ kind }) => kind === 'ModelServer')!.spec.service).toEqual(service);
    expect(serviceOf(manifests)).toMatchObject({
      metadata: { annotations: { a: 'b' } }, spec: { type: 'LoadBalancer', sessionAffinity: 'ClientIP', ports: [{ name: 'http', port: 443, targetPort: 8080, protocol: 'TCP' }] },
    });
  });

  test('has the certificate of a server that speaks TLS itself', () => {
    const chart = chartIn('models');
    const target = plainModel(chart, 'model', { tls: { secretName: 'certificate' }, profileProps: { engine: new VllmEngine({ version: '0.32.0' }), compute: smallCompute() } });
    new ModelServer(chart, 'server', { target });
    expect(objectOf(chart, 'Service', 'model-server').spec.ports[0]).toMatchObject({ name: 'https', appProtocol: 'https' });
    expect(objectOf(chart, 'ModelServer').spec.tls).toEqual({ enabled: true, secretName: 'certificate' });
  });

  test('brings its route with gateway, and nothing but its resource with registerOnly', () => {
    const gateway = { parents: [GatewayRef.gateway('inference')] };
    const route = printed({ gateway, routing: { path: '/llama/*', rewrite: '/' } }).find(({ kind }) => kind === 'HTTPRoute')!;
    expect(route.spec.rules).toEqual([{
      matches: [{ path: { type: 'PathPrefix', value: '/llama' } }],
      filters: [{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } }],
      backendRefs: [{ name: 'llama-server', port: 8080 }],
    }]);
    expect(printed({ gateway, registerOnly: true, service: { port: 80 } }, () => ServedModel.of('there')).map(({ kind }) => kind)).toEqual(['ModelServer']);
  });

  test.each<[string, Partial<ModelServerProps>, RegExp, ((chart: Chart) => ModelServerProps['target'])]>([
    ['a headless Service', { service: { type: ServiceType.HEADLESS } }, /type of the Service.*"Headless".*CLUSTER_IP, NODE_PORT or LOAD_BALANCER/, chart => plainModel(chart)],
    ['a port that is none', { service: { port: 0 } }, /port of the Service.*0/, chart => plainModel(chart)],
    ['no port for a model of which nothing is known', {}, /port of the Service.*service: \{ port: 8080 \}/, () => ServedModel.of('there')],
    ['a model of another namespace', { service: { port: 80 } }, /target of "chart\/server".*namespace other.*its own namespace, models/, () => ServedModel.of('there', { namespace: 'other' })],
    ['what serves no model', {}, /target.*a ModelInfer, a ModelConstruct, a ModelRuntime or a ServedModel/, chart => chart as unknown as ModelServerProps['target']],
    ['a Model that nothing serves', {}, /registerOnly is true/, chart => plainModel(chart, 'only', { registerOnly: true })],
  ])('is refused where it is given: %s', (_title, props, message, target) => {
    expect(caught(() => printed(props, target)).message).toMatch(message);
  });
});
