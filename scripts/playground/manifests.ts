import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { parseAllDocuments } from 'yaml';
import { KubeObject } from '../../test/cluster/harness/api-client';
import { exampleNames, synthExample } from '../lib/examples';

/** Objects to apply, and where they come from, for people. */
export interface Manifests {
  readonly from: string;
  readonly objects: readonly KubeObject[];
}

/** What has to be there before the rest; other kinds come in the order of the files. */
const FIRST = ['CustomResourceDefinition', 'Namespace', 'StorageClass', 'PriorityClass', 'ServiceAccount', 'Secret', 'ConfigMap', 'PersistentVolumeClaim'];

/** The objects of an example, synthesized now, or of the YAML files of a folder. */
export function readManifests(wanted: string): Manifests {
  const example = wanted.replace(/^(\.\/)?examples\//, '').replace(/\/$/, '');
  if (exampleNames().includes(example)) return { from: `examples/${example}`, objects: inOrder(synthesized(example)) };
  const path = resolve(process.env.INIT_CWD ?? process.cwd(), wanted); // npm runs scripts in the checkout, not where it was called
  if (!existsSync(path)) throw new Error(`there is no example and no folder ${JSON.stringify(wanted)}; examples are ${exampleNames().join(', ')}`);
  const objects = objectsUnder(path);
  if (objects.length === 0) {
    throw new Error(`${path} holds no Kubernetes object in a .yaml or .yml file; synthesize first, and name the folder that it wrote (dist)`);
  }
  return { from: path, objects: inOrder(objects) };
}

function synthesized(example: string): KubeObject[] {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-matrixinfer-playground-'));
  try {
    return objectsUnder(synthExample(example, folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function objectsUnder(path: string): KubeObject[] {
  const files = statSync(path).isDirectory() ? readdirSync(path).filter(name => /\.ya?ml$/.test(name)).sort().map(name => join(path, name)) : [path];
  return files.flatMap(file => parseAllDocuments(readFileSync(file, 'utf8')).flatMap(document => {
    const object = document.toJS() as KubeObject | null;
    return object?.kind === undefined || object.metadata?.name === undefined ? [] : [object];
  }));
}

function inOrder(objects: readonly KubeObject[]): KubeObject[] {
  const rank = ({ kind }: KubeObject) => (FIRST.includes(kind!) ? FIRST.indexOf(kind!) : FIRST.length);
  return [...objects].sort((one, other) => rank(one) - rank(other));
}
