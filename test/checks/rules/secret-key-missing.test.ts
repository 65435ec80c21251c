import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { SecretKey } from '../../../src';
import { chartIn, findingsOf, plainModel } from '../../fixtures';

const saidOf = (make: (chart: ReturnType<typeof chartIn>) => kplus.ISecret): string[] => {
  const chart = chartIn('ml');
  plainModel(chart, 'model', { secretEnv: { A: SecretKey.from(make(chart), 'k') } });
  return findingsOf(chart, 'secret-key-missing').map(({ what }) => what);
};

test.each<[string, (chart: ReturnType<typeof chartIn>) => kplus.ISecret]>([
  ['an imported Secret', chart => kplus.Secret.fromSecretName(chart, 's', 'elsewhere')],
  ['a Secret that something else fills', chart => new kplus.Secret(chart, 's')],
  ['a key that is added by a patch', chart => {
    const secret = new kplus.Secret(chart, 's', { stringData: { foo: 'bar' } });
    ApiObject.of(secret).addJsonPatch(JsonPatch.add('/data', { k: 'YQ==' }));
    return secret;
  }],
])('is not said of %s', (_what, make) => expect(saidOf(make)).toEqual([]));

test('is said of a Secret of a kind of its own, without its values', () => {
  const [said] = saidOf(chart => new kplus.BasicAuthSecret(chart, 's', { username: 'user', password: 'not-to-be-shown' }));
  expect(said).toMatch(/has no key "k", only username, password|has no key "k", only password, username/);
  expect(said).not.toContain('not-to-be-shown');
});

test('a key that is added after the model is one', () => {
  const chart = chartIn('ml');
  const secret = new kplus.Secret(chart, 's', { stringData: { foo: 'bar' } });
  plainModel(chart, 'model', { secretEnv: { A: SecretKey.from(secret, 'k') } });
  secret.addStringData('k', 'v');
  expect(findingsOf(chart, 'secret-key-missing')).toEqual([]);
});
