import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { charts, done, objectsOf, task } from '../task';

/** JSON.stringify alone: the least that any tool could do. */
const told = task();
const objects = objectsOf(told);
mkdirSync(told.outdir, { recursive: true });
for (const [name, indexes] of charts(told)) {
  writeFileSync(join(told.outdir, `${name}.k8s.json`), indexes.flatMap(objects).map(object => JSON.stringify(object)).join('\n'));
}
done();
