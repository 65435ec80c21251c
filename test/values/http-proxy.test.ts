import { HttpProxy, SecretKey } from '../../src';

describe('HttpProxy', () => {
  test('is told in all spellings that programs read', () => {
    expect(HttpProxy.of('http://proxy.example.com:3128')._variables([])).toEqual({
      env: {
        HTTP_PROXY: 'http://proxy.example.com:3128',
        HTTPS_PROXY: 'http://proxy.example.com:3128',
        http_proxy: 'http://proxy.example.com:3128',
        https_proxy: 'http://proxy.example.com:3128',
        NO_PROXY: 'localhost,127.0.0.1,0.0.0.0,::1,.svc,.cluster.local',
        no_proxy: 'localhost,127.0.0.1,0.0.0.0,::1,.svc,.cluster.local',
      },
      secretEnv: {},
    });
  });

  test('leaves out the agents of the node, and hosts that are named, each once', () => {
    const { env } = HttpProxy.of('http://p:1', { noProxy: ['.corp.example.com', '10.0.0.0/8', 'localhost'] })._variables(['169.254.169.254']);
    expect(env.NO_PROXY).toBe('localhost,127.0.0.1,0.0.0.0,::1,.svc,.cluster.local,169.254.169.254,metadata.google.internal,.corp.example.com,10.0.0.0/8');
  });

  test('stays in its Secret, and only the other hosts are texts', () => {
    const key = SecretKey.of('proxy', 'url');
    const proxy = HttpProxy.fromSecret(key, { port: 3128 });
    expect(proxy._variables([]).secretEnv).toEqual({ HTTP_PROXY: key, HTTPS_PROXY: key, http_proxy: key, https_proxy: key });
    expect(Object.keys(proxy._variables([]).env)).toEqual(['NO_PROXY', 'no_proxy']);
    expect([proxy._host, proxy._port, proxy._javaOptions([])]).toEqual([undefined, 3128, []]);
  });

  test.each([
    ['http://proxy.example.com', 80], ['https://proxy.example.com/', 443], ['http://10.1.2.3:3128', 3128], ['http://[fd00::1]:8080', 8080],
  ])('knows the port of %s', (url, port) => {
    expect(HttpProxy.of(url)._port).toBe(port);
  });

  test('tells Java of it only when asked to', () => {
    expect(HttpProxy.of('http://p.example.com:1')._javaOptions([])).toEqual([]);
    expect(HttpProxy.of('http://p.example.com:1', { java: true, noProxy: ['.a.example.com', '10.0.0.0/8'] })._javaOptions([])).toEqual([
      '-Dhttp.proxyHost=p.example.com', '-Dhttp.proxyPort=1', '-Dhttps.proxyHost=p.example.com', '-Dhttps.proxyPort=1',
      '-Dhttp.nonProxyHosts=localhost|127.0.0.1|0.0.0.0|::1|*.svc|*.cluster.local|*.a.example.com',
    ]);
  });

  test.each([
    'proxy.example.com:3128', 'socks5://proxy.example.com:1080', 'http://', 'http://a b:1', 'http://proxy.example.com:3128/path', 'http://proxy:99999', '',
  ])('fails on the address %j, and says what one looks like', url => {
    expect(() => HttpProxy.of(url)).toThrow(/http:\/\/<host>:<port>/);
  });

  test('fails on a password in the address, without showing it, and names the factory for it', () => {
    const attempt = () => HttpProxy.of('http://team:hunter2-is-secret@proxy.example.com:3128');
    expect(attempt).toThrow(/HttpProxy\.fromSecret\(/);
    expect(attempt).not.toThrow(/hunter2/);
  });

  test.each([
    ['*.corp.example.com', '.corp.example.com'], ['.corp.example.com', '.corp.example.com'], ['corp.example.com', 'corp.example.com'], ['*.svc', '.svc'], ['*', '*'], ['fd00::/8', 'fd00::/8'],
  ])('writes the host %j as all programs read it', (host, written) => {
    const proxy = HttpProxy.of('http://p:1', { noProxy: [host], java: true });
    expect(proxy.noProxy).toEqual([written]);
    expect(proxy._variables([]).env.no_proxy.split(',')).toContain(written);
    expect(HttpProxy.fromSecret(SecretKey.of('proxy', 'url'), { noProxy: [host] }).noProxy).toEqual([written]);
  });

  test.each(['10.*', '*corp.example.com', 'a.*.example.com', '**', '*.', '*.*.example.com', '*/8'])('fails on the pattern %j, which no program knows', host => {
    expect(() => HttpProxy.of('http://p:1', { noProxy: [host] })).toThrow(/noProxy of the proxy.*without "\*" but before a domain/);
  });

  test.each(['http://a', 'a,b', 'a b', '', '10.0.0.0/'])('fails on %j as a host without proxy', host => {
    expect(() => HttpProxy.of('http://p:1', { noProxy: [host] })).toThrow(/noProxy of the proxy/);
  });
});
