import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from './binaries/versions';
import { KubeObject } from './harness/api-client';
import { Applier } from './harness/apply';
import { installCrds } from './harness/crds';
import { canFetchModules, installModuleCrds, ModuleCrds } from './harness/module-crds';
import { describeOnCluster } from './harness/suite';
import { made, recipes } from '../beside/recipes';

/** The CRDs of the projects on the page. */
const CRDS: readonly ModuleCrds[] = [
  { module: 'sigs.k8s.io/gateway-api', version: '1.6.3', file: 'config/crd/standard/gateway.networking.k8s.io_httproutes.yaml' },
  {
    module: 'sigs.k8s.io/gateway-api-inference-extension', version: '1.6.0', file: 'config/crd/bases/inference.networking.k8s.io_inferencepools.yaml',
  },
  { module: 'github.com/kedacore/keda/v2', version: '2.21.0', file: 'config/crd/bases/keda.sh_scaledobjects.yaml' },
  {
    module: 'github.com/prometheus-operator/prometheus-operator',
    version: '0.85.0',
    file: 'example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml',
  },
  { module: 'github.com/external-secrets/external-secrets', version: '0.16.2', file: 'config/crds/bases/external-secrets.io_externalsecrets.yaml' },
  { module: 'github.com/cert-manager/cert-manager', version: '1.19.1', file: 'deploy/crds/cert-manager.io_certificates.yaml' },
  { module: 'knative.dev/serving', version: '0.47.1', file: 'config/core/300-resources/service.yaml' },
];

const MINUTES = 60_000;

(canFetchModules ? describe : describe.skip).each([OLDEST_KUBERNETES, NEWEST_KUBERNETES])('%s', (version) => {
  describeOnCluster('what stands beside a model', { version }, (cluster) => {
    beforeAll(async () => {
      await installCrds(cluster());
      for (const crds of CRDS) await installModuleCrds(cluster(), crds);
    }, 5 * MINUTES);

    test.each(recipes().map((recipe, index) => [recipe.title, recipe, index] as const))('is accepted as the page has it: %s', async (_title, recipe, index) => {
      // GIVEN
      const applier = new Applier(cluster());
      const namespace = `beside-${index}`;
      await applier.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
      const objects = made(recipe).objects as KubeObject[];

      // WHEN
      const answers = [];
      for (const { metadata, ...rest } of objects) {
        const object = { ...rest, metadata: metadata?.namespace === undefined ? metadata : { ...metadata, namespace } };
        const { status, warnings, body } = await applier.apply(object, namespace);
        answers.push({ kind: object.kind, accepted: status < 300, message: status < 300 ? undefined : body.message, warnings });
      }

      // THEN
      expect(answers).toEqual(objects.map(({ kind }) => ({ kind, accepted: true, message: undefined, warnings: [] })));
    });
  });
});
