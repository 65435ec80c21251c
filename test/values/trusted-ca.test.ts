import { SecretKey, TrustedCa } from '../../src';

const FILE = '/etc/matrixinfer/trusted-ca/ca.crt';

describe('TrustedCa', () => {
  test('is found by every kind of program', () => {
    expect(TrustedCa.configMap('company-ca')._env).toEqual({
      SSL_CERT_FILE: FILE, REQUESTS_CA_BUNDLE: FILE, CURL_CA_BUNDLE: FILE, GIT_SSL_CAINFO: FILE, AWS_CA_BUNDLE: FILE, NODE_EXTRA_CA_CERTS: FILE,
    });
  });

  test('is one file of a ConfigMap, or of a Secret', () => {
    expect(TrustedCa.configMap('company-ca', { key: 'bundle.pem' })._volume._render(String)).toEqual({ name: 'trusted-ca', configMap: { name: 'company-ca' } });
    expect(TrustedCa.secret(SecretKey.of('tls', 'ca.crt'))._volume._render(String)).toEqual({
      name: 'trusted-ca', secret: { secretName: 'tls', defaultMode: 0o440, items: [{ key: 'ca.crt', path: 'ca.crt' }] },
    });
  });

  test('is a trust store for Java where it has one', () => {
    expect(TrustedCa.configMap('company-ca')._javaOptions).toEqual([]);
    const store = ['-Djavax.net.ssl.trustStore=/etc/matrixinfer/trusted-ca/ca.p12', '-Djavax.net.ssl.trustStoreType=PKCS12'];
    expect(TrustedCa.configMap('company-ca', { javaTrustStoreKey: 'ca.p12' })._javaOptions).toEqual(store);
    const secret = TrustedCa.secret(SecretKey.of('tls', 'ca.crt'), { javaTrustStoreKey: 'ca.p12' });
    expect(secret._javaOptions).toEqual(store);
    expect(secret._volume._render(String)).toMatchObject({ secret: { items: [{ key: 'ca.crt' }, { key: 'ca.p12' }] } });
  });

  test.each(['a/b', '..', '', 'a b'])('fails on %j as a key', key => {
    expect(() => TrustedCa.configMap('company-ca', { key })).toThrow(/key of the trusted certificates/);
    expect(() => TrustedCa.configMap('company-ca', { javaTrustStoreKey: key })).toThrow(/javaTrustStoreKey of the trusted certificates/);
  });
});
