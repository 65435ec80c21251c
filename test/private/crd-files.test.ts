import { readdirSync } from 'fs';
import { join } from 'path';
import { readCrds } from '../../src/private/crd-files';

test('every file in crds/ is read, in the order of the names, and has the name that its file says', () => {
  const folder = join(__dirname, '..', '..', 'crds');
  const files = readdirSync(folder).filter(file => file.endsWith('.yaml')).sort();
  const crds = readCrds(folder);
  expect(crds.map(crd => crd.metadata.name.split('.').slice(1).join('.') + `_${crd.metadata.name.split('.')[0]}.yaml`)).toEqual(files);
  for (const crd of crds) expect({ apiVersion: crd.apiVersion, kind: crd.kind }).toEqual({ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' });
});
