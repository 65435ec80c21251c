import { ApiObject } from 'cdk8s';
import { Secret } from 'cdk8s-plus-27';
import { SecretKey } from '../../src';
import { chartIn } from '../fixtures';

describe('a key of a Secret', () => {
  test('is a name and a key, in the namespace of whoever uses it', () => {
    const { name, key, namespace } = SecretKey.of('hf', 'token');
    expect({ name, key, namespace }).toEqual({ name: 'hf', key: 'token', namespace: undefined });
  });

  test('made with cdk8s-plus has the name and the namespace of the object', () => {
    const chart = chartIn('ml');
    const secret = new Secret(chart, 'hf', { metadata: { name: 'hf-credentials' } });
    expect(SecretKey.from(secret, 'token')).toMatchObject({ name: 'hf-credentials', key: 'token', namespace: 'ml' });
    expect(ApiObject.of(secret).name).toBe('hf-credentials');
  });

  test('imported with cdk8s-plus has the name, and no namespace that anyone could know', () => {
    const secret = Secret.fromSecretName(chartIn('ml'), 'imported', 'from-elsewhere');
    expect(SecretKey.from(secret, 'token')).toMatchObject({ name: 'from-elsewhere', key: 'token' });
    expect(SecretKey.from(secret, 'token').namespace).toBeUndefined();
  });

  test.each(['.dockerconfigjson', 'tls.key', '_KEY-1', 'a'.repeat(253)])('takes the key %j', key => {
    expect(SecretKey.of('s', key).key).toBe(key);
  });

  test.each(['', '.', '..', '..data', 'a b', 'a/b', 'a=b', 'ä', 'a\n', 'a'.repeat(254)])('fails for the key %j', key => {
    expect(() => SecretKey.of('s', key)).toThrow('invalid Secret key: got ');
    expect(() => SecretKey.of('s', key)).toThrow('never the credential itself');
  });

  test.each(['', 'HF', 'a_b', '-a', 'a..b', 'a/b', 'a'.repeat(254)])('fails for the name %j', name => {
    expect(() => SecretKey.of(name, 'k')).toThrow('invalid Secret name: got ');
  });

  test.each(['', 'Ml', 'a.b'])('fails for the namespace %j', namespace => {
    expect(() => SecretKey.of('s', 'k', { namespace })).toThrow(`invalid namespace of a Secret: got ${JSON.stringify(namespace)}`);
  });
});
