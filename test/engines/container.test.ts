import { Duration } from 'cdk8s';
import { ContainerEngine, ContainerEngineProps, Framework, ModelLayout, ModelSource, SecretKey, ServerProbe } from '../../src';
import { envOf, render } from '../conformance/render';

const llama: ContainerEngineProps = {
  name: 'llama-server',
  image: 'ghcr.io/ggml-org/llama.cpp:server-b9931',
  command: ['/app/llama-server'],
  args: ['--host', '0.0.0.0', '--port', '$(PORT)', '--metrics'],
  env: { LLAMA_ARG_MODEL: '$(MODEL_PATH)', LLAMA_ARG_ALIAS: '$(MODEL_NAME)' },
  secretEnv: { LLAMA_API_KEY: SecretKey.of('llama', 'key') },
  port: 8080,
  metricsPath: '/metrics',
  apiPath: '/v1',
  openAiCompatible: true,
  readiness: ServerProbe.http('/health', { period: Duration.seconds(5) }),
  drainTimeout: Duration.seconds(5),
  runAsUser: 4000,
  readOnlyRootFilesystem: true,
};
const gguf = ModelSource.https('https://files.example.com/tiny.gguf');
const smallest: ContainerEngineProps = { image: 'registry.example.com/ranker:1.2.3', port: 8080, readiness: ServerProbe.tcp() };

describe('a model in a container of your own', () => {
  test('is rendered whole', () => {
    expect(render({ engine: new ContainerEngine(llama), source: gguf }).objects).toMatchSnapshot();
  });

  test('finds its model, name and ports in variables, which come before those that refer to them', () => {
    // WHEN
    const { server } = render({ engine: new ContainerEngine({ ...llama, grpcPort: 9000, metricsPort: 9100 }), source: gguf, servedName: 'tiny-1' });

    // THEN
    expect(envOf(server)).toMatchObject({ MODEL_PATH: '/mnt/models/tiny.gguf', MODEL_NAME: 'tiny-1', PORT: '8080', GRPC_PORT: '9000', METRICS_PORT: '9100', DRAIN_SECONDS: '5' });
    const names = server.env!.map(variable => variable.name);
    expect(names.indexOf('MODEL_PATH')).toBeLessThan(names.indexOf('LLAMA_ARG_MODEL'));
    expect(names.indexOf('MODEL_NAME')).toBeLessThan(names.indexOf('LLAMA_ARG_ALIAS'));
  });

  test('needs no more than an image, a port and a probe', () => {
    const engine = new ContainerEngine(smallest);
    const { server, findings } = render({ engine });
    expect(findings).toEqual([]);
    expect([server.command, server.args]).toEqual([undefined, undefined]);
    expect([engine.name, engine.metricsPath, engine.apiPath, engine.openAiCompatible, engine._facts.loadsFromHuggingFace]).toEqual(['container', undefined, '', false, false]);
    expect(server.securityContext.readOnlyRootFilesystem).toBe(false);
  });

  test('is asked as it says, and for its life by a connection unless it says more', () => {
    const { server } = render({ engine: new ContainerEngine(llama) });
    expect(server.startupProbe!.httpGet!.path).toBe('/health');
    expect(server.livenessProbe!.tcpSocket).toEqual({ port: 'http' });
    const three = render({ engine: new ContainerEngine({ ...llama, startup: ServerProbe.exec(['/app/ready']), liveness: ServerProbe.http('/alive') }) });
    expect(three.server.startupProbe!.exec).toEqual({ command: ['/app/ready'] });
    expect(three.server.livenessProbe!.httpGet!.path).toBe('/alive');
  });

  test('loads from a hub itself when it can', () => {
    // GIVEN
    const engine = new ContainerEngine({ ...smallest, loadsFromHuggingFace: true });
    const source = ModelSource.huggingFace('acme/ranker', { revision: '01c7f73d771dfac7d292323805ebc428287df4f9', token: SecretKey.of('hf', 'token') });

    // WHEN
    const { server, init } = render({ engine, source });

    // THEN
    expect(init).toEqual([]);
    expect(envOf(server)).toMatchObject({ MODEL_PATH: 'acme/ranker', MODEL_REVISION: '01c7f73d771dfac7d292323805ebc428287df4f9', HF_HOME: '/mnt/models', HF_TOKEN: 'hf/token' });
  });

  test('may take the place of a variable of the library', () => {
    expect(envOf(render({ engine: new ContainerEngine({ ...smallest, env: { HOME: '/tmp/elsewhere' } }) }).server).HOME).toBe('/tmp/elsewhere');
  });

  test('gets a second Service for gRPC', () => {
    const services = render({ engine: new ContainerEngine({ ...smallest, grpcPort: 9000 }) }).objects.filter(object => object.kind === 'Service');
    expect(services.map(service => service.spec.ports![0].port)).toEqual([8080, 9000]);
  });

  test('drains for as long as it says, and before SIGTERM when it does not say so', () => {
    const says = render({ engine: new ContainerEngine(llama) });
    expect([says.server.lifecycle!.preStop.sleep.seconds, says.pod.terminationGracePeriodSeconds, envOf(says.server).DRAIN_SECONDS]).toEqual([15, 15 + 5 + 15, '5']);
    const silent = render({ engine: new ContainerEngine(smallest) });
    expect([silent.server.lifecycle!.preStop.sleep.seconds, silent.pod.terminationGracePeriodSeconds, envOf(silent.server).DRAIN_SECONDS]).toEqual([15 + 30, 15 + 30 + 15, '0']);
  });

  test.each(Object.values(ModelLayout))('has its files as they are in the source: %s', layout => {
    expect(render({ engine: new ContainerEngine(smallest), source: ModelSource.pvc('weights', { layout }) }).server.volumeMounts![1].mountPath).toBe('/mnt/models');
  });

  test('runs as root when that is said, and says what is given up', () => {
    jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const { pod, findings } = render({ engine: new ContainerEngine({ ...smallest, runAsUser: 0 }) });
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: false, runAsUser: 0 });
    expect(findings.map(finding => finding.rule)).toEqual(['pod-security-lowered']);
  });
});

describe('a container of your own is refused', () => {
  test('with a model of a framework that it does not serve', () => {
    const engine = new ContainerEngine({ ...smallest, frameworks: [Framework.ONNX] });
    expect(() => render({ engine, framework: Framework.PYTORCH })).toThrow(/framework-engine-mismatch/);
  });

  test('with arguments that say the same again', () => {
    expect(() => render({ engine: new ContainerEngine(llama), settings: { args: ['--port', '1'] } })).toThrow(/arg-contradicts-derived/);
  });

  test.each([
    [{ image: 'Ranker' }, 'image of ContainerEngine "container"'],
    [{ name: 'My Server' }, 'name of the server'],
    [{ port: 0 }, 'port of ContainerEngine "container"'],
    [{ port: 65536 }, 'port of ContainerEngine "container"'],
    [{ grpcPort: 8080 }, 'ports of ContainerEngine "container"'],
    [{ metricsPort: 8080, metricsPath: '/metrics' }, 'ports of ContainerEngine "container"'],
    [{ grpcPort: 9000, metricsPort: 9000, metricsPath: '/metrics' }, 'ports of ContainerEngine "container"'],
    [{ metricsPort: 9100 }, 'metricsPort of ContainerEngine "container"'],
    [{ metricsPath: 'metrics' }, 'metricsPath of container'],
    [{ apiPath: '/v1?x' }, 'apiPath of container'],
    [{ runAsUser: -1 }, 'runAsUser of ContainerEngine "container"'],
    [{ runAsUser: 1.5 }, 'runAsUser of ContainerEngine "container"'],
    [{ env: { KEY: 'a' }, secretEnv: { KEY: SecretKey.of('a', 'b') } }, 'env of ContainerEngine "container"'],
  ])('when it is built with %j', (props, what) => {
    expect(() => new ContainerEngine({ ...smallest, ...props })).toThrow(`invalid ${what}: got`);
  });
});
