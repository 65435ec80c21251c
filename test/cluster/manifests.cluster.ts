import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from './binaries/versions';
import { KubeObject } from './harness/api-client';
import { Applier } from './harness/apply';
import { ControlPlane } from './harness/control-plane';
import { established, installCrds } from './harness/crds';
import { installModuleCrds } from './harness/module-crds';
import { describeOnCluster } from './harness/suite';
import { inFreshNamespaces, manifestFiles, objectsIn } from './manifests/files';
import { lostValues } from './manifests/lost-values';

/** The routes of the examples are Gateway API's. */
const HTTP_ROUTES = { module: 'sigs.k8s.io/gateway-api', version: '1.6.3', file: 'config/crd/standard/gateway.networking.k8s.io_httproutes.yaml' };

const FILES = manifestFiles();

/** What the API server had to say of one object. */
interface Outcome {
  readonly object: string;
  readonly status: number;
  readonly message?: string;
  readonly warnings: readonly string[];
  readonly generation?: number;
}

async function applyAll(
  cluster: ControlPlane, objects: readonly KubeObject[], home: string, labels: { [key: string]: string } = {},
): Promise<Outcome[]> {
  const applier = new Applier(cluster);
  await makeNamespaces(applier, objects, home, labels);
  const outcomes: Outcome[] = [];
  for (const object of objects) {
    const { status, warnings, body } = await applier.apply(object, home);
    const accepted = status < 300;
    outcomes.push({
      object: `${object.kind} ${object.metadata?.name}`,
      status: accepted ? 200 : status, // 201 the first time
      message: accepted ? undefined : body.message,
      warnings,
      generation: body.metadata?.generation,
    });
    if (object.kind === 'CustomResourceDefinition' && accepted) await established(cluster, object.metadata!.name!);
  }
  return outcomes;
}

function deploymentOf(pod: object): KubeObject {
  const labels = { a: 'b' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'made-up' },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod } },
  };
}

async function makeNamespaces(applier: Applier, objects: readonly KubeObject[], home: string, labels: { [key: string]: string }): Promise<void> {
  const names = new Set([home, ...objects.flatMap(({ metadata }) => metadata?.namespace ?? [])]);
  for (const name of names) await applier.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
}

/** Examples are copied: what Pod Security `restricted` would refuse of them is a warning, and no example has one. */
const RESTRICTED = { 'pod-security.kubernetes.io/warn': 'restricted' };

describe.each([OLDEST_KUBERNETES, NEWEST_KUBERNETES])('%s', (version) => {
  describeOnCluster('manifests', { version }, (cluster) => {
    beforeAll(async () => {
      await installCrds(cluster());
      await installModuleCrds(cluster(), HTTP_ROUTES);
    });

    test('fails for an unknown field, so a manifest that has one would be seen', async () => {
      const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'broken' }, spec: { ports: [{ port: 80, targetport: 8000 }] } };
      const [outcome] = await applyAll(cluster(), [service], 'broken');
      expect(outcome!.status).not.toBe(200);
      expect(outcome!.message).toContain('targetport: field not declared in schema');
    });

    test('a warning is seen', async () => {
      const pod = { containers: [{ name: 'a', image: 'a' }], nodeSelector: { 'beta.kubernetes.io/os': 'linux' } };
      const [outcome] = await applyAll(cluster(), [deploymentOf(pod)], 'warned');
      expect(outcome!.warnings.join()).toContain('deprecated since v1.14');
    });

    test('a value that the API server drops without a word is seen', async () => {
      // GIVEN a field whose feature is off in 1.30
      const mount = { name: 'v', mountPath: '/v', readOnly: true, recursiveReadOnly: 'IfPossible' };
      const deployment = deploymentOf({ containers: [{ name: 'a', image: 'a', volumeMounts: [mount] }], volumes: [{ name: 'v', emptyDir: {} }] });

      // WHEN
      const [outcome] = await applyAll(cluster(), [deployment], 'dropped');

      // THEN
      expect(outcome).toMatchObject({ status: 200, warnings: [] });
      expect(lostValues(deployment, await new Applier(cluster()).read(deployment, 'dropped'))).toEqual(version === OLDEST_KUBERNETES
        ? ['spec.template.spec.containers[0].volumeMounts[0].recursiveReadOnly: "IfPossible" is undefined']
        : []);
    });

    test.each(FILES)('%s is accepted as it is, also by Pod Security restricted, and a second time changes nothing', async (file) => {
      // GIVEN
      const suffix = `m${FILES.indexOf(file)}`;
      const objects = inFreshNamespaces(objectsIn(file), suffix);

      // WHEN
      const first = await applyAll(cluster(), objects, suffix, RESTRICTED);
      const second = await applyAll(cluster(), objects, suffix, RESTRICTED);

      // THEN
      expect(first.filter(({ status, warnings }) => status !== 200 || warnings.length > 0)).toEqual([]);
      expect(second).toEqual(first);
      const applier = new Applier(cluster());
      for (const object of objects) {
        expect({ object: `${object.kind} ${object.metadata?.name}`, lost: lostValues(object, await applier.read(object, suffix)) })
          .toEqual({ object: `${object.kind} ${object.metadata?.name}`, lost: [] });
      }
    });
  });
});
