import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiextensionsV1Api, V1CustomResourceDefinition } from '@kubernetes/client-node';
import { parse } from 'yaml';
import { kubeConfigOf } from './clients';
import { ControlPlane } from './control-plane';

/** The folder with the library's CRDs. */
export const CRD_FOLDER = join(__dirname, '..', '..', '..', 'crds');

/** How long a CRD may take until it is established, in milliseconds. */
const ESTABLISHED_WITHIN = 20_000;

/** The library's CRDs, as its files have them. */
export function libraryCrds(): V1CustomResourceDefinition[] {
  return readdirSync(CRD_FOLDER).filter((file) => file.endsWith('.yaml')).sort()
    .map((file) => parse(readFileSync(join(CRD_FOLDER, file), 'utf8')) as V1CustomResourceDefinition);
}

/** Installs the library's CRDs, and waits until they are served. */
export async function installCrds(cluster: ControlPlane): Promise<void> {
  for (const crd of libraryCrds()) {
    await cluster.api.must('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions?fieldValidation=Strict', crd);
    await established(cluster, crd.metadata!.name!);
  }
}

/** The CRD once it is established and its objects are served. */
export async function established(cluster: ControlPlane, name: string): Promise<V1CustomResourceDefinition> {
  const client = kubeConfigOf(cluster).makeApiClient(ApiextensionsV1Api);
  const deadline = Date.now() + ESTABLISHED_WITHIN;
  for (;;) {
    const crd = await client.readCustomResourceDefinition({ name });
    const { group, versions, names } = crd.spec;
    const conditions = crd.status?.conditions ?? [];
    if (conditions.some(({ type, status }) => type === 'Established' && status === 'True')) {
      const served = await cluster.api.send('GET', `/apis/${group}/${versions[0]!.name}/${names.plural}?limit=1`);
      if (served.status === 200) return crd;
    }
    if (Date.now() > deadline) throw new Error(`${name} is not established: ${JSON.stringify(conditions)}`);
    await sleep(50);
  }
}
