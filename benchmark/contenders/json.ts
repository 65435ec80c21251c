import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { done, objectsByChart, task } from '../task';

/** JSON.stringify alone: the least that any tool could do. */
const told = task();
mkdirSync(told.outdir, { recursive: true });
for (const [name, objects] of objectsByChart(told)) {
  writeFileSync(join(told.outdir, `${name}.k8s.json`), objects.map(object => JSON.stringify(object)).join('\n'));
}
done();
