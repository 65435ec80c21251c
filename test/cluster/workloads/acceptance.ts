import { KubeObject } from '../harness/api-client';
import { Applier } from '../harness/apply';
import { lostValues } from '../manifests/lost-values';

/** What is wrong with how an object was taken, each as a sentence; none when it was taken as it is. */
export async function complaints(applier: Applier, object: KubeObject, namespace: string): Promise<string[]> {
  const { status, warnings, body } = await applier.apply(object, namespace);
  if (status >= 300) return [`${status}: ${body.message}`];
  const stored = await applier.read(object, namespace);
  const again = await applier.apply(object, namespace);
  return [
    ...warnings.map((warning) => `a warning: ${warning}`),
    ...lostValues(object, stored).map((lost) => `not kept: ${lost}`),
    ...again.status === 200 && again.warnings.length === 0 ? [] : [`the second apply: ${again.status} ${again.body.message ?? again.warnings.join()}`],
    ...again.body.metadata?.generation === stored.metadata?.generation ? [] : [`the second apply made generation ${again.body.metadata?.generation} of ${stored.metadata?.generation}`],
  ];
}

/** Who an object is, for messages. */
export function titleOf({ kind, metadata }: KubeObject): string {
  return `${kind} ${metadata?.name}`;
}
