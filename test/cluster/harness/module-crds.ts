import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { V1CustomResourceDefinition } from '@kubernetes/client-node';
import { parseAllDocuments } from 'yaml';
import { ControlPlane } from './control-plane';
import { established } from './crds';
import { GoModule, moduleFolder } from '../../../scripts/lib/go-module';
import { hasProgram } from '../binaries/has-program';

/** A file with CRDs in a Go module: the projects of Kubernetes publish theirs so. */
export interface ModuleCrds extends GoModule {
  /** The file in it, or the folder of files. */
  readonly file: string;
}

/** Whether modules can be fetched. */
export const canFetchModules = hasProgram('go', 'version');

/** Installs the CRDs of a module, and waits until they are served. */
export async function installModuleCrds(cluster: ControlPlane, crds: ModuleCrds): Promise<void> {
  const path = join(moduleFolder(crds), crds.file);
  const files = statSync(path).isDirectory() ? readdirSync(path).filter((file) => file.endsWith('.yaml')).sort().map((file) => join(path, file)) : [path];
  for (const crd of files.flatMap(crdsOf)) {
    await cluster.api.must('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', crd);
    await established(cluster, crd.metadata!.name!);
  }
}

/** The CRDs of a file; lines of a Helm template around them are no part of them. */
function crdsOf(file: string): V1CustomResourceDefinition[] {
  const documents = parseAllDocuments(readFileSync(file, 'utf8').replace(/^\{\{.*\}\}$/gm, ''));
  return documents.map((document) => document.toJS() as V1CustomResourceDefinition | null)
    .filter((found): found is V1CustomResourceDefinition => found?.kind === 'CustomResourceDefinition');
}
