import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { stringify } from 'yaml';
import { done, objectsByChart, task } from '../task';

/** The `yaml` library alone: what writing the files costs, whoever makes the objects. */
const told = task();
mkdirSync(told.outdir, { recursive: true });
for (const [name, objects] of objectsByChart(told)) {
  writeFileSync(join(told.outdir, `${name}.k8s.yaml`), objects.map(object => stringify(object)).join('---\n'));
}
done();
