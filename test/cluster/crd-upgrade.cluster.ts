import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { V1CustomResourceDefinition } from '@kubernetes/client-node';
import { parse } from 'yaml';
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from './binaries/versions';
import { KubeObject } from './harness/api-client';
import { Applier } from './harness/apply';
import { ControlPlane } from './harness/control-plane';
import { established, libraryCrds } from './harness/crds';
import { describeOnCluster } from './harness/suite';
import { lostValues } from './manifests/lost-values';

/** The CRDs of each released version, by version; a release adds a folder, and none is ever changed. */
const FIXTURES = join(__dirname, 'fixtures');
const RELEASED = readdirSync(FIXTURES).filter((name) => name.startsWith('crds-')).sort();

const VALID = join(__dirname, '..', 'valid', 'models.registry.matrixinfer.ai');
const MODELS = 'models.registry.matrixinfer.ai';

/** How long the API server may take until it serves a changed CRD, in milliseconds. */
const SERVED_WITHIN = 20_000;

function crdsOf(folder: string): V1CustomResourceDefinition[] {
  return readdirSync(join(FIXTURES, folder)).sort().map((file) => parse(readFileSync(join(FIXTURES, folder, file), 'utf8')) as V1CustomResourceDefinition);
}

/** Models of every form that the library knows to be valid, each under a name of its own. */
function documents(): KubeObject[] {
  return readdirSync(VALID).sort().map((file, index) => {
    const document = parse(readFileSync(join(VALID, file), 'utf8')) as KubeObject;
    const { namespace: _namespace, ...metadata } = document.metadata ?? {};
    return { apiVersion: document.apiVersion, kind: document.kind, metadata: { ...metadata, name: `m${index}`, namespace: 'default' }, spec: withoutNulls(document.spec) };
  });
}

/** Nulls are never stored: the API server leaves them out. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null).map(([name, member]) => [name, withoutNulls(member)]));
}

async function install(cluster: ControlPlane, crds: readonly V1CustomResourceDefinition[]): Promise<void> {
  const applier = new Applier(cluster);
  for (const crd of crds) {
    const { status, warnings, body } = await applier.apply(crd as unknown as KubeObject);
    expect({ status: status < 300, warnings, message: body.message }).toEqual({ status: true, warnings: [], message: undefined });
    await established(cluster, crd.metadata!.name!);
  }
}

/** The Model CRD with one property of the runtime less, as a careless release would have it. */
function withoutProperty(property: string): V1CustomResourceDefinition {
  const crd = structuredClone(libraryCrds().find(({ metadata }) => metadata?.name === MODELS))!;
  const runtime = crd.spec.versions[0]!.schema!.openAPIV3Schema!.properties!.spec!.properties!.runtime!;
  delete runtime.properties![property];
  return crd;
}

describe.each(RELEASED)('%s', (folder) => {
  describe.each([OLDEST_KUBERNETES, NEWEST_KUBERNETES])('%s', (version) => {
    describeOnCluster('stored Models survive the upgrade of the CRDs', { version }, (cluster) => {
      const stored = new Map<string, KubeObject>();
      const pathOf = (name: string) => `/apis/registry.matrixinfer.ai/v1alpha1/namespaces/default/models/${name}`;
      const read = async (name: string) => (await cluster().api.must('GET', pathOf(name))).body;

      test('Models are stored under the CRDs of then, with a status', async () => {
        await install(cluster(), crdsOf(folder));
        for (const document of documents()) {
          const { status, body } = await new Applier(cluster()).apply(document);
          expect({ document, accepted: status < 300, message: body.message }).toEqual({ document, accepted: true, message: undefined });
          const name = document.metadata!.name!;
          await cluster().api.must('PATCH', `${pathOf(name)}/status`, { status: { phase: 'Ready', message: 'served' } }, 'application/merge-patch+json');
          stored.set(name, await read(name));
        }
        expect(stored.size).toBeGreaterThan(20);
      });

      test('the CRDs of now take their place, without a warning', async () => {
        await install(cluster(), libraryCrds());
        for (const crd of libraryCrds()) {
          const { body } = await cluster().api.must('GET', `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${crd.metadata!.name}`);
          expect((body.spec as typeof crd.spec).versions).toEqual(crd.spec.versions);
        }
      });

      test('every Model reads as it was stored, and nothing is pruned', async () => {
        for (const [name, before] of stored) expect(await read(name)).toEqual(before);
      });

      test('every Model can be applied again, and that changes nothing', async () => {
        for (const document of documents()) {
          const before = stored.get(document.metadata!.name!)!;
          const { status, warnings, body } = await new Applier(cluster()).apply(document);
          expect({ status, warnings, message: body.message }).toEqual({ status: 200, warnings: [], message: undefined });
          expect(body.metadata!.generation).toBe(before.metadata!.generation);
          expect({ spec: body.spec, status: body.status }).toEqual({ spec: before.spec, status: before.status });
          expect(lostValues(document, body)).toEqual([]);
        }
      });

      test('every Model can be written back as it reads, as a controller does', async () => {
        for (const name of stored.keys()) {
          const current = await read(name);
          const { status, body } = await cluster().api.send('PUT', `${pathOf(name)}?fieldValidation=Strict`, current);
          expect({ name, status, message: body.message }).toEqual({ name, status: 200, message: undefined });
          expect(body.metadata!.generation).toBe(current.metadata!.generation);
        }
      });

      test('fails for a CRD that lost a property: its values are pruned from what is stored, and that is seen', async () => {
        // GIVEN
        const [name, before] = [...stored].find(([, model]) => JSON.stringify(model.spec).includes('"args"'))!;

        // WHEN
        await install(cluster(), [withoutProperty('args')]);

        // THEN
        const lost = async () => lostValues(before.spec, (await read(name)).spec);
        for (const deadline = Date.now() + SERVED_WITHIN; Date.now() < deadline && (await lost()).length === 0;) await sleep(100);
        expect(await lost()).toContainEqual(expect.stringMatching(/^runtime\.args\[0\]: .* is undefined$/));
        const again = await new Applier(cluster()).apply(documents().find(({ metadata }) => metadata!.name === name)!);
        expect({ refused: again.status >= 400, message: again.body.message }).toEqual({ refused: true, message: expect.stringContaining('args') as string });
      });
    });
  });
});
