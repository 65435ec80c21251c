import { ContainerEngine, LlamaCppEngine, LmdeployEngine, ModelSource, ServerProbe, ServingEngine, SglangEngine, TlsOptions, TritonEngine, VllmEngine } from '../../src';
import { caught, chartIn, errorOfSynth, findingsOf, gpuCompute, objectOf, plainProfile, plainRuntime, serverOf, templateOf } from '../fixtures';

function made(engine: ServingEngine, tls: TlsOptions = { secretName: 'llama-tls' }, file = 'llama/') {
  const chart = chartIn('ml');
  const profile = plainProfile(chart, { engine, compute: gpuCompute(), tls });
  return { chart, runtime: plainRuntime(chart, 'llama', { profile, source: ModelSource.pvc('weights', { path: file }) }) };
}

const container = (servesTls?: boolean) => new ContainerEngine({
  image: 'example.com/a:1.0.0', port: 8000, readiness: ServerProbe.http('/ready'), servesTls, args: ['--cert=$(TLS_CERTIFICATE)', '--key=$(TLS_PRIVATE_KEY)'],
});

describe('TLS of the server', () => {
  test.each<[string, ServingEngine, string[]]>([
    ['vLLM', new VllmEngine({ version: '0.32.0' }), ['--ssl-certfile', '/mnt/tls/tls.crt', '--ssl-keyfile', '/mnt/tls/tls.key', '--enable-ssl-refresh']],
    ['SGLang', new SglangEngine({ version: '0.5.10' }), ['--ssl-certfile', '/mnt/tls/tls.crt', '--ssl-keyfile', '/mnt/tls/tls.key']],
    ['LMDeploy', new LmdeployEngine({ version: '0.13.0' }), ['--ssl']],
    ['llama.cpp', new LlamaCppEngine({ version: 'b9500' }), ['--ssl-key-file', '/mnt/tls/tls.key', '--ssl-cert-file', '/mnt/tls/tls.crt']],
  ])('is that of its own flags: %s', (_title, engine, flags) => {
    const { chart } = made(engine, undefined, engine.name === 'llama-cpp' ? 'a.gguf' : 'llama/');
    expect(serverOf(chart).args).toEqual(expect.arrayContaining(flags));
  });

  test('reaches LMDeploy by its variables', () => {
    const { chart } = made(new LmdeployEngine({ version: '0.13.0' }));
    expect(serverOf(chart).env).toEqual(expect.arrayContaining([{ name: 'SSL_CERTFILE', value: '/mnt/tls/tls.crt' }, { name: 'SSL_KEYFILE', value: '/mnt/tls/tls.key' }]));
  });

  test('is followed by probes, Service and endpoint', () => {
    const { chart, runtime } = made(new VllmEngine({ version: '0.32.0' }));
    const { startupProbe, readinessProbe, livenessProbe } = serverOf(chart);
    for (const probe of [startupProbe, readinessProbe, livenessProbe]) expect(probe.httpGet).toEqual({ path: '/health', port: 'http', scheme: 'HTTPS' });
    expect(objectOf(chart, 'Service').spec.ports).toEqual([{ name: 'https', port: 8000, targetPort: 'http', protocol: 'TCP', appProtocol: 'https' }]);
    expect(runtime.endpoint).toMatchObject({ url: 'https://llama.ml.svc:8000', baseUrl: 'https://llama.ml.svc:8000/v1' });
  });

  test('mounts two keys of the Secret, and no others', () => {
    const { chart } = made(new VllmEngine({ version: '0.32.0' }), { secretName: 'llama-tls', certificateKey: 'cert.pem', privateKeyKey: 'key.pem' });
    expect(templateOf(chart).spec.volumes).toContainEqual({
      name: 'tls', secret: { defaultMode: 0o440, secretName: 'llama-tls', items: [{ key: 'cert.pem', path: 'tls.crt' }, { key: 'key.pem', path: 'tls.key' }] },
    });
    expect(serverOf(chart).volumeMounts).toContainEqual({ name: 'tls', mountPath: '/mnt/tls', readOnly: true });
  });

  test('is known to a server of the user\'s own by two variables', () => {
    const { chart } = made(container(true));
    expect(serverOf(chart).env).toEqual(expect.arrayContaining([{ name: 'TLS_CERTIFICATE', value: '/mnt/tls/tls.crt' }, { name: 'TLS_PRIVATE_KEY', value: '/mnt/tls/tls.key' }]));
    expect(serverOf(chart).readinessProbe.httpGet.scheme).toBe('HTTPS');
  });

  test.each<[string, ServingEngine, RegExp]>([
    ['Triton', new TritonEngine({ version: '26.07' }), /Triton speaks no TLS in this version that the library knows of, got tls with the Secret llama-tls; leave tls out, and let a gateway, a mesh or a proxy in pod\.sidecars/],
    ['SGLang before 0.5.10', new SglangEngine({ version: '0.5.9' }), /SGLang speaks no TLS in this version/],
    ['one that the library does not know', container(), /container speaks no TLS/],
  ])('fails where the server has none: %s', (_title, engine, message) => {
    expect(findingsOf(made(engine).runtime, 'engine-refuses')[0]!.what).toMatch(message);
  });

  test('fails when its flags are given beside it, and without it', () => {
    for (const tls of [{ secretName: 'llama-tls' }, undefined]) {
      const chart = chartIn('ml');
      plainRuntime(chart, 'llama', { profile: plainProfile(chart, { engine: new VllmEngine({ version: '0.32.0' }), compute: gpuCompute() }), tls, args: ['--ssl-keyfile=/a'] });
      expect(errorOfSynth(chart)).toMatch(/use tls of the model, with which probes, Service and endpoint speak HTTPS/);
    }
  });

  test.each<[TlsOptions, RegExp]>([
    [{ secretName: 'No Secret' }, /secretName of tls: got "No Secret", allowed is a DNS-1123 subdomain/],
    [{ secretName: 'a', certificateKey: 'a/b' }, /certificateKey of tls/],
    [{ secretName: 'a', certificateKey: 'tls.key' }, /certificateKey and privateKeyKey of tls are the same key of the Secret/],
  ])('fails where no Secret can be meant: %j', (tls, message) => {
    expect(caught(() => plainRuntime(chartIn(), 'llama', { tls })).message).toMatch(message);
  });
});
