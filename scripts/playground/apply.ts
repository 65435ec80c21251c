import { KubeObject } from '../../test/cluster/harness/api-client';
import { Applier } from '../../test/cluster/harness/apply';
import { ControlPlane } from '../../test/cluster/harness/control-plane';
import { established } from '../../test/cluster/harness/crds';

/** Applies objects as `kubectl apply --server-side` does, into namespaces that are made where they are missing; says what was refused. */
export async function applyAll(plane: ControlPlane, objects: readonly KubeObject[]): Promise<void> {
  const applier = new Applier(plane);
  for (const name of new Set(objects.flatMap(({ metadata }) => metadata?.namespace ?? []))) {
    await plane.api.send('POST', '/api/v1/namespaces', { metadata: { name } }); // one that is there already stays as it is
  }
  for (const object of objects) {
    const refusal = await apply(plane, applier, object);
    if (refusal !== undefined) console.log(`  refused: ${object.kind} ${object.metadata?.name}: ${refusal}`);
  }
}

async function apply(plane: ControlPlane, applier: Applier, object: KubeObject): Promise<string | undefined> {
  try {
    if (object.kind === 'CustomResourceDefinition') await sayWhatIsReplaced(plane, object);
    const { status, warnings, body } = await applier.apply(object);
    for (const warning of warnings) console.log(`  warning: ${object.kind} ${object.metadata?.name}: ${warning}`);
    if (status >= 300) return body.message ?? `status ${status}`;
    if (object.kind === 'CustomResourceDefinition') await established(plane, object.metadata!.name!);
    return undefined;
  } catch (error) {
    return (error as Error).message; // a kind that nobody installed
  }
}

/** A CRD of one name can come from somebody else, and whichever is applied last decides what is accepted. */
async function sayWhatIsReplaced(plane: ControlPlane, { metadata, spec }: KubeObject): Promise<void> {
  const { status, body } = await plane.api.send('GET', `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${metadata!.name}`);
  if (status !== 200) return;
  const [there, here] = [versionsOf(body.spec), versionsOf(spec)];
  if (there !== here) console.log(`  replaces: CustomResourceDefinition ${metadata!.name} is there already, with another schema; see docs/crds.md`);
}

function versionsOf(spec: unknown): string {
  const { versions } = spec as { versions: { name: string; schema: unknown }[] };
  return JSON.stringify(versions.map(({ name, schema }) => [name, sorted(schema)]));
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, member]) => [key, sorted(member)]));
}
