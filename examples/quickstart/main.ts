import { App, Chart, Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, Framework, MatrixInferCrds, ModelConstruct, ModelSource, RuntimeProfile, SecretKey, VllmEngine } from 'cdk8s-matrixinfer';

const app = new App();
new MatrixInferCrds(new Chart(app, 'crds'), 'crds');

const chart = new Chart(app, 'models', { namespace: 'ml-models' });

// Written once, by the platform team.
const l4 = new RuntimeProfile(chart, 'l4', {
  engine: new VllmEngine({ version: '0.32.0' }),
  compute: Compute.gpu(Accelerator.NVIDIA_L4, { count: 1, cpu: Cpu.units(4), memory: Size.gibibytes(24) }),
});

// Written once for each model.
new ModelConstruct(chart, 'llama-7b', {
  version: '1.0.0',
  framework: Framework.PYTORCH,
  source: ModelSource.huggingFace('meta-llama/Llama-2-7b-hf', {
    revision: '01c7f73d771dfac7d292323805ebc428287df4f9',
    token: SecretKey.of('hf', 'token'),
    size: Size.gibibytes(13),
  }),
  profile: l4,
  replicas: 2,
});

app.synth();
