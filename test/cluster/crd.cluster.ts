import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { NEWEST_KUBERNETES, OLDEST_KUBERNETES } from './binaries/versions';
import { CRD_FOLDER, established, libraryCrds } from './harness/crds';
import { describeOnCluster } from './harness/suite';

const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const MODELS = 'models.registry.matrixinfer.ai';

/** The Model CRD with another value at a path below `spec.runtime`, to see that the API server would have said so. */
function broken(path: readonly string[], value: unknown): unknown {
  const crd = structuredClone(libraryCrds().find(({ metadata }) => metadata?.name === MODELS))!;
  let node = crd.spec.versions[0]!.schema!.openAPIV3Schema!.properties!.spec!.properties!.runtime as unknown as Record<string, unknown>;
  for (const step of path.slice(0, -1)) node = node[step] as Record<string, unknown>;
  node[path.at(-1)!] = value;
  return crd;
}

describe.each([OLDEST_KUBERNETES, NEWEST_KUBERNETES])('%s', (version) => {
  describeOnCluster('the CRDs', { version, kubectl: true }, (cluster) => {
    test('fails without a bound on the resources, as the CEL rules would cost too much', async () => {
      const { status, body } = await cluster().api.send('POST', CRDS, broken(['properties', 'resources', 'properties', 'requests', 'maxProperties'], undefined));
      expect(status).toBe(422);
      expect(body.message).toContain('exceeds budget');
    });

    test('fails with a rule that does not compile', async () => {
      const { status, body } = await cluster().api.send('POST', CRDS, broken(['x-kubernetes-validations'], [{ rule: 'self.nothing > 1' }]));
      expect(status).toBe(422);
      expect(body.message).toContain('undefined field');
    });

    test('fails with a field that has no type, as it is not structural', async () => {
      const { status, body } = await cluster().api.send('POST', CRDS, broken(['properties', 'image', 'type'], undefined));
      expect(status).toBe(422);
      expect(body.message).toContain('must not be empty for specified object fields');
    });

    test('are accepted with strict field validation and no warning', async () => {
      for (const crd of libraryCrds()) {
        const { status, warnings, body } = await cluster().api.send('POST', `${CRDS}?dryRun=All&fieldValidation=Strict`, crd);
        expect({ status, warnings, message: body.message }).toEqual({ status: 201, warnings: [], message: undefined });
      }
    });

    test('can be applied by kubectl, client-side, again and again', async () => {
      for (const crd of libraryCrds()) expect(Buffer.byteLength(JSON.stringify(crd))).toBeLessThan(262_144);
      expect(cluster().kubectl('apply', '-f', CRD_FOLDER)).toContain('created');
      expect(cluster().kubectl('apply', '-f', CRD_FOLDER)).toContain('unchanged');
    });

    test('become established, and are structural', async () => {
      for (const { metadata } of libraryCrds()) {
        const { status } = await established(cluster(), metadata!.name!);
        const conditions = Object.fromEntries((status?.conditions ?? []).map((condition) => [condition.type, condition.status]));
        expect(conditions).toEqual({ NamesAccepted: 'True', Established: 'True' }); // no NonStructuralSchema
      }
    });

    test('keep every field and rule that they were given', async () => {
      for (const crd of libraryCrds()) {
        const { body } = await cluster().api.must('GET', `${CRDS}/${crd.metadata!.name}`);
        expect((body.spec as typeof crd.spec).versions).toEqual(crd.spec.versions);
      }
    });

    test('a Model can be read with kubectl get, by its short name and its category', async () => {
      const folder = join(__dirname, '..', 'valid', 'models.registry.matrixinfer.ai');
      cluster().kubectl('apply', '-f', join(folder, 'documented-basic.yaml'));
      const [header, row] = cluster().kubectl('get', 'mdl').trim().split('\n');
      expect(header!.split(/ {2,}/)).toEqual(['NAME', 'FRAMEWORK', 'VERSION', 'SOURCE', 'PHASE', 'AGE']);
      expect(row).toMatch(/^llama-7b +pytorch +1\.0\.0 +huggingface:\/\/meta-llama\/Llama-2-7b-hf /);
      expect(cluster().kubectl('get', 'matrixinfer', '-o', 'name')).toBe('model.registry.matrixinfer.ai/llama-7b\n');
    });

    test('a documented Model is stored as it was given', async () => {
      const document = parse(readFileSync(join(__dirname, '..', 'valid', 'models.registry.matrixinfer.ai', 'documented-basic.yaml'), 'utf8')) as { spec: unknown };
      const { body } = await cluster().api.must('GET', '/apis/registry.matrixinfer.ai/v1alpha1/namespaces/default/models/llama-7b');
      expect(body.spec).toEqual(document.spec);
    });

    test('kubectl explain tells what a field is', async () => {
      expect(cluster().kubectl('explain', 'model.spec.modelSpec.modelId')).toContain('modelId identifies the model in the registry');
    });

    test('the status is set through its subresource, and fails for a phase that is none', async () => {
      const path = '/apis/registry.matrixinfer.ai/v1alpha1/namespaces/default/models/llama-7b/status';
      const patch = (phase: string) => cluster().api.send('PATCH', path, { status: { phase } }, 'application/merge-patch+json');
      expect((await patch('Ready')).body.status).toEqual({ phase: 'Ready' });
      expect((await patch('Running')).status).toBe(422);
    });
  });
});
