import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { V1CustomResourceDefinition } from '@kubernetes/client-node';
import { parseAllDocuments } from 'yaml';
import { ControlPlane } from './control-plane';
import { established } from './crds';
import { hasProgram } from '../binaries/has-program';

/** A file with CRDs in a Go module: the projects of Kubernetes publish theirs so. */
export interface ModuleCrds {
  readonly module: string;
  readonly version: string;
  /** The file in it. */
  readonly file: string;
}

/** Whether modules can be fetched. */
export const canFetchModules = hasProgram('go', 'version');

/** Installs the CRDs of a module, and waits until they are served. */
export async function installModuleCrds(cluster: ControlPlane, { module, version, file }: ModuleCrds): Promise<void> {
  const downloaded = execFileSync('go', ['mod', 'download', '-json', `${module}@v${version}`], { encoding: 'utf8', cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
  const { Dir } = JSON.parse(downloaded) as { readonly Dir: string };
  const documents = parseAllDocuments(readFileSync(join(Dir, file), 'utf8'));
  for (const crd of documents.map((document) => document.toJS() as V1CustomResourceDefinition | null)) {
    if (crd?.kind !== 'CustomResourceDefinition') continue;
    await cluster.api.must('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', crd);
    await established(cluster, crd.metadata!.name!);
  }
}
