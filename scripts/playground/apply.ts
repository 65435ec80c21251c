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
    const { status, warnings, body } = await applier.apply(object);
    for (const warning of warnings) console.log(`  warning: ${object.kind} ${object.metadata?.name}: ${warning}`);
    if (status >= 300) return body.message ?? `status ${status}`;
    if (object.kind === 'CustomResourceDefinition') await established(plane, object.metadata!.name!);
    return undefined;
  } catch (error) {
    return (error as Error).message; // a kind that nobody installed
  }
}
