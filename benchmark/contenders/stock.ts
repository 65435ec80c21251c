import { ApiObject, App, Chart } from 'cdk8s';
import { charts, done, objectsOf, task } from '../task';

/** cdk8s without this library: one stock ApiObject for every object. */
const told = task();
const objects = objectsOf(told);
const app = new App({ outdir: told.outdir });
for (const [name, indexes] of charts(told)) {
  const chart = new Chart(app, name);
  for (const index of indexes) {
    objects(index).forEach((object, position) => new ApiObject(chart, `${index}-${position}`, object));
  }
}
app.synth();
done();
