import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { stringify } from 'yaml';
import { charts, done, objectsOf, task } from '../task';

/** The `yaml` library alone: what writing the files costs, whoever makes the objects. */
const told = task();
const objects = objectsOf(told);
mkdirSync(told.outdir, { recursive: true });
for (const [name, indexes] of charts(told)) {
  writeFileSync(join(told.outdir, `${name}.k8s.yaml`), indexes.flatMap(objects).map(object => stringify(object)).join('---\n'));
}
done();
