import { App, Chart, JsonPatch, Size } from 'cdk8s';
import { Accelerator, Compute, Cpu, Findings, Framework, MatrixInferRuntimeEngine, ModelConstruct, ModelSource, RuntimeProfile } from 'cdk8s-matrixinfer';

const app = new App();

// The documentation says "1 GPU" and not which one.
const anyNvidiaGpu = Accelerator.of({ name: 'any NVIDIA GPU', resource: 'nvidia.com/gpu' });

const basic = new Chart(app, 'model-basic', { namespace: 'default' });
const llama = new ModelConstruct(basic, 'llama-7b', {
  modelId: 'llama-7b-v1',
  version: '1.0.0',
  framework: Framework.PYTORCH,
  source: ModelSource.huggingFace('meta-llama/Llama-2-7b-hf'),
  profile: new RuntimeProfile(basic, 'pytorch', {
    engine: new MatrixInferRuntimeEngine({ image: 'matrixinfer/pytorch-runtime:latest' }),
    compute: Compute.cpu({ cpu: Cpu.units(2), cpuLimit: Cpu.units(4), memory: Size.gibibytes(8), memoryLimit: Size.gibibytes(16) }),
  }),
  registerOnly: true,
});
Findings.acknowledge(llama, 'image-not-pinned', 'the documentation writes this tag; the example has to equal it');

const s3 = new Chart(app, 'model-s3', { namespace: 'ml-models' });
const custom = new ModelConstruct(s3, 'custom-model', {
  modelId: 'custom-model-v2',
  version: '2.0.0',
  framework: Framework.ONNX,
  source: ModelSource.s3('s3://my-models/custom-model-v2/'),
  profile: new RuntimeProfile(s3, 'onnx', {
    engine: new MatrixInferRuntimeEngine({ image: 'matrixinfer/onnx-runtime:latest' }),
    compute: Compute.gpu(anyNvidiaGpu, { cpu: Cpu.units(1), cpuLimit: Cpu.units(2), memory: Size.gibibytes(4), memoryLimit: Size.gibibytes(8) }),
  }),
  registerOnly: true,
});
Findings.acknowledge(custom, 'image-not-pinned', 'the documentation writes this tag; the example has to equal it');

// Models that are only registered say so in an annotation, for the status reporter. The documentation has none.
for (const { model } of [llama, custom]) model.addJsonPatch(JsonPatch.remove('/metadata/annotations'));

app.synth();
