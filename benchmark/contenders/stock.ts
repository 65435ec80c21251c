import { ApiObject, App, Chart } from 'cdk8s';
import { done, objectsByChart, task } from '../task';

/** cdk8s without this library: one stock ApiObject for every object. */
const told = task();
const app = new App({ outdir: told.outdir });
for (const [name, objects] of objectsByChart(told)) {
  const chart = new Chart(app, name);
  objects.forEach((object, index) => new ApiObject(chart, String(index), object));
}
app.synth();
done();
