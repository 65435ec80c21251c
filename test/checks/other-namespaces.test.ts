import { App, Chart, Size } from 'cdk8s';
import { IPersistentVolumeClaim, PersistentVolumeAccessMode, PersistentVolumeClaim, Secret, ServiceAccount } from 'cdk8s-plus-27';
import { ModelCache, ModelSource, PodVolume, SecretKey, ServiceAccountRef } from '../../src';
import { chartIn, findingsOf, ModelOverrides, plainModel, rulesOf } from '../fixtures';

const mounts = [{ volume: 'data', path: '/data' }];

/** Every way to refer to an object that lives in a namespace, with what finds it in another one. */
const REFERENCES: [string, string, (chart: Chart) => ModelOverrides][] = [
  ['a claim as the source', 'claim-other-namespace', chart => ({ source: ModelSource.fromPersistentVolumeClaim(claim(chart)) })],
  ['a folder of a claim as the source', 'claim-other-namespace', chart => ({ source: ModelSource.fromPersistentVolumeClaim(claim(chart), { path: 'a/model.onnx' }) })],
  ['a claim as the cache', 'claim-other-namespace', chart => ({ cache: ModelCache.fromPersistentVolumeClaim(claim(chart)) })],
  ['a claim as a volume', 'claim-other-namespace', chart => ({ pod: { volumes: [PodVolume.fromPersistentVolumeClaim('data', claim(chart), { readOnly: true })], mounts } })],
  ['a claim as a volume of the profile', 'claim-other-namespace', chart => ({ profileProps: { pod: { volumes: [PodVolume.fromPersistentVolumeClaim('data', claim(chart))], mounts } } })],
  ['a claim of a model that is only registered', 'claim-other-namespace', chart => (
    { registerOnly: true, pod: { volumes: [PodVolume.fromPersistentVolumeClaim('data', claim(chart))], mounts } }
  )],
  ['a ServiceAccount', 'service-account-other-namespace', chart => ({ pod: { serviceAccount: new ServiceAccount(chart, 'sa') } })],
  ['a reference to a ServiceAccount', 'service-account-other-namespace', chart => ({ pod: { serviceAccount: ServiceAccountRef.from(new ServiceAccount(chart, 'sa')) } })],
  ['the name of a ServiceAccount', 'service-account-other-namespace', chart => ({ pod: { serviceAccount: ServiceAccountRef.of('reader', { namespace: chart.namespace }) } })],
  ['an imported ServiceAccount', 'service-account-other-namespace', chart => (
    { pod: { serviceAccount: ServiceAccount.fromServiceAccountName(chart, 'sa', 'reader', { namespaceName: chart.namespace }) } }
  )],
  ['a Secret', 'secret-other-namespace', chart => ({ secretEnv: { A: SecretKey.from(new Secret(chart, 'secret'), 'a') } })],
  ['a Secret of a model that is only registered', 'secret-other-namespace', chart => ({ registerOnly: true, secretEnv: { A: SecretKey.from(new Secret(chart, 'secret'), 'a') } })],
];

function claim(chart: Chart): IPersistentVolumeClaim {
  return new PersistentVolumeClaim(chart, 'claim', { storage: Size.gibibytes(50), accessModes: [PersistentVolumeAccessMode.READ_WRITE_MANY] });
}

describe.each(REFERENCES)('%s', (_what, rule, overrides) => {
  test('is refused from another namespace', () => {
    const chart = chartIn('ml');
    const other = new Chart(App.of(chart), 'other', { namespace: 'other' });
    plainModel(chart, 'model', overrides(other));
    expect(findingsOf(chart, rule)).toHaveLength(1);
    expect(findingsOf(chart, rule)[0].what).toMatch(/other\/.* is used in namespace "ml"/);
  });

  test('is fine from its own namespace, also in another chart', () => {
    const chart = chartIn('ml');
    const other = new Chart(App.of(chart), 'other', { namespace: 'ml' });
    plainModel(chart, 'model', overrides(other));
    expect(rulesOf(chart)).toEqual([]);
  });
});

test('an imported ServiceAccount of no namespace does not say where it is', () => {
  const chart = chartIn('ml');
  plainModel(chart, 'model', { pod: { serviceAccount: ServiceAccount.fromServiceAccountName(chart, 'sa', 'reader') } });
  expect(rulesOf(chart)).toEqual([]);
});
