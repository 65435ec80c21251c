import { Size } from 'cdk8s';
import {
  Cpu, HttpProxy, ModelSource, PodVolume, RuntimeSettings, SecretKey, ServingEngine, TritonEngine, TrustedCa, VllmEngine,
} from '../../src';
import { mergeSettings } from '../../src/profiles/private/merge-settings';
import { Container, envOf, render, Rendered } from '../conformance/render';
import { COMMIT } from '../fixtures';

const triton = new TritonEngine({ version: '26.07' });
const vllm = new VllmEngine({ version: '0.32.0' });
const s3 = ModelSource.s3('s3://models/m/', { accessKeyId: SecretKey.of('s3', 'id'), secretAccessKey: SecretKey.of('s3', 'secret') });
const s3ByIdentity = ModelSource.s3('s3://models/m/');
const hub = ModelSource.huggingFace('acme/m', { revision: COMMIT });
const claim = ModelSource.pvc('weights');

const PROXY = 'http://proxy.example.com:3128';
const FILE = '/etc/matrixinfer/trusted-ca/ca.crt';
const proxied: RuntimeSettings = { proxy: HttpProxy.of(PROXY), trustedCa: TrustedCa.configMap('company-ca') };

const of = (engine: ServingEngine, source: ModelSource, settings: RuntimeSettings): Rendered => {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    return render({ engine, source, settings });
  } finally {
    write.mockRestore();
  }
};
const mountsOf = ({ volumeMounts = [] }: Container) => volumeMounts.map(({ name, mountPath }) => `${name} ${mountPath}`);

/** What a NetworkPolicy lets out: ports, and blocks that have them. */
const egressOf = ({ objects }: Rendered) => (objects.find(({ kind }) => kind === 'NetworkPolicy')!.spec.egress ?? [])
  .flatMap(({ to = [], ports = [] }) => ports.map(({ port }) => `${to[0].ipBlock?.cidr} ${port}`));

describe('proxy and certificates', () => {
  test.each<[string, ServingEngine, ModelSource]>([
    ['rclone and its server', triton, s3], ['the client of the hub and its server', triton, hub],
  ])('reach %s alike', (_who, engine, source) => {
    const { init: [download], server } = of(engine, source, proxied);
    for (const container of [download, server]) {
      expect(envOf(container)).toMatchObject({ HTTPS_PROXY: PROXY, https_proxy: PROXY, SSL_CERT_FILE: FILE, REQUESTS_CA_BUNDLE: FILE });
      expect(mountsOf(container)).toContain('trusted-ca /etc/matrixinfer/trusted-ca');
    }
  });

  test.each([['loads from the hub', hub], ['has a claim', claim]])('reach a server that %s', (_how, source) => {
    const { server, init, pod } = of(vllm, source, proxied);
    expect(init).toEqual([]);
    expect(envOf(server)).toMatchObject({ HTTPS_PROXY: PROXY, SSL_CERT_FILE: FILE });
    expect(pod.volumes.filter(({ name }) => name === 'trusted-ca')).toHaveLength(1);
  });

  test('leave a sidecar alone, which says its own', () => {
    const { init } = of(triton, s3, { ...proxied, pod: { sidecars: [{ name: 'log', image: 'example.com/log:1.0.0' }] } });
    const [download, sidecar] = init;
    expect(envOf(download).HTTPS_PROXY).toBe(PROXY);
    expect(envOf(sidecar)).toEqual({});
    expect(mountsOf(sidecar)).toEqual(['scratch /tmp']);
  });

  test('do not stand between a download and the agent that gives it its identity', () => {
    const { init: [download] } = of(triton, s3ByIdentity, proxied);
    expect(envOf(download).NO_PROXY).toContain(',169.254.169.254,fd00:ec2::254,169.254.170.23,');
  });

  test('are a Secret where the address is a credential', () => {
    const { init: [download], server } = of(triton, s3, { proxy: HttpProxy.fromSecret(SecretKey.of('proxy', 'url')) });
    for (const container of [download, server]) expect(envOf(container)).toMatchObject({ HTTPS_PROXY: 'proxy/url', http_proxy: 'proxy/url' });
  });

  test('tell Java of both where both know how', () => {
    const { server } = of(triton, s3, { proxy: HttpProxy.of(PROXY, { java: true }), trustedCa: TrustedCa.configMap('ca', { javaTrustStoreKey: 'ca.p12' }) });
    expect(envOf(server).JAVA_TOOL_OPTIONS).toMatch(/^-Djavax\.net\.ssl\.trustStore=\S+ \S+ -Dhttp\.proxyHost=proxy\.example\.com /);
  });

  test('change nothing where they are not given', () => {
    const { server, pod } = of(triton, s3, {});
    expect(JSON.stringify([server, pod])).not.toMatch(/proxy|trusted-ca|CERT/i);
  });
});

describe('a NetworkPolicy', () => {
  test('lets the Pod reach a proxy by its name on its port, and one by its address there alone', () => {
    expect(egressOf(of(triton, s3, { network: { dns: [] }, proxy: HttpProxy.of(PROXY) }))).toEqual(['0.0.0.0/0 443', '0.0.0.0/0 3128']);
    expect(egressOf(of(triton, s3, { network: { dns: [] }, proxy: HttpProxy.of('http://10.1.2.3:3128') }))).toEqual(['0.0.0.0/0 443', '10.1.2.3/32 3128']);
  });

  test('opens nothing for a model that is fetched from nowhere', () => {
    expect(egressOf(of(triton, claim, { network: { dns: [] }, proxy: HttpProxy.of(PROXY) }))).toEqual([]);
  });
});

describe('settings of downloads', () => {
  const downloads = {
    env: { RCLONE_TRANSFERS: '8', HF_HUB_DOWNLOAD_TIMEOUT: '60' },
    secretEnv: { NETRC_PASSWORD: SecretKey.of('netrc', 'password') },
    volumes: [PodVolume.configMap('netrc', 'netrc')],
    mounts: [{ volume: 'netrc', path: '/etc/netrc' }],
    memory: Size.gibibytes(5),
    cpu: Cpu.units(2),
  };

  test.each([['rclone', s3], ['the client of the hub', hub]])('reach %s, and not the server that it downloads for', (_who, source) => {
    const { init: [download], server, pod } = of(triton, source, { downloads });
    expect(envOf(download)).toMatchObject({ RCLONE_TRANSFERS: '8', HF_HUB_DOWNLOAD_TIMEOUT: '60', NETRC_PASSWORD: 'netrc/password' });
    expect(mountsOf(download)).toContain('netrc /etc/netrc');
    expect(download.resources).toEqual({ requests: { cpu: '2', memory: '5Gi' }, limits: { memory: '5Gi' } });
    expect(envOf(server)).not.toHaveProperty('RCLONE_TRANSFERS');
    expect(mountsOf(server)).not.toContain('netrc /etc/netrc');
    expect(pod.volumes.map(({ name }) => name)).toContain('netrc');
  });

  test('reach a server that loads from the hub itself, but for memory and CPU', () => {
    const { server } = of(vllm, hub, { downloads });
    const plain = of(vllm, hub, {}).server;
    expect(envOf(server)).toMatchObject({ HF_HUB_DOWNLOAD_TIMEOUT: '60', NETRC_PASSWORD: 'netrc/password' });
    expect(mountsOf(server)).toContain('netrc /etc/netrc');
    expect(server.resources).toEqual(plain.resources);
  });

  test('reach nobody where nothing is downloaded', () => {
    expect(of(vllm, claim, { downloads }).objects).toEqual(of(vllm, claim, {}).objects);
  });

  test('change what only the download reads, and nothing that comes from the source', () => {
    const { init: [download] } = of(triton, s3, { downloads: { env: { RCLONE_STATS: '5s', RCLONE_LOW_LEVEL_RETRIES: '9' } } });
    expect(envOf(download)).toMatchObject({ RCLONE_STATS: '5s', RCLONE_LOW_LEVEL_RETRIES: '9' });
    expect(() => of(triton, s3, { downloads: { env: { RCLONE_CONFIG_SOURCE_TYPE: 'local' } } })).toThrow(/env-contradicts-derived: downloads\.env has RCLONE_CONFIG_SOURCE_TYPE, which the container download-model derives as "s3"/);
    expect(() => of(triton, s3, { ...proxied, downloads: { env: { https_proxy: 'http://other:1' } } })).toThrow(/remove it from downloads: set it in proxy/);
  });

  test('replace a variable of the profile by one of the model, be it a text or a Secret', () => {
    const [text, secret] = [{ env: { A: 'text' } }, { secretEnv: { A: SecretKey.of('a', 'key') } }];
    expect(mergeSettings({ downloads: text }, { downloads: secret }).downloads).toEqual({ env: {}, ...secret });
    expect(mergeSettings({ downloads: secret }, { downloads: text }).downloads).toEqual({ ...text, secretEnv: {} });
  });
});
