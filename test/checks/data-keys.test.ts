import { ApiObject, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { EnvValue, PodVolume, ProjectedSource, SecretKey } from '../../src';
import { chartIn, findingsOf, ModelOverrides, plainModel } from '../fixtures';

const RULES = ['config-key-missing', 'secret-key-missing'];

/** What is said of the keys that a model names, beside a ConfigMap and a Secret with the key `a`. */
function said(overrides: ModelOverrides, make: (chart: Chart) => unknown = both): string[] {
  const chart = chartIn('ml');
  plainModel(chart, 'model', overrides);
  make(chart);
  return RULES.flatMap(rule => findingsOf(chart, rule)).map(({ rule, what }) => `${rule}: ${what}`);
}

const object = (chart: Chart, kind: string, more: object, name = 'keyed') => new ApiObject(chart, `${kind}-${name}`, { apiVersion: 'v1', kind, metadata: { name }, ...more } as never);
const both = (chart: Chart) => [object(chart, 'ConfigMap', { data: { a: '1' } }), object(chart, 'Secret', { stringData: { a: '1' } })];

const env = (key: string, optional = false): ModelOverrides => ({ envValues: { A: EnvValue.configMap('keyed', key, { optional }) } });
const volume = (made: PodVolume, subPath?: string): ModelOverrides => ({ pod: { volumes: [made], mounts: [{ volume: 'v', path: '/v', subPath }] } });

/** The ways in which a Pod names a key. */
const WAYS: [string, string, (key: string) => ModelOverrides][] = [
  ['a variable', 'config', key => env(key)],
  ['a variable by a patch', 'config', key => ({ pod: { patches: [JsonPatch.add('/spec/containers/0/env/-', { name: 'X', valueFrom: { configMapKeyRef: { name: 'keyed', key } } })] } })],
  ['a file of a volume', 'config', key => volume(PodVolume.configMap('v', 'keyed', { items: { [key]: 'f' } }))],
  ['a file that is mounted alone', 'config', key => volume(PodVolume.configMap('v', 'keyed'), key)],
  ['a file of a projected volume', 'config', key => volume(PodVolume.projected('v', [ProjectedSource.configMap('keyed', { items: { [key]: 'f' } })]))],
  ['a variable', 'secret', key => ({ secretEnv: { A: SecretKey.of('keyed', key) } })],
  ['a file of a volume', 'secret', key => volume(PodVolume.secret('v', 'keyed', { [key]: 'f' }))],
  ['a variable of a sidecar', 'config', key => ({ pod: { sidecars: [{ name: 's', image: 'acme/s:1', envValues: { A: EnvValue.configMap('keyed', key) } }] } })],
];

test.each(WAYS)('%s names a key that the object of the app has not: %s', (_way, kind, overrides) => {
  expect(said(overrides('b'))).toEqual([expect.stringMatching(new RegExp(`^${kind}-key-missing: the \\w+ keyed of the app has no key "b", only a`))]);
  expect(said(overrides('a'))).toEqual([]);
});

test.each<[string, ModelOverrides, (chart: Chart) => unknown]>([
  ['it may be missing', env('b', true), both],
  ['the object is not of the app', env('b'), () => undefined],
  ['the object is of another name', env('b'), chart => object(chart, 'ConfigMap', { data: { a: '1' } }, 'other')],
  ['the object is in another namespace', env('b'), chart => both(new Chart(chart.node.root as App, 'far', { namespace: 'far' }))],
  ['something fills the object', env('b'), chart => object(chart, 'ConfigMap', {})],
  ['the object has it as bytes', env('b'), chart => object(chart, 'ConfigMap', { data: { a: '1' }, binaryData: { b: 'AA==' } })],
  ['a Lazy gives it', env('b'), chart => object(chart, 'ConfigMap', { data: Lazy.any({ produce: () => ({ b: '1' }) }) })],
  ['a patch gives it', env('b'), chart => object(chart, 'ConfigMap', { data: { a: '1' } }).addJsonPatch(JsonPatch.add('/data/b', '1'))],
])('nothing is said where %s', (_why, overrides, make) => expect(said(overrides, make)).toEqual([]));

const filler = (apiVersion: string, kind: string, spec: object, name = 'filler', namespace?: string) => (chart: Chart) => (
  new ApiObject(chart, kind, { apiVersion, kind, metadata: { name, namespace }, spec })
);
const external = { target: { name: 'keyed', creationPolicy: 'Merge' }, data: [{ secretKey: 'b', remoteRef: { key: 'x' } }] };

test.each<[string, (chart: Chart) => unknown]>([
  ['an ExternalSecret merges', filler('external-secrets.io/v1', 'ExternalSecret', external)],
  ['an ExternalSecret of its name', filler('external-secrets.io/v1', 'ExternalSecret', { dataFrom: [{ extract: { key: 'x' } }] }, 'keyed')],
  ['a ClusterExternalSecret', filler('external-secrets.io/v1', 'ClusterExternalSecret', { externalSecretSpec: external }, 'all')],
  ['a SealedSecret', filler('bitnami.com/v1alpha1', 'SealedSecret', { encryptedData: { b: 'AgB' } }, 'keyed')],
  ['a SecretProviderClass', filler('secrets-store.csi.x-k8s.io/v1', 'SecretProviderClass', { secretObjects: [{ secretName: 'keyed' }] })],
  ['a VaultStaticSecret', filler('secrets.hashicorp.com/v1beta1', 'VaultStaticSecret', { destination: { name: 'keyed' } })],
  ['a OnePasswordItem', filler('onepassword.com/v1', 'OnePasswordItem', { itemPath: 'x' }, 'keyed')],
  ['an InfisicalSecret', filler('secrets.infisical.com/v1alpha1', 'InfisicalSecret', { managedKubeSecretReferences: [{ secretName: 'keyed' }] })],
  ['a Certificate', filler('cert-manager.io/v1', 'Certificate', { secretName: 'keyed' })],
])('nothing is said of a Secret that an operator writes, too: %s', (_what, fill) => {
  expect(said({ secretEnv: { A: SecretKey.of('keyed', 'b') } }, chart => [both(chart), fill(chart)])).toEqual([]);
  const chart = chartIn('ml');
  const made = new kplus.Secret(chart, 'made', { metadata: { name: 'keyed' }, stringData: { a: '1' } });
  plainModel(chart, 'model', { secretEnv: { A: SecretKey.from(made, 'b') } });
  fill(chart);
  expect(RULES.flatMap(rule => findingsOf(chart, rule))).toEqual([]);
});

test.each<[string, (chart: Chart) => unknown]>([
  ['another Secret', filler('external-secrets.io/v1', 'ExternalSecret', { ...external, target: { name: 'other' } })],
  ['one of another namespace', filler('external-secrets.io/v1', 'ExternalSecret', external, 'filler', 'far')],
  ['none, but reads it', filler('external-secrets.io/v1', 'PushSecret', { selector: { secret: { name: 'keyed' } } })],
])('the keys of a Secret are known where an operator writes %s', (_what, fill) => {
  expect(said({ secretEnv: { A: SecretKey.of('keyed', 'b') } }, chart => [both(chart), fill(chart)])).toHaveLength(1);
});

test('a key of a Secret of cdk8s-plus is said once', () => {
  const chart = chartIn('ml');
  const secret = new kplus.Secret(chart, 'made', { stringData: { b: '1', a: '2' } });
  plainModel(chart, 'model', { secretEnv: { A: SecretKey.from(secret, 'c') } });
  expect(findingsOf(chart, 'secret-key-missing').filter(({ path }) => path.endsWith('Runtime'))).toHaveLength(1);
});
