import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from './binaries/versions';
import { KubeObject } from './harness/api-client';
import { Applier } from './harness/apply';
import { installCrds } from './harness/crds';
import { describeOnCluster } from './harness/suite';
import { complaints, titleOf } from './workloads/acceptance';
import { inParallel } from './workloads/in-parallel';
import { Deployment } from './workloads/models';
import { combinations, conformanceManifests } from '../conformance/catalogue';
import { objectsOf, variants } from '../conformance/variants';

const NAMESPACE = 'conformance';

/** The objects of one combination. */
interface Manifest { readonly name: string; readonly objects: readonly KubeObject[] }

const MANIFESTS = conformanceManifests() as unknown as Manifest[];
const SAMPLE = deploymentOf(MANIFESTS[0]!);

function deploymentOf({ objects }: Manifest): Deployment {
  return objects.find(({ kind }) => kind === 'Deployment') as Deployment;
}

/** Whether a Pod mounts an image: 1.30 knows no such volume, and the library refuses it for `kubernetesVersion` below 1.35. */
function needsImageVolumes(manifest: Manifest): boolean {
  return (deploymentOf(manifest).spec.template.spec.volumes ?? []).some(({ image }) => image !== undefined);
}

/** The sample's Deployment under a name of its own, with another value at a path, to see that the API server would have said so. */
function broken(name: string, path: readonly string[], value: unknown): KubeObject {
  const deployment = structuredClone(SAMPLE);
  let node = deployment as unknown as Record<string, unknown>;
  for (const step of path.slice(0, -1)) node = (node[step] ??= {}) as Record<string, unknown>;
  node[path.at(-1)!] = value;
  return { ...deployment, metadata: { ...deployment.metadata, name } };
}

const POD = ['spec', 'template', 'spec'];

describe.each([OLDEST_KUBERNETES, NEWEST_KUBERNETES])('%s', (version) => {
  const served = MANIFESTS.filter((manifest) => version !== OLDEST_KUBERNETES || !needsImageVolumes(manifest));

  describeOnCluster('every engine, source, cache and compute', { version }, (cluster) => {
    let applier: Applier;

    beforeAll(async () => {
      await installCrds(cluster());
      await cluster().api.must('POST', '/api/v1/namespaces', { metadata: { name: NAMESPACE } });
      applier = new Applier(cluster());
      await complaints(applier, SAMPLE, NAMESPACE); // what is discovered once, before many ask at once
    });

    test('leaves out nothing but image volumes, on the oldest version', () => {
      const isServed = (name: string) => served.some((manifest) => manifest.name === name);
      const left = new Set(combinations().filter(({ name }) => !isServed(name)).map(({ sourceFactory }) => sourceFactory));
      expect([...left]).toEqual(version === OLDEST_KUBERNETES ? ['ociImage'] : []);
    });

    test.each([
      ['an unknown field', broken('unknown', [...POD, 'tolerate'], []), /^500: .*tolerate: field not declared in schema/],
      ['a field that is deprecated', broken('warned', [...POD, 'nodeSelector'], { 'beta.kubernetes.io/os': 'linux' }), /^a warning: .*deprecated since v1.14/],
      ['a surge of nothing', broken('stuck', ['spec', 'strategy', 'rollingUpdate'], { maxSurge: 0, maxUnavailable: 0 }), /^422: .*maxUnavailable/],
      ['a text where a number belongs', broken('text', ['spec', 'progressDeadlineSeconds'], '10'), /^500: /],
    ])('fails for %s, so a manifest that has one would be seen', async (_what, deployment, expected) => {
      expect((await complaints(applier, deployment, NAMESPACE)).join('\n')).toMatch(expected);
    });

    test('is accepted without a warning, kept whole, and a second apply changes nothing', async () => {
      const objects = served.flatMap((manifest) => manifest.objects.map((object) => ({ manifest: manifest.name, object })));
      const found = await inParallel(objects, async ({ manifest, object }) =>
        (await complaints(applier, object, NAMESPACE)).map((complaint) => `${manifest}, ${titleOf(object)}: ${complaint}`));
      expect(found.flat()).toEqual([]);
      expect(found.length).toBeGreaterThan(600);
    });

    test.each(variants().map((one) => [one.name, one] as const))('is accepted with what a model can have besides, and the kinds that lead to it: %s', async (_name, one) => {
      const objects = (objectsOf(one) as unknown as KubeObject[]).filter(({ apiVersion }) => !apiVersion!.startsWith('gateway.')); // routes.cluster.ts has their CRDs
      const found: string[] = [];
      for (const object of objects) found.push(...(await complaints(applier, object, NAMESPACE)).map((complaint) => `${titleOf(object)}: ${complaint}`));
      expect(found).toEqual([]);
    });
  });
});
