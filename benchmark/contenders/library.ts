import { App, Chart, Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, VllmEngine } from 'cdk8s-matrixinfer';
import { charts, done, modelName, NAMESPACE, task } from '../task';

/** This library: declared models, all checks on. */
const told = task();
const app = new App({ outdir: told.outdir });
const profile = new RuntimeProfile(app, 'l4', {
  engine: new VllmEngine({ version: '0.32.0' }),
  compute: Compute.gpu(Accelerator.NVIDIA_L4, { count: 1, cpu: Cpu.units(4), memory: Size.gibibytes(24) }),
});
let previous: ModelConstruct | undefined;
for (const [name, indexes] of charts(told)) {
  const chart = new Chart(app, name, { namespace: NAMESPACE });
  for (const index of indexes) {
    const model = new ModelConstruct(chart, modelName(index), {
      version: '1.0.0',
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace('meta-llama/Llama-3.1-8B', { revision: 'd04e592bb4f6aa9cfee91e2e20afa771667e1d4b', token: SecretKey.of('hf', 'token') }),
      profile,
      replicas: 2,
    });
    if (told.chained && previous) model.node.addDependency(previous);
    previous = model;
  }
}
app.synth();
done();
